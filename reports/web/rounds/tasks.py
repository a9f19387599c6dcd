"""What the page of one unit's task shows, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from reports.common.permissions import Denied, Verdict
from reports.drafting.models import Report
from reports.drafting.queries import ShownState, next_due_date, shown_state
from reports.opening.permissions import can_change_template, can_restore_assignment, can_withdraw_assignment
from reports.organisations.models import User
from reports.rounds.enums import DueDate
from reports.rounds.models import Assignment, DateChange
from reports.rounds.permissions import can_adjust_dates, can_extend_deadline
from reports.web.rounds.queries import visible_rounds


@dataclass(frozen=True, slots=True)
class DueRow:
    """One of the three dates; `last` says how it came to be what it is."""

    due: DueDate
    on: date
    days_left: int | None
    last: DateChange | None


@dataclass(frozen=True, slots=True)
class TaskAct:
    """One act on the task; with `why_not` its button is grey and says why."""

    name: str
    label: str
    why_not: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """All that the page shows."""

    report: Report
    assignment: Assignment
    state: ShownState
    dues: tuple[DueRow, ...]
    changes: tuple[DateChange, ...]
    acts: tuple[TaskAct, ...]


def visible_tasks(user: User) -> QuerySet[Report]:
    """The reports of the years that this person sees as a whole, with what their task's page needs."""
    return (
        Report.objects.filter(assignment__round__in=visible_rounds(user))
        .with_assignment()
        .select_related(
            "assignment__round__government",
            "assignment__blueprint_version__blueprint",
            "assignment__withdrawn_by",
        )
    )


def read_task(report: Report, user: User, *, today: date) -> TaskPage:
    """Read one task with the history of its dates."""
    assignment = report.assignment
    changes = tuple(assignment.date_changes.select_related("changed_by").order_by("-changed_at", "-pk"))
    return TaskPage(
        report=report,
        assignment=assignment,
        state=shown_state(report),
        dues=tuple(_due(report, due, changes, today) for due in DueDate),
        changes=changes,
        acts=acts_on(report, user),
    )


def _due(report: Report, due: DueDate, changes: Iterable[DateChange], today: date) -> DueRow:
    """Count days only for the date that is due next; an archive's dates bind nobody."""
    assignment = report.assignment
    on = assignment.dates.on(due)
    counts = due == next_due_date(report) and not assignment.round.is_archive
    last = next((change for change in changes if change.due == due), None)
    return DueRow(due, on, assignment.days_left(today, due=on) if counts else None, last)


def acts_on(report: Report, user: User) -> tuple[TaskAct, ...]:
    """The acts on a task: those of the person's role, each with the reason when it cannot be done now."""
    assignment = report.assignment
    extends = can_extend_deadline(user, assignment)
    found = [("round_task_dates", "调整期限" if can_adjust_dates(user, assignment) else "延期", extends)]
    found += [("round_task_template", "更换模板", can_change_template(user, report))]
    if assignment.is_withdrawn:
        found += [("round_task_restore", "恢复任务", can_restore_assignment(user, report))]
    else:
        found += [("round_task_withdraw", "撤回任务", can_withdraw_assignment(user, report))]
    return tuple(_act(name, label, verdict) for name, label, verdict in found)


def _act(name: str, label: str, verdict: Verdict) -> TaskAct:
    return TaskAct(name, label, verdict.reason if isinstance(verdict, Denied) else "")
