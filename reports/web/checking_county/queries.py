"""What the pages of the findings over a county show, each in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from reports.checks.county import READ_ROUND
from reports.checks.enums import Severity
from reports.checks.models import Finding, FindingQuerySet
from reports.checks.queries import (
    UNFILLED,
    WEIGHTS,
    CheckCount,
    Freshness,
    UnitCount,
    codes_of,
    count_by_check,
    findings_in,
    freshness_of,
    units_with_open,
)
from reports.common.enums import JobState
from reports.common.models import Job
from reports.common.queries import latest_jobs
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import User
from reports.rounds.models import Round
from reports.web.checking_county.forms import DISMISSED, OPEN
from reports.web.checking_county.places import FoundPlace, shown_place
from reports.web.rounds.queries import visible_rounds

PAGE_LENGTH = 100
MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class CountyPage:
    """One year's findings by check, and which units still have blanks."""

    counts: tuple[CheckCount, ...]
    totals: tuple[tuple[Severity, int], ...]
    unfilled: tuple[UnitCount, ...]
    unfilled_count: int
    freshness: Freshness
    job: Job | None
    others: tuple[Round, ...]

    @property
    def unnamed(self) -> int:
        """How many more units have blanks than are named."""
        return self.unfilled_count - len(self.unfilled)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """One unit with the places of one page that lie in its report."""

    report_id: int
    name: str
    kind: str
    places: tuple[FoundPlace, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One page of the places that one check found; `to_remind` are the reports with open ones."""

    units: tuple[FoundUnit, ...]
    page: Page

    @property
    def to_remind(self) -> tuple[int, ...]:
        """The reports on this page in which something is still open."""
        return tuple(
            unit.report_id for unit in self.units if any(not place.is_dismissed for place in unit.places)
        )


def rounds_of(user: User) -> QuerySet[Round]:
    """The years whose findings a person may see, running ones first, the latest first."""
    rounds = visible_rounds(user).select_related("government")
    return rounds.order_by("is_archive", "-year", "government__path")


def county_page(round_: Round, wanted: Mapping[str, Any], *, user: User) -> CountyPage:
    """Gather the page of one year."""
    found = findings_in(round_)
    counts = count_by_check(narrowed(found, wanted))
    unfilled, count = units_with_open(
        narrowed(found.filter(code__in=UNFILLED), {"kind": wanted.get("kind")}), most=MOST_NAMES
    )
    return CountyPage(
        counts=tuple(counts),
        totals=_totals(counts),
        unfilled=tuple(unfilled),
        unfilled_count=count,
        freshness=freshness_of(round_),
        job=reading_job(round_),
        others=tuple(other for other in rounds_of(user)[:12] if other.pk != round_.pk),
    )


def _totals(counts: Sequence[CheckCount]) -> tuple[tuple[Severity, int], ...]:
    return tuple(
        (Severity(weight), sum(count.weights[at] for count in counts)) for at, weight in enumerate(WEIGHTS)
    )


def reading_job(round_: Round) -> Job | None:
    """The background work that reads this year, unless it has done all."""
    job = latest_jobs(READ_ROUND, Round, [round_.pk]).get(str(round_.pk))
    return None if job is None or job.state == JobState.FINISHED else job


def narrowed(findings: FindingQuerySet, wanted: Mapping[str, Any]) -> FindingQuerySet:
    """Apply the filters that stand in the address."""
    if group := wanted.get("group"):
        findings = findings.filter(code__in=codes_of(group))
    if severity := wanted.get("severity"):
        findings = findings.filter(severity=severity)
    if kind := wanted.get("kind"):
        findings = findings.filter(report__assignment__organisation__kind=kind)
    if wanted.get("status") == OPEN:
        findings = findings.open()
    if wanted.get("status") == DISMISSED:
        findings = findings.dismissed()
    return findings


def check_page(round_: Round, code: str, wanted: Mapping[str, Any], *, number: str | None) -> CheckPage:
    """One page of the places that a check found, by unit, in the order of the papers."""
    found = narrowed(findings_in(round_).filter(code=code), wanted)
    placed = found.select_related("block", "dismissed_by", "report__assignment__organisation").order_by(
        "report__assignment__organisation__position", "report", "position", "pk"
    )
    page = Paginator(placed, PAGE_LENGTH).get_page(number)
    units = tuple(_unit(same) for _, same in groupby(page, key=lambda finding: finding.report_id))
    return CheckPage(units, page)


def _unit(findings: Iterable[Finding]) -> FoundUnit:
    places = list(findings)
    organisation = places[0].report.assignment.organisation
    return FoundUnit(
        report_id=places[0].report_id,
        name=organisation.name,
        kind=OrganisationKind(organisation.kind).label,
        places=tuple(shown_place(finding) for finding in places),
    )
