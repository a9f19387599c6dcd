from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest

from reports.document.nodes import Attachment, Block, Document, Heading, Lead, Note, Table
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.comments import initials
from reports.rendering.docx.profile import PUBLIC
from reports.rendering.docx.report import write_docx
from tests.rendering.docx.office import pdf_pages, to_pdf
from tests.rendering.docx.parts import W, assert_golden, names, normalised, part
from tests.rendering.papers import EVERYTHING, plain

AT = datetime(2026, 1, 12, 2, 32, tzinfo=UTC)
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
RUN_IN = plain("落实“三项制度”——公开、公正。", Lead("（二）", "规范执法。", 2))
FIGURES = Table((("项目", "件数"), ("行政处罚", "25")))


def noted(*blocks: Block, title: str = "报告") -> bytes:
    """A file of these blocks."""
    return write_docx(Document(title, ("县委",), blocks))


def ranges(data: bytes) -> list[str]:
    """The words that each comment stands on, in the order of their numbers."""
    open_ones: dict[str, str] = {}
    for node in part(data, "word/document.xml").iter():
        if node.tag == f"{W}commentRangeStart":
            open_ones[str(node.get(f"{W}id"))] = ""
        elif node.tag == f"{W}commentRangeEnd":
            open_ones[str(node.get(f"{W}id"))] += "|"
        elif node.tag == f"{W}t":
            open_ones = {
                key: text if "|" in text else text + str(node.text) for key, text in open_ones.items()
            }
    return [open_ones[key].rstrip("|") for key in sorted(open_ones)]


@pytest.mark.parametrize(
    ("blocks", "stands_on"),
    [
        ((plain("公正执法。"), Note("好", "王五")), ["公正执法。"]),
        ((plain("公正执法。"), Note("好", "王五", quote="执法")), ["执法"]),
        ((plain("公正执法。"), Note("好", "王五", quote="没有的话")), ["公正执法。"]),
        ((RUN_IN, Note("好", "王五", quote="执法。落实")), ["执法。落实"]),
        ((RUN_IN, Note("好", "王五", quote="（二）规范执法。")), ["（二）规范执法。"]),
        ((Heading(1, "一、", "举措"), Note("好", "王五", quote="举措")), ["举措"]),
        ((FIGURES, Note("好", "王五")), ["项目"]),
        ((FIGURES, Note("好", "王五", quote="处罚")), ["处罚"]),
        ((Note("好", "王五"), plain("公正执法。")), ["报告"]),
        (
            (
                plain("公正执法。"),
                Note("一", "王五", quote="公正"),
                Note("二", "赵六", quote="正执"),
                Note("三", "王五"),
            ),
            ["公正", "正执", "公正执法。"],
        ),
    ],
)
def test_a_note_stands_on_the_words_it_is_about(blocks, stands_on):
    assert ranges(noted(*blocks)) == stands_on


def test_a_note_without_anything_before_it_has_a_place_of_its_own():
    data = noted(Note("全文请再核", "王五"), plain("正文。"), title="")
    assert ranges(data) == [""]
    assert [comment.text for comment in docx.Document(BytesIO(data)).comments] == ["全文请再核"]


def test_a_note_that_opens_an_attachment_stands_on_its_title():
    attachment = Attachment("任务清单", (Note("缺单位", "王五"), plain("按时完成。")))
    assert ranges(write_docx(Document("报告", attachments=(attachment,)))) == ["任务清单"]


def test_a_comment_says_who_and_when():
    data = noted(plain("正文。"), Note("请核实。\n数据有误\x00。", "审查员 李", AT), Note("", ""))
    first, second = docx.Document(BytesIO(data)).comments
    assert (first.author, first.initials, first.text) == ("审查员 李", "审李", "请核实。\n数据有误。")
    assert [p.style.name for p in first.paragraphs if p.style] == ["annotation text"] * 2
    assert (second.author, second.initials, second.text, second.timestamp) == ("", "", "", None)


def test_the_time_is_that_of_the_clock_on_the_wall():
    times = [
        comment.get(f"{W}date")
        for at in (AT, datetime(2026, 1, 12, 10, 32))  # noqa: DTZ001 - what an old Word file says
        for comment in part(noted(plain("正文。"), Note("好", "王五", at)), "word/comments.xml")
    ]
    assert times == ["2026-01-12T10:32:00"] * 2


@pytest.mark.parametrize(
    ("author", "expected"), [("李明", "李"), ("Li Ming", "LM"), ("", ""), ("a b c d", "abc")]
)
def test_initials(author, expected):
    assert initials(author) == expected


COMMENTED = replace(
    EVERYTHING,
    blocks=(
        Note("总体可行。", "局领导", AT),
        *EVERYTHING.blocks,
        Note("请核实。\n口径不一。", "审查员", AT, quote="处罚"),
    ),
)


@pytest.mark.parametrize("name", ["word/comments.xml", "word/document.xml", "word/_rels/document.xml.rels"])
def test_a_report_with_comments(name):
    assert_golden(normalised(write_docx(COMMENTED), name), f"comments/{name.rpartition('/')[2]}")


def test_comments_change_no_word_of_the_report():
    assert docx_text(write_docx(COMMENTED)) == docx_text(write_docx(EVERYTHING))


def test_a_note_behind_a_table_without_cells_stands_on_the_words_before_it():
    bare = Document("", blocks=(plain("正文。"), Table(()), Note("请核实。", "审查员")))
    body = part(write_docx(bare), "word/document.xml")[0]
    assert [len(list(node.iter(f"{W}commentReference"))) for node in body] == [1, 0, 0, 0]


def test_only_a_file_with_notes_has_a_part_of_comments():
    assert names(write_docx(COMMENTED)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/fontTable.xml",
        "docProps/core.xml",
        "word/comments.xml",
        "word/document.xml",
    ]
    assert [name for name in names(write_docx(EVERYTHING)) if "comments" in name] == []


@pytest.mark.parametrize("name", ["word/document.xml", "word/comments.xml"])
def test_every_run_names_one_font_for_all_scripts(name):
    runs = list(part(write_docx(COMMENTED), name).iter(f"{W}r"))
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in runs]
    named = [{slots.get(W + slot) for slot in FONT_SLOTS} for slots in fonts if slots is not None]
    assert [len(found) for found in named] == [1] * len(runs)


def test_every_style_that_is_used_is_defined():
    data = write_docx(COMMENTED)
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    used = {
        style.get(f"{W}val")
        for name in ("word/document.xml", "word/comments.xml")
        for tag in ("pStyle", "rStyle")
        for style in part(data, name).iter(W + tag)
    }
    assert used - defined == set()


def test_the_properties_name_no_author_of_a_comment():
    core = docx.Document(BytesIO(write_docx(COMMENTED, at=AT))).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")


def test_libreoffice_prints_the_report_without_its_comments(tmp_path, office_profile):
    with_notes, without = (
        pdf_pages(to_pdf(write_docx(document, PUBLIC), tmp_path, office_profile))
        for document in (COMMENTED, EVERYTHING)
    )
    assert with_notes == without
