"""Tables of the text: ruled, header rows repeated, columns as wide as what they hold.

Not for: the 附表 of figures, whose columns are known (figures).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docx.shared import Length, Twips

from reports.document.nodes import Table
from reports.rendering.docx import styles
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import Element, cell, paragraph, row, run, run_properties, table
from reports.rendering.widths import ems

_NARROWEST, _WIDEST = 2.0, 16.0  # characters; a longer cell wraps rather than starve the other columns
_AIR = 2.0  # characters of a column's share that no text takes
_CENTRED = 8.0  # characters; a column of nothing longer is centred


@dataclass(frozen=True, slots=True)
class _Column:
    width: Length
    style: str


def write_table(block: Table, profile: Profile) -> Element:
    """Print a table over the whole width of the text; a short row's last cell spans the rest."""
    longest, widths = _longest_texts(block.rows), column_widths(block.rows, profile)
    head, text = run_properties(face=profile.table_head.name), run_properties(face=profile.table.name)
    header = [_Column(width, styles.TABLE_HEAD) for width in widths]
    columns = [
        _Column(width, styles.TABLE_CENTRED if ems_wide <= _CENTRED else styles.TABLE_TEXT)
        for width, ems_wide in zip(widths, longest, strict=True)
    ]
    rows = [
        _write_row(texts, header, look=head, header=True)
        if index < block.header_rows
        else _write_row(texts, columns, look=text, header=False)
        for index, texts in enumerate(block.rows)
    ]
    return table(rows, widths=widths, line=profile.table_line, padding=profile.table_padding)


def column_widths(rows: Sequence[Sequence[str]], profile: Profile) -> list[Length]:
    """Share the width of the text among the columns by what they hold."""
    longest = _longest_texts(rows)
    return share(profile.text_width, [min(ems_wide, _WIDEST) + _AIR for ems_wide in longest])


def _write_row(texts: Sequence[str], columns: Sequence[_Column], *, look: Element, header: bool) -> Element:
    last = max(len(texts), 1) - 1
    cells = []
    for index, text in enumerate(texts or ("",)):
        spanned = columns[index:] if index == last else columns[index : index + 1]
        content = paragraph(columns[index].style, [run(text, look)] if text else [], mark=look)
        width = Length(sum(column.width for column in spanned))
        cells.append(cell(width, content, span=len(spanned)))
    return row(cells, header=header)


def _longest_texts(rows: Sequence[Sequence[str]]) -> list[float]:
    """The width of the longest text of each column; a cell that spans several counts for none."""
    count = max((len(texts) for texts in rows), default=0) or 1
    longest = [_NARROWEST] * count
    for texts in rows:
        for index, text in enumerate(texts[: count if len(texts) == count else -1]):
            longest[index] = max(longest[index], ems(text))
    return longest


def share(total: Length, parts: Sequence[float]) -> list[Length]:
    """Divide a length in proportion, to whole twips that add up."""
    twips, whole = total.twips, sum(parts)
    edges = [round(twips * sum(parts[:index]) / whole) for index in range(len(parts) + 1)]
    return [Twips(end - start) for start, end in pairwise(edges)]
