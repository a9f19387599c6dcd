"""Where the sheets of the preview end: an estimate of what a word processor makes of the same items.

Not for: the Word file, which carries no page breaks but those before attachments.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from math import ceil

from reports.rendering.docx.head import count_head_lines
from reports.rendering.docx.holding import HELD_LINES, count_held, count_opening, estimate_text
from reports.rendering.docx.imprint import imprint_height
from reports.rendering.docx.profile import PUBLIC, PageNumbering, Profile
from reports.rendering.docx.signature import seals_in_row
from reports.rendering.docx.tables import column_widths
from reports.rendering.pages import Cell, ItemKind, PaperItem, Piece
from reports.rendering.widths import line_starts


class Side(StrEnum):
    """Where the page number stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the paper; `page_number` as it stands at its foot, on the `side` that the profile says."""

    number: int
    items: tuple[PaperItem, ...]
    page_number: str
    side: Side


def paginate(items: Iterable[PaperItem], profile: Profile = PUBLIC) -> tuple[Sheet, ...]:
    """Divide items over sheets; a paragraph or table that a sheet's end cuts stands on both.

    Shape:  no sheet is empty, and none for no items; `is_continued` marks what began a sheet before.
    Errors: raises nothing; what is higher than a sheet runs over its end.
    """
    measure = _Measure(profile)
    strips = [measure.strips(item) for item in items]
    kept = _kept(strips, profile)
    needed = _needed_heights(strips, kept)
    stack = _Stack(room=_height(profile))
    for index, each in enumerate(strips):
        stack.place(each, needed=needed[index], below=needed[index + 1] if kept[index] else 0.0)
    return tuple(_sheet(number, items, profile) for number, items in enumerate(stack.filled(), 1))


def _sheet(number: int, items: Iterable[PaperItem], profile: Profile) -> Sheet:
    """Number a page as 7.5 or the locality has it."""
    form = profile.page_numbering
    text = str(number) if form is PageNumbering.CENTRED_PLAIN else f"— {number} —"
    outer = Side.RIGHT if number % 2 else Side.LEFT
    return Sheet(number, tuple(items), text, outer if form is PageNumbering.OUTER_DASHES else Side.CENTRE)


def _height(profile: Profile) -> float:
    """The lines of a page, a part of one included."""
    return profile.text_height / profile.pitch


@dataclass(frozen=True, slots=True)
class _Strips:
    """An item as strips that no page's end cuts, each so many lines high.

    `starts`: what each begins with, a character of a paragraph or a row of a table; `repeated`: the height
    of the header that a table shows again on each page.
    """

    item: PaperItem
    heights: tuple[float, ...]
    starts: tuple[int, ...] = (0,)
    repeated: float = 0.0


def _needed_heights(strips: Sequence[_Strips], kept: Sequence[bool]) -> list[float]:
    """How much must fit for each item to begin on a page, and 0 behind the last.

    A kept item needs the beginning of the next as well, where it cannot leave two lines behind and
    take two along.
    """
    needed = [0.0]
    for each, is_kept in zip(reversed(strips), reversed(kept), strict=True):
        is_whole = is_kept and len(each.heights) < 2 * HELD_LINES
        lines = sum(each.heights) + needed[-1] if is_whole else each.heights[0]
        needed.append(each.repeated + lines)
    return needed[::-1]


def _kept(strips: Sequence[_Strips], profile: Profile) -> list[bool]:
    """Whether the end of each item stands on the page of the next: headings, and what a signature holds."""
    kinds = [each.item.kind for each in strips]
    kept = [kind in _KEPT_WITH_NEXT for kind in kinds]
    foot = [at for at, kind in enumerate(kinds) if kind in _FOOT]
    if foot:
        text = [at for at in range(foot[0]) if kinds[at] in _TEXT]
        needed = ceil(sum(strips[at].heights[0] for at in foot))
        opening = count_opening(kinds[at] is ItemKind.HEADING for at in text)
        ends = (_end_lines(strips[at]) for at in reversed(text[opening:]))
        used = partial(_estimate, strips[: foot[0]], profile)
        held = count_held(ends, needed, profile, lines_used=used)
        for at in foot[:-1] + text[len(text) - held :]:
            kept[at] = True
    return kept


_KEPT_WITH_NEXT = frozenset({ItemKind.TITLE, ItemKind.HEADING, ItemKind.ATTACHMENT})
_TEXT = frozenset({ItemKind.PARAGRAPH, ItemKind.HEADING, ItemKind.TABLE})
_FOOT = frozenset({ItemKind.NAMED, ItemKind.SIGNATURE, ItemKind.REMARK})


def _end_lines(strips: _Strips) -> int:
    """The lines of a text, or of a table's last row and the air below the table, as `count_held` asks."""
    is_table = strips.item.kind is ItemKind.TABLE
    return 1 + ceil(strips.heights[-1]) if is_table else ceil(sum(strips.heights))


def _estimate(strips: Iterable[_Strips], profile: Profile) -> float:
    """About how many lines stand before the end of the text, estimated as for Word."""
    lines = 0.0
    for each in strips:
        match each.item.kind:
            case ItemKind.PARAGRAPH:
                lines += estimate_text("".join(piece.text for piece in each.item.pieces), profile)
            case _:
                lines += each.repeated + sum(each.heights)
    return lines


