"""Tables of the text: ruled, header rows repeated, columns as wide as what they hold.

A row of one cell is the name of the rows below it; columns of numbers stand right.
"""

from collections.abc import Sequence
from copy import copy
from itertools import accumulate, pairwise

from docx.shared import Length, Twips

from reports.document.nodes import Table
from reports.rendering.docx import styles
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import Element, cell, paragraph, row, run, run_properties, table, write
from reports.rendering.widths import ems

_NARROWEST, _WIDEST = 2.0, 16.0  # characters; a longer cell wraps rather than starve the other columns
_AIR = 2.0  # characters of a column's share that no text takes
_CENTRED = 8.0  # characters; a column of nothing longer is centred


def write_table(block: Table, profile: Profile) -> Element:
    """Print a table over the whole width of the text; a short row's last cell spans the rest."""
    longest = _longest_texts(block.rows)
    widths = _share_width(longest, profile)
    head, text = run_properties(face=profile.table_head.name), run_properties(face=profile.table.name)
    header = _Rows([styles.TABLE_HEAD] * len(widths), widths, head, header=True)
    body = _Rows([_style(block, *column) for column in enumerate(longest)], widths, text)
    rows = []
    for index, texts in enumerate(block.rows):
        if index < block.header_rows:
            rows.append(header.row(texts))
        elif len(texts) == 1 < len(widths):
            rows.append(_group_row(texts[0], Length(sum(widths)), len(widths), look=head))
        else:
            rows.append(body.row(texts))
    return table(rows, widths=widths, line=profile.table_line, padding=profile.table_padding)


def _style(block: Table, index: int, longest: float) -> str:
    """Numbers stand right, names before them left, other short columns in the middle."""
    if index in block.numeric:
        return styles.TABLE_NUMBER
    is_name = index == 0 and bool(block.numeric)
    return styles.TABLE_TEXT if is_name or longest > _CENTRED else styles.TABLE_CENTRED


def _group_row(name: str, width: Length, columns: int, *, look: Element) -> Element:
    content = paragraph(styles.TABLE_TEXT, [run(name, look)], mark=look, keep_next=True)
    return row([cell(width, content, span=columns)])


class _Rows:
    """Rows of one look, whose cells are copies of one cell for each column."""

    def __init__(
        self, names: Sequence[str], widths: Sequence[Length], look: Element, *, header: bool = False
    ) -> None:
        self.names, self.look = names, look
        self.edges = list(accumulate(widths, initial=0))
        self.empty_row = row([], header=header)
        self.cells = [self.cell(index, index + 1) for index in range(len(widths))]

    def row(self, texts: Sequence[str]) -> Element:
        made = copy(self.empty_row)
        last = max(len(texts), 1) - 1
        for index, text in enumerate(texts or ("",)):
            is_whole = index < last or index == len(self.cells) - 1
            written = copy(self.cells[index]) if is_whole else self.cell(index, len(self.cells))
            if text:
                write(written[-1][-1], text)
            else:
                del written[-1][-1]
            made.append(written)
        return made

    def cell(self, start: int, end: int) -> Element:
        """A cell over some columns with a run that waits for its text."""
        content = paragraph(self.names[start], [run("", self.look)], mark=self.look)
        return cell(Length(self.edges[end] - self.edges[start]), content, span=end - start)


def column_widths(rows: Sequence[Sequence[str]], profile: Profile) -> list[Length]:
    """Share the width of the text among the columns by what they hold."""
    return _share_width(_longest_texts(rows), profile)


def _share_width(longest: Sequence[float], profile: Profile) -> list[Length]:
    """Where not all fits, the widest columns give way and short ones keep their words on one line."""
    wanted = [min(ems_wide, _WIDEST) + _AIR for ems_wide in longest]
    level = _level(wanted, profile.text_width / profile.table.size)
    return share(profile.text_width, [min(each, level) for each in wanted])


def _level(wanted: Sequence[float], room: float) -> float:
    """The height at which to cut what is wanted, so that the rest of it has room."""
    for place, each in enumerate(sorted(wanted)):
        fair = room / (len(wanted) - place)
        if each > fair:
            return fair
        room -= each
    return max(wanted)


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
