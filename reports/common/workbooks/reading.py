"""Reading .xlsx files that people filled in: every fault with its cell, whatever the file is.

Not for: what the rows mean. Sizes are bounded by common.archives; nothing is computed, no link followed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from reports.common.archives import Archive, Sentences
from reports.common.errors import UnreadableFile
from reports.common.kinds import Kind, kind_of
from reports.common.workbooks.cells import Cell, Context, formats_of, read_cell, text_of
from reports.common.workbooks.columns import Column

MOST_BYTES = 10 * 1024 * 1024
MOST_COLUMNS = 1000
MOST_CELLS = 500_000
MOST_TEXTS = 500_000
MOST_MERGED = 1000  # more are not listed one by one
HEAD_WITHIN = 20  # rows in which the head is looked for: titles and notes stand above it
MOST_NAMED = 5

OLD = "这是旧版的Excel或WPS表格，请在Excel或WPS中打开，另存为.xlsx后再上传。"
_WAY_OUT = "请下载模板，填好后保存为.xlsx再上传。"
_SENTENCES = Sentences(
    empty="文件是空的，" + _WAY_OUT,
    other_kind="这是{}，不能作为表格读取，" + _WAY_OUT,
    locked="文件设有打开密码，无法读取，请取消密码、另存为.xlsx后再上传。",
    wrong="这不是Excel表格（.xlsx），" + _WAY_OUT,
    damaged="文件不完整或已损坏，请在Excel或WPS中重新打开，另存为.xlsx后再上传。",
    too_large="文件过大，无法读取，请只保留要导入的工作表，另存为.xlsx后再上传。",
    too_complex="文件内容过多或结构异常，请把要导入的内容复制到新下载的模板后再上传。",
)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, as in 单位!C5, or with a sheet as a whole."""

    at: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the head: texts by the titles of the columns, empty where nothing stands."""

    number: int
    texts: Mapping[str, str]
    letters: Mapping[str, str] = field(repr=False)
    sheet: str = ""

    def __getitem__(self, title: str) -> str:
        return self.texts.get(title, "")

    def has(self, title: str) -> bool:
        """Whether the sheet has this column at all: what has none stays as it is."""
        return title in self.letters

    def at(self, title: str) -> str:
        """Where the cell stands, as in 单位!C5."""
        return f"{self.sheet}!{self.letters.get(title, 'A')}{self.number}"

    def fault(self, title: str, sentence: str) -> Fault:
        """Say what is wrong with a cell of this row."""
        return Fault(self.at(title), sentence)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was read: rows, the titles of its columns in their order, and its faults.

    `unknown` are the titles that nobody asked for; their cells are read all the same. `letters` say in which
    column a title stands, `head` in which row.
    """

    title: str
    titles: tuple[str, ...]
    letters: Mapping[str, str]
    head: int
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


