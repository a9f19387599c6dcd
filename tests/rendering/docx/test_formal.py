"""What a formal document carries round its text, as XML, as text and as LibreOffice prints it."""

from dataclasses import replace
from datetime import date
from difflib import unified_diff

import pytest

from reports.document.markup import print_document
from reports.document.nodes import Attachment, Document, Head, Heading, Imprint
from reports.importing.docx_reader import docx_text, read_docx
from reports.rendering.docx.head import mark_size
from reports.rendering.docx.profile import FORMAL, PRESETS, PUBLIC, localised
from reports.rendering.docx.report import write_docx
from reports.rendering.docx.signature import SignaturePlace, place_sealed, seals_in_row
from tests.rendering.docx.office import pdf_pages, to_pdfs
from tests.rendering.docx.paper_grid import measured_pages, measured_rules
from tests.rendering.docx.parts import W, assert_golden, normalised, part
from tests.rendering.papers import JOINT, JOINT_LINES, UPWARD, UPWARD_LINES, plain

DAY = date(2026, 1, 20)
TEXT = (plain("内容。"),)
TOWN = ("中共云岭县青石镇委员会", "云岭县青石镇人民政府")
OFFICES = ("县公安局", "县司法局", "县教育局", "县财政局")
NUMBER = "云公法〔2026〕3号"
NAMED = (
    Attachment("2025年度法治政府建设主要指标情况表", (), is_named=True),
    Attachment("任务清单", (), is_named=True),
)
ELEMENTS = {
    "head-downward": Document("", head=Head(("云岭县司法局",), number=NUMBER)),
    "head-long": Document("", head=Head(("云岭县住房和城乡建设局",), number=NUMBER, urgency="加急")),
    "head-signers-1": Document("", head=Head(("云岭县公安局",), number=NUMBER, signers=("王强",))),
    "head-signers-2": Document("", head=Head(("云岭县公安局",), number=NUMBER, signers=("王强", "李红"))),
    "head-signers-3": Document(
        "", head=Head(("云岭县公安局",), number=NUMBER, signers=("王强", "李红", "欧阳明"))
    ),
    "head-joint": Document("", head=Head(TOWN, number=NUMBER)),
    "head-joint-without-mark": Document("", head=Head(TOWN, mark="")),
    "enclosures-1": Document("", blocks=TEXT, attachments=NAMED[:1]),
    "enclosures-2": Document("", blocks=TEXT, attachments=NAMED),
    "signature-1": Document("", blocks=TEXT, signatories=("云岭县公安局",), date=DAY),
    "signature-2": Document("", blocks=TEXT, signatories=TOWN, date=DAY),
    "signature-4": Document("", blocks=TEXT, signatories=OFFICES, date=DAY),
    "remark": Document("", blocks=TEXT, remark="联系人：李明，电话：0000-1234567"),
    "imprint": Document(
        "", blocks=TEXT, imprint=Imprint(("县委办公室", "县政府办公室"), "云岭县公安局办公室", DAY)
    ),
    "imprint-copies": Document("", blocks=TEXT, imprint=Imprint(("县委办公室",))),
    "imprint-printed": Document("", blocks=TEXT, imprint=Imprint((), "云岭县公安局办公室", DAY)),
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element(name):
    assert_golden(normalised(write_docx(ELEMENTS[name], FORMAL), "word/document.xml"), f"formal/{name}.xml")


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_reads_as_it_prints(name):
    document = ELEMENTS[name]
    assert docx_text(write_docx(document, FORMAL)) == print_document(document)


@pytest.mark.parametrize(("document", "lines"), [(UPWARD, UPWARD_LINES), (JOINT, JOINT_LINES)])
@pytest.mark.parametrize("profile", [PUBLIC, FORMAL], ids=["public", "formal"])
def test_a_formal_document_comes_back(document, lines, profile):
    data = write_docx(document, profile)
    assert docx_text(data).split("\n") == lines
    assert read_docx(data) == document


def test_what_a_document_does_not_carry_leaves_no_trace():
    document = Document("报告", blocks=TEXT)
    assert normalised(write_docx(document, FORMAL), "word/document.xml") == normalised(
        write_docx(document, PUBLIC), "word/document.xml"
    )


@pytest.mark.parametrize("document", [UPWARD, JOINT])
def test_every_run_names_one_font_for_all_scripts(document):
    runs = list(part(write_docx(document, FORMAL), "word/document.xml").iter(f"{W}r"))
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in runs if run.find(f"{W}t") is not None]
    slots = [{named.get(W + slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} for named in fonts]
    assert [len(names) for names in slots] == [1] * len(fonts)
    assert None not in set.union(*slots)


@pytest.mark.parametrize("document", [UPWARD, JOINT])
def test_every_style_that_is_used_is_defined(document):
    data = write_docx(document, FORMAL)
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    used = {
        style.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for style in part(data, "word/document.xml").iter(W + tag)
    }
    assert used - defined == set()


@pytest.mark.parametrize(
    ("organ", "day", "place"),
    [
        ("云岭县公安局", "2026年1月20日", SignaturePlace((4.25,), None, 4.0)),
        ("县府办", "2026年12月20日", SignaturePlace((6.0,), None, 4.0)),
        ("中共云岭县委全面依法治县委员会办公室秘书组", "2026年1月20日", SignaturePlace((0.0,), None, 7.25)),
    ],
)
def test_an_organ_stands_in_the_middle_over_its_date(organ, day, place):
    assert place_sealed((organ,), day, FORMAL) == place


@pytest.mark.parametrize(
    ("organs", "count"),
    [(TOWN, 2), (OFFICES[:3], 3), (OFFICES, 3), (("云岭县住房和城乡建设局综合执法大队",) * 2, 1)],
)
def test_seals_stand_in_rows_that_do_not_touch(organs, count):
    assert seals_in_row(organs, FORMAL) == count


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_changes_what_it_says_and_nothing_else(name):
    preset = localised(FORMAL, PRESETS[name])
    changes = [
        line
        for member in ("styles", "footer1", "footer2")
        for line in unified_diff(*(member_lines(member, profile) for profile in (FORMAL, preset)), n=1)
        if not line.startswith(("---", "+++"))
    ]
    assert_golden("".join(changes), f"presets/{name}.diff")


def member_lines(member, profile):
    return normalised(write_docx(UPWARD, profile), f"word/{member}.xml").splitlines(keepends=True)


def test_digits_alone_take_a_typeface_of_their_own():
    data = write_docx(UPWARD, localised(FORMAL, PRESETS["数字用Times New Roman"]))
    named = list(part(data, "word/document.xml").iter(f"{W}rFonts"))
    assert {(fonts.get(f"{W}ascii"), fonts.get(f"{W}hAnsi")) for fonts in named} == {("Times New Roman",) * 2}
    assert {fonts.get(f"{W}eastAsia") for fonts in named} == {
        "黑体",
        "仿宋_GB2312",
        "楷体_GB2312",
        "方正小标宋简体",
    }


FIVE = (
    "中共云岭县委全面依法治县委员会办公室",
    *(f"云岭县{name}局" for name in ("司法", "公安", "民政", "财政")),
)
SIGNERS = ("张建国", "李红", "欧阳明", "王强", "赵一")
FIRST = plain("根据工作安排，现将有关情况报告如下。")
LISTED = tuple(
    Attachment(f"云岭县2025年度法治政府建设第{number}项重点任务完成情况及责任清单一览表", (), is_named=True)
    for number in range(1, 11)
)
IMPRINT_PAGES = {17: 1, 19: 1, 20: 2, 21: 2, 22: 2}
LAST_LINES = {8: [12, 11], 11: [12, 14], 12: [22, 5], 15: [22, 8]}
ORGANS = ("县府办", "云岭县财政局", "云岭县发展改革局", "云岭县人力资源和社会保障局")
LATE = date(2026, 12, 27)
DATED = {
    organ: Document(
        "", blocks=TEXT, signatories=(organ,), date=LATE, imprint=Imprint((), f"{organ}办公室", LATE)
    )
    for organ in ORGANS
}
PAPERS = {
    "upward": UPWARD,
    "imprint": ELEMENTS["imprint"],
    "one seal": Document("", blocks=TEXT, signatories=("云岭县公安局",), date=DAY),
    "remark": Document("", blocks=TEXT * 18, signatories=TOWN, date=DAY, remark="此件公开发布"),
    "long paragraph": Document(
        "", blocks=(*TEXT * 3, plain("推进工作" * 7 * 20)), signatories=("云岭县公安局",), date=DAY
    ),
    "small mark": replace(JOINT, head=Head(FIVE, number=NUMBER)),
    "many enclosures": replace(UPWARD, attachments=LISTED),
    "long first paragraph": replace(
        UPWARD,
        blocks=(
            Heading(1, "一、", "主要举措和成效"),
            plain("持续推进各项工作落到实处，" * 34 + "取得实效。"),
        ),
    ),
    **{
        f"imprint after {lines}": Document("", blocks=TEXT * lines, imprint=ELEMENTS["imprint"].imprint)
        for lines in IMPRINT_PAGES
    },
    **{
        f"signature after {lines}": Document("", blocks=TEXT * lines, signatories=("云岭县公安局",), date=DAY)
        for lines in range(14, 24)
    },
    **{
        f"parted {lines}": Document(
            "", blocks=(*TEXT * 12, plain("推进工作" * 7 * lines)), signatories=TOWN[:1], date=DAY
        )
        for lines in LAST_LINES
    },
    **{
        f"first page {len(organs)} {len(attachments)}": replace(
            JOINT,
            head=Head(organs, number=NUMBER, signers=SIGNERS, urgency="特急"),
            blocks=(FIRST,),
            signatories=organs,
            attachments=attachments,
            remark="联系人：李明",
        )
        for organs in (TOWN, FIVE, FIVE[1:])
        for attachments in ((), LISTED[:3])
    },
    **{f"dated {organ}": document for organ, document in DATED.items()},
}
PUBLIC_PAPERS = {f"public dated {organ}": document for organ, document in DATED.items()}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory, office_profile):
    """Every paper of this file as LibreOffice prints it, in one go."""
    files = {name: write_docx(document, FORMAL) for name, document in PAPERS.items()}
    files |= {name: write_docx(document, PUBLIC) for name, document in PUBLIC_PAPERS.items()}
    printed = to_pdfs(list(files.values()), tmp_path_factory.mktemp("formal"), office_profile)
    return dict(zip(files, printed, strict=True))


