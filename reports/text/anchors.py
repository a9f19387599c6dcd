"""Words that somebody pointed at, found again after the text was edited.

An opinion, a dismissal or a source keeps an `Anchor`, never a bare offset.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

CONTEXT = 24
ENOUGH_ALIKE = 0.6
SHORT = 6
"""A quote below this length is too common to be known without its context."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with the characters before and after it, and where it stood."""

    quote: str
    before: str
    after: str
    start: int

    @property
    def end(self) -> int:
        """The offset after the quote in the text it was taken from."""
        return self.start + len(self.quote)


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Take the anchor of `text[start:end]`.

    Errors: ValueError when there is nothing between the two offsets.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}–{end}")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)


def find_anchor(anchor: Anchor, text: str) -> Anchor | None:
    """Find the words again in an edited text: the new anchor, or None when they are lost.

    Words that were edited themselves are found between their old neighbours, as long as they are still alike.
    """
    starts = islice((match.start() for match in re.finditer(re.escape(anchor.quote), text)), 200)
    best = max(starts, default=None, key=lambda at: (sum(_fit(anchor, text, at)), -abs(at - anchor.start)))
    if best is not None and (len(anchor.quote) >= SHORT or max(_fit(anchor, text, best)) > ENOUGH_ALIKE):
        return anchor_at(text, best, best + len(anchor.quote))
    return _find_edited(anchor, text)


def _fit(anchor: Anchor, text: str, start: int) -> tuple[float, float]:
    """How well what stands before and after the quote at `start` fits the anchor, each from 0 to 1."""
    end = start + len(anchor.quote)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return _ratio(anchor.before, before), _ratio(anchor.after, after)


def _ratio(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _find_edited(anchor: Anchor, text: str) -> Anchor | None:
    """Look between the nearest characters of the old context that still stand there."""
    start = _end_of(anchor.before[-SHORT:], text, near=anchor.start)
    if start is None:
        return None
    window = text[start : start + 3 * len(anchor.quote) + CONTEXT]
    length = window.find(anchor.after[:SHORT]) if anchor.after else len(window)
    if length <= 0 or _ratio(anchor.quote, window[:length]) < ENOUGH_ALIKE:
        return None
    return anchor_at(text, start, start + length)


def _end_of(words: str, text: str, *, near: int) -> int | None:
    """The offset after that occurrence of `words` which is nearest; the beginning for no words."""
    if not words:
        return 0
    ends = islice((match.end() for match in re.finditer(re.escape(words), text)), 200)
    return min(ends, default=None, key=lambda end: abs(end - near))
