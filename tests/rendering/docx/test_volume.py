from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.oxml.ns import qn

from reports.document.nodes import Attachment, Document, Heading, Note, Table
from reports.rendering.docx.volume import write_volume
from tests.rendering.docx.office import pdf_pages, to_pdf
from tests.rendering.docx.parts import W, assert_golden, names, normalised, part
from tests.rendering.papers import EVERYTHING, UPWARD, plain

TITLE = "云岭县2025年度法治政府建设情况报告汇编"


def report(number: int, paragraphs: int = 6) -> Document:
    """A report of one unit, its table and its attachment."""
    text = (plain("持续推进各项工作落到实处，" * 14),) * paragraphs
    return Document(
        f"云岭县第{number}局关于2025年度法治政府建设情况的报告",
        ("县委、县政府",),
        (Heading(1, "一、", "主要举措和成效"), *text, Table((("指标", "本年"), ("行政处罚", "12")))),
        (f"云岭县第{number}局",),
        attachments=(Attachment("任务清单", (plain("按时完成。"),)),),
    )


def contents(data: bytes) -> list[str]:
    """The lines of the contents, the titles apart from the pages."""
    paragraphs = part(data, "word/document.xml").iter(f"{W}p")
    listed = [p for p in paragraphs if p.find(f"{W}pPr/{W}pStyle[@{W}val='TOC1']") is not None]
    return ["|".join(text.text or "" for text in p.iter(f"{W}t")) for p in listed]


def test_a_volume():
    small = Document("县公安局报告", blocks=(Heading(1, "一、", "举措"), plain("正文。")))
    data = write_volume([small, replace(small, title="县司法局\n报告")], title="汇编")
    for name in ("document", "styles"):
        assert_golden(normalised(data, f"word/{name}.xml"), f"volume/{name}.xml")


def test_the_reports_are_the_top_headings_and_theirs_follow_below():
    data = write_volume([EVERYTHING, report(1)], title=TITLE, at=datetime(2026, 1, 20, tzinfo=UTC))
    word = docx.Document(BytesIO(data))
    found = [(p.style.name, p.text.replace("\n", "")) for p in word.paragraphs if p.style]
    assert [(name, text) for name, text in found if name and name.startswith("Heading")] == [
        ("Heading 1", EVERYTHING.title),
        ("Heading 2", "一、主要举措和成效"),
        ("Heading 3", "（一）依法履行职能"),
        ("Heading 4", "1.数据"),
        ("Heading 5", "（1）明细"),
        ("Heading 1", report(1).title),
        ("Heading 2", "一、主要举措和成效"),
    ]
    assert word.core_properties.title == TITLE


def test_the_contents_say_where_each_report_begins(tmp_path, office_profile):
    data = write_volume([EVERYTHING, *(report(number, 8 + number) for number in range(1, 6))], title=TITLE)
    pages = pdf_pages(to_pdf(data, tmp_path, office_profile))
    begins = [
        page.split("\n")[-1].strip("—")
        for page in pages[1:]
        if page.startswith(("云岭县第", "中共云岭县青石镇委员会\n云岭县青石镇人民政府关于"))
    ]
    assert [line.rpartition("|")[2] for line in contents(data)] == begins
    assert "—" not in pages[0].split("\n")[-1]


def test_a_title_of_several_lines_is_one_entry():
    data = write_volume([Document("县公安局\n报告"), Document("")], title=TITLE)
    assert contents(data) == ["县公安局 报告|1", "（无标题）|2"]


def test_a_volume_leaves_remarks_out():
    noted = Document("报告", blocks=(plain("正文。"), Note("请核实", "审查员")))
    data = write_volume([noted], title=TITLE)
    assert [name for name in names(data) if "comments" in name] == []
    assert "请核实" not in "".join(part(data, "word/document.xml").itertext())


def test_an_empty_volume_is_a_file_all_the_same():
    assert contents(write_volume([], title=TITLE)) == []


def test_bookmarks_have_one_name_each():
    root = part(write_volume([report(1), report(2)], title=TITLE), "word/document.xml")
    assert [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")] == ["_Toc000001", "_Toc000002"]
    assert [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")] == ["_Toc000001", "_Toc000002"]


def test_the_boxes_of_a_volume_have_one_number_each():
    root = part(write_volume([UPWARD, report(1), UPWARD], title=TITLE), "word/document.xml")
    assert [box.get("id") for box in root.iter(qn("wp:docPr"))] == ["1", "3"]
