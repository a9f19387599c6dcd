import time
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook as Book

from reports.common.errors import UnreadableFile
from reports.common.workbooks import cells, reading
from reports.common.workbooks.columns import Column
from reports.common.workbooks.reading import Fault, Workbook, name_some
from tests.common.workbooks.sheets import BOOK, by_hand, saved, sheet_xml, workbook
from tests.importing.word_files import p, word_file

COLUMNS = (Column("名称", must_stand=True), Column("电话", is_text=True), Column("数"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data, *, title="单位", most_rows=100):
    return Workbook(data).read(title, columns=COLUMNS, most_rows=most_rows)


def texts(sheet):
    return [(row.number, dict(row.texts)) for row in sheet.rows]


def refusal(data, **wanted):
    started = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        read(data, **wanted)
    assert time.process_time() - started < 8
    return str(caught.value)


def test_columns_are_found_by_their_titles_in_any_order():
    sheet = read(workbook(["电话", "备注", " 名 称*"], ["010", "旧", "县公安局"], [], ["", None, "县教育局"]))
    assert texts(sheet) == [(2, {"电话": "010", "备注": "旧", "名称": "县公安局"}), (4, {"名称": "县教育局"})]
    assert (sheet.titles, sheet.unknown, sheet.faults) == (("电话", "备注", "名称"), ("备注",), ())
    row = sheet.rows[0]
    assert (row["数"], row.has("数"), row.has("电话")) == ("", False, True)
    assert row.fault("名称", "请核对。") == Fault("单位!C2", "请核对。")


def test_a_title_and_notes_may_stand_above_the_head():
    def merge(sheet):
        sheet.merge_cells("A1:C1")

    sheet = read(
        workbook(["2025年度单位名录"], ["填表说明：名称必填"], ["名称", "数"], ["甲", 1], change=merge)
    )
    assert texts(sheet) == [(4, {"名称": "甲", "数": "1"})]
    assert sheet.faults == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800000000, "13800000000"),
        (0, "0"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (Decimal("1234.5670"), "1234.567"),
        (date(2026, 1, 5), "2026-01-05"),
        (True, "是"),
        ("　县公安局 \n", "县公安局"),
        ("a\u200bb", "ab"),
        ("'=1+1", "'=1+1"),
        (1e21, "1000000000000000000000"),
    ],
)
def test_a_cell_says_what_it_shows(value, text):
    assert texts(read(workbook(["名称", "数"], ["甲", value]))) == [(2, {"名称": "甲", "数": text})]


def test_a_percentage_is_read_as_it_is_shown():
    def show(sheet):
        sheet["B2"].number_format = "0.00%"

    assert texts(read(workbook(["名称", "数"], ["甲", 0.9272], change=show)))[0][1]["数"] == "92.72%"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("=1+1", cells.FORMULA), ("#REF!", cells.ERROR.format("#REF!")), ("长" * 2001, cells.TOO_LONG)],
)
def test_what_a_cell_cannot_hold_is_a_fault_with_its_place(value, sentence):
    sheet = read(workbook(["名称", "电话", "数"], ["甲", "", value], ["乙"]))
    assert sheet.faults == (Fault("单位!C2", sentence),)
    assert texts(sheet) == [(2, {"名称": "甲"}), (3, {"名称": "乙"})]


def test_merged_cells_below_the_head_are_pointed_out():
    def merge(sheet):
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("F2:F3")

    sheet = read(workbook(["名称", "数"], ["甲", 1], [None, 2], change=merge))
    sentence = "A2到A3是合并的单元格，请取消合并，每一格都填写。"
    assert sheet.faults == (Fault("单位!A2", sentence),)


def test_a_column_twice_is_a_fault():
    sheet = read(workbook(["名称", "数", "名称"], ["甲", 1, "乙"]))
    assert sheet.faults == (Fault("单位!C", "“名称”这一列出现了两次，请删去一列。"),)


def test_a_missing_column_and_a_missing_sheet_are_named():
    assert refusal(workbook(["电话", "数"], ["1", "2"])) == (
        "工作表“单位”的表头里没有“名称”这一列，请对照模板改正表头后再上传。"
    )
    assert refusal(workbook(["名称"], title="Sheet1")) == (
        "文件里没有名为“单位”的工作表，请下载模板，填好后保存为.xlsx再上传。"
    )
    assert refusal(workbook()) == refusal(workbook(["电话"]))


