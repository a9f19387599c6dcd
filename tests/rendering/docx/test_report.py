from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reports.document.markup import print_document, read_document
from reports.document.nodes import Attachment, Document, Heading, Lead, Paragraph, Run, Table
from reports.importing.docx_reader import docx_text, read_docx
from reports.rendering.docx.profile import FORMAL, PUBLIC
from reports.rendering.docx.report import write_docx
from reports.rendering.docx.signature import SignaturePlace, place_signature
from reports.rendering.docx.wordml import printable
from reports.text.normal import normal, unindented
from tests.document.strategies import FORMAL_PAPERS, PAPERS, TEXTS
from tests.rendering.docx.office import pdf_pages, squeezed, to_pdf
from tests.rendering.docx.parts import W, assert_golden, names, normalised, part
from tests.rendering.papers import EVERY_LINE, EVERYTHING, plain
from tests.shared import sample_text

FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


@pytest.mark.parametrize(
    "name",
    [
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "docProps/core.xml",
    ],
)
def test_a_report_with_every_element(name):
    assert_golden(normalised(write_docx(EVERYTHING), name), f"report/{name.rpartition('/')[2]}")


def test_the_file_holds_nothing_of_a_template():
    assert names(write_docx(EVERYTHING)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/fontTable.xml",
        "docProps/core.xml",
        "word/document.xml",
    ]


def test_the_same_report_gives_the_same_bytes():
    signed_at = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
    assert write_docx(EVERYTHING) == write_docx(EVERYTHING)
    assert write_docx(EVERYTHING, at=signed_at) == write_docx(EVERYTHING, at=signed_at)
    assert write_docx(EVERYTHING) != write_docx(EVERYTHING, at=signed_at)


@pytest.mark.parametrize("name", ["word/document.xml", "word/footer1.xml", "word/footer2.xml"])
def test_every_run_names_one_font_for_all_scripts(name):
    runs = list(part(write_docx(EVERYTHING), name).iter(f"{W}r"))
    named = [run.find(f"{W}rPr/{W}rFonts") for run in runs]
    fonts = [{slots.get(W + slot) for slot in FONT_SLOTS} for slots in named if slots is not None]
    assert [len(names_of_run) for names_of_run in fonts] == [1] * len(runs)
    assert None not in set.union(*fonts)


def test_every_style_that_is_used_is_defined():
    data = write_docx(EVERYTHING)
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    used = {
        style.get(f"{W}val")
        for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml")
        for tag in ("pStyle", "rStyle", "basedOn", "next")
        for style in part(data, name).iter(W + tag)
    }
    assert used - defined == set()


def test_no_theme_font_is_left():
    data = write_docx(EVERYTHING)
    for name in ("word/document.xml", "word/styles.xml", "word/settings.xml"):
        attributes = {key for element in part(data, name).iter() for key in element.attrib}
        assert [key for key in attributes if "Theme" in str(key)] == []


def test_the_page_is_that_of_the_standard():
    word = docx.Document(BytesIO(write_docx(EVERYTHING)))
    section = word.sections[0]
    page = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    page += [section.bottom_margin, section.right_margin]
    assert [round(length.mm, 1) for length in page if length is not None] == [210, 297, 37, 28, 35, 26]
    grid = section._sectPr.find(f"{W}docGrid")
    assert grid is not None
    assert dict(grid.attrib) == {f"{W}type": "lines", f"{W}linePitch": "579"}
    assert word.settings.odd_and_even_pages_header_footer is True
    assert PUBLIC.pitch * PUBLIC.lines <= section.page_height - section.top_margin - section.bottom_margin
    assert PUBLIC.character * PUBLIC.columns <= PUBLIC.text_width


def test_navigation_finds_the_headings():
    word = docx.Document(BytesIO(write_docx(EVERYTHING)))
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style and "Heading" in str(p.style.name)]
    assert found == [
        ("Heading 1", "一、主要举措和成效"),
        ("Heading 2", "（一）依法履行职能"),
        ("Heading 3", "1.数据"),
        ("Heading 4", "（1）明细"),
    ]


def test_a_run_in_heading_changes_font_after_its_sentence():
    document = Document("", blocks=(plain("正文。", Lead("（一）", "标题。", 2)),))
    runs = list(part(write_docx(document), "word/document.xml").iter(f"{W}r"))
    fonts = [run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for run in runs]
    texts = ["".join(run.itertext()) for run in runs]
    assert list(zip(texts, fonts, strict=True)) == [
        ("（一）标题。", "楷体_GB2312"),
        ("正文。", "仿宋_GB2312"),
    ]


