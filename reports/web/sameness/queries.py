"""What the page of 雷同比对 shows, each in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from reports.checks.comparing import COMPARE_REPORTS, stale_reports
from reports.checks.models import Comparison, Likeness
from reports.checks.permissions import can_compare
from reports.checks.sameness import most_sharing
from reports.checks.texts import begun_reports
from reports.common.enums import JobState
from reports.common.queries import latest_jobs
from reports.organisations.models import Organisation, User
from reports.rounds.models import Round
from reports.web.jobs.course import ShownCourse, shown_course
from reports.web.sameness.forms import LAST_YEAR

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two reports with what they share; the shares in per cent."""

    one_id: int
    other_id: int
    one: str
    other: str
    same: int
    share: float
    other_share: float


@dataclass(frozen=True, slots=True)
class PairPage:
    """One page of pairs, and the page for the pager."""

    rows: tuple[PairRow, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Standing:
    """How the comparing of a year stands: when it was done, how many texts are others since."""

    done_at: datetime | None
    begun: int
    changed: int
    boilerplate: int
    most_sharing: int
    course: ShownCourse | None
    may_compare: bool


def read_standing(round_: Round, user: User, *, now: datetime) -> Standing:
    """Read how far a year is compared."""
    comparison = Comparison.objects.filter(round=round_).first()
    begun = begun_reports(round_).count()
    return Standing(
        done_at=comparison.done_at if comparison else None,
        begun=begun,
        changed=stale_reports(round_).count(),
        boilerplate=len(comparison.boilerplate) if comparison else 0,
        most_sharing=most_sharing(begun),
        course=_course(comparison, user, now=now) if comparison else None,
        may_compare=bool(can_compare(user, round_)),
    )


def _course(comparison: Comparison, user: User, *, now: datetime) -> ShownCourse | None:
    job = latest_jobs(COMPARE_REPORTS, Comparison, [comparison.pk]).get(str(comparison.pk))
    is_over = job is None or job.state == JobState.FINISHED or job.asked_at != comparison.asked_at
    return None if job is None or is_over else shown_course(job, user, now=now)


def pair_page(round_: Round, wanted: Mapping[str, Any], *, number: str | None) -> PairPage:
    """One page of pairs, those first that share most of either report; withdrawn tasks are left out."""
    page = Paginator(_pairs(round_, wanted), PAGE_LENGTH).get_page(number)
    return PairPage(tuple(map(_row, page)), page)


def _pairs(round_: Round, wanted: Mapping[str, Any]) -> QuerySet[Likeness]:
    counted = Likeness.objects.filter(comparison__round=round_, counted_at__isnull=False, same__gt=0)
    pairs = counted.with_last_year() if wanted["kind"] == LAST_YEAR else counted.between_units()
    pairs = pairs.filter(one__assignment__withdrawn_at=None, other__assignment__withdrawn_at=None)
    if text := wanted["text"]:
        units = Organisation.objects.called(text)
        pairs = pairs.filter(
            Q(one__assignment__organisation__in=units) | Q(other__assignment__organisation__in=units)
        )
    shown = pairs.annotate(most=Greatest("share", "other_share")).filter(most__gte=wanted["least"] * 10)
    return shown.select_related("one__assignment__organisation", "other__assignment__organisation").order_by(
        "-most", "-same", "pk"
    )


def _row(pair: Likeness) -> PairRow:
    return PairRow(
        one_id=pair.one_id,
        other_id=pair.other_id,
        one=pair.one.assignment.organisation.name,
        other=pair.other.assignment.organisation.name,
        same=pair.same,
        share=pair.share / 10,
        other_share=pair.other_share / 10,
    )