@pytest.fixture
def pages_of(pdfs):
    """The lines of each page of the papers whose names begin so."""
    return lambda name: [measured_pages(pdf) for paper, pdf in pdfs.items() if paper.startswith(name)]


@pytest.fixture
def upward_pdf(pdfs):
    return pdfs["upward"]


def test_the_marks_of_a_formal_page_stand_where_the_standard_says(upward_pdf):
    pages = measured_pages(upward_pdf)
    mark, number = pages[0][1:3]
    assert (mark.text, number.text) == ("云岭县公安局文件", "云公法〔2026〕3号签发人：王强")
    height = FORMAL.mark.size.mm
    middle = FORMAL.margin_top.mm + FORMAL.mark_top.mm + height / 2
    assert (mark.top + mark.bottom) / 2 == pytest.approx(middle, abs=2)
    assert (mark.left + mark.right) / 2 == pytest.approx(28 + 156 / 2, abs=1)
    [red_line] = measured_rules(upward_pdf, page=1)
    foot = (number.top + number.bottom) / 2 + FORMAL.body.size.mm / 2
    assert red_line.top - foot == pytest.approx(FORMAL.red_line_drop.mm, abs=1)
    assert (red_line.left, red_line.right) == (pytest.approx(28, abs=1), pytest.approx(184, abs=1))


