"""Moving a report: one function for each thing a person decides, one place that writes the move.

Not for: remarks on its text (opinions).
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from reports.audit.services import record_act
from reports.common.errors import Incomplete, Invalid, Refused
from reports.common.permissions import demand
from reports.common.scans import accept_scan
from reports.drafting import locks
from reports.drafting.dispatching import keep_filed_number, keep_signer
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.models import Report, Revision
from reports.drafting.services import keep_revision, lock_report
from reports.drafting.snapshot import living_digest
from reports.drafting.status import set_date, set_status
from reports.organisations.models import User
from reports.review.enums import Move, OpinionState
from reports.review.models import Filing, Publication, Signing, Step
from reports.review.opinions import NewOpinion, check_block_keys, latest_revision, store_opinions
from reports.review.parties import drafters_of, heads_of, reviewers_of, tell
from reports.review.permissions import can_move
from reports.review.readiness import find_lacks
from reports.review.transitions import transition


@transaction.atomic
def submit_report(report: Report, *, actor: User, now: datetime, reason: str = "") -> Step:
    """Hand the draft in; what is missing is listed, and a reason lets most of it pass.

    Errors: Incomplete with every lack, when a statutory part or a privacy finding stands, or when
    anything else does and no reason is given.
    """
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.SUBMIT))
    lacks = find_lacks(report)
    unpassable = [lack for lack in lacks if not lack.is_passable]
    if unpassable:
        raise Incomplete("还有必须补正的内容，不能提交。", [lack.message for lack in unpassable])
    if lacks and not reason.strip():
        raise Incomplete("还有未完成的内容。请补齐，或者说明理由后提交。", [lack.message for lack in lacks])
    revision = keep_revision(report, Occasion.SUBMITTED, actor=actor, now=now)
    target = ReportStatus.AWAITING_SIGNATURE if report.assignment.skips_pre_review else None
    step = _move(
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
    return _move(
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
    _need_reason(reason, "退回")
    check_block_keys(report, [*block_keys, *(o.block_key for o in opinions if o.block_key)])
    revision = latest_revision(report)
    store_opinions(report, opinions, revision=revision, actor=actor, now=now)
    if block_keys:
        with_opinions = report.opinions.filter(state=OpinionState.OPEN).exclude(block_key="")
        locks.open_only(report, {*block_keys, *with_opinions.values_list("block_key", flat=True)})
    else:
        locks.open_all(report)
    step = _move(
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
    step = _move(
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
        signed_on=_today(now),
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
    _not_in_future(signed_on, now, field="signed_on", what="签发日期")
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
    _refuse_unpassable(report)
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
    step = _move(report, move, revision=revision, actor=actor, now=now, reason=f"签发人：{signer_name}")
    tell(report, drafters_of(report), f"{report.title}已由{signer_name}签发，请报送。", now=now)
    return step


@transaction.atomic
def reopen_report(report: Report, *, reason: str, actor: User, now: datetime) -> Step:
    """签发后修改: the signature is void and the text open again."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.REOPEN))
    _need_reason(reason, "修改")
    report.signings.filter(is_void=False).update(is_void=True)
    set_date(report, None)
    locks.open_all(report)
    return _move(report, Move.REOPEN, revision=latest_revision(report), actor=actor, now=now, reason=reason)


@transaction.atomic
def file_report(
    report: Report,
    *,
    document_number: str,
    filed_on: date,
    addressees: str,
    scan: UploadedFile | None,
    actor: User,
    now: datetime,
) -> Step:
    """报送: number, day, addressees and the sealed scan of what was signed."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.FILE))
    signing = report.signings.get(is_void=False)
    for field, value in {"document_number": document_number, "addressees": addressees}.items():
        if not value.strip():
            raise Invalid("请填写这一项。", field=field)
    _not_in_future(filed_on, now, field="filed_on", what="报送日期")
    if filed_on < signing.signed_on:
        raise Invalid("报送日期不能早于签发日期，请核对。", field="filed_on")
    Filing.objects.create(
        report=report,
        signing=signing,
        document_number=document_number.strip(),
        filed_on=filed_on,
        addressees=addressees.strip(),
        scan=accept_scan(scan) or "",
        filed_by=actor,
        filed_at=now,
    )
    keep_filed_number(report, document_number, actor=actor, now=now)
    step = _move(
        report, Move.FILE, revision=signing.revision, actor=actor, now=now, reason=document_number.strip()
    )
    tell(report, reviewers_of(report), f"{report.title}已报送，请备案。", now=now, by_unit=True)
    return step


@transaction.atomic
def record_report(report: Report, *, actor: User, now: datetime, reason: str = "") -> Step:
    """备案: the bureau takes the filed report on file."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.RECORD))
    filing = report.filings.get(is_void=False)
    filing.recorded_at = now
    filing.save(update_fields=["recorded_at"])
    step = _move(report, Move.RECORD, revision=filing.signing.revision, actor=actor, now=now, reason=reason)
    tell(report, drafters_of(report), f"{report.title}已备案，请办理公开。", now=now)
    return step


