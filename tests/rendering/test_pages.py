import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from reports.document.nodes import (
    Aside,
    Attachment,
    Document,
    Head,
    Heading,
    Imprint,
    Lead,
    Note,
    Origin,
    Run,
    RunKind,
    Spot,
    Table,
)
from reports.rendering.docx.head import write_head
from reports.rendering.docx.profile import FORMAL, PRESETS, PUBLIC, localised
from reports.rendering.pages import Cell, CellSide, ItemKind, PaperItem, Piece, paper
from reports.rendering.pagination import paginate
from tests.rendering.papers import EVERY_LINE, EVERYTHING, plain

TEMPLATE = "reports/preview/_paper.html"


class Outline(HTMLParser):
    """Every element with a class, and the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.classes: list[str] = []
        self.styled: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.classes.append(f"{tag}.{found['class']}" if "class" in found else tag)
        self.styled += [tag for name in found if name == "style" or name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def test_a_report_becomes_items_in_the_order_of_the_paper():
    assert [item.kind.value for item in paper(EVERYTHING)] == [
        "title",
        "addressee",
        "addressee",
        "paragraph",
        "heading",
        "heading",
        *["paragraph"] * 5,
        "heading",
        "heading",
        "table",
        "signature",
        "attachment",
        "title",
        "paragraph",
        "attachment",
        "title",
        "table",
    ]


def test_remarks_are_no_part_of_the_paper():
    remarked = replace(EVERYTHING, blocks=(*EVERYTHING.blocks, Note("请核实", "审查员")))
    assert paper(remarked) == paper(EVERYTHING)


def test_a_run_in_heading_is_a_piece_of_its_paragraph():
    item = paper(Document("", blocks=EVERYTHING.blocks[4:5] + EVERYTHING.blocks[3:4]))[1]
    assert item == PaperItem(
        ItemKind.PARAGRAPH,
        pieces=(
            Piece("（二）规范执法。", is_lead=True),
            Piece("落实“三项制度”——公开、公正……"),
        ),
        level=2,
    )


def test_a_short_row_spans_the_columns_that_it_lacks():
    item = paper(Document("", blocks=(Table((("甲", "乙", "丙"), ("合计", "见上"), ())),)))[0]
    assert item == PaperItem(
        ItemKind.TABLE,
        header=((Cell("甲"), Cell("乙"), Cell("丙")),),
        rows=((Cell("合计"), Cell("见上", 2)), (Cell("", 3, CellSide.LEFT),)),
        widths=(33, 33, 33),
    )


def test_cells_stand_where_word_sets_them():
    rows = (("指标", "单位", "2025年"), ("行政复议",), ("行政复议申请受理数", "件", "12"))
    item = paper(Document("", blocks=(Table(rows, numeric=(2,)),)))[0]
    assert [[cell.side for cell in row] for row in item.header + item.rows] == [
        [CellSide.CENTRE] * 3,
        [CellSide.LEFT],
        [CellSide.LEFT, CellSide.CENTRE, CellSide.RIGHT],
    ]


def test_the_preview_shows_every_line_and_no_inline_style():
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(EVERYTHING)}))
    shown = "".join("".join(page.words).split())
    expected = "".join("".join(EVERY_LINE).replace("|", "").split())
    assert shown == expected
    assert page.styled == []


def test_figures_and_blanks_can_be_told_apart():
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(Document("", blocks=EVERYTHING.blocks[:1]))}))
    assert page.classes == [
        "article.paper-sheet paper-sheet--endless",
        "p.paper__p",
        "span.paper__figure",
        "mark.paper__blank",
    ]


@pytest.mark.parametrize(
    "document",
    [
        Document("<script>alert(1)</script>"),
        Document("", addressees=("<script>x",)),
        Document("", blocks=(Heading(1, "<script>", "<script>"), plain("<script>"))),
        Document("", blocks=(Table((("<script>",), ("<script>",))),)),
        Document("", signatories=("<script>",), date_as_typed="<script>"),
        Document("", blocks=(plain("").__class__((Run("<script>", RunKind.BLANK),)),)),
    ],
)
def test_what_people_type_stays_text(document):
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(document)}))
    assert [tag for tag in page.classes if tag.startswith("script")] == []
    assert "<script>" in "".join(page.words)


def test_an_empty_report_says_what_to_do():
    page = Outline(render_to_string(TEMPLATE, {"paper": paper(Document(""))}))
    assert "".join(page.words).strip() == "报告还没有内容，请先填写正文。"


FORMAL_PAPER = replace(
    EVERYTHING,
    head=Head(
        ("中共云岭县青石镇委员会", "云岭县青石镇人民政府"), "文件", "青发〔2026〕3号", ("甲", "乙"), "特急"
    ),
    attachments=(Attachment("任务清单", (plain("按时完成。"),), True), Attachment("数据表", (), True)),
    remark="联系人：何建",
    imprint=Imprint(("县政协", "县监委"), "青石镇党政办公室", date(2026, 1, 20)),
)


def test_a_formal_report_stands_between_head_and_imprint():
    items = paper(FORMAL_PAPER, FORMAL)
    assert [item.kind.value for item in items if item.kind not in BODY] == [
        "head",
        "title",
        "addressee",
        "addressee",
        "named",
        "signature",
        "remark",
        "attachment",
        "title",
        "imprint",
    ]
    named, signature, remark = (item for item in items if item.kind in FOOT)
    assert named.lines == ("附件：1.任务清单", "2.数据表")
    assert signature.rows == ((Cell("中共云岭县青石镇委员会"), Cell("云岭县青石镇人民政府")),)
    assert remark.lines == ("（联系人：何建）",)


BODY = {ItemKind.PARAGRAPH, ItemKind.HEADING, ItemKind.TABLE}
FOOT = {ItemKind.NAMED, ItemKind.SIGNATURE, ItemKind.REMARK}


def shown(context: dict) -> str:
    return "".join("".join(Outline(render_to_string(TEMPLATE, context)).words).split())


def test_the_formal_preview_shows_everything_it_has():
    text = shown({"sheets": paginate(paper(FORMAL_PAPER, FORMAL), FORMAL)})
    head = "特急中共云岭县青石镇委员会云岭县青石镇人民政府文件青发〔2026〕3号签发人：甲乙"
    foot = "抄送：县政协，县监委。青石镇党政办公室2026年1月20日印发第3页—3—"
    assert (text.startswith(head), text.endswith(foot)) == (True, True)


NAMES = st.lists(st.integers(2, 30).map("局".__mul__), min_size=1, max_size=9)


@given(NAMES, st.sampled_from(["", "文件"]))
def test_a_mark_is_as_large_and_as_narrow_as_in_word(organs, mark):
    head = Head(tuple(organs), mark)
    item = paper(Document("", head=head), FORMAL)[0]
    assert item.mark is not None
    written = next(made for made in write_head(head, FORMAL) if "局" in "".join(made.itertext()))
    sizes = {int(found.get(qn("w:val"))) / 2 for found in written.iter(qn("w:sz"))}
    widths = {int(found.get(qn("w:val"))) for found in written.iter(qn("w:w")) if found.get(qn("w:val"))}
    assert sizes == {item.mark.size}
    assert widths == ({int(100 * item.mark.narrowing)} if item.mark.narrowing < 1 else set())


@given(NAMES, st.sampled_from(["", "文件"]))
def test_a_mark_stands_between_the_margins(organs, mark):
    item = paper(Document("", head=Head(tuple(organs), mark)), FORMAL)[0]
    assert item.mark is not None
    place = item.mark
    assert [line.text for line in place.lines] == (
        [organs[0] + mark] if len(organs) == 1 else [*organs, *filter(None, [mark])]
    )
    for line in place.lines:
        assert place.left + line.x * place.narrowing >= -0.01
        assert place.left + (line.x + line.width) * place.narrowing <= place.width + 0.01


def test_a_narrow_screen_breaks_a_title_at_its_words():
    title = paper(Document("云岭县人民政府关于2025年度法治政府建设情况的报告"))[0]
    assert title.phrases == (("云岭县人民政府",), ("关于2025年度", "法治政府建设", "情况的报告"))


def test_what_stands_round_a_title_is_centred_and_the_rest_is_not():
    asides = tuple(Aside(spot.value, spot) for spot in Spot)
    items = paper(replace(FORMAL_PAPER, asides=asides), FORMAL)
    spots = {spot.value for spot in Spot}
    assert {item.lines[0]: item.kind for item in items if item.lines[:1] and item.lines[0] in spots} == {
        spot.value: ItemKind.ADDRESSEE for spot in Spot
    } | {
        Spot.BELOW_HEAD.value: ItemKind.ABOVE_TITLE,
        Spot.BELOW_TITLE.value: ItemKind.BELOW_TITLE,
    }


LINKED = Document(
    "",
    blocks=(
        Heading(1, "一、", "成效", origin=Origin("achievements")),
        replace(plain("正文。", Lead("（一）", "学习。", 2)), origin=Origin("achievements", "study")),
        replace(plain("公正。", Lead("一是", "公开。")), origin=Origin("achievements", "study")),
        Heading(2, "（二）", "没有出处"),
    ),
)


def links(context: dict) -> list[str]:
    html = render_to_string(TEMPLATE, context)
    return re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', html)


def test_headings_lead_whoever_may_edit_to_the_block():
    sheets = paginate(paper(LINKED))
    section = reverse("report_section", args=[7, "achievements"])
    assert links({"sheets": sheets}) == []
    assert links({"sheets": sheets, "edit": 7}) == [
        (section, "一、成效"),
        (f"{section}#block-study", "（一）学习。"),
    ]


def test_a_page_end_is_said_once_and_not_as_noise():
    html = render_to_string(TEMPLATE, {"sheets": paginate(paper(LINKED))})
    assert re.findall(r'visually-hidden">([^<]+)</span><span aria-hidden="true">([^<]+)', html) == [
        ("第1页", "— 1 —")
    ]


def test_a_locality_gets_its_lengths_from_its_style_sheet():
    profile = localised(PUBLIC, PRESETS["行距28磅"])
    html = render_to_string(TEMPLATE, {"sheets": paginate(paper(LINKED), profile), "profile": profile})
    assert "?top=37.0&amp;right=26.0&amp;bottom=35.0&amp;left=28.0&amp;pitch=28.0&amp;tracking=-0.25" in html


@pytest.mark.parametrize("edit", [None, 7])
def test_no_blank_stands_behind_a_run_in_heading(edit):
    """_link.html ends without a line end, since a browser would show it as a blank."""
    html = render_to_string(TEMPLATE, {"sheets": paginate(paper(LINKED)), "edit": edit})
    assert "（一）学习。正文。" in "".join(Outline(html).words)
