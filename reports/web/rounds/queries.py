"""What the pages of the yearly task show, each in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from reports.common.enums import JobState
from reports.common.models import Job
from reports.common.queries import latest_jobs
from reports.drafting.enums import FILED_STATUSES
from reports.drafting.models import Report, ReportQuerySet
from reports.drafting.queries import (
    WITHDRAWN,
    Due,
    Progress,
    ShownState,
    progress_of_many,
    shown_state,
)
from reports.opening.filling import FILL_ROUND
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.review.conditions import SHOWN_STATES, due_from_unit, in_shown_state, is_late
from reports.rounds.models import Assignment, DateChange, Round, Term
from reports.web.tables import Share, narrow, shares_of

PAGE_LENGTH = 50
MOST_LATE_NAMES = 30


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One year in the list."""

    round: Round
    units: int
    filed: int
    late: int
    job: Job | None


@dataclass(frozen=True, slots=True)
class Bar:
    """The units of one kind by the state of their reports."""

    kind: str
    label: str
    units: int
    shares: tuple[Share, ...]

    @property
    def words(self) -> str:
        """The bar read aloud."""
        return "，".join(f"{share.label}{share.count}" for share in self.shares)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One of the three dates, the earliest of all kinds of unit."""

    what: str
    on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit that has let its date pass."""

    report_id: int
    name: str
    days_late: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The year at one look."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str, int], ...]
    deadlines: tuple[Deadline, ...]
    late: tuple[LateUnit, ...]
    late_count: int
    terms: tuple[Term, ...]
    withdrawn: int


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One unit's task; `has_moved` says that a date of it was moved."""

    report_id: int
    unit: str
    drafted_by: str
    kind: str
    template: str
    assignment: Assignment
    state: ShownState
    due: Due | None
    days_late: int
    progress: Progress
    has_moved: bool


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """One page of tasks, and the page for the pager."""

    rows: tuple[AssignmentRow, ...]
    page: Page


def visible_rounds(user: User) -> QuerySet[Round]:
    """The years of the counties over which this person has a county-wide role."""
    if user.is_superuser:
        return Round.objects.all()
    return Round.objects.filter(user.standing().county_reach("government__path"))


def round_rows(user: User, *, number: str | None, today: date) -> tuple[tuple[RoundRow, ...], Page]:
    """The years, the latest first, with what has been filed and what is late."""
    rounds = visible_rounds(user).select_related("government").order_by("-year", "government__path")
    page = Paginator(rounds, PAGE_LENGTH).get_page(number)
    counts = (
        Report.objects.in_force()
        .filter(assignment__round__in=[round_.pk for round_ in page])
        .values(round_id=F("assignment__round"))
        .annotate(
            units=Count("pk"),
            filed=Count("pk", filter=Q(status__in=FILED_STATUSES)),
            late=Count("pk", filter=is_late(today)),
        )
    )
    by_round: Mapping[int, Any] = {row["round_id"]: row for row in counts}
    empty = {"units": 0, "filed": 0, "late": 0}
    jobs = latest_jobs(FILL_ROUND, Round, [round_.pk for round_ in page])
    rows = []
    for round_ in page:
        found = by_round.get(round_.pk, empty)
        job = jobs.get(str(round_.pk))
        rows.append(RoundRow(round_, found["units"], found["filed"], found["late"], job))
    return tuple(rows), page


def opening_job(round_: Round) -> Job | None:
    """The background work that opens this year, unless it has done all."""
    job = latest_jobs(FILL_ROUND, Round, [round_.pk]).get(str(round_.pk))
    return None if job is None or job.state == JobState.FINISHED else job


def picture_of(round_: Round, *, today: date) -> Picture:
    """Draw the year: bars by kind of unit, the dates, the late units by name."""
    reports = Report.objects.in_force().filter(assignment__round=round_)
    bars = _bars(reports)
    terms = sorted(round_.terms.select_related("blueprint_version__blueprint"), key=_kind_rank)
    late = _late_units(reports, today)
    return Picture(
        bars=bars,
        legend=_legend(bars),
        deadlines=() if round_.is_archive else _deadlines(terms, today),
        late=tuple(late[:MOST_LATE_NAMES]),
        late_count=len(late),
        terms=tuple(terms),
        withdrawn=Assignment.objects.filter(round=round_, withdrawn_at__isnull=False).count(),
    )