def test_the_properties_say_title_and_time_and_no_name():
    at = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)
    core = docx.Document(BytesIO(write_docx(Document("工作\n报告"), at=at))).core_properties
    assert (core.title, core.author, core.last_modified_by, core.comments) == ("工作报告", "", "", "")
    assert core.created == core.modified == at


def test_an_empty_report_is_a_file_all_the_same():
    assert docx.Document(BytesIO(write_docx(Document("")))).paragraphs == []


def test_signs_that_xml_cannot_hold_are_left_out():
    document = Document("报告\x00", blocks=(plain("一\x0b二\ufffe三\ud800四"),))
    assert docx_text(write_docx(document)) == "报告\n一二三四"


def test_several_attachments_are_numbered_and_one_is_not():
    one = Document("报告", attachments=(Attachment("清单", (plain("内容。"),)),))
    assert docx_text(write_docx(one)) == "报告\n附件\n清单\n内容。"
    assert docx_text(write_docx(EVERYTHING)).split("\n")[-7:] == EVERY_LINE[-7:]


@pytest.mark.parametrize(
    ("organs", "day", "place"),
    [
        (("云岭县农业农村局",), "2026年1月20日", SignaturePlace((2.0,), 8.0, 2.0)),
        (("县府办",), "2026年12月20日", SignaturePlace((8.0,), None, 2.0)),
        (("甲乙丙丁戊己庚辛", "甲乙丙丁"), "", SignaturePlace((2.0, 4.0), 8.0, 2.0)),
        ((), "2026年1月20日", SignaturePlace((), None, 2.0)),
    ],
)
def test_signatures_stand_where_the_standard_says(organs, day, place):
    assert place_signature(organs, day, PUBLIC) == place


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_a_sample_comes_back_line_by_line(name):
    text = sample_text(name)
    document = read_document(text)
    data = write_docx(document)
    assert docx_text(data).split("\n") == normal(unindented(text)).split("\n")
    assert read_docx(data) == document


def test_a_report_comes_back_line_by_line():
    assert docx_text(write_docx(EVERYTHING)).split("\n") == EVERY_LINE


@given(PAPERS | TEXTS | FORMAL_PAPERS, st.sampled_from([PUBLIC, FORMAL]))
@example("一、工作成效。全年办结八件。", PUBLIC)  # a level-1 heading that runs on
@settings(max_examples=100, deadline=None)
def test_every_text_comes_back(text, profile):
    document = read_document(text)
    expected = normal(printable(print_document(document)))
    assume(expected)
    assert docx_text(write_docx(document, profile)) == expected


def test_ten_times_the_paragraphs_give_ten_times_the_elements():
    few, many = (Document("报告", blocks=(plain("内容。"),) * count) for count in (30, 300))
    counts = [
        len(part(write_docx(document), "word/document.xml").findall(f".//{W}p")) for document in (few, many)
    ]
    assert counts == [32, 302]


def test_libreoffice_prints_the_same_lines(tmp_path, office_profile):
    pages = pdf_pages(to_pdf(write_docx(EVERYTHING), tmp_path, office_profile))
    assert [page.split("\n")[-1] for page in pages] == [f"—{number}—" for number in (1, 2, 3, 4)]
    printed = squeezed("".join("".join(page.split("\n")[:-1]) for page in pages))
    again = "项目单位2025年"  # the header row, repeated above the row that stays with the signature
    expected = squeezed("".join([*EVERY_LINE, again]).replace("|", ""))
    assert sorted(printed) == sorted(expected)
    assert [line for line in EVERY_LINE if "|" not in line and squeezed(line) not in printed] == []


def test_a_full_page_has_22_lines_of_28_characters(tmp_path, office_profile):
    blocks = tuple(plain("持续推进各项工作落到实处，" * 14 + "取得实效。") for _ in range(12))
    pages = pdf_pages(to_pdf(write_docx(Document("", blocks=blocks)), tmp_path, office_profile))
    full = [page.split("\n")[:-1] for page in pages[:-1]]
    assert {len(lines) for lines in full} == {22}
    assert max(len(line) for lines in full for line in lines) == 28


def test_the_archive_has_no_times_of_its_own():
    with ZipFile(BytesIO(write_docx(replace(EVERYTHING, date=date(2026, 3, 1))))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_empty_heading_and_an_empty_paragraph_do_no_harm():
    document = Document("报告", blocks=(Heading(1, "一、", ""), Paragraph(()), Paragraph((Run(""),))))
    assert docx_text(write_docx(document)) == "报告\n一、"


def test_a_table_without_rows_above_a_signature_does_no_harm():
    document = Document("", blocks=(plain("内容。"), Table(())), signatories=("云岭县公安局",))
    assert docx_text(write_docx(document)) == "内容。\n云岭县公安局"
