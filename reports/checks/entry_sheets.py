"""Entries of the lexicon as a workbook: out to be worked on in Excel, and in again.

An empty cell leaves what stands, 无 empties it, as in every workbook of the product.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from reports.checks.entries import KIND_WORDS, Entry, Key, Kind
from reports.checks.entry_faults import LABELS, SEPARATORS
from reports.checks.entry_files import Placed
from reports.checks.findings import Severity
from reports.common.errors import UnreadableFile
from reports.common.workbooks.columns import Column, Table
from reports.common.workbooks.reading import Fault, Row, Workbook
from reports.common.workbooks.writing import write_workbook

SHEET = "词库"
MOST_ROWS = 5000
EMPTIED = "无"
KIND, WORDS, ORIGIN = "类别", "不当的写法或者名称", "出自"
_YES, _NO = "是", "否"
_KINDS = {words: kind for kind, words in KIND_WORDS.items()}
_SEVERITIES = {severity.label: severity for severity in Severity}
_TITLES: Mapping[str, str] = {
    field: LABELS[field]
    for field in (
        "right",
        "why",
        "severity",
        "unless_before",
        "unless_after",
        "first_year",
        "last_year",
        "once",
        "source",
        "off",
    )
}
COLUMNS = (
    Column(KIND, 14, choices=tuple(_KINDS), must_stand=True),
    Column(WORDS, 28, is_text=True, must_stand=True),
    Column(_TITLES["right"], 28, is_text=True),
    Column(_TITLES["why"], 40, is_text=True),
    Column(_TITLES["severity"], 8, choices=tuple(_SEVERITIES)),
    Column(_TITLES["unless_before"], 20, is_text=True),
    Column(_TITLES["unless_after"], 20, is_text=True),
    Column(_TITLES["first_year"], 10),
    Column(_TITLES["last_year"], 10),
    Column(_TITLES["once"], 10, choices=(_YES, _NO)),
    Column(_TITLES["source"], 40, is_text=True),
    Column(_TITLES["off"], 24, is_text=True),
    Column(ORIGIN, 14),
)


def write_sheet(entries: Iterable[tuple[Entry, str]]) -> bytes:
    """Write entries, each with whose it is."""
    rows = [(KIND_WORDS[entry.kind], entry.words, *_cells(entry), origin) for entry, origin in entries]
    return write_workbook([Table(SHEET, COLUMNS, rows, held=2)])


def _cells(entry: Entry) -> list[str | int | None]:
    if entry.is_law:
        return [*[None] * 8, entry.source, entry.off]
    return [
        entry.right,
        entry.why,
        entry.severity.label,
        "、".join(entry.unless_before),
        "、".join(entry.unless_after),
        entry.first_year or None,
        entry.last_year or None,
        _YES if entry.once else None,
        entry.source,
        entry.off,
    ]


def read_sheet(data: bytes, standing: Mapping[Key, Entry]) -> tuple[tuple[Placed, ...], tuple[Fault, ...]]:
    """Read the entries of a workbook; `standing` is what an empty cell leaves as it is.

    Errors: UnreadableFile for what is no such workbook at all.
    """
    book = Workbook(data)
    title = SHEET if SHEET in book.titles else next(iter(book.titles), SHEET)
    sheet = book.read(title, columns=COLUMNS, most_rows=MOST_ROWS)
    if not sheet.rows:
        raise UnreadableFile("表里没有词条，请填写后再上传。")
    placed, faults = [], list(sheet.faults)
    for row in sheet.rows:
        entry = _entry(row, standing, faults)
        if entry is not None:
            placed.append(Placed(entry, row.at(WORDS)))
    return tuple(placed), tuple(faults)


def _entry(row: Row, standing: Mapping[Key, Entry], faults: list[Fault]) -> Entry | None:
    kind = _KINDS.get(row[KIND])
    if kind is None:
        faults.append(row.fault(KIND, f"类别应是{'、'.join(_KINDS)}中的一种，请改正。"))
        return None
    if not row[WORDS]:
        faults.append(row.fault(WORDS, "这一行没有写词语，请填写或者删去这一行。"))
        return None
    base = standing.get((kind is Kind.LAW, row[WORDS]), Entry(kind, row[WORDS]))
    values = {
        field: value
        for field in _TITLES
        if row[_TITLES[field]] and (value := _value(row, field, faults)) is not None
    }
    return replace(base, kind=kind, **values)


def _value(row: Row, field: str, faults: list[Fault]) -> Any:
    """Read one filled cell; None with a fault where it makes no sense."""
    text, title = row[_TITLES[field]], _TITLES[field]
    is_emptied = text == EMPTIED
    if field in ("first_year", "last_year"):
        if is_emptied or (text.isascii() and text.isdigit() and len(text) <= 4):
            return 0 if is_emptied else int(text)
        faults.append(row.fault(title, "年度应是四位数字，如2025；始终适用的，留空。"))
        return None
    if field == "severity":
        severity = Severity.WARNING if is_emptied else _SEVERITIES.get(text)
        if severity is None:
            faults.append(row.fault(title, f"{title}应是{'、'.join(_SEVERITIES)}中的一种，请改正。"))
        return severity
    if field == "once":
        if text not in (_YES, _NO, EMPTIED):
            faults.append(row.fault(title, f"请填“{_YES}”或者“{_NO}”。"))
            return None
        return text == _YES
    if field.startswith("unless_"):
        return () if is_emptied else split_exceptions(text)
    return "" if is_emptied else text


def split_exceptions(text: str) -> tuple[str, ...]:
    """Take apart what somebody typed into a field of exceptions."""
    for sign in SEPARATORS:
        text = text.replace(sign, " ")
    return tuple(dict.fromkeys(text.split()))
