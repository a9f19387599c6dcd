"""Moving a draft until it is signed: one function for each thing a person decides.

Not for: what becomes of it then (filing), remarks on its text (opinions).
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from reports.common.errors import Incomplete, Invalid, Refused
from reports.common.permissions import demand
from reports.common.scans import accept_scan
from reports.drafting import locks
from reports.drafting.dispatching import keep_signer
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.holding import lock_report
from reports.drafting.models import Report
from reports.drafting.services import keep_revision
from reports.drafting.snapshot import living_digest
from reports.drafting.status import set_date
from reports.organisations.models import User
from reports.review.enums import Move, OpinionState
from reports.review.models import Signing, Step
from reports.review.moving import move_report, need_reason, refuse_future, today
from reports.review.opinions import NewOpinion, check_block_keys, latest_revision, store_opinions
from reports.review.parties import drafters_of, heads_of, reviewers_of, tell
from reports.review.permissions import can_move
from reports.review.readiness import find_lacks


@transaction.atomic
def submit_report(report: Report, *, actor: User, now: datetime, reason: str = "") -> Step:
    """Hand the draft in; what is missing is listed, and a reason lets most of it pass.

    Errors: Incomplete with every lack, when a statutory part or a privacy finding stands, or when
    anything else does and no reason is given.
    """
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.SUBMIT))
    lacks = find_lacks(report, now=now)
    unpassable = [lack for lack in lacks if not lack.is_passable]
    if unpassable:
        raise Incomplete("还有必须补正的内容，不能提交。", [lack.message for lack in unpassable])
    if lacks and not reason.strip():
        raise Incomplete("还有未完成的内容。请补齐，或者说明理由后提交。", [lack.message for lack in lacks])
    revision = keep_revision(report, Occasion.SUBMITTED, actor=actor, now=now)
    target = ReportStatus.AWAITING_SIGNATURE if report.assignment.skips_pre_review else None
    step = move_report(
        report,
        Move.SUBMIT,
        revision=revision,
        actor=actor,
        now=now,
        reason=reason,
        target=target,
        return_reason=None if target is None else "",
        open_keys=locks.open_keys(report),
    )
    if target is None:
        locks.close_all(report)
        tell(report, reviewers_of(report), f"{report.title}已提交预审，请审查。", now=now, by_unit=True)
    else:
        tell(report, heads_of(report), f"{report.title}已经拟好，请办理签发。", now=now, by_unit=True)
    return step


@transaction.atomic
def withdraw_report(report: Report, *, actor: User, now: datetime) -> Step:
    """Take the draft back before anybody judged it: what stood before it was submitted stands again.

    A draft that had been returned is 退回修改 once more, with its reason and only its blocks open.
    """
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.WITHDRAW))
    submission = report.steps.filter(move=Move.SUBMIT).latest("pk")
    locks.reopen(report, submission.open_keys)
    return move_report(
        report,
        Move.WITHDRAW,
        revision=submission.revision,
        actor=actor,
        now=now,
        target=ReportStatus(submission.from_status),
    )


@transaction.atomic
def return_report(
    report: Report,
    *,
    reason: str,
    opinions: Sequence[NewOpinion] = (),
    block_keys: Collection[str] = (),
    actor: User,
    now: datetime,
) -> Step:
    """Send the draft back with a reason: as a whole, or only the named blocks."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.RETURN))
    need_reason(reason, "退回")
    check_block_keys(report, [*block_keys, *(o.block_key for o in opinions if o.block_key)])
    revision = latest_revision(report)
    store_opinions(report, opinions, revision=revision, actor=actor, now=now)
    if block_keys:
        with_opinions = report.opinions.filter(state=OpinionState.OPEN).exclude(block_key="")
        locks.open_only(report, {*block_keys, *with_opinions.values_list("block_key", flat=True)})
    else:
        locks.open_all(report)
    step = move_report(
        report,
        Move.RETURN,
        revision=revision,
        actor=actor,
        now=now,
        reason=reason,
        return_reason=reason.strip(),
    )
    tell(report, drafters_of(report), f"{report.title}已退回修改：{reason.strip()}", now=now)
    return step


