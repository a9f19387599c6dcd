"""What a file of figures would change, before anything is changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from reports.common.workbooks.reading import Fault
from reports.drafting.figure_books.asked import Asked, AskedReport
from reports.drafting.figures import FigureChange
from reports.indicators.values import display


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure that would be otherwise; empty texts are 未填 and no note."""

    at: str
    report_id: int
    unit: str
    code: str
    name: str
    measure: str
    old: str
    new: str
    old_note: str
    change: FigureChange

    @property
    def is_note_new(self) -> bool:
        """Whether the note changes, too or alone."""
        return self.old_note != self.change.note


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """All that a file would do; nothing is done while there is a fault.

    `untouched` counts what the file says as it stands already; `notes` say what nobody reads.
    """

    lines: tuple[FigureLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    untouched: int = 0
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The same for two plans that do the same to the same figures."""
        words = repr((self.lines, self.faults))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def changes_of(self, report_id: int) -> Sequence[FigureChange]:
        """What would change in one report."""
        return [line.change for line in self.lines if line.report_id == report_id]

    @property
    def reports(self) -> tuple[int, ...]:
        """The reports that would change, in their order."""
        return tuple(sorted({line.report_id for line in self.lines}))


def line_of(at: str, owner: AskedReport, asked: Asked, change: FigureChange) -> FigureLine:
    """Make the line of one change."""
    indicator, new = asked.indicator, change.figure
    return FigureLine(
        at=at,
        report_id=owner.report.pk,
        unit=owner.report.assignment.organisation.name,
        code=indicator.code,
        name=indicator.name,
        measure=indicator.unit,
        old=asked.shown,
        new="" if new.is_blank else display(new, indicator.unit),
        old_note=asked.note,
        change=change,
    )