def test_the_imprint_ends_on_the_foot_of_the_text(upward_pdf):
    rules = measured_rules(upward_pdf, page=3)
    assert [(round(rule.left), round(rule.right)) for rule in rules] == [(28, 184)] * 3
    assert rules[-1].bottom == pytest.approx(262, abs=1)
    pitch = FORMAL.pitch.mm
    assert [rules[2].top - rules[1].top, rules[1].top - rules[0].top] == [pytest.approx(pitch, abs=1)] * 2


def test_an_imprint_without_room_goes_to_a_page_of_its_own(pages_of):
    printed = dict(zip(IMPRINT_PAGES, pages_of("imprint after"), strict=True))
    assert {lines: len(pages) for lines, pages in printed.items()} == IMPRINT_PAGES
    for lines, pages in printed.items():
        foot = [line.text for line in pages[-1][-3:-1]]
        assert foot == ["抄送：县委办公室，县政府办公室。", "云岭县公安局办公室2026年1月20日印发"]
        assert sum(line.text == "内容。" for page in pages for line in page) == lines


def test_no_page_has_the_signature_alone(pages_of):
    papers = pages_of("signature after")
    assert len(papers) == 10
    for printed in papers:
        last = [line.text for line in printed[-1]]
        assert last[-3:-1] == ["云岭县公安局", "2026年1月20日"]
        assert last[:2] == ["内容。", "内容。"]