@transaction.atomic
def pass_report(report: Report, *, actor: User, now: datetime, reason: str = "") -> Step:
    """预审通过: the unit's head may sign; heads change words, so the text is open again."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.PASS))
    locks.open_all(report)
    step = move_report(
        report,
        Move.PASS,
        revision=latest_revision(report),
        actor=actor,
        now=now,
        reason=reason,
        return_reason="",
    )
    tell(report, [*drafters_of(report), *heads_of(report)], f"{report.title}预审通过，请办理签发。", now=now)
    return step


@transaction.atomic
def sign_report(report: Report, *, seen: str = "", actor: User, now: datetime) -> Step:
    """签发 by the head's own account, today; `seen` is the mark of the text that the page showed."""
    demand(can_move(actor, lock_report(report.pk), Move.SIGN))
    return _sign(
        report,
        Move.SIGN,
        signer_name=actor.name,
        signed_on=today(now),
        scan=None,
        seen=seen,
        actor=actor,
        now=now,
    )


@transaction.atomic
def register_signature(
    report: Report,
    *,
    signer_name: str,
    signed_on: date,
    scan: UploadedFile | None,
    seen: str = "",
    actor: User,
    now: datetime,
) -> Step:
    """线下签发登记: the head signed on paper, the drafter enters who and when; both names are kept."""
    demand(can_move(actor, lock_report(report.pk), Move.REGISTER_SIGNATURE))
    if not signer_name.strip():
        raise Invalid("请填写签发人姓名。", field="signer_name")
    refuse_future(signed_on, now, field="signed_on", what="签发日期")
    return _sign(
        report,
        Move.REGISTER_SIGNATURE,
        signer_name=signer_name.strip(),
        signed_on=signed_on,
        scan=scan,
        seen=seen,
        actor=actor,
        now=now,
    )


def _sign(
    report: Report,
    move: Move,
    *,
    signer_name: str,
    signed_on: date,
    scan: UploadedFile | None,
    seen: str,
    actor: User,
    now: datetime,
) -> Step:
    report = lock_report(report.pk)
    _refuse_unseen(report, seen)
    _refuse_unpassable(report, now=now)
    set_date(report, signed_on)
    keep_signer(report, signer_name, actor=actor, now=now)
    locks.close_all(report)
    revision = keep_revision(report, Occasion.SIGNED, actor=actor, now=now)
    Signing.objects.create(
        report=report,
        revision=revision,
        signer_name=signer_name,
        signed_on=signed_on,
        is_offline=move == Move.REGISTER_SIGNATURE,
        scan=accept_scan(scan) or "",
        registered_by=actor,
        registered_at=now,
    )
    step = move_report(report, move, revision=revision, actor=actor, now=now, reason=f"签发人：{signer_name}")
    tell(report, drafters_of(report), f"{report.title}已由{signer_name}签发，请报送。", now=now)
    return step


@transaction.atomic
def reopen_report(report: Report, *, reason: str, actor: User, now: datetime) -> Step:
    """签发后修改: the signature is void and the text open again."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.REOPEN))
    need_reason(reason, "修改")
    report.signings.filter(is_void=False).update(is_void=True)
    set_date(report, None)
    locks.open_all(report)
    return move_report(
        report, Move.REOPEN, revision=latest_revision(report), actor=actor, now=now, reason=reason
    )


def _refuse_unseen(report: Report, seen: str) -> None:
    """Nobody signs words that were written after the page was opened."""
    if seen and seen != living_digest(report):
        raise Refused("打开本页以后，报告的文字或数据又有改动。请回到报告核对后再签发。")


def _refuse_unpassable(report: Report, *, now: datetime) -> None:
    """What could not be submitted cannot be signed: the text was open since 预审."""
    unpassable = [lack.message for lack in find_lacks(report, now=now) if not lack.is_passable]
    if unpassable:
        raise Incomplete(f"还有必须补正的内容，不能签发：{''.join(unpassable)}", unpassable)
