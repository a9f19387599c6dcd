"""Two reports side by side, passage by passage: the same words, and in them what differs.

Numbers and years may differ in words that count as the same; they are told apart here. Figures print as in
their report.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from reports.checks.models import Comparison
from reports.checks.sameness import (
    NUMBER,
    Ground,
    PartShare,
    Passage,
    common_stretches,
    ground_of,
    likeness_of,
    share_of_part,
)
from reports.checks.texts import NOTHING, OwnText, own_texts
from reports.drafting.models import Report
from reports.drafting.snapshot import printed_snapshot
from reports.indicators.values import display
from reports.text.tokens import replace_tokens

CONTEXT = 40
"""Characters of the same paragraph shown before and after a passage."""
MOST_SHOWN = 200
"""Passages on a page; the others are counted."""


class Look(StrEnum):
    """How a stretch of a passage is shown."""

    SAME = ""
    OTHER_NUMBER = "number"
    BOILERPLATE = "common"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Side:
    """A passage in one report, with the part it stands in and what stands round it."""

    heading: str
    before: str
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage in both reports; `is_whole` when it is whole paragraphs of both."""

    length: int
    is_whole: bool
    one: Side
    other: Side


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the one report, with what of it stands in the other."""

    heading: str
    counted: PartShare

    @property
    def share(self) -> float:
        """The shared characters in per cent."""
        return round(100 * self.counted.same / self.counted.total, 1) if self.counted.total else 0.0


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two reports compared: the whole, the parts of the one, the passages; the shares in per cent."""

    same: int
    share: float
    other_share: float
    count: int
    whole: int
    parts: tuple[ShownPart, ...]
    passages: tuple[ShownPassage, ...]

    @property
    def has_boilerplate(self) -> bool:
        """Whether any passage shown holds some."""
        pieces = (piece for passage in self.passages for piece in passage.one.pieces)
        return any(piece.look is Look.BOILERPLATE for piece in pieces)

    @property
    def sentences(self) -> int:
        """The sentences of the one."""
        return sum(part.counted.sentences for part in self.parts)

    @property
    def unchanged(self) -> int:
        """Those of them that the other has."""
        return sum(part.counted.unchanged for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One report as it is compared and shown."""

    own: OwnText
    ground: Ground
    values: Mapping[str, str]
    boilerplate: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        return self.own.text


def put_side_by_side(one: Report, other: Report, *, longest_first: bool = False) -> SideBySide:
    """Compare two reports and lay their passages side by side, in the order of the one."""
    first, second = _read(one, other)
    found = likeness_of(first.ground, second.ground)
    passages = sorted(found.passages, key=lambda each: -each.length) if longest_first else found.passages
    return SideBySide(
        same=found.same,
        share=found.share / 10,
        other_share=found.other_share / 10,
        count=len(passages),
        whole=sum(_is_whole(passage, first, second) for passage in passages),
        parts=tuple(_parts(first, second, found.passages)),
        passages=tuple(_shown(passage, first, second) for passage in passages[:MOST_SHOWN]),
    )


def _read(one: Report, other: Report) -> tuple[_Reading, _Reading]:
    texts = own_texts([one.pk, other.pk])
    comparison = Comparison.objects.filter(round=one.assignment.round_id).first()
    boilerplate = frozenset(comparison.boilerplate if comparison else ())

    def read(report: Report) -> _Reading:
        own = texts.get(report.pk, NOTHING)
        snapshot = printed_snapshot(report)
        values = {figure.code: display(figure.this_year, figure.unit) for figure in snapshot.figures}
        return _Reading(
            own, ground_of(own.text, boilerplate), values, common_stretches(own.text, boilerplate)
        )

    return read(one), read(other)


def _parts(one: _Reading, other: _Reading, passages: Iterable[Passage]) -> Iterator[ShownPart]:
    for part in one.own.parts:
        counted = share_of_part(part.start, part.end, one=one.ground, other=other.ground, passages=passages)
        yield ShownPart(part.heading, counted)


def _shown(passage: Passage, one: _Reading, other: _Reading) -> ShownPassage:
    here, there = (passage.start, passage.end), (passage.other_start, passage.other_end)
    numbers = _numbers(one, *here), _numbers(other, *there)
    differing = [pair for pair in zip(*numbers, strict=True) if pair[0][2] != pair[1][2]]
    return ShownPassage(
        length=passage.length,
        is_whole=_is_whole(passage, one, other),
        one=_side(one, *here, differing=[mine[:2] for mine, _ in differing]),
        other=_side(other, *there, differing=[theirs[:2] for _, theirs in differing]),
    )


def _numbers(reading: _Reading, start: int, end: int) -> list[tuple[int, int, str]]:
    """The numbers of a stretch with their places, as they print."""
    return [
        (match.start(), match.end(), replace_tokens(match[0], reading.values.get))
        for match in NUMBER.finditer(reading.text, start, end)
    ]


def _is_whole(passage: Passage, one: _Reading, other: _Reading) -> bool:
    return _is_lines(one.text, passage.start, passage.end) and _is_lines(
        other.text, passage.other_start, passage.other_end
    )


def _is_lines(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


def _side(reading: _Reading, start: int, end: int, *, differing: Iterable[tuple[int, int]]) -> Side:
    text = reading.text
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    looks = [(*place, Look.OTHER_NUMBER) for place in differing]
    looks += [(*place, Look.BOILERPLATE) for place in reading.boilerplate]
    printed = replace_tokens(before, reading.values.get), replace_tokens(after, reading.values.get)
    return Side(
        heading=reading.own.heading_at(start),
        before=f"…{printed[0][-CONTEXT:]}" if len(printed[0]) > CONTEXT else printed[0],
        pieces=tuple(_pieces(reading, start, end, looks)),
        after=f"{printed[1][:CONTEXT]}…" if len(printed[1]) > CONTEXT else printed[1],
    )


def _pieces(
    reading: _Reading, start: int, end: int, looks: Iterable[tuple[int, int, Look]]
) -> Iterator[Piece]:
    """Cut a stretch where its look changes; a differing number in boilerplate is shown as a number."""
    within = [
        (max(start, first), min(end, last), look)
        for first, last, look in looks
        if first < end and last > start
    ]
    cuts = sorted({start, end, *(place for first, last, _ in within for place in (first, last))})
    for at, until in pairwise(cuts):
        over = {look for first, last, look in within if first <= at and until <= last}
        look = next((each for each in (Look.OTHER_NUMBER, Look.BOILERPLATE) if each in over), Look.SAME)
        yield Piece(replace_tokens(reading.text[at:until], reading.values.get), look)
