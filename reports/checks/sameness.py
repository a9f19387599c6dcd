"""How much two reports have in common, and where, in time linear in their number.

Texts are compared folded: every number is the same number. A sketch keeps the smallest hashes of a text's
shingles (bottom-k, Broder 1997): reports that share many of them are likely to share passages. What very
many reports hold is boilerplate and makes nobody alike. Then `shared_passages` compares two texts exactly.
Pure; not for: which reports are compared when (comparing), sentences in one paper (rules/copied).
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import accumulate, combinations
from typing import TypeVar
from zlib import crc32

from reports.text.tokens import TOKEN

SHINGLE = 8
"""Characters; shorter ones are in every report, and so are shorter clauses."""
KEPT = 256
"""Hashes in a sketch: a share of 20 % comes out within about 5 points."""
MOST_SHARING = 12
"""What more reports hold than this is boilerplate; it also bounds the work for one hash."""
FEWEST_SHARING = 4
"""Of few reports a third that say the same make boilerplate, but never so few."""
LIKELY = 8
"""Shared hashes from which on a pair is worth comparing."""
SHORTEST_PASSAGE = 40
"""Characters that are no boilerplate; the set phrases that open a report are shorter."""
SHORTEST_SENTENCE = 20
NUMBER = re.compile(rf"{TOKEN.pattern}|\d+(?:[.,．]\d+)*")
"""What is folded to one sign: a typed number, and the token of a figure."""
_CLAUSE = re.compile(rf"[^，。；：！？、\n]{{{SHINGLE},}}")
_SENTENCE = re.compile(rf"[^。；！？\n]{{{SHORTEST_SENTENCE},}}[。；！？]?")

_NO_BEGINNING = "，。；：！？、”’》）〉】\n\r\t \u3000"

KeyT = TypeVar("KeyT", int, str)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with every number as one 0; `places` says where each character stood, and where it ends."""

    text: str
    places: Sequence[int]

    def index(self, place: int) -> int:
        """The folded character at a place of the text as it was."""
        return bisect_left(self.places, place)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's shingles, fewer for a short text, and those of its clauses."""

    hashes: frozenset[int]
    clauses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that two texts share; `[start, end)` in the one, `[other_start, other_end)` in the other.

    `length` counts its folded characters that are no boilerplate.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    length: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts: what they share, and its share of each, in thousandths."""

    passages: tuple[Passage, ...]
    same: int
    share: int
    other_share: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports by their keys, and their likeness."""

    one: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class PartShare:
    """Of one part of a text: its folded characters, those that are shared, its sentences, those unchanged."""

    total: int
    same: int
    sentences: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A folded text with running counts of its boilerplate, so that any stretch is counted at once."""

    folded: Folded
    common: Sequence[int] = field(repr=False)

    def own_length(self, start: int, end: int) -> int:
        """The folded characters of a folded stretch that are no boilerplate."""
        return end - start - (self.common[end] - self.common[start])


def fold(text: str) -> Folded:
    """Write every number and every figure's token as 0, so that a sentence with other numbers is the same."""
    pieces: list[str] = []
    places = array("I")
    at = 0
    for match in NUMBER.finditer(text):
        pieces += [text[at : match.start()], "0"]
        places.extend(range(at, match.start() + 1))
        at = match.end()
    places.extend(range(at, len(text) + 1))
    return Folded("".join([*pieces, text[at:]]), places)


def sketch_of(text: str) -> Sketch:
    """Keep the smallest hashes of the text's shingles; the same text gives the same on every machine."""
    folded = fold(text).text
    packed = _packed(folded)
    width = 4 * SHINGLE
    hashes = {crc32(packed[at : at + width]) for at in range(0, len(packed) - width + 1, 4)}
    return Sketch(frozenset(nsmallest(KEPT, hashes)), frozenset(key for key, _, _ in _clauses(folded)))


def likely_pairs(sketches: Mapping[KeyT, Sketch]) -> tuple[tuple[KeyT, KeyT], ...]:
    """Name the pairs that share many hashes, in the order of their keys."""
    holders: dict[int, list[KeyT]] = {}
    for key in sorted(sketches):
        for value in sketches[key].hashes:
            holders.setdefault(value, []).append(key)
    shared: Counter[tuple[KeyT, KeyT]] = Counter()
    for keys in holders.values():
        if len(keys) <= MOST_SHARING:
            shared.update(combinations(keys, 2))
    return tuple(sorted(pair for pair, count in shared.items() if count >= LIKELY))


