"""The words of a finding with what stands round them, as a list shows them. Pure."""

from dataclasses import dataclass

BESIDE = 14
"""How many characters of the line stand on either side of the words."""
LONGEST = 48
"""Longer words are shown by their beginning and their end."""
CUT = "……"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands before the words of a finding, the words, and what stands after; CUT where more follows."""

    before: str
    words: str
    after: str


def quote_in_context(line: str, start: int, end: int) -> Quotation:
    """Cut `[start, end)` out of its line with what stands round it."""
    first, last = max(0, start - BESIDE), min(len(line), end + BESIDE)
    before = (CUT if first else "") + line[first:start].lstrip()
    after = line[end:last].rstrip() + (CUT if last < len(line) else "")
    return Quotation(before, _shortened(line[start:end]), after)


def _shortened(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    half = (LONGEST - len(CUT)) // 2
    return words[:half] + CUT + words[-half:]
