"""Moving one unit's dates and pressing it for its report. Not for: opening a year (opening)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.notifications.services import office_name, send_message
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.organisations.queries import bureau_over, people_with
from reports.rounds.models import Assignment
from reports.rounds.permissions import can_extend_deadline, can_remind

MOST_CHARACTERS = 500
"""A message holds at most this many characters."""


@transaction.atomic
def extend_deadline(
    *, assignment: Assignment, until: date, reason: str, actor: User, now: datetime
) -> Assignment:
    """Move the draft date of one assignment and say why; later dates move along where they must.

    Errors: Invalid for a day that is no extension, or without a reason.
    """
    assignment = _locked(assignment)
    demand(can_extend_deadline(actor, assignment))
    if not reason.strip():
        raise Invalid("请写明延期的原因。", field="reason")
    before = assignment.due_draft_on
    if until <= before:
        raise Invalid(f"新的期限应晚于原期限{_words(before)}，请核对。", field="until")
    assignment.due_draft_on = until
    assignment.due_filing_on = max(assignment.due_filing_on, until)
    assignment.due_publication_on = max(assignment.due_publication_on, until)
    assignment.save(update_fields=["due_draft_on", "due_filing_on", "due_publication_on"])
    record_act(
        "延期",
        assignment,
        actor=actor,
        now=now,
        scope_path=assignment.organisation.path,
        detail={"from": before.isoformat(), "to": until.isoformat(), "reason": reason.strip()},
    )
    _tell(assignment, f"{assignment.round}报告的预审稿期限延至{_words(until)}：{reason.strip()}", now=now)
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


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