@transaction.atomic
def send_back_report(report: Report, *, reason: str, actor: User, now: datetime) -> Step:
    """退回补正: the filing and its signature are void, the unit writes again."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.SEND_BACK))
    _need_reason(reason, "退回补正")
    filing = report.filings.get(is_void=False)
    filing.is_void = True
    filing.save(update_fields=["is_void"])
    report.signings.filter(is_void=False).update(is_void=True)
    set_date(report, None)
    locks.open_all(report)
    step = _move(
        report,
        Move.SEND_BACK,
        revision=filing.signing.revision,
        actor=actor,
        now=now,
        reason=reason,
        return_reason=reason.strip(),
    )
    tell(report, drafters_of(report), f"{report.title}退回补正：{reason.strip()}", now=now)
    return step


@transaction.atomic
def publish_report(
    report: Report,
    *,
    cleared_by_name: str,
    cleared_on: date,
    address: str,
    published_on: date,
    screenshot: UploadedFile | None,
    actor: User,
    now: datetime,
) -> Step:
    """公开登记: who cleared it, where it stands on the web and since when."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.PUBLISH))
    if not cleared_by_name.strip():
        raise Invalid("请填写保密审查人姓名。", field="cleared_by_name")
    _not_in_future(cleared_on, now, field="cleared_on", what="保密审查日期")
    _not_in_future(published_on, now, field="published_on", what="公开日期")
    if published_on < cleared_on:
        raise Invalid("公开日期不能早于保密审查日期，请核对。", field="published_on")
    Publication.objects.create(
        report=report,
        cleared_by_name=cleared_by_name.strip(),
        cleared_on=cleared_on,
        address=address.strip(),
        published_on=published_on,
        screenshot=accept_scan(screenshot, field="screenshot") or "",
        registered_by=actor,
        registered_at=now,
    )
    step = _move(report, Move.PUBLISH, revision=_signed(report), actor=actor, now=now, reason=address.strip())
    tell(report, reviewers_of(report), f"{report.title}已公开，请核验网页。", now=now, by_unit=True)
    return step


@transaction.atomic
def verify_publication(report: Report, *, actor: User, now: datetime) -> Step:
    """核验: the bureau has looked at the page."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.VERIFY))
    publication = report.publication
    publication.verified_by, publication.verified_at = actor, now
    publication.save(update_fields=["verified_by", "verified_at"])
    return _move(report, Move.VERIFY, revision=_signed(report), actor=actor, now=now)


@transaction.atomic
def archive_report(report: Report, *, actor: User, now: datetime) -> Step:
    """归档: nothing moves any more."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.ARCHIVE))
    return _move(report, Move.ARCHIVE, revision=_signed(report), actor=actor, now=now)


def _move(
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


def _refuse_unseen(report: Report, seen: str) -> None:
    """Nobody signs words that were written after the page was opened."""
    if seen and seen != living_digest(report):
        raise Refused("打开本页以后，报告的文字或数据又有改动。请回到报告核对后再签发。")


def _refuse_unpassable(report: Report) -> None:
    """What could not be submitted cannot be signed: the text was open since 预审."""
    unpassable = [lack.message for lack in find_lacks(report) if not lack.is_passable]
    if unpassable:
        raise Incomplete(f"还有必须补正的内容，不能签发：{''.join(unpassable)}", unpassable)


def _signed(report: Report) -> Revision:
    return report.signings.get(is_void=False).revision


def _need_reason(reason: str, act: str) -> None:
    if not reason.strip():
        raise Invalid(f"请写明{act}的原因。", field="reason")


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()


def _not_in_future(day: date, now: datetime, *, field: str, what: str) -> None:
    if day > _today(now):
        raise Invalid(f"{what}不能晚于今天，请核对。", field=field)
