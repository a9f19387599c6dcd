"""The rows and cells of a Word table, and which tables only lay out a page.

Not for: what stands in a cell (docx_reader).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.common.errors import UnreadableFile
from reports.document.markup import MOST_CELLS
from reports.importing.archives import TOO_COMPLEX
from reports.importing.docx_lines import Line
from reports.importing.docx_xml import attribute, child_value, integer, is_on, name_of

MOST_HEAD_LINES = 3  # 特急 and the like, above 发文机关标志
LONGEST_ORGAN = 40
GAP = "　"

_WRAPPERS = ("sdt", "sdtContent", "customXml")
_END = "。；，：、！？|"


def rows_of(table: Any) -> Iterator[list[Any]]:
    """The rows that stand, as lists of their cells, whatever controls are wrapped round them.

    Errors: UnreadableFile for a row of more cells than Word makes.
    """
    for row in _inside(table, "tr"):
        if row.find("{*}trPr/{*}del") is None:
            cells = list(_inside(row, "tc"))
            if len(cells) > MOST_CELLS:
                raise UnreadableFile(TOO_COMPLEX)
            yield [cell for cell in cells if cell.find("{*}tcPr/{*}cellDel") is None]


def _inside(element: Any, name: str) -> Iterator[Any]:
    for child in element:
        if name_of(child) == name:
            yield child
        elif name_of(child) in _WRAPPERS:
            yield from _inside(child, name)


def is_headed(table: Any) -> bool:
    """Whether the first row repeats on each page, so that even one cell is a table."""
    return is_on(table, "{*}tr/{*}trPr/{*}tblHeader")


def is_covered(cell: Any) -> bool:
    """Whether a cell continues the one above it."""
    merged = cell.find("{*}tcPr/{*}vMerge")
    return merged is not None and attribute(merged, "val") != "restart"


def span_of(cell: Any) -> int:
    """How many columns a cell takes."""
    properties = cell.find("{*}tcPr")
    span = integer(child_value(properties, "gridSpan"), 1) if properties is not None else 1
    return min(max(span, 1), MOST_CELLS)


def skipped_before(row: Sequence[Any]) -> int:
    """How many columns a row leaves free before its first cell."""
    properties = row[0].getparent().find("{*}trPr") if row else None
    skipped = integer(child_value(properties, "gridBefore"), 0) if properties is not None else 0
    return min(max(skipped, 0), MOST_CELLS - len(row))


def head_lines(rows: Sequence[Sequence[Sequence[Line]]]) -> list[Line] | None:
    """The lines of a table that lays out 版头: organs beside 文件, or 发文字号 beside 签发人.

    Shape:  rows of cells of lines that are not blank; None for any other table.
    """
    cells = [list(cell) for row in rows for cell in row if cell]
    if not cells or len(rows) > MOST_HEAD_LINES:
        return None
    mark = next((cell for cell in cells if "".join(cell[0].text.split()) == "文件"), None)
    organs = [line for cell in cells if cell is not mark for line in cell]
    if mark is not None and organs and all(_is_short(line) for line in organs):
        last = organs[-1]
        return [*organs[:-1], Line(last.text.strip() + "文件", None, last.remarks + mark[0].remarks)]
    if any(cell[0].text.lstrip().startswith("签发人") for cell in cells):
        return [_joined([line for row in rows for cell in row for line in cell])]
    return None


def imprint_lines(rows: Sequence[Sequence[Sequence[Line]]]) -> list[Line] | None:
    """The lines of a table that lays out 版记: 抄送 and who printed it; None for any other table."""
    lines = [_joined([line for cell in row for line in cell]) for row in rows if any(row)]
    is_imprint = lines and all(
        line.text.startswith(("抄送", "主送", "分送")) or line.text.endswith("印发") for line in lines
    )
    return lines if is_imprint else None


def _is_short(line: Line) -> bool:
    return len(line.text) <= LONGEST_ORGAN and not any(sign in _END for sign in line.text)


def _joined(lines: Sequence[Line]) -> Line:
    text = GAP.join(line.text.strip() for line in lines)
    return Line(text, None, tuple(remark for line in lines for remark in line.remarks))