def test_an_empty_sheet_has_no_rows():
    assert read(workbook(["名称"], [None], ["   "])).rows == ()


def test_the_rows_are_bounded():
    rows = [["名称"], *([f"单位{number}"] for number in range(101))]
    assert len(read(workbook(*rows[:-1])).rows) == 100
    sentence = "工作表“单位”的内容超过100行，请分成几个文件导入。"
    assert refusal(workbook(*rows)) == sentence
    million = '<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 900_000
    assert refusal(by_hand(sheet_xml(million))) == sentence


def test_rows_that_only_have_a_format_cost_little():
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>'
    empty = "".join(f'<row r="{number}" s="1"/>' for number in range(2, 400_000))
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>甲</t></is></c></row>'
    assert texts(read(by_hand(sheet_xml(head + empty + last)))) == [(1048576, {"名称": "甲"})]


def test_the_columns_are_bounded():
    wide = "".join("<c><v>1</v></c>" for _ in range(40_000))
    assert refusal(by_hand(sheet_xml(f"<row>{wide}</row>"))) == (
        "工作表“单位”第1行超过1000列，请删去多余的列后再上传。"
    )
    far = sheet_xml('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')
    assert refusal(by_hand(far)) == refusal(by_hand(sheet_xml(f"<row>{wide}</row>")))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2" t="s"><v>99</v></c>',
        '<c r="B2" t="s"><v>-1</v></c>',
        '<c r="B2"><v>1e999</v></c>',
        '<c r="B2"><v>nan</v></c>',
        '<c r="B2"><v>abc</v></c>',
        '<c r="B2" s="77"><v>1</v></c>',
    ],
)
def test_a_broken_cell_is_a_fault(cell):
    rows = '<row r="1"><c t="inlineStr"><is><t>名称</t></is></c><c t="inlineStr"><is><t>数</t></is></c></row>'
    sheet = read(by_hand(sheet_xml(f'{rows}<row r="2">{cell}</row>')))
    assert sheet.faults == (Fault("单位!B2", cells.UNREADABLE),)


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + sheet_xml("<row><c><v>&a;</v></c></row>")
    assert refusal(by_hand(bomb)) == reading._SENTENCES.damaged


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert refusal(by_hand(" " * 60_000_000)) == reading._SENTENCES.too_large
    nodes = "<a/>" * 2_000_000
    assert refusal(by_hand(f"<worksheet>{nodes}</worksheet>")) == reading._SENTENCES.too_complex


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", reading._SENTENCES.empty),
        ("名称,数".encode(), reading._SENTENCES.wrong),
        (b"%PDF-1.7\n", reading._SENTENCES.other_kind.format("PDF文件")),
        (b"PK\x03\x04" + bytes(200), reading._SENTENCES.damaged),
        (OLE + "EncryptedPackage".encode("utf-16-le"), reading._SENTENCES.locked),
        (OLE + "Workbook".encode("utf-16-le"), reading.OLD),
        (word_file(p("一、举措")), reading._SENTENCES.wrong),
        (by_hand("<worksheet/>", book="<workbook/>"), reading._SENTENCES.wrong),
        (by_hand("<worksheet>", book=BOOK), reading._SENTENCES.damaged),
    ],
)
def test_what_is_no_workbook_is_told_so(data, sentence):
    assert refusal(data) == sentence


def test_a_truncated_workbook_is_damaged():
    data = workbook(["名称"], ["甲"])
    assert refusal(data[: len(data) // 2]) == reading._SENTENCES.damaged


def test_the_sheets_are_listed_in_their_order():
    book = Book()
    book.active.title = "说明"
    book.create_sheet("单位").append(["名称"])
    assert Workbook(saved(book)).titles == ("说明", "单位")


def test_some_of_many_names_are_shown():
    assert name_some(["甲", "乙"]) == "“甲”“乙”"
    assert name_some(list("甲乙丙丁戊己")) == "“甲”“乙”“丙”“丁”“戊”等6个"
