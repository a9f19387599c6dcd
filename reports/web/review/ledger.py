"""报送台账: who has submitted, signed, filed and published, with dates, numbers and addresses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from reports.drafting.enums import FILED_STATUSES, SIGNED_STATUSES, ReportStatus
from reports.drafting.models import Report
from reports.drafting.queries import ShownState, shown_state
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import User
from reports.review.conditions import SHOWN_STATES, due_from_unit, in_shown_state
from reports.review.enums import Move
from reports.review.models import Filing, Publication, Signing, Step
from reports.web.review.desk import PAGE_LENGTH, TablePage, overseen_reports
from reports.web.tables import Share, narrow, shares_of

RECORDED_STATUSES = frozenset({ReportStatus.RECORDED, ReportStatus.PUBLISHED, ReportStatus.ARCHIVED})
PUBLISHED_STATUSES = frozenset({ReportStatus.PUBLISHED, ReportStatus.ARCHIVED})
SUBMITTED_STATUSES = SIGNED_STATUSES | {ReportStatus.AWAITING_REVIEW, ReportStatus.AWAITING_SIGNATURE}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One report of the year with what stands of its course."""

    report_id: int
    unit: str
    kind: str
    state: ShownState
    days_late: int
    submitted_at: datetime | None
    signing: Signing | None
    filing: Filing | None
    publication: Publication | None


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers above the table, for the whole year whatever the filters."""

    units: int
    submitted: int
    signed: int
    filed: int
    recorded: int
    published: int
    shares: tuple[Share, ...]


def ledger_page(
    user: User, wanted: dict[str, Any], *, number: str | None, today: date
) -> TablePage[LedgerRow]:
    """One page of rows in the order of the units."""
    page = Paginator(_ledger(user, wanted, today=today), PAGE_LENGTH).get_page(number)
    return TablePage(tuple(_row(report, today) for report in page), page)


def ledger_rows(user: User, wanted: dict[str, Any], *, today: date) -> list[LedgerRow]:
    """All rows, for the export."""
    return [_row(report, today) for report in _ledger(user, wanted, today=today)]


def totals(user: User, year: int) -> Totals:
    """Count the year's reports by what has been done with them, in one query."""
    counts = overseen_reports(user, year).aggregate(
        **{code: Count("pk", filter=in_shown_state(code)) for code in SHOWN_STATES}
    )
    units = sum(counts.values())

    def within(statuses: frozenset[ReportStatus]) -> int:
        return sum(counts[status] for status in statuses)

    return Totals(
        units=units,
        submitted=within(SUBMITTED_STATUSES),
        signed=within(SIGNED_STATUSES),
        filed=within(FILED_STATUSES),
        recorded=within(RECORDED_STATUSES),
        published=within(PUBLISHED_STATUSES),
        shares=shares_of(counts),
    )


def _ledger(user: User, wanted: dict[str, Any], *, today: date) -> QuerySet[Report]:
    submissions = Step.objects.filter(report=OuterRef("pk"), move=Move.SUBMIT).order_by("-pk")
    return (
        narrow(overseen_reports(user, wanted["year"]), wanted, today=today)
        .annotate(submitted_at=Subquery(submissions.values("acted_at")[:1]))
        .select_related("publication")
        .prefetch_related(
            Prefetch("signings", Signing.objects.filter(is_void=False), to_attr="valid_signings"),
            Prefetch("filings", Filing.objects.filter(is_void=False), to_attr="valid_filings"),
        )
        .order_by("assignment__organisation__position", "assignment__organisation__path", "pk")
    )


def _row(report: Any, today: date) -> LedgerRow:
    due = due_from_unit(report, today)
    return LedgerRow(
        report_id=report.pk,
        unit=report.assignment.organisation.name,
        kind=OrganisationKind(report.assignment.organisation.kind).label,
        state=shown_state(report),
        days_late=due.days_late if due else 0,
        submitted_at=report.submitted_at,
        signing=next(iter(report.valid_signings), None),
        filing=next(iter(report.valid_filings), None),
        publication=getattr(report, "publication", None),
    )