def most_sharing(reports: int) -> int:
    """How many of so many reports may hold a clause before it is boilerplate: a third, a dozen at most."""
    return min(MOST_SHARING, max(FEWEST_SHARING, reports // 3))


def boilerplate_of(sketches: Collection[Sketch]) -> frozenset[int]:
    """Find the clauses, by their hashes, that too many reports hold to be anybody's own."""
    held: Counter[int] = Counter()
    for sketch in sketches:
        held.update(sketch.clauses)
    most = most_sharing(len(sketches))
    return frozenset(key for key, count in held.items() if count > most)


def common_stretches(text: str, boilerplate: frozenset[int]) -> tuple[tuple[int, int], ...]:
    """Where boilerplate stands in a text, `[start, end)`, left to right."""
    folded = fold(text)
    found = ((start, end) for key, start, end in _clauses(folded.text) if key in boilerplate)
    return tuple((folded.places[start], folded.places[end]) for start, end in found)


def ground_of(text: str, boilerplate: frozenset[int] = frozenset()) -> Ground:
    """Fold a text and count its boilerplate."""
    folded = fold(text)
    marks = bytearray(len(folded.text))
    for key, start, end in _clauses(folded.text) if boilerplate else ():
        if key in boilerplate:
            marks[start:end] = b"\x01" * (end - start)
    return Ground(folded, array("I", accumulate(marks, initial=0)))


def shared_passages(one: Ground, other: Ground, *, shortest: int = SHORTEST_PASSAGE) -> tuple[Passage, ...]:
    """Find stretches of the one that stand in the other, left to right, never overlapping in the one.

    Time: linear in both lengths. Of a stretch that stands twice in the other the first place is named.
    """
    first, second = one.folded.text, other.folded.text
    places: dict[str, int] = {}
    for at in range(len(second) - SHINGLE + 1):
        places.setdefault(second[at : at + SHINGLE], at)
    found = (_passage(one, other, _trimmed(first, *each)) for each in _stretches(first, second, places))
    return tuple(passage for passage in found if passage.length >= shortest)


def likeness_of(one: Ground, other: Ground) -> Likeness:
    """Compare two texts exactly."""
    passages = shared_passages(one, other)
    same = sum(passage.length for passage in passages)
    return Likeness(passages, same, _share(same, one.folded), _share(same, other.folded))


def compare(texts: Mapping[str, str]) -> tuple[Pair, ...]:
    """Find the reports that are alike, with their passages; the most alike first."""
    sketches = {key: sketch_of(text) for key, text in texts.items()}
    boilerplate = boilerplate_of(sketches.values())
    pairs = likely_pairs(sketches)
    grounds = {key: ground_of(texts[key], boilerplate) for key in {key for pair in pairs for key in pair}}
    found = [Pair(one, other, likeness_of(grounds[one], grounds[other])) for one, other in pairs]
    return tuple(sorted((pair for pair in found if pair.likeness.same), key=_most_alike))


def share_of_part(
    start: int, end: int, *, one: Ground, other: Ground, passages: Iterable[Passage]
) -> PartShare:
    """Count what of a part, `[start, end)` in the one, is shared, and its sentences that the other has."""
    index = one.folded.index
    first, last = index(start), index(end)
    known = set(_sentences(other.folded.text))
    sentences = _sentences(one.folded.text[first:last])
    return PartShare(
        total=last - first,
        same=sum(
            one.own_length(max(first, index(p.start)), min(last, index(p.end)))
            for p in passages
            if p.start < end and p.end > start
        ),
        sentences=len(sentences),
        unchanged=sum(sentence in known for sentence in sentences),
    )


def _packed(text: str) -> bytes:
    return text.encode("utf-32-le", "surrogatepass")


def _clauses(folded: str) -> Iterator[tuple[int, int, int]]:
    """The clauses long enough to tell, by hash and place."""
    for match in _CLAUSE.finditer(folded):
        yield crc32(_packed(match[0])), match.start(), match.end()


def _sentences(folded: str) -> list[str]:
    return [match[0].strip() for match in _SENTENCE.finditer(folded)]


def _stretches(first: str, second: str, places: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Where a stretch starts in the one and in the other, and how long it is."""
    at = 0
    while at <= len(first) - SHINGLE:
        there = places.get(first[at : at + SHINGLE])
        if there is None:
            at += 1
            continue
        length = _common_length(first, second, at, there)
        yield at, there, length
        at += length


def _common_length(first: str, second: str, at: int, there: int) -> int:
    length = SHINGLE
    most = min(len(first) - at, len(second) - there)
    while length < most and first[at + length] == second[there + length]:
        length += 1
    return length


def _trimmed(first: str, at: int, there: int, length: int) -> tuple[int, int, int]:
    """Leave out the end of the sentence before, and the line end after."""
    words = first[at : at + length].rstrip()
    gone = len(words) - len(words.lstrip(_NO_BEGINNING))
    return at + gone, there + gone, len(words) - gone


def _passage(one: Ground, other: Ground, stretch: tuple[int, int, int]) -> Passage:
    at, there, length = stretch
    here, over = one.folded.places, other.folded.places
    own = one.own_length(at, at + length)
    return Passage(here[at], here[at + length], over[there], over[there + length], own)


def _share(same: int, folded: Folded) -> int:
    return min(1000, same * 1000 // len(folded.text)) if folded.text else 0


def _most_alike(pair: Pair) -> tuple[int, str, str]:
    return -max(pair.likeness.share, pair.likeness.other_share), pair.one, pair.other
