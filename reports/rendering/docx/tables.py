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
from reports.rendering.docx.wordml import (
    CELL,
    Element,
    cell,
    paragraph,
    row,
    run,
    run_properties,
    table,
    waiting_run,
    write,
)
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
    content = paragraph(styles.TABLE_TEXT, [run(name, look)], keep_next=True)
    return row([cell(width, content, span=columns)])


class _Rows:
    """Rows of one look: copies of one row that waits for its texts, ten times as fast as building each."""

    def __init__(
        self, names: Sequence[str], widths: Sequence[Length], look: Element, *, header: bool = False
    ) -> None:
        self.names, self.look = names, look
        self.edges = list(accumulate(widths, initial=0))
        self.columns = len(widths)
        self.waiting = row([self.cell(index, index + 1) for index in range(self.columns)], header=header)

    def row(self, texts: Sequence[str]) -> Element:
        made = copy(self.waiting)
        texts = texts or ("",)
        if len(texts) < self.columns:
            del made[-(self.columns - len(texts) + 1) :]
            made.append(self.cell(len(texts) - 1, self.columns))
        for written, text in zip(made.iterchildren(CELL), texts, strict=True):
            content = written[-1]
            if text:
                write(content[-1], text)
            else:  # as high as a line of text all the same
                content.remove(content[-1])
                content[0].append(copy(self.look))
        return made

    def cell(self, start: int, end: int) -> Element:
        """A cell over some columns with a run that waits for its text."""
        content = paragraph(self.names[start], [waiting_run(self.look)])
        return cell(Length(self.edges[end] - self.edges[start]), content, span=end - start)


def column_styles(block: Table) -> list[str]:
    """The paragraph style of each column below the header."""
    return [_style(block, *column) for column in enumerate(_longest_texts(block.rows))]


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
    edges = [round(twips * done / whole) for done in accumulate(parts, initial=0.0)]
    return [Twips(end - start) for start, end in pairwise(edges)]
