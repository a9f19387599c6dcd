"""Acts on many reports at once: what will happen to which, and what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from reports.common.errors import Refused
from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.models import Report
from reports.drafting.queries import next_due_date
from reports.organisations.models import User
from reports.review import filing, services
from reports.review.conditions import due_from_unit
from reports.review.enums import Move
from reports.review.permissions import can_move
from reports.rounds.enums import DueDate
from reports.rounds.permissions import can_extend_deadline, can_remind
from reports.rounds.services import extend_deadline, remind_drafters
from reports.text.dates import print_date
from reports.web.review.forms import (
    BulkExtensionForm,
    BulkForm,
    BulkReasonForm,
    BulkReminderForm,
)

Check = Callable[[User, Report], Verdict]
Act = Callable[[Report, dict[str, Any], User, datetime], object]


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One button of the bar; `says` adds to a unit's name what the act will touch there."""

    label: str
    explanation: str
    form: type[BulkForm]
    check: Check
    act: Act
    has_notice: bool = False
    says: Callable[[Report], str] = lambda report: ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The chosen reports: those that the act will reach, and the others each with the reason."""

    ready: tuple[Report, ...]
    blocked: tuple[tuple[Report, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what failed with its reason; units by name."""

    done: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def _move(move: Move) -> Check:
    return lambda user, report: can_move(user, report, move)


def _can_remind(user: User, report: Report) -> Verdict:
    verdict = can_remind(user, report.assignment)
    if verdict and due_from_unit(report, timezone.localdate()) is None:
        return Denied("现在没有要由单位办理的事，不需要催办。")
    return verdict


def _can_extend(user: User, report: Report) -> Verdict:
    verdict = can_extend_deadline(user, report.assignment)
    if verdict and next_due_date(report) is None:
        return Denied("报告已经公开，不需要延期。")
    return verdict


def _says_due(report: Report) -> str:
    """The date that is due next, which an extension moves."""
    due = next_due_date(report)
    return f"{due.label}期限{print_date(report.assignment.dates.on(due))}" if due else ""


def _extend(report: Report, filled: dict[str, Any], actor: User, now: datetime) -> None:
    extend_deadline(
        assignment=report.assignment,
        until=filled["until"],
        due=next_due_date(report) or DueDate.DRAFT,
        reason=filled["reason"],
        actor=actor,
        now=now,
    )


ACTS: dict[str, BulkAct] = {
    "pass": BulkAct(
        "预审通过",
        "预审通过后由各单位负责人签发。",
        BulkForm,
        _move(Move.PASS),
        lambda report, _filled, actor, now: services.pass_report(report, actor=actor, now=now),
    ),
    "return": BulkAct(
        "退回修改",
        "退回后各单位全文都可以修改，改好再提交。",
        BulkReasonForm,
        _move(Move.RETURN),
        lambda report, filled, actor, now: services.return_report(
            report, reason=filled["reason"], actor=actor, now=now
        ),
    ),
    "record": BulkAct(
        "备案",
        "备案后由各单位办理公开。",
        BulkForm,
        _move(Move.RECORD),
        lambda report, _filled, actor, now: filing.record_report(report, actor=actor, now=now),
    ),
    "remind": BulkAct(
        "催办",
        "每个单位的经办人会收到一条消息。",
        BulkReminderForm,
        _can_remind,
        lambda report, filled, actor, now: remind_drafters(
            assignment=report.assignment, text=filled["text"], actor=actor, now=now
        ),
        has_notice=True,
    ),
    "extend": BulkAct(
        "延期",
        "只改选中单位接下来到期的那个期限，经办人会收到消息。",
        BulkExtensionForm,
        _can_extend,
        _extend,
        says=_says_due,
    ),
}


def sort_out(act: BulkAct, reports: Sequence[Report], *, user: User) -> Sorted:
    """Ask for each report whether the act may reach it."""
    ready, blocked = [], []
    for report in reports:
        verdict = act.check(user, report)
        if isinstance(verdict, Allowed):
            ready.append(report)
        else:
            blocked.append((report, verdict.reason))
    return Sorted(tuple(ready), tuple(blocked))


def carry_out(
    act: BulkAct, reports: Sequence[Report], filled: dict[str, Any], *, actor: User, now: datetime
) -> Outcome:
    """Do the act on each report in a transaction of its own, so that one refusal stops no other."""
    done, failed = [], []
    for report in reports:
        unit = report.assignment.organisation.name
        try:
            act.act(report, filled, actor, now)
            done.append(unit)
        except Refused as error:
            failed.append((unit, str(error)))
    return Outcome(tuple(done), tuple(failed))
