"""What a bench reports: one frozen row for each number, with the peer and the goal it is held against."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class VoidComparison(Exception):
    """Contenders did not do the same work, so that their times say nothing."""


class Measure(StrEnum):
    """Which number of a row a goal is about."""

    VALUE = "value"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program that did the same work in the same run, and its number in the row's unit."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that a number may be."""

    at_most: float
    measure: Measure = Measure.VALUE


@dataclass(frozen=True, slots=True)
class Row:
    """One number; `ratio` is ours divided by the peer's."""

    name: str
    unit: str
    value: float
    peer: Peer | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the peer's number ours is."""
        return self.value / self.peer.value if self.peer else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        measured = self.value if self.goal.measure is Measure.VALUE else self.ratio
        return measured is not None and measured <= self.goal.at_most


@dataclass(frozen=True, slots=True)
class Scale:
    """How much work one run does; the defaults are those of the published table."""

    batch: int = 200  # reports through each writer
    sections: int = 40
    paragraphs: int = 3  # in each section
    characters: int = 200  # in each paragraph
    annex_rows: int = 60
    kept: int = 20  # reports that a process writes while its memory is watched
    growth_from: int = 300  # paragraphs, and rows; growth is measured up to ten times as many
    units: int = 100  # reports in one volume
    files: int = 60  # files to import
    opened: tuple[int, ...] = (600, 1200, 6000)  # units for which a year is opened in the background
    opened_at_once: int = 300  # units for which it is opened within the request
    compared: tuple[int, int] = (60, 600)  # reports of a county, compared with each other
    checked: int = 6000  # characters of a report to check
    read: tuple[int, ...] = (60, 600)  # stored reports that are read through in the background
    large: int = 3_500_000  # characters in one paragraph, 10 MB of UTF-8
    rounds: int = 9  # repetitions of what is short


Bench = Callable[[Scale], Iterator[Row]]
