"""What the proof-reader found, marked in the words of the paper.

A finding knows its characters in the stored words; on paper they are found again by their neighbours, since
figures stand there instead of tokens. What is not found is not marked: the list beside the paper has it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from reports.checks.models import Finding
from reports.checks.words import plain
from reports.rendering.pages import ItemKind, PaperItem, Piece

KEPT = "kept"
"""The weight of words that the unit keeps as they are."""
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class _Span:
    """Characters of the paragraphs of a part, one after the other."""

    start: int
    end: int
    weight: str


def mark_words(items: Iterable[PaperItem], findings: Sequence[Finding]) -> tuple[PaperItem, ...]:
    """Mark in the paragraphs of one part the words of its findings, the first of two that overlap."""
    items = tuple(items)
    if not findings:
        return items
    text = "\n".join(_text(item) for item in items if item.kind == ItemKind.PARAGRAPH)
    spans = _spans(text, findings)
    marked, at = [], 0
    for item in items:
        if item.kind == ItemKind.PARAGRAPH:
            marked.append(_marked(item, at, spans))
            at += len(_text(item)) + 1
        else:
            marked.append(item)
    return tuple(marked)


def _text(item: PaperItem) -> str:
    return "".join(piece.text for piece in item.pieces)


def _spans(text: str, findings: Sequence[Finding]) -> list[_Span]:
    taken: set[int] = set()
    found = []
    for finding in findings:
        at = _place(text, finding, taken) if finding.shown else None
        if at is not None:
            taken.add(at)
            weight = KEPT if finding.dismissed_at else finding.severity
            found.append(_Span(at, at + len(finding.shown), weight))
    return list(_without_overlaps(sorted(found, key=lambda span: (span.start, -span.end))))


def _place(text: str, finding: Finding, taken: set[int]) -> int | None:
    """Where the words stand whose neighbours are most like those of the finding; of equals the first."""
    before, after = plain(finding.before)[::-1], plain(finding.after)
    places = (match.start() for match in re.finditer(re.escape(finding.shown), text))

    def likeness(at: int) -> int:
        end = at + len(finding.shown)
        return _alike(before, reversed(text[max(0, at - len(before)) : at])) + _alike(after, text[end:][:40])

    free = (at for at in islice(places, MOST_PLACES) if at not in taken)
    return max(free, default=None, key=likeness)


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _without_overlaps(spans: Iterable[_Span]) -> Iterator[_Span]:
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _marked(item: PaperItem, at: int, spans: Sequence[_Span]) -> PaperItem:
    pieces: list[Piece] = []
    for piece in item.pieces:
        pieces += _cut(piece, at, spans)
        at += len(piece.text)
    return replace(item, pieces=tuple(pieces))


def _cut(piece: Piece, at: int, spans: Sequence[_Span]) -> Iterator[Piece]:
    """Cut a piece that begins at `at` where marked words begin and end."""
    end, cursor = at + len(piece.text), at
    for span in spans:
        start, stop = max(span.start, cursor), min(span.end, end)
        if start >= stop:
            continue
        if cursor < start:
            yield replace(piece, text=piece.text[cursor - at : start - at])
        yield replace(piece, text=piece.text[start - at : stop - at], weight=span.weight)
        cursor = stop
    if cursor < end or not piece.text:
        yield replace(piece, text=piece.text[cursor - at :])
