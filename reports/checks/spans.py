"""Stretches of a text that lie apart, asked many times in the time of a bisection. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Half-open stretches in the order of the text; those that touch or overlap are joined."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(stretches):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.starts.append(start)
                self.ends.append(end)

    def hold(self, start: int, end: int) -> bool:
        """Tell whether one stretch holds all of `[start, end)`."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]


def spans_of(pattern: re.Pattern[str], text: str) -> Spans:
    """Collect where a pattern stands."""
    return Spans(match.span() for match in pattern.finditer(text))