def test_a_remark_stays_with_the_signature(pages_of):
    [printed] = pages_of("remark")
    last = [line.text for line in printed[-1]]
    assert last[:-1] == ["内容。", "内容。", "".join(TOWN), "2026年1月20日", "（此件公开发布）"]


def test_a_paragraph_as_long_as_a_page_is_not_moved_as_a_whole(pages_of):
    [printed] = pages_of("long paragraph")
    assert [len(lines) - 1 for lines in printed] == [22, 1 + 1 + 2]


def test_the_first_page_shows_text(pages_of):
    papers = pages_of("first page")
    assert len(papers) == 6
    for printed in papers:
        first = printed[0]
        assert first[-2].text == FIRST.text or first[-2].text == "2026年1月20日"
        names = [line for line in first if "李红" in line.text or "王强" in line.text]
        assert [line.right for line in names] == [pytest.approx(184 - FORMAL.character.mm, abs=1)] * 2


def test_a_small_mark_begins_where_a_large_one_does(pages_of):
    head = PAPERS["small mark"].head
    [[[mark, *_], *_]] = pages_of("small mark")
    middle = FORMAL.margin_top.mm + FORMAL.mark_top.mm + mark_size(head, FORMAL).mm / 2
    assert (mark.top + mark.bottom) / 2 == pytest.approx(middle, abs=2)


def test_many_enclosures_part_rather_than_leave_the_signature_alone(pages_of):
    [pages] = pages_of("many enclosures")
    [signed] = [page for page in pages if any(line.text == "云岭县公安局" for line in page)]
    assert any(line.text.startswith("10.") for line in signed)


def test_a_long_last_paragraph_leaves_no_gap_where_it_parts(pages_of):
    printed = pages_of("parted")
    assert [[len(page) - 1 for page in pages] for pages in printed] == list(LAST_LINES.values())


@pytest.mark.parametrize("name", ["public dated", "dated"])
def test_no_date_is_broken(name, pages_of):
    assert [[line.text for line in page[1:-1]] for [page] in pages_of(name)] == [
        [organ, "2026年12月27日", f"{organ}办公室2026年12月27日印发"] for organ in ORGANS
    ]


def test_organ_and_date_have_one_middle_under_a_seal(pages_of):
    [[page]] = pages_of("one seal")
    organ, day = page[1:3]
    assert organ.left + organ.right == pytest.approx(day.left + day.right, abs=1)


def test_the_imprint_is_set_in_its_own_size(pdfs):
    [page] = measured_pages(pdfs["imprint"])
    copies = next(line for line in page if line.text.startswith("抄送"))
    assert copies.right - copies.left == pytest.approx(16 * FORMAL.imprint.size.mm, abs=1)


def test_names_of_any_length_leave_the_number_its_place():
    head = Head(("云岭县公安局",), number="云公发〔2026〕3号", signers=("阿不都热依木·买买提" * 4,))
    columns = part(write_docx(Document("报告", head=head), FORMAL), "word/document.xml").iter(f"{W}gridCol")
    widths = [int(str(column.get(f"{W}w"))) for column in columns]
    assert (min(widths) > 2000, abs(sum(widths) - FORMAL.text_width.twips) <= 1) == (True, True)


def test_a_heading_and_its_one_long_paragraph_open_the_first_page(pdfs):
    first = pdf_pages(pdfs["long first paragraph"])[0]
    assert "一、主要举措和成效" in first.split("\n")
