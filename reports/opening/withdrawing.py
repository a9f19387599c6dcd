"""撤回任务: sparing one unit the year's report, and giving it back.

Not for: a drafter taking back what was handed in (review.services.withdraw_report).
"""

from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.holding import lock_report
from reports.drafting.models import Report
from reports.opening.permissions import can_restore_assignment, can_withdraw_assignment
from reports.organisations.models import User
from reports.review.parties import drafters_of, heads_of, tell

MOST_REASON = 500
"""A reason of withdrawal holds at most this many characters."""


@transaction.atomic
def withdraw_assignment(report: Report, *, reason: str, actor: User, now: datetime) -> Report:
    """Take the task back; text and figures stay, nobody can change them, nothing counts them.

    Errors: NotPermitted from signing on; Invalid without a reason.
    """
    report = lock_report(report.pk)
    demand(can_withdraw_assignment(actor, report))
    reason = reason.strip()
    if not reason:
        raise Invalid("请写明撤回任务的原因。", field="reason")
    if len(reason) > MOST_REASON:
        raise Invalid(f"撤回任务的原因最多{MOST_REASON}个字，请缩短。", field="reason")
    _put(report, withdrawn_at=now, withdrawn_by=actor, withdrawal_reason=reason)
    _record("撤回任务", report, reason, actor=actor, now=now)
    _tell_unit(report, f"{report.assignment.round}报告的任务已撤回，不用再报：{reason}", now=now)
    return report


@transaction.atomic
def restore_assignment(report: Report, *, reason: str, actor: User, now: datetime) -> Report:
    """Give the task back as it stood: the report goes on in the state in which it was withdrawn."""
    report = lock_report(report.pk)
    demand(can_restore_assignment(actor, report))
    reason = reason.strip()
    if not reason:
        raise Invalid("请写明恢复任务的原因。", field="reason")
    _put(report, withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
    _record("恢复任务", report, reason, actor=actor, now=now)
    _tell_unit(report, f"{report.assignment.round}报告的任务已恢复，请按期限继续办理：{reason}", now=now)
    return report


def _put(report: Report, **fields: object) -> None:
    assignment = report.assignment
    for field, value in fields.items():
        setattr(assignment, field, value)
    assignment.save(update_fields=list(fields))


def _record(action: str, report: Report, reason: str, *, actor: User, now: datetime) -> None:
    assignment = report.assignment
    path, detail = assignment.organisation.path, {"reason": reason}
    record_act(action, assignment, actor=actor, now=now, scope_path=path, detail=detail)


def _tell_unit(report: Report, text: str, *, now: datetime) -> None:
    tell(report, [*drafters_of(report), *heads_of(report)], text, now=now)
