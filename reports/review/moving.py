"""What every move of a report shares: the one place that writes a step and changes a status."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report, Revision
from reports.drafting.status import set_status
from reports.organisations.models import User
from reports.review.enums import Move
from reports.review.models import Step
from reports.review.transitions import transition


def move_report(
    report: Report,
    move: Move,
    *,
    revision: Revision | None,
    actor: User,
    now: datetime,
    reason: str = "",
    target: ReportStatus | None = None,
    return_reason: str | None = None,
    open_keys: Sequence[str] | None = None,
) -> Step:
    """Write one step: the only caller of `set_status`."""
    row = transition(move)
    before = ReportStatus(report.status)
    after = target or row.target or before
    step = Step.objects.create(
        report=report,
        move=move,
        from_status=before,
        to_status=after,
        revision=revision,
        actor=actor,
        acted_at=now,
        reason=reason.strip(),
        open_keys=open_keys,
    )
    if after != before or return_reason is not None:
        set_status(report, after, now=now, return_reason=return_reason)
    record_act(
        row.label,
        report,
        actor=actor,
        now=now,
        scope_path=report.assignment.organisation.path,
        detail={"from": before.value, "to": after.value, "reason": reason.strip()},
    )
    return step


def need_reason(reason: str, act: str) -> None:
    """Refuse an act that nobody gave a reason for."""
    if not reason.strip():
        raise Invalid(f"请写明{act}的原因。", field="reason")


def today(now: datetime) -> date:
    """The office's day at a moment."""
    return timezone.localtime(now).date()


def refuse_future(day: date, now: datetime, *, field: str, what: str) -> None:
    """Refuse a day that has not come."""
    if day > today(now):
        raise Invalid(f"{what}不能晚于今天，请核对。", field=field)
