"""A report with what changed since an earlier one: accepting all gives the new, rejecting all the old.

Compares what was printed, element by element, so that whatever a report prints is compared.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from zlib import crc32

from docx.oxml.ns import qn
from lxml import etree

from reports.document.nodes import Document, Note
from reports.rendering.docx import styles
from reports.rendering.docx.marks import (
    CELL,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN_PROPERTIES,
    TABLE,
    P,
    R,
    Stamp,
    deleted,
    inserted,
    look_change,
    mark_paragraph,
    mark_row,
    paragraph_change,
    paragraph_text,
    passing_line,
    run_text,
    style_of,
)
from reports.rendering.docx.package import pack
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.report import Printer
from reports.rendering.docx.wordml import Element, run
from reports.text.diff import Change, Span, diff_paragraphs, diff_words

_LINE_ENDS = str.maketrans("\n\r", "\v\f")
_GRID_COLUMN, _HEADER, _VALUE = qn("w:gridCol"), qn("w:tblHeader"), qn("w:val")
_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_LONGEST_KEY = 300  # signs of a table that say which table it is


def write_marked_docx(
    old: Document, new: Document, profile: Profile = PUBLIC, *, author: str, at: datetime
) -> bytes:
    """Print a report with every change since an older one as a change that Word can accept or reject.

    Shape:  the notes of the new report stand beside it; those of the old one are left out.
    """
    before = [made for made in Printer(profile).document(old) if not isinstance(made, Note)]
    comparison = _Comparison(Stamp(author, at))
    marked = comparison.blocks(before, list(Printer(profile).document(new)))
    return pack(comparison.parted(marked), profile=profile, title=new.title.replace("\n", ""), at=at)


@dataclass(frozen=True, slots=True)
class _Pair:
    """An element that stayed (both), came (new) or went (old), with what changed in its text."""

    old: Element | None
    new: Element | None
    spans: tuple[Span, ...] = ()


class _Comparison:
    """Marks what changed between printed elements, every mark with a number of its own."""

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.numbers = count(1)

    def blocks(self, before: list[Element], after: list[Element | Note]) -> Iterator[Element | Note]:
        """The new body with the old one in it; each note stays behind its element."""
        behind: dict[int, list[Note]] = {}
        standing: list[Element] = []
        for item in after:
            if isinstance(item, Note):
                behind.setdefault(len(standing), []).append(item)
            else:
                standing.append(item)
        yield from behind.get(0, ())
        placed = 0
        for pair in _pairs(before, standing, _block_key):
            yield from self.block(pair)
            placed += pair.new is not None
            if pair.new is not None:
                yield from behind.get(placed, ())

    def block(self, pair: _Pair) -> Iterator[Element]:
        old, new = pair.old, pair.new
        if old is None or new is None:
            yield self.whole(pair)
        elif _same(old, new):
            yield new
        elif new.tag == TABLE and old.tag == TABLE and _shape_of_table(old) == _shape_of_table(new):
            yield self.table(old, new)
        elif new.tag == old.tag == P and _are_one_kind(old, new):
            yield self.paragraph(old, new, pair.spans)
        else:
            yield self.whole(_Pair(old, None))
            yield self.whole(_Pair(None, new))

    def parted(self, body: Iterable[Element | Note]) -> Iterator[Element | Note]:
        """The body with a line between a table that went and one that came, which Word would join."""
        is_below_table = False
        for item in body:
            if not isinstance(item, Note):
                if is_below_table and item.tag == TABLE:
                    came, went = (make(next(self.numbers), self.stamp) for make in (inserted, deleted))
                    yield passing_line(styles.AFTER_TABLE, came, went)
                is_below_table = item.tag == TABLE
            yield item

    def whole(self, pair: _Pair) -> Element:
        """An element that came or went, every paragraph and row of it marked."""
        made: Element = pair.old if pair.new is None else pair.new
        for row in made.iter(ROW):
            mark_row(row, self.mark(pair))
        for paragraph in list(made.iter(P)):
            runs = [child for child in paragraph if child.tag == R]
            if runs:
                paragraph.append(self.mark(pair, runs))
            mark_paragraph(paragraph, self.mark(pair))
        return made

    def mark(self, pair: _Pair, runs: Sequence[Element] = ()) -> Element:
        make = deleted if pair.new is None else inserted
        return make(next(self.numbers), self.stamp, runs)

    def table(self, old: Element, new: Element) -> Element:
        """A table in the new one's widths, its rows compared one by one."""
        rows = []
        for pair in _pairs(list(old.iterchildren(ROW)), list(new.iterchildren(ROW)), _row_key):
            if pair.old is not None and pair.new is not None:
                rows += self.row(pair.old, pair.new)
            else:
                rows.append(self.whole(pair))
        new.extend(rows)  # moves those that stand there already
        return new

    def row(self, old: Element, new: Element) -> list[Element]:
        if _shape_of_row(old) != _shape_of_row(new):
            return [self.whole(_Pair(old, None)), self.whole(_Pair(None, new))]
        for before, after in zip(list(old.iter(P)), list(new.iter(P)), strict=True):
            spans = diff_words(paragraph_text(before), paragraph_text(after))
            self.paragraph(before, after, spans)
        return [new]

    def paragraph(self, old: Element, new: Element, spans: Iterable[Span]) -> Element:
        """Put what went into the new paragraph and mark what came."""
        was, now = old.find(PARAGRAPH_PROPERTIES), new.find(PARAGRAPH_PROPERTIES)
        if not _same(was, now):
            now.append(paragraph_change(next(self.numbers), self.stamp, was))
        before, after = _Reading(old), _Reading(new)
        for run_there in list(new.iterchildren(R)):
            new.remove(run_there)
        for span in spans:
            new.extend(self.span(span, before, after))
        return new

    def span(self, span: Span, before: "_Reading", after: "_Reading") -> Iterator[Element]:
        length = len(span.text)
        if span.change is Change.EQUAL:
            yield from self.standing(before.take(length), after.take(length))
        elif span.change is Change.DELETE:
            yield deleted(next(self.numbers), self.stamp, [piece.run() for piece in before.take(length)])
        else:
            yield inserted(next(self.numbers), self.stamp, [piece.run() for piece in after.take(length)])

    def standing(self, before: list["_Piece"], after: list["_Piece"]) -> Iterator[Element]:
        """Text that stayed, in its new look; where the look is another one, the old stands with it."""
        looks = [piece.look for piece in before for _ in piece.text]
        at = 0
        for piece in after:
            start = 0
            for end in range(1, len(piece.text) + 1):
                if end < len(piece.text) and looks[at + end] is looks[at + start]:
                    continue
                made = replace(piece, text=piece.text[start:end]).run()
                if not _same(looks[at + start], piece.look):
                    change = look_change(next(self.numbers), self.stamp, looks[at + start])
                    made.find(RUN_PROPERTIES).append(change)
                yield made
                start = end
            at += len(piece.text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of characters in one look."""

    text: str
    look: Element

    def run(self) -> Element:
        return run(self.text, self.look)


class _Reading:
    """The text of a paragraph, taken from its beginning piece by piece."""

    def __init__(self, paragraph: Element) -> None:
        self.waiting = [
            _Piece(run_text(made) or "", made.find(RUN_PROPERTIES)) for made in paragraph.iterchildren(R)
        ][::-1]

    def take(self, length: int) -> list[_Piece]:
        """The next so many characters."""
        taken = []
        while length and self.waiting:
            piece = self.waiting.pop()
            if len(piece.text) > length:
                self.waiting.append(replace(piece, text=piece.text[length:]))
                piece = replace(piece, text=piece.text[:length])
            taken.append(piece)
            length -= len(piece.text)
        return taken


def _pairs(
    before: Sequence[Element], after: Sequence[Element], key: Callable[[Element], str]
) -> Iterator[_Pair]:
    """Pair what is alike, in order; a key is one line and never empty."""
    olds, news = iter(before), iter(after)
    for change in diff_paragraphs("\n".join(map(key, before)), "\n".join(map(key, after))):
        old = next(olds) if change.old else None
        new = next(news) if change.new else None
        if old is not None or new is not None:
            yield _Pair(old, new, _without_sign(change.spans))


def _block_key(made: Element) -> str:
    """A sign for the kind of an element and its text: a heading is not like a paragraph of its words."""
    if made.tag == TABLE:
        text = "".join(paragraph_text(paragraph) for paragraph in made.iter(P))[:_LONGEST_KEY]
    else:
        text = paragraph_text(made)
    sign = chr(0xE000 + crc32(style_of(made).encode()) % 0x1900)  # characters that no typeface has
    return sign + text.translate(_LINE_ENDS)


def _row_key(row: Element) -> str:
    return "|" + "|".join(paragraph_text(made) for made in row.iter(P)).translate(_LINE_ENDS)


def _without_sign(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of the text behind the sign that opens a key, on both sides."""
    signed = 1 if spans[0].change is Change.EQUAL else 2
    return tuple(replace(span, text=span.text[1:]) if at < signed else span for at, span in enumerate(spans))


def _are_one_kind(old: Element, new: Element) -> bool:
    """Whether two paragraphs are of one style and hold nothing but text."""
    children = [child for made in (old, new) for child in made if child.tag != PARAGRAPH_PROPERTIES]
    is_text = all(child.tag == R and run_text(child) is not None for child in children)
    return is_text and style_of(old) == style_of(new)


def _shape_of_table(table: Element) -> tuple[int, int]:
    """How many columns and header rows a table has."""
    return len(list(table.iter(_GRID_COLUMN))), len(list(table.iter(_HEADER)))


def _shape_of_row(row: Element) -> tuple[int, list[str | None]]:
    """How many paragraphs a row has, and which cells span how many columns."""
    spans = [cell.find(_SPAN) for cell in row.iterchildren(CELL)]
    return len(list(row.iter(P))), [None if span is None else span.get(_VALUE) for span in spans]


def _same(one: Element, other: Element) -> bool:
    return etree.tostring(one) == etree.tostring(other)