class Workbook:
    """An uploaded workbook.

    Errors: UnreadableFile, saying what the file is instead and what to do.
    """

    def __init__(self, data: bytes) -> None:
        if kind_of(data) is Kind.SPREADSHEET:
            raise UnreadableFile(OLD)
        self._archive = Archive(data, most_bytes=MOST_BYTES, sentences=_SENTENCES)
        book = self._archive.tree(self._archive.main)
        if not str(book.tag).endswith("}workbook"):
            raise UnreadableFile(_SENTENCES.wrong)
        targets = self._archive.targets(self._archive.main)
        self._parts = {
            sheet.get("name", ""): targets.get(_relation_of(sheet), "")
            for sheet in book.iterfind("{*}sheets/{*}sheet")
        }
        properties = book.find("{*}workbookPr")
        is_old = properties is not None and properties.get("date1904") in ("1", "true")
        self._context = Context(self._read_texts(), formats_of(self._archive.related("styles")), is_old)

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the sheets, in their order."""
        return tuple(self._parts)

    def read(self, title: str, *, columns: Sequence[Column], most_rows: int) -> Sheet:
        """Read one sheet: the head is found by the titles of its columns, in any order.

        Errors: UnreadableFile where there is no such sheet, no head, a column lacks that must stand, or more
                rows stand there than the product takes.
        """
        part = self._parts.get(title, "")
        if part not in self._archive.sizes:
            raise UnreadableFile(f"文件里没有名为“{title}”的工作表，{_WAY_OUT}")
        grid = _Grid(self._context, title=title, most_rows=most_rows)
        self._archive.stream(part, ("{*}row", "{*}mergeCell"), grid.visit)
        return _sheet(title, grid, columns)

    def _read_texts(self) -> list[str]:
        texts: list[str] = []
        part = self._archive.related_name("sharedStrings")

        def visit(element: Any) -> bool:
            if len(texts) >= MOST_TEXTS:
                raise UnreadableFile(_SENTENCES.too_complex)
            texts.append(text_of(element))
            return _let_go(element)

        if part:
            self._archive.stream(part, ("{*}si",), visit)
        return texts


class _Grid:
    """The cells of one sheet while it is read; rows without any text are passed over."""

    def __init__(self, context: Context, *, title: str, most_rows: int) -> None:
        self._context, self._title, self.most_rows = context, title, most_rows
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._cells = self._number = 0

    def overflow(self) -> UnreadableFile:
        return UnreadableFile(f"工作表“{self._title}”的内容超过{self.most_rows:,}行，请分成几个文件导入。")

    def visit(self, element: Any) -> bool:
        if str(element.tag).endswith("}mergeCell"):
            self._merge(element.get("ref", ""))
        else:
            self._read_row(element)
        return _let_go(element)

    def _merge(self, ref: str) -> None:
        if found := _RANGE.fullmatch(ref):
            left, top, right, bottom = found.groups()
            if len(self.merged) < MOST_MERGED:
                self.merged.append((_column(left), int(top), _column(right), int(bottom)))

    def _read_row(self, element: Any) -> None:
        number = element.get("r", "")
        self._number = int(number) if re.fullmatch(r"[0-9]{1,7}", number) else self._number + 1
        cells: dict[int, Cell] = {}
        column = 0
        for part in element.iterfind("{*}c"):
            place = _PLACE.fullmatch(part.get("r", ""))
            column = _column(place[1]) if place else column + 1
            cell = read_cell(part, self._context)
            if cell.text or cell.problem:
                cells[column] = cell
        if cells:
            self._keep(cells)

    def _keep(self, cells: dict[int, Cell]) -> None:
        if max(cells) > MOST_COLUMNS:
            raise UnreadableFile(
                f"工作表“{self._title}”第{self._number}行超过{MOST_COLUMNS}列，请删去多余的列后再上传。"
            )
        self._cells += len(cells)
        if len(self.rows) >= self.most_rows + HEAD_WITHIN or self._cells > MOST_CELLS:
            raise self.overflow()
        self.rows[self._number] = cells


def _sheet(title: str, grid: _Grid, columns: Sequence[Column]) -> Sheet:
    number, places = _head(title, grid, columns)
    letters = {name: get_column_letter(place) for name, place in places.items()}
    names = {place: name for name, place in places.items()}
    wanted = {column.title for column in columns}
    rows, faults = [], _repeated(title, grid.rows[number], places)
    for at in sorted(grid.rows):
        if at > number:
            found = {names[place]: cell for place, cell in grid.rows[at].items() if place in names}
            row = Row(at, {name: cell.text for name, cell in found.items() if cell.text}, letters, title)
            faults += [row.fault(name, cell.problem) for name, cell in found.items() if cell.problem]
            rows += [row] if found else []
    if len(rows) > grid.most_rows:
        raise grid.overflow()
    faults += _torn(title, grid, below=number, columns=set(names))
    unknown = tuple(name for name in letters if name not in wanted)
    return Sheet(title, tuple(letters), letters, number, unknown, tuple(rows), tuple(faults))


def _head(title: str, grid: _Grid, columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    """The row of the head and the place of every title in it."""
    wanted = {column.title for column in columns}
    needed = [column.title for column in columns if column.must_stand]
    best: tuple[int, dict[str, int]] = (0, {})
    most = 0
    for number in sorted(grid.rows)[:HEAD_WITHIN]:
        places: dict[str, int] = {}
        for place, cell in sorted(grid.rows[number].items()):
            places.setdefault(_title(cell.text), place)
        places.pop("", None)
        if (hits := len(wanted & places.keys())) > most:
            best, most = (number, places), hits
    if lacking := [name for name in needed if name not in best[1]]:
        names = "、".join(f"“{name}”" for name in lacking)
        raise UnreadableFile(f"工作表“{title}”的表头里没有{names}这一列，请对照模板改正表头后再上传。")
    return best


def _title(text: str) -> str:
    return "".join(text.split()).rstrip("*＊")


def _repeated(title: str, head: Mapping[int, Cell], places: Mapping[str, int]) -> list[Fault]:
    return [
        Fault(f"{title}!{get_column_letter(place)}", f"“{name}”这一列出现了两次，请删去一列。")
        for place, cell in sorted(head.items())
        if (name := _title(cell.text)) and places[name] != place
    ]


def _torn(title: str, grid: _Grid, *, below: int, columns: set[int]) -> list[Fault]:
    """Point out merged cells: what stands in one of them would be taken for that cell's alone."""
    numbers = sorted(number for number in grid.rows if number > below)
    faults = []
    for left, top, right, bottom in grid.merged:
        first = bisect_left(numbers, top)
        is_used = first < len(numbers) and numbers[first] <= bottom
        if is_used and any(left <= column <= right for column in columns):
            start, end = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
            sentence = f"{start}到{end}是合并的单元格，请取消合并，每一格都填写。"
            faults.append(Fault(f"{title}!{start}", sentence))
    return faults


def _relation_of(sheet: Any) -> str:
    return next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _column(letters: str) -> int:
    return int(column_index_from_string(letters)) if len(letters) < 3 or letters <= "XFD" else 16_385


def _let_go(element: Any) -> bool:
    """Forget what was read, so that a long sheet never stands in memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
    return True


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Put faults as somebody goes through the file: sheet by sheet, row by row."""
    return tuple(sorted(faults, key=_place_of))


def _place_of(fault: Fault) -> tuple[str, int, int, str]:
    sheet, _, cell = fault.at.rpartition("!")
    letters = cell.rstrip("0123456789")
    return sheet, int(cell[len(letters) :] or 0), len(letters), letters


def name_some(names: Sequence[str]) -> str:
    """Name the first of many things, as in “甲”“乙”等7个."""
    shown = "".join(f"“{name}”" for name in names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown}等{len(names)}个"
