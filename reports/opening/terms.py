"""Changing the dates that a running year sets for one kind of unit.

Not for: one unit's own dates (rounds.services).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.enums import ReportStatus
from reports.notifications.services import office_name, send_message
from reports.opening.permissions import can_change_round
from reports.organisations.models import User
from reports.organisations.queries import bureau_over
from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate
from reports.rounds.models import Assignment, DateChange, Term
from reports.rounds.queries import drafters_of_many
from reports.rounds.services import changes_between, refuse_disorder, refuse_past, tidy_reason
from reports.text.dates import print_date

OVER = (ReportStatus.PUBLISHED, ReportStatus.ARCHIVED)


@dataclass(frozen=True, slots=True)
class TermPlan:
    """Whom new dates of a kind reach: units on its dates, units with their own, and those that are done."""

    following: tuple[Assignment, ...]
    individual: tuple[Assignment, ...]
    finished: int

    def reached(self, *, moves_individual: bool) -> tuple[Assignment, ...]:
        """The tasks that get the new dates."""
        return self.following + (self.individual if moves_individual else ())


def plan_term(term: Term) -> TermPlan:
    """Sort the tasks of a kind by whether their dates are the kind's; withdrawn ones are among them."""
    found = list(
        Assignment.objects.filter(round=term.round_id, organisation__kind=term.kind)
        .exclude(report__status__in=OVER)
        .select_related("organisation", "round", "drafted_by")
        .order_by("organisation__position", "organisation__path")
    )
    every = Assignment.objects.filter(round=term.round_id, organisation__kind=term.kind).count()
    return TermPlan(
        following=tuple(each for each in found if each.dates == term.dates),
        individual=tuple(each for each in found if each.dates != term.dates),
        finished=every - len(found),
    )


@transaction.atomic
def change_term(
    term: Term,
    *,
    dates: Dates,
    reason: str,
    moves_individual: bool,
    may_be_past: bool = False,
    actor: User,
    now: datetime,
) -> int:
    """Give a kind of unit new dates; returns how many tasks got them, in a fixed number of queries.

    A unit that has published keeps its dates; one whose dates were moved for itself does so unless
    `moves_individual`. Errors: Invalid for dates unchanged, out of order, or before today unless
    `may_be_past` says that this is meant; each names its field.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("round__government").get(pk=term.pk)
    demand(can_change_round(actor, term.round))
    check_term(term, dates, may_be_past=may_be_past, now=now)
    reason = tidy_reason(reason, act="调整期限")
    _hold_tasks(term)
    before = term.dates
    reached = plan_term(term).reached(moves_individual=moves_individual)
    moved = [each for each in reached if each.dates != dates]
    DateChange.objects.bulk_create(
        change
        for each in moved
        for change in changes_between(each, dates, reason=reason, actor=actor, now=now)
    )
    Assignment.objects.filter(pk__in=[each.pk for each in moved]).update(**dates.fields())
    term.save(update_fields=term.put_dates(dates))
    _record(term, before, reason, moved=len(moved), actor=actor, now=now)
    _tell_drafters(term, moved, dates, reason, now=now)
    return len(moved)


def _hold_tasks(term: Term) -> None:
    """Let nobody move a date of one of these units meanwhile."""
    tasks = Assignment.objects.filter(round=term.round_id, organisation__kind=term.kind)
    list(tasks.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def check_term(term: Term, dates: Dates, *, may_be_past: bool, now: datetime) -> None:
    """Raise for dates that a kind cannot get."""
    moved = [due for due in DueDate if dates.on(due) != term.dates.on(due)]
    if not moved:
        raise Invalid("三个期限都没有改动。")
    refuse_disorder(dates)
    refuse_past(dates, moved, now=now, may_be_past=may_be_past)


def _record(term: Term, before: Dates, reason: str, *, moved: int, actor: User, now: datetime) -> None:
    moves = [
        f"{due.label}由{before.on(due).isoformat()}改为{term.dates.on(due).isoformat()}"
        for due in DueDate
        if before.on(due) != term.dates.on(due)
    ]
    record_act(
        "调整类别期限",
        term,
        actor=actor,
        now=now,
        scope_path=term.round.government.path,
        detail={"dates": moves, "reports": moved, "reason": reason},
    )


def _tell_drafters(
    term: Term, moved: Sequence[Assignment], dates: Dates, reason: str, *, now: datetime
) -> None:
    """One message to everybody who drafts for one of these units, in one query."""
    government = term.round.government
    bureau = bureau_over(government)
    days = "，".join(f"{due.label}{print_date(dates.on(due))}" for due in DueDate)
    send_message(
        drafters_of_many(each for each in moved if not each.is_withdrawn),
        f"{term.round}报告的期限调整为{days}：{reason}",
        url="/",
        sender=office_name(bureau) if bureau else government.name,
        now=now,
    )
