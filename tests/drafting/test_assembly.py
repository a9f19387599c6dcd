"""From snapshot to paper: editions, numbers, figures; what is private stays out, proved by sentinels."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from reports.document.markup import parse, print_document, print_text
from reports.document.nodes import Head, Heading, Imprint, RunKind
from reports.drafting.annexes import annex_attachment
from reports.drafting.assembly import assemble
from reports.drafting.dispatch import Letter
from reports.drafting.editions import FILING, FORMAL, PUBLIC, Edition, EditionKind
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotFigure, SnapshotItem, SnapshotSection
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, number, ratio_of
from reports.rendering.docx.report import write_docx


def figure(code: str, value: Figure, unit: str = "件") -> SnapshotFigure:
    """One asked figure."""
    return SnapshotFigure(code, f"指标{code}", unit, "领域", "work", value, BLANK)


def block(key: str, text: str = "", *items: SnapshotItem, **fields: object) -> SnapshotBlock:
    """One block of prose, or of rows."""
    kind = "items" if items else "prose"
    return SnapshotBlock(key, kind, "plan" if items else "", key, text, items=items, **fields)


def snapshot(*sections: SnapshotSection, figures: tuple[SnapshotFigure, ...] = ()) -> Snapshot:
    """A report of these parts."""
    return Snapshot(
        year=2025,
        organisation="云岭县公安局",
        title="云岭县公安局关于2025年度法治政府建设情况的报告",
        public_title="云岭县公安局2025年法治政府建设年度报告",
        addressees=("县委", "县政府"),
        signatories=("云岭县公安局",),
        dated_on=date(2026, 1, 20),
        sections=sections,
        figures=figures,
    )


PREAMBLE = SnapshotSection("preamble", "preamble", "", (block("preamble", "现将情况报告如下："),))


def part(key: str, heading: str, *blocks: SnapshotBlock, role: str = "achievements") -> SnapshotSection:
    """One part with a heading."""
    return SnapshotSection(key, role, heading, blocks)


def test_parts_are_numbered_by_their_order_and_a_part_without_heading_is_not():
    paper = assemble(
        snapshot(PREAMBLE, part("a", "做法", block("a1", "做了。")), part("b", "不足", block("b1", "差。")))
    )
    assert print_document(paper).splitlines() == [
        "云岭县公安局关于2025年度法治政府建设情况的报告",
        "县委：",
        "现将情况报告如下：",
        "一、做法",
        "做了。",
        "二、不足",
        "差。",
        "云岭县公安局",
        "2026年1月20日",
    ]


def test_each_addressee_has_an_edition_and_the_public_one_has_none():
    report = snapshot(PREAMBLE)
    assert assemble(report, FILING).addressees == ("县委",)
    assert assemble(report, Edition(EditionKind.FILING, 1)).addressees == ("县政府",)
    public = assemble(report, PUBLIC)
    assert (public.title, public.addressees) == (report.public_title, ())


def test_a_part_without_text_prints_no_heading_and_takes_no_number():
    report = snapshot(part("a", "做法", block("a1")), part("b", "不足", block("b1", "差。")))
    assert [heading.number + heading.text for heading in assemble(report).headings()] == ["一、不足"]


def test_figures_print_the_number_alone_and_blanks_stand_out():
    text = "办案{{LE01}}件，检查{{LE20}}次，复议{{RV21}}件，应诉率{{LT07}}%，另有{{ZZ99}}。"
    figures = (
        figure("LE01", number(1234)),
        figure("LE20", BLANK),
        figure("RV21", NOT_APPLICABLE),
        figure("LT07", ratio_of(2, 3), "%"),
    )
    (_, paragraph) = assemble(snapshot(part("a", "做法", block("work", text)), figures=figures)).blocks
    assert paragraph.text == "办案1234件，检查××次，复议不适用件，应诉率66.67%，另有{{ZZ99}}。"
    assert [run.text for run in paragraph.runs if run.kind is RunKind.BLANK] == ["××"]
    assert [run.text for run in paragraph.runs if run.kind is RunKind.FIGURE] == ["1234", "不适用", "66.67"]


def test_rows_print_as_offices_write_them():
    shortcoming = SnapshotItem("力量偏弱。", "所里只有一人", cause="编制少。", remedy="轮训")
    plan = SnapshotItem(
        "建立提醒", "", measure="六月前上线", responsible_unit="法规股", due_on=date(2026, 6, 30)
    )
    paper = assemble(snapshot(part("a", "做法", block("rows", "", shortcoming, plan))))
    assert [node.text for node in paper.blocks[1:]] == [
        "（一）力量偏弱。所里只有一人。主要原因：编制少。改进措施：轮训。",
        "（二）建立提醒。六月前上线。责任单位：法规股；完成时限：2026年6月。",
    ]


def test_rows_go_on_counting_after_the_prose_before_them():
    prose = block("p", "工作如下：\n（一）抓学习。开四次会。\n（二）抓队伍。招两个人。")
    paper = assemble(snapshot(part("a", "做法", prose, block("rows", "", SnapshotItem("抓制度")))))
    assert paper.blocks[-1].text == "（三）抓制度。"


ROWS = (SnapshotItem("抓制度", "定两项"), SnapshotItem("抓队伍。"))


@pytest.mark.parametrize(
    ("form", "prose", "printed"),
    [
        (
            "run_in",
            "（一）抓学习。开会。",
            ["（一）抓学习。开会。", "（二）抓制度。定两项。", "（三）抓队伍。"],
        ),
        (
            "own_line",
            "（一）抓学习\n一是开会。二是读书。",
            ["（一）抓学习", "一是开会。二是读书。", "（二）抓制度", "定两项。", "（三）抓队伍"],
        ),
        ("enumeration", "一是抓学习。开会。", ["一是抓学习。开会。", "二是抓制度。定两项。", "三是抓队伍。"]),
        (
            "label",
            "学习：开四次会，人人参加。",
            ["学习：开四次会，人人参加。", "抓制度：定两项。", "抓队伍。"],
        ),
    ],
)
def test_rows_print_in_the_form_of_their_part(form, prose, printed):
    section = replace(part("a", "做法", block("p", prose), block("rows", "", *ROWS)), item_form=form)
    blocks = assemble(snapshot(section)).blocks[1:]
    assert [b.number + b.text if isinstance(b, Heading) else b.text for b in blocks] == printed
    assert print_text(parse(print_text(blocks))) == "\n".join(printed)


def test_an_enumeration_counts_no_heading_of_another_form():
    prose = block("p", "（一）抓学习\n开会。")
    section = replace(part("a", "做法", prose, block("rows", "", *ROWS)), item_form="enumeration")
    assert [b.text for b in assemble(snapshot(section)).blocks[-2:]] == [
        "一是抓制度。定两项。",
        "二是抓队伍。",
    ]


SECRET = "不得外传的暗号"


@pytest.mark.parametrize(
    "private",
    [
        block("x", f"（一）{SECRET}。细节。", is_private=True),
        block("x", f"前文。〖不公开〗{SECRET}〖/〗后文。"),
        block("x", f"前文。〖不公开〗{SECRET}一直到最后"),
        block("x", f"〖不公开〗第一段\n{SECRET}\n第三段〖/〗尾。"),
        block("x", f"前文〖 不公开 〗{SECRET}〖／〗后文"),
        block("x", "", SnapshotItem(SECRET, is_private=True)),
        block("x", "", SnapshotItem("标题", f"甲〖不公开〗{SECRET}〖/〗乙")),
        block("x", "", SnapshotItem(f"标题〖不公开〗{SECRET}〖/〗")),
        block(
            "x", "", SnapshotItem("标题", cause=f"〖不公开〗{SECRET}〖/〗", remedy=f"〖不公开〗{SECRET}〖/〗")
        ),
        block("x", "", SnapshotItem("标题", measure=f"〖不公开〗{SECRET}〖/〗")),
    ],
)
def test_what_is_private_prints_in_the_filing_edition_and_never_in_the_public_one(private):
    report = snapshot(
        part("a", "做法", block("first", "（一）先做的。好。"), private, block("last", "（三）后做的。好。"))
    )
    filing, public = print_document(assemble(report, FILING)), print_document(assemble(report, PUBLIC))
    assert SECRET in filing
    assert SECRET not in public
    assert "〖" not in filing + public


def test_numbers_close_up_over_what_the_public_edition_leaves_out():
    report = snapshot(
        part(
            "a",
            "做法",
            block("1", "（一）公开的一"),
            block("2", "（二）内部的", is_private=True),
            block("3", "（三）公开的二"),
        )
    )
    assert [h.number for h in assemble(report, PUBLIC).headings(2)] == ["（一）", "（二）"]
    assert [h.number for h in assemble(report, FILING).headings(2)] == ["（一）", "（二）", "（三）"]


def test_every_node_knows_its_place():
    paper = assemble(snapshot(part("a", "做法", block("x", "一段。\n二段。"))))
    assert [(n.origin.section, n.origin.block, n.origin.line) for n in paper.blocks] == [
        ("a", "", None),
        ("a", "x", 1),
        ("a", "x", 2),
    ]


def test_a_report_without_anything_still_has_its_frame():
    paper = assemble(replace(snapshot(), addressees=(), signatories=(), dated_on=None))
    assert (paper.addressees, paper.blocks, paper.signatories, paper.date) == ((), (), (), None)


MARKED = f"〖不公开〗{SECRET}〖/〗"


def marked_everywhere() -> Snapshot:
    """A report with a private passage in every field that people can write."""
    words = ("heading", "text", "cause", "remedy", "measure", "responsible_unit")
    item = SnapshotItem(**dict.fromkeys(words, f"公开的话{MARKED}"))
    table = f"|项目|数量|\n|一{MARKED}|2|"
    text = f"（一）公开的标题{MARKED}。公开的话{MARKED}。\n{table}"
    paper = snapshot(
        part("a", f"做法{MARKED}", block("a1", text), block("a2", "", item)),
        part("b", "不足", block("b1", SECRET, is_private=True)),
    )
    return replace(
        paper,
        title=f"报送的标题{MARKED}",
        public_title=f"公开的标题{MARKED}",
        addressees=(f"县委{MARKED}",),
        signatories=("云岭县公安局", MARKED),
    )


def test_nothing_private_is_anywhere_in_the_public_file():
    with ZipFile(BytesIO(write_docx(assemble(marked_everywhere(), PUBLIC)))) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert [name for name, content in parts.items() if SECRET in content or "不公开" in content] == []


def test_the_filing_edition_has_every_private_word_and_no_mark():
    printed = print_document(assemble(marked_everywhere(), FILING))
    assert printed.count(SECRET) == 14
    assert "〖" not in printed


def test_a_row_whose_heading_is_private_stays_out_of_the_public_edition():
    rows = (SnapshotItem(MARKED, "余下的话。"), SnapshotItem("公开的不足", "还不够。"))
    paper = assemble(snapshot(part("b", "不足", block("b1", "", *rows))), PUBLIC)
    assert print_document(paper).splitlines()[1:3] == ["一、不足", "（一）公开的不足。还不够。"]


LETTER = Letter(
    Head(("云岭县公安局",), number="云公发〔2026〕3号", signers=("何建国",)),
    imprint=Imprint(("县政协",), "办公室", date(2026, 1, 21)),
    remark="附注",
    has_annex=True,
)
WITH_FIGURES = snapshot(part("a", "做法", block("a1", "做了。")), figures=(figure("LE01", number(3)),))


def test_the_formal_edition_is_the_filing_one_with_its_letter_round_it():
    plain, formal = assemble(WITH_FIGURES), assemble(WITH_FIGURES, FORMAL, letter=LETTER)
    assert formal == replace(
        plain,
        head=LETTER.head,
        remark="附注",
        imprint=LETTER.imprint,
        attachments=(annex_attachment(WITH_FIGURES),),
    )


@pytest.mark.parametrize("kind", [EditionKind.FILING, EditionKind.PUBLIC])
def test_no_other_edition_carries_a_letter(kind):
    edition = Edition(kind)
    assert assemble(WITH_FIGURES, edition, letter=LETTER) == assemble(WITH_FIGURES, edition)


def test_a_proof_has_the_words_of_the_filing_edition_and_the_annex_that_will_go_along():
    report, proof = marked_everywhere(), Edition(EditionKind.PROOF)
    assert assemble(report, proof) == assemble(report, FILING)
    annex = (annex_attachment(WITH_FIGURES),)
    assert assemble(WITH_FIGURES, proof, letter=LETTER) == replace(assemble(WITH_FIGURES), attachments=annex)


@pytest.mark.parametrize(
    ("report", "letter"),
    [(snapshot(), LETTER), (WITH_FIGURES, replace(LETTER, has_annex=False))],
)
def test_an_annex_is_neither_named_nor_added_where_there_is_none(report, letter):
    assert assemble(report, FORMAL, letter=letter).attachments == ()
