"""How wide a text stands on paper, in full-width characters; for layout only, never for offsets."""

import re
from unicodedata import combining, east_asian_width

_OPENING = r"[（〔《〈「『【“‘(\[]*"
_CLOSING = r"[，。、；：！？）〕》〉」』】”’…—,.;:!?)\]%％‰℃]*"
_UNBROKEN = re.compile(rf"{_OPENING}(?:[0-9A-Za-z]+(?:[.,/-][0-9A-Za-z]+)*|.)?{_CLOSING}", re.DOTALL)
_HANGING = "，。、；：！？"  # may stand in the margin rather than pull a character down to the next line


def ems(text: str) -> float:
    """Measure a line in full-width characters, a half-width one being a half.

    Ambiguous signs (— … “ ”) count as full-width, as Chinese typefaces draw them.
    """
    return sum(map(_ADVANCES.__getitem__, text))


class _Advances(dict[str, float]):
    """The width of each character that was met; a table measures tens of thousands of them."""

    def __missing__(self, character: str) -> float:
        is_wide = east_asian_width(character) in "WFA"
        self[character] = 0.0 if combining(character) else 1.0 if is_wide else 0.5
        return self[character]


_ADVANCES = _Advances()


def line_starts(text: str, columns: float, *, indent: float = 0) -> tuple[int, ...]:
    """Estimate where a word processor begins the lines of a paragraph.

    Shape:  the offset of each line's first character, 0 first; one line for an empty text.
    Errors: raises nothing; a number or word longer than a line is broken anywhere.
    """
    starts, used = [0], indent
    for match in _UNBROKEN.finditer(text):
        unit = match.group()
        width = ems(unit)
        if used + width - _overhang(unit) > columns and used:
            starts.append(match.start())
            used = 0.0
        while width > columns:
            starts.append(starts[-1] + int(columns))
            width -= columns
        used += width
    return tuple(starts)


def _overhang(unit: str) -> float:
    return 1.0 if unit.endswith(tuple(_HANGING)) else 0.0
