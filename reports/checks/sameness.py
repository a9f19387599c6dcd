"""How much two reports have in common, and where, in time linear in their number.

A sketch keeps the smallest hashes of a text's shingles (bottom-k, Broder 1997): reports that share many of
them are likely to share passages. What very many reports hold is boilerplate and makes nobody alike. Then
`shared_passages` compares two texts exactly. Pure; not for: last year's text of one unit (rules/copied).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from zlib import crc32

SHINGLE = 8
"""Characters; shorter ones are in every report."""
KEPT = 256
"""Hashes in a sketch: a share of 20 % comes out within about 5 points."""
MOST_SHARING = 12
"""What more reports hold than this is boilerplate; it also bounds the work for one hash."""
LIKELY = 8
"""Shared hashes from which on a pair is worth comparing."""
SHORTEST_PASSAGE = 30
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's shingles, fewer for a short text."""

    hashes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that two texts share; `[start, end)` in the one, `[other_start, other_end)` in the other."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def length(self) -> int:
        """Its characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two reports by their keys, what they share, and its share of each, in thousandths."""

    one: str
    other: str
    passages: tuple[Passage, ...]
    share: int
    other_share: int


def folded(text: str) -> str:
    """Write every digit as 0, so that a sentence with other numbers is the same; places stay."""
    return _DIGIT.sub("0", text)


def sketch_of(text: str) -> Sketch:
    """Keep the smallest hashes of the text's shingles; the same text gives the same on every machine."""
    packed = folded(text).encode("utf-32-le", "surrogatepass")
    width = 4 * SHINGLE
    hashes = {crc32(packed[at : at + width]) for at in range(0, len(packed) - width + 1, 4)}
    return Sketch(frozenset(nsmallest(KEPT, hashes)))


def likely_pairs(sketches: Mapping[str, Sketch]) -> tuple[tuple[str, str], ...]:
    """Name the pairs that share many hashes, in the order of their keys."""
    holders: dict[int, list[str]] = {}
    for key in sorted(sketches):
        for value in sketches[key].hashes:
            holders.setdefault(value, []).append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if len(keys) <= MOST_SHARING:
            shared.update(combinations(keys, 2))
    return tuple(sorted(pair for pair, count in shared.items() if count >= LIKELY))


def shared_passages(one: str, other: str, *, shortest: int = SHORTEST_PASSAGE) -> tuple[Passage, ...]:
    """Find stretches of the one that stand in the other, left to right, never overlapping in the one.

    Time: linear in both lengths. Of a stretch that stands twice in the other the first place is named.
    """
    first, second = folded(one), folded(other)
    places: dict[str, int] = {}
    for at in range(len(second) - SHINGLE + 1):
        places.setdefault(second[at : at + SHINGLE], at)
    return tuple(passage for passage in _stretches(first, second, places) if passage.length >= shortest)


def _stretches(first: str, second: str, places: Mapping[str, int]) -> Iterator[Passage]:
    at = 0
    while at <= len(first) - SHINGLE:
        there = places.get(first[at : at + SHINGLE])
        if there is None:
            at += 1
            continue
        length = _common_length(first, second, at, there)
        yield Passage(at, at + length, there, there + length)
        at += length


def _common_length(first: str, second: str, at: int, there: int) -> int:
    length = SHINGLE
    most = min(len(first) - at, len(second) - there)
    while length < most and first[at + length] == second[there + length]:
        length += 1
    return length


def compare(
    texts: Mapping[str, str], *, sketches: Mapping[str, Sketch] | None = None
) -> tuple[Likeness, ...]:
    """Find the reports that are alike, with their passages; the most alike first.

    `sketches` where they are kept from before; they must be those of `texts`.
    """
    known = sketches or {key: sketch_of(text) for key, text in texts.items()}
    found = (_likeness(one, other, texts) for one, other in likely_pairs(known))
    alike = [each for each in found if each.passages]
    return tuple(sorted(alike, key=lambda each: (-max(each.share, each.other_share), each.one, each.other)))


def _likeness(one: str, other: str, texts: Mapping[str, str]) -> Likeness:
    passages = shared_passages(texts[one], texts[other])
    same = sum(passage.length for passage in passages)
    return Likeness(one, other, passages, _share(same, texts[one]), _share(same, texts[other]))


def _share(same: int, text: str) -> int:
    return min(1000, same * 1000 // len(text)) if text else 0
