from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.common.workbooks.cells import clean
from reports.common.workbooks.columns import Column, Table
from reports.common.workbooks.reading import Workbook
from reports.common.workbooks.writing import write_workbook

COLUMNS = (Column("代码", 10, is_text=True), Column("类别", 16, choices=("部门", "乡镇")), Column("数"))


def written(*rows, **options):
    return load_workbook(BytesIO(write_workbook([Table("表", COLUMNS, rows, **options)])))["表"]


def test_the_head_stays_in_sight_and_columns_have_their_widths():
    sheet = written(["01", "部门", 3], held=2)
    assert [cell.value for cell in sheet[1]] == ["代码", "类别", "数"]
    assert {cell.font.bold for cell in sheet[1]} == {True}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:C2")
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [10, 16, 14]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [
        ("B2:B1048576", '"部门,乡镇"')
    ]


def test_numbers_stay_numbers_and_codes_stay_text():
    sheet = written(["007", "", Decimal("1.50")], ["8", None, date(2026, 1, 5)])
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["007", None, 1.5],
        ["8", None, sheet["C3"].value],
    ]
    assert sheet["C3"].number_format == "yyyy-mm-dd"
    assert (sheet["A2"].number_format, sheet["A2"].data_type) == ("@", "s")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@sum", "\tx", '=HYPERLINK("http://x")'])
def test_nothing_typed_becomes_a_formula(text):
    cell = written(["", text, None])["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == (text, "s", True, "@")


@given(st.lists(st.text(max_size=30), min_size=3, max_size=3))
def test_what_is_written_is_read_again(texts):
    columns = tuple(Column(title) for title in ("甲", "乙", "丙"))
    data = write_workbook([Table("表", columns, [texts])])
    rows = Workbook(data).read("表", columns=columns, most_rows=5).rows
    expected = [clean(text) for text in texts]
    assert [[row[title] for title in ("甲", "乙", "丙")] for row in rows] == (
        [expected] if any(expected) else []
    )
