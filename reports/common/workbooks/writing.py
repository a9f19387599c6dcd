"""Writing .xlsx files: whatever people typed stays text, never a formula."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reports.common.workbooks.columns import Column, Table, Value

_FORMULA_OPENINGS = ("=", "+", "-", "@", "\t", "\r")
_TEXT = "@"
_DAY = "yyyy-mm-dd"
_HEAD_FONT = Font(bold=True)
_HEAD_PLACE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_MOST_CHOICES = 255  # characters that Excel takes in a list
_LAST_ROW = 1_048_576


def write_workbook(tables: Iterable[Table]) -> bytes:
    """Write one sheet for each table, with a head that stays in sight."""
    book = Workbook(write_only=True)
    for table in tables:
        _write_table(book.create_sheet(table.title), table)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_table(sheet: Any, table: Table) -> None:
    sheet.freeze_panes = f"{get_column_letter(table.held + 1)}2"
    for place, column in enumerate(table.columns, start=1):
        _lay_out(sheet, get_column_letter(place), column)
    sheet.append([_head(sheet, column.title) for column in table.columns])
    count = 1
    for row in table.rows:
        sheet.append([_cell(sheet, column, value) for column, value in zip(table.columns, row, strict=True)])
        count += 1
    if table.has_filter:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count}"


def _lay_out(sheet: Any, letter: str, column: Column) -> None:
    layout = sheet.column_dimensions[letter]
    layout.width = column.width
    if column.is_text:
        layout.number_format = _TEXT
    listed = ",".join(column.choices)
    if column.choices and len(listed) <= _MOST_CHOICES:
        validation = DataValidation(type="list", formula1=f'"{listed}"', showErrorMessage=False)
        validation.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.data_validations.append(validation)


def _head(sheet: Any, title: str) -> Cell:
    cell = _text(sheet, title)
    cell.font = _HEAD_FONT
    cell.alignment = _HEAD_PLACE
    return cell


def _cell(sheet: Any, column: Column, value: Value) -> Cell | Value:
    if isinstance(value, str):
        return _text(sheet, value, is_text=column.is_text) if value else None
    if not isinstance(value, date):
        return value
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = _DAY
    return cell


def _text(sheet: Any, value: str, *, is_text: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    if "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if value.startswith(_FORMULA_OPENINGS):
        cell.quotePrefix = True
        is_text = True
    if is_text:
        cell.number_format = _TEXT
    return cell