def _bars(reports: ReportQuerySet) -> tuple[Bar, ...]:
    state = Case(
        *(When(in_shown_state(code), then=Value(code)) for code in SHOWN_STATES), output_field=CharField()
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in reports.values(kind=F("assignment__organisation__kind"), code=state).annotate(n=Count("pk")):
        counts[row["kind"]][row["code"]] = row["n"]
    return tuple(
        Bar(kind, kind.label, sum(counts[kind].values()), shares_of(counts[kind]))
        for kind in OrganisationKind
        if kind in counts
    )


def _legend(bars: tuple[Bar, ...]) -> tuple[tuple[str, str, int], ...]:
    totals: dict[str, int] = defaultdict(int)
    for bar in bars:
        for share in bar.shares:
            totals[share.code] += share.count
    return tuple((code, label, totals[code]) for code, label in SHOWN_STATES.items() if totals[code])


def _deadlines(terms: list[Term], today: date) -> tuple[Deadline, ...]:
    if not terms:
        return ()
    firsts = (
        ("预审稿", min(term.due_draft_on for term in terms)),
        ("正式报送", min(term.due_filing_on for term in terms)),
        ("公开", min(term.due_publication_on for term in terms)),
    )
    return tuple(Deadline(what, on, (on - today).days) for what, on in firsts)


def _late_units(reports: ReportQuerySet, today: date) -> list[LateUnit]:
    found = []
    for report in reports.filter(is_late(today)).with_assignment():
        due = due_from_unit(report, today)
        days = due.days_late if due else 0
        found.append(LateUnit(report.pk, report.assignment.organisation.name, days))
    return sorted(found, key=lambda unit: (-unit.days_late, unit.report_id))


def _kind_rank(term: Term) -> int:
    return OrganisationKind.values.index(term.kind)


def assignment_page(
    round_: Round, wanted: Mapping[str, Any], *, number: str | None, today: date
) -> AssignmentPage:
    """One page of the year's tasks in the order of the units; the withdrawn ones when they are asked for."""
    every = Report.objects.filter(assignment__round=round_)
    asked = every if wanted.get("state") == WITHDRAWN else every.in_force()
    reports = (
        narrow(asked, wanted, today=today)
        .with_assignment()
        .select_related("assignment__blueprint_version__blueprint")
        .annotate(has_moved=Exists(DateChange.objects.filter(assignment=OuterRef("assignment"))))
        .order_by("assignment__organisation__position", "assignment__organisation__path", "pk")
    )
    page = Paginator(reports, PAGE_LENGTH).get_page(number)
    progress = progress_of_many(list(page))
    return AssignmentPage(tuple(_row(report, progress[report.pk], today) for report in page), page)


def _row(report: Any, progress: Progress, today: date) -> AssignmentRow:
    assignment = report.assignment
    due = due_from_unit(report, today)
    return AssignmentRow(
        report_id=report.pk,
        unit=assignment.organisation.name,
        drafted_by=assignment.drafted_by.name if assignment.is_for_county else "",
        kind=OrganisationKind(assignment.organisation.kind).label,
        template=assignment.blueprint_version.blueprint.name,
        assignment=assignment,
        state=shown_state(report),
        due=due,
        days_late=due.days_late if due else 0,
        progress=progress,
        has_moved=report.has_moved,
    )


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many units of one kind a year reaches, and how many have their report already."""

    kind: OrganisationKind
    units: int
    have_report: int
    term: Term | None

    @property
    def get_report(self) -> int:
        """How many units would get one."""
        return self.units - self.have_report


def kinds_of(government: Organisation, year: int) -> tuple[KindCount, ...]:
    """The kinds of unit under a government, and what an earlier opening of the year gave them."""
    in_year = Q(assignments__round__year=year, assignments__round__government=government)
    rows = (
        Organisation.objects.under(government.path)
        .filter(is_active=True)
        .values("kind")
        .annotate(units=Count("pk", distinct=True), have=Count("pk", filter=in_year, distinct=True))
    )
    counts = {row["kind"]: (row["units"], row["have"]) for row in rows}
    stored = Term.objects.filter(round__government=government, round__year=year)
    terms = {term.kind: term for term in stored.select_related("blueprint_version__blueprint")}
    return tuple(
        KindCount(kind, *counts[kind], terms.get(kind)) for kind in OrganisationKind if kind in counts
    )


def latest_year(government: Organisation) -> int | None:
    """The latest year that was opened, archives left out."""
    rounds = Round.objects.filter(government=government, is_archive=False).order_by("-year")
    return rounds.values_list("year", flat=True).first()


def count_reports(government: Organisation, year: int) -> int:
    """How many units have a report of that year."""
    return Report.objects.filter(
        assignment__round__government=government, assignment__round__year=year
    ).count()
