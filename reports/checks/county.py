"""Reading all reports of a year through: a few within the request, many some at a time in the background.

Not for: what a reading does to one report (services). Every call is safe to repeat.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from reports.checks.models import Reading
from reports.checks.permissions import can_read_round
from reports.checks.queries import unread, waiting_reports
from reports.checks.services import read_through
from reports.checks.texts import begun_reports
from reports.common.jobs import Step, enqueue, unfinished_job
from reports.common.models import Job
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.rounds.models import Round

READ_ROUND = "checks.read_round"
MOST_IN_STEP = 20
"""Reports in one step of the background work: about a second, so that nobody who writes waits long."""
MOST_AT_ONCE = 12
"""So many reports are read while the person waits: well under a second."""


@transaction.atomic
def read_round(round_: Round, *, actor: User, now: datetime, most_at_once: int = MOST_AT_ONCE) -> Job | None:
    """Read every report through that somebody has begun; what has not changed costs little.

    Up to `most_at_once` are read when this returns. More are read in the background, and that work is given
    back; work that waits or runs already is given back as it is.
    """
    demand(can_read_round(actor, round_))
    return _read_or_enqueue(round_, begun_reports(round_), actor=actor, now=now, most_at_once=most_at_once)


@transaction.atomic
def read_waiting(
    round_: Round, *, actor: User, now: datetime, most_at_once: int = MOST_AT_ONCE
) -> Job | None:
    """As `read_round`, for the reports alone that were never read or have changed since, if they are few."""
    demand(can_read_round(actor, round_))
    return _read_or_enqueue(round_, waiting_reports(round_), actor=actor, now=now, most_at_once=most_at_once)


def _read_or_enqueue(
    round_: Round, reports: QuerySet[Report], *, actor: User, now: datetime, most_at_once: int
) -> Job | None:
    if job := unfinished_job(READ_ROUND, round_):
        return job
    few = list(_readable(reports)[: most_at_once + 1])
    if len(few) <= most_at_once:
        _read(few, now=now)
        return None
    return enqueue(
        READ_ROUND,
        round_,
        title=f"审读{round_.year}年度报告",
        verb="审读",
        measure="份报告",
        total=begun_reports(round_).count(),
        asked_by=actor.name,
        now=now,
        scope_path=round_.government.path,
    )


@transaction.atomic
def read_some(round_: Round, *, since: datetime, now: datetime, most: int = MOST_IN_STEP) -> Step:
    """Read the next reports that nobody has read since that moment."""
    begun = begun_reports(round_)
    waiting = begun.filter(unread() | Q(reading__read_at__lt=since))
    _read(_readable(waiting)[:most], now=now)
    total = begun.count()
    return Step(total - waiting.count(), total)


def _readable(reports: QuerySet[Report]) -> QuerySet[Report]:
    named = reports.select_related(
        "assignment__round",
        "assignment__organisation",
        "assignment__drafted_by",
        "assignment__blueprint_version",
    )
    return named.order_by("pk")


def _read(reports: Iterable[Report], *, now: datetime) -> None:
    """Read these, and note of those without a change too that they were looked at now."""
    keys = []
    for report in reports:
        read_through(report, now=now)
        keys.append(report.pk)
    Reading.objects.filter(report__in=keys, read_at__lt=now).update(read_at=now)
