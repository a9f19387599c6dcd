"""What lies behind one figure: its meaning, its evidence, everything that happened to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from reports.common.permissions import Verdict
from reports.drafting.figures import first_handed_in
from reports.drafting.models import FigureEvidence, FigureRequest, Report
from reports.drafting.permissions import can_enclose
from reports.indicators.enums import ChangeOccasion
from reports.indicators.models import Indicator, ObservationChange
from reports.indicators.queries import changes_of
from reports.indicators.values import Figure, display
from reports.organisations.models import User

MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a figure; `before` and `after` are empty when its value stayed."""

    what: str
    who: str
    at: datetime
    before: str
    after: str
    note: str
    reason: str
    is_on_behalf: bool = False
    lacks_reason: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What the grid shows of it beside the row."""

    code: str
    name: str
    changes: int
    files: int


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """One figure of one report with what lies behind it, the newest first."""

    report: Report
    indicator: Indicator
    evidence: tuple[FigureEvidence, ...]
    happenings: tuple[Happening, ...]
    may_enclose: Verdict
    counts: Counts

    @property
    def is_cut(self) -> bool:
        """Whether there are older changes than the list shows."""
        return len(self.happenings) >= MOST_CHANGES


def read_facts(report: Report, request: FigureRequest, user: User) -> FigureFacts:
    """Read one figure, in a fixed number of queries."""
    request.block.report = report
    evidence = list(request.evidence.select_related("added_by", "removed_by").order_by("-added_at", "-pk"))
    changes = changes_of(
        report.assignment.organisation, year=report.assignment.round.year, code=request.indicator.code
    )
    happenings = [*_changes(changes[:MOST_CHANGES], report, request.indicator), *_files(evidence)]
    standing = tuple(file for file in evidence if file.removed_at is None)
    return FigureFacts(
        report=report,
        indicator=request.indicator,
        evidence=standing,
        happenings=tuple(sorted(happenings, key=lambda each: each.at, reverse=True)[:MOST_CHANGES]),
        may_enclose=can_enclose(user, request.block),
        counts=Counts(request.indicator.code, request.indicator.name, changes.count(), len(standing)),
    )


def _changes(
    changes: Iterable[ObservationChange], report: Report, indicator: Indicator
) -> Iterator[Happening]:
    handed_in = first_handed_in(report)
    for change in changes:
        before, after = (_words(f, indicator) for f in (change.figure_before, change.figure_after))
        is_late = handed_in is not None and change.changed_at > handed_in
        yield Happening(
            what=_occasion(change, report),
            who=change.changed_by.name if change.changed_by else "",
            at=change.changed_at,
            before=before if before != after else "",
            after=after if before != after else "",
            note=change.after_note if change.after_note != change.before_note else "",
            reason=change.reason,
            is_on_behalf=change.occasion == ChangeOccasion.ON_BEHALF,
            lacks_reason=is_late and not change.reason and change.occasion == ChangeOccasion.ENTERED,
        )


def _occasion(change: ObservationChange, report: Report) -> str:
    """The occasion in words; 代录 names the unit for which it was done."""
    if change.occasion == ChangeOccasion.ON_BEHALF:
        return f"代录（替{report.assignment.organisation.name}）"
    return change.get_occasion_display()


def _words(figure: Figure, indicator: Indicator) -> str:
    """A value as people say it: 未填, 不适用, or the number in its unit."""
    if figure.is_blank:
        return "未填"
    shown = display(figure, indicator.unit)
    return f"{shown}{indicator.unit}" if figure.is_number else shown


def _files(evidence: list[FigureEvidence]) -> Iterator[Happening]:
    for file in evidence:
        name = f"《{file.name}》"
        who = file.added_by.name if file.added_by else ""
        yield Happening(f"附上{name}", who, file.added_at, "", "", file.note, "")
        if file.removed_at:
            who = file.removed_by.name if file.removed_by else ""
            yield Happening(f"移除{name}", who, file.removed_at, "", "", "", file.removal_reason)