class _Stack:
    """Sheets being filled from top to bottom."""

    def __init__(self, room: float) -> None:
        self.room = room
        self._full: list[list[PaperItem]] = []
        self._items: list[PaperItem] = []
        self._used = 0.0

    def place(self, strips: _Strips, *, needed: float, below: float) -> None:
        """Put an item where the one before it ended, or on a new sheet.

        Its last lines go where so much has room below them.
        """
        if strips.item.kind is ItemKind.ATTACHMENT or not self._has_room(needed):
            self._turn()
        self._used += strips.repeated
        first = 0
        for index, height in enumerate(strips.heights):
            is_end = below and index == len(strips.heights) - HELD_LINES
            least = sum(strips.heights[index:]) + below if is_end else height
            if index > first and not self._has_room(least):
                self._items.append(_cut(strips, first, index))
                self._turn()
                self._used, first = strips.repeated, index
            self._used += height
        self._items.append(_cut(strips, first, len(strips.heights)))

    def _has_room(self, height: float) -> bool:
        return self._used + height <= self.room + _SLACK

    def _turn(self) -> None:
        if self._items:
            self._full.append(self._items)
        self._items, self._used = [], 0.0

    def filled(self) -> list[list[PaperItem]]:
        """Everything placed so far, sheet by sheet."""
        return [*self._full, self._items] if self._items else self._full


_SLACK = 1e-6  # lines; sums of fractions may miss the foot by a hair


def _cut(strips: _Strips, first: int, end: int) -> PaperItem:
    """The part of an item that some of its strips hold."""
    item = strips.item
    if first == 0 and end == len(strips.heights):
        return item
    start = strips.starts[first] if first else 0
    stop = strips.starts[end] if end < len(strips.starts) else None
    if item.kind is ItemKind.TABLE:
        return replace(item, rows=item.rows[start:stop], is_continued=first > 0)
    goes_on = stop is not None
    return replace(item, pieces=_slice(item.pieces, start, stop), is_continued=first > 0, goes_on=goes_on)


def _slice(pieces: Iterable[Piece], start: int, stop: int | None) -> tuple[Piece, ...]:
    """The pieces between two offsets of their joined text."""
    found, at = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : None if stop is None else max(0, stop - at)]
        if text:
            found.append(replace(piece, text=text))
        at += len(piece.text)
    return tuple(found)


class _Measure:
    """Counts the lines that items take on the page of one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.columns = profile.text_width / profile.character

    def strips(self, item: PaperItem) -> _Strips:
        """The strips of one item."""
        match item.kind:
            case ItemKind.PARAGRAPH:
                text = "".join(piece.text for piece in item.pieces)
                starts = line_starts(text, self.columns, indent=self.profile.indent)
                return _Strips(item, (1.0,) * len(starts), starts)
            case ItemKind.TABLE:
                return self._rows(item)
            case _:
                return _Strips(item, (self._whole(item),))

    def _whole(self, item: PaperItem) -> float:
        """The height of an item that stands on one page, with the blank lines that belong to it."""
        profile = self.profile
        match item.kind:
            case ItemKind.HEAD:
                return count_head_lines(item.head, profile) if item.head else 0.0
            case ItemKind.TITLE:
                return len(item.lines) + profile.title_gap
            case ItemKind.NAMED:
                return profile.enclosure_gap + self._lines(item.lines, profile.enclosure_indent)
            case ItemKind.SIGNATURE:
                return self._signature(item)
            case ItemKind.ATTACHMENT:
                return 2.0  # 7.3.7: label on line 1, title on line 3
            case ItemKind.IMPRINT:
                return imprint_height(item.imprint, profile) / profile.pitch if item.imprint else 0.0
            case ItemKind.HEADING | ItemKind.REMARK:
                return self._lines(item.lines, profile.indent)
            case _:
                return self._lines(item.lines)

    def _signature(self, item: PaperItem) -> float:
        """Organs and date with the blank lines above; seals stand in rows (7.3.5.1)."""
        profile, day = self.profile, bool(item.date)
        if not item.is_sealed:
            return profile.signature_gap + len(item.lines) + day
        rows = ceil(len(item.lines) / seals_in_row(item.lines, profile)) if item.lines else 0
        above = max(0, rows - 1) * (profile.seal + profile.seal_clearance) / profile.pitch
        return profile.seal_gap + above + bool(rows) + day

    def _lines(self, texts: Iterable[str], indent: float = 0) -> float:
        return float(sum(len(line_starts(text, self.columns, indent=indent)) for text in texts))

    def _rows(self, item: PaperItem) -> _Strips:
        """A table stands in rows, the air below it belonging to the last."""
        rows = [[cell.text for cell in row] for row in (*item.header, *item.rows)]
        widths = column_widths(rows, self.profile)
        air = self.profile.table_padding / self.profile.pitch
        header = sum(self._row(row, widths) for row in item.header)
        heights = [self._row(row, widths) for row in item.rows] or [0.0]
        heights[-1] += air
        return _Strips(item, tuple(heights), tuple(range(len(heights))), repeated=header)

    def _row(self, row: Sequence[Cell], widths: Sequence[int]) -> float:
        face, most, at = self.profile.table, 1, 0
        for cell in row:
            width = sum(widths[at : at + cell.span]) - 2 * self.profile.table_padding
            most = max(most, len(line_starts(cell.text, max(1.0, width / face.size))))
            at += cell.span
        return (most * self.profile.table_pitch + self.profile.table_line) / self.profile.pitch
