"""A text with some of its characters replaced, and the way back from every printed character to its source.

What people type holds tokens and marks; what is printed holds numbers instead and no marks. A projection is
the printed text that still knows where each character came from. Pure.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters `[start, end)` of a source that print as `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Printed `[start, end)` came from source `[source_start, source_end)`; verbatim, or as a whole."""

    start: int
    end: int
    source_start: int
    source_end: int
    is_verbatim: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """A printed text and the stretches it is made of, in order, with nothing between them.

    Shape:  source `受理{{RV02}}件`  →  text `受理116件`, stretches 0–2 verbatim, 2–5 from 2–10, 5–6 verbatim.
    """

    text: str
    stretches: tuple[Stretch, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where printed `[start, end)` came from; what was replaced counts as a whole.

        An empty span lies before the character at `start`, after the last one at the end.
        """
        if not self.stretches:
            return 0, 0
        if start == end:
            at = self._source_of(start) if start < len(self.text) else self.stretches[-1].source_end
            return at, at
        last = self._stretch_at(end - 1)
        after = last.source_start + end - last.start if last.is_verbatim else last.source_end
        return self._source_of(start), after

    def is_verbatim(self, start: int, end: int) -> bool:
        """Whether printed `[start, end)` stands in the source exactly so, in one piece.

        An empty span does where words can be put in: anywhere but within what was replaced.
        """
        if start == end:
            return not any(one.start < start < one.end for one in self.stretches if not one.is_verbatim)
        from_source, to_source = self.source_span(start, end)
        inside = [one for one in self.stretches if one.start < end and start < one.end]
        return all(one.is_verbatim for one in inside) and to_source - from_source == end - start

    def _source_of(self, at: int) -> int:
        stretch = self._stretch_at(at)
        return stretch.source_start + at - stretch.start if stretch.is_verbatim else stretch.source_start

    def _stretch_at(self, at: int) -> Stretch:
        """The stretch that printed the character at `at`; one that printed nothing holds none."""
        found = bisect_right(self.stretches, at, key=lambda one: one.start) - 1
        return self.stretches[max(found, 0)]


def project(source: str, replacements: Iterable[Replacement]) -> Projection:
    """Carry out replacements and keep the way back; of those that overlap the first one is carried out."""
    stretches: list[Stretch] = []
    written: list[str] = []
    printed = at = 0
    for one in sorted(replacements, key=lambda each: (each.start, each.end)):
        if one.start < at:
            continue
        if one.start > at:
            written.append(source[at : one.start])
            stretches.append(Stretch(printed, printed + one.start - at, at, one.start, is_verbatim=True))
            printed += one.start - at
        written.append(one.text)
        stretches.append(Stretch(printed, printed + len(one.text), one.start, one.end, is_verbatim=False))
        printed, at = printed + len(one.text), one.end
    if at < len(source) or not stretches:
        written.append(source[at:])
        stretches.append(Stretch(printed, printed + len(source) - at, at, len(source), is_verbatim=True))
    return Projection("".join(written), tuple(stretches))
