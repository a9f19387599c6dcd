"""Moving one unit's dates and pressing it for its report. Not for: opening a year (opening)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import Denied, demand
from reports.notifications.services import office_name, send_message
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.organisations.queries import bureau_over, people_with
from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate
from reports.rounds.models import Assignment, DateChange
from reports.rounds.permissions import can_adjust_dates, can_extend_deadline, can_remind
from reports.text.dates import print_date

MOST_CHARACTERS = 500
"""A message holds at most this many characters."""
MOST_REASON = 300
"""A reason is written into a message, with the dates before it."""


@transaction.atomic
def extend_deadline(
    *,
    assignment: Assignment,
    until: date,
    reason: str,
    actor: User,
    now: datetime,
    due: DueDate = DueDate.DRAFT,
) -> Assignment:
    """延期: put one date of one assignment off and say why; those behind it move along where they must.

    Errors: Invalid for a day that is no extension or has passed, or without a reason.
    """
    assignment = _locked(assignment)
    demand(can_extend_deadline(actor, assignment))
    before = assignment.dates.on(due)
    if until <= before:
        raise Invalid(f"新的期限应晚于原期限{print_date(before)}，请核对。", field="until")
    if until < timezone.localtime(now).date():
        raise Invalid(f"新的期限{print_date(until)}已经过去，请另选一天。", field="until")
    dates = assignment.dates.extended(due, until)
    return _move(assignment, dates, reason=reason, action="延期", actor=actor, now=now)


@transaction.atomic
def adjust_dates(
    *,
    assignment: Assignment,
    dates: Dates,
    reason: str,
    may_be_past: bool = False,
    actor: User,
    now: datetime,
) -> Assignment:
    """Set the three dates of one assignment: 管理员 earlier too, 审查员 later only.

    Errors: as `check_dates`; Invalid without a reason.
    """
    assignment = _locked(assignment)
    check_dates(assignment, dates, may_be_past=may_be_past, actor=actor, now=now)
    is_earlier = any(dates.on(due) < assignment.dates.on(due) for due in DueDate)
    action = "调整期限" if is_earlier else "延期"
    return _move(assignment, dates, reason=reason, action=action, actor=actor, now=now)


def check_dates(
    assignment: Assignment, dates: Dates, *, may_be_past: bool, actor: User, now: datetime
) -> None:
    """Raise unless this person may give the assignment these dates.

    Errors: Invalid for dates out of order, unchanged, earlier where that is not allowed, or before
    today unless `may_be_past` says that this is meant; each names its field.
    """
    demand(can_extend_deadline(actor, assignment))
    moved = [due for due in DueDate if dates.on(due) != assignment.dates.on(due)]
    if not moved:
        raise Invalid("三个期限都没有改动。")
    refuse_disorder(dates)
    earlier = [due for due in moved if dates.on(due) < assignment.dates.on(due)]
    verdict = can_adjust_dates(actor, assignment)
    if earlier and isinstance(verdict, Denied):
        raise Invalid(verdict.reason, field=earlier[0])
    refuse_past(dates, moved, now=now, may_be_past=may_be_past and bool(verdict))


def refuse_disorder(dates: Dates) -> None:
    """Raise for dates out of their order, at the first that comes too early."""
    for before, after in pairwise(DueDate):
        if dates.on(after) < dates.on(before):
            raise Invalid(f"{after.label}期限不能早于{before.label}期限，请核对。", field=after)


def refuse_past(dates: Dates, moved: Iterable[DueDate], *, now: datetime, may_be_past: bool) -> None:
    """Raise for a date moved before today that nobody has confirmed."""
    today = timezone.localtime(now).date()
    past = [due for due in moved if dates.on(due) < today]
    if past and not may_be_past:
        day = print_date(dates.on(past[0]))
        raise Invalid(f"{past[0].label}期限{day}早于今天，改后即为逾期，请核对。", field=past[0])


def changes_between(
    assignment: Assignment, dates: Dates, *, reason: str, actor: User, now: datetime
) -> list[DateChange]:
    """The history of a move of dates, a row for each date that moves, unsaved."""
    return [
        DateChange(
            assignment=assignment,
            due=due,
            before=assignment.dates.on(due),
            after=dates.on(due),
            reason=reason,
            changed_at=now,
            changed_by=actor,
        )
        for due in DueDate
        if dates.on(due) != assignment.dates.on(due)
    ]


def tidy_reason(reason: str, *, act: str) -> str:
    """Read why dates move.

    Errors: Invalid when it is not said, or said at too great length.
    """
    reason = reason.strip()
    if not reason:
        raise Invalid(f"请写明{act}的原因。", field="reason")
    if len(reason) > MOST_REASON:
        raise Invalid(f"原因最多{MOST_REASON}个字，请缩短。", field="reason")
    return reason


def _move(
    assignment: Assignment, dates: Dates, *, reason: str, action: str, actor: User, now: datetime
) -> Assignment:
    reason = tidy_reason(reason, act=action)
    changes = changes_between(assignment, dates, reason=reason, actor=actor, now=now)
    DateChange.objects.bulk_create(changes)
    assignment.save(update_fields=assignment.put_dates(dates))
    moves = [
        f"{change.get_due_display()}由{change.before.isoformat()}改为{change.after.isoformat()}"
        for change in changes
    ]
    record_act(
        action,
        assignment,
        actor=actor,
        now=now,
        scope_path=assignment.organisation.path,
        detail={"dates": moves, "reason": reason},
    )
    days = "，".join(f"{change.get_due_display()}期限改为{print_date(change.after)}" for change in changes)
    _tell(assignment, f"{assignment.round}报告的{days}：{reason}", now=now)
    return assignment


@transaction.atomic
def remind_drafters(*, assignment: Assignment, text: str, actor: User, now: datetime) -> None:
    """催办: put one sentence into the inboxes of those who draft the report.

    Errors: Invalid without a text, or when nobody drafts for the unit yet.
    """
    demand(can_remind(actor, assignment))
    if not text.strip():
        raise Invalid("请写明催办的内容。", field="text")
    if not _drafters(assignment):
        raise Invalid(f"{assignment.drafted_by}还没有经办人账号，请电话催办。", field="text")
    _tell(assignment, text.strip(), now=now)
    record_act("催办", assignment, actor=actor, now=now, scope_path=assignment.organisation.path)


def notice_text(names: Sequence[str], *, year: int, sender: str) -> str:
    """Write the notice that the bureau copies into a group chat or reads out on the telephone."""
    return (
        f"{'、'.join(names)}：\n"
        f"{year}年度法治政府建设年度报告尚未办结，请登录法治年报，在“我的任务”中查看期限和待办事项，"
        f"抓紧办理；确有困难的，请及时说明情况。\n"
        f"{sender}"
    )


def _locked(assignment: Assignment) -> Assignment:
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("round", "organisation", "drafted_by")
        .get(pk=assignment.pk)
    )


def _drafters(assignment: Assignment) -> list[User]:
    role = Role.REVIEWER if assignment.is_for_county else Role.DRAFTER
    return people_with(role, organisation=assignment.drafted_by)


def _tell(assignment: Assignment, text: str, *, now: datetime) -> None:
    bureau = bureau_over(assignment.organisation)
    sender = office_name(bureau) if bureau else assignment.round.government.name
    send_message(_drafters(assignment), text[:MOST_CHARACTERS], url="/", sender=sender, now=now)
