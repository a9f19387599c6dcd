"""What becomes of a signed report: 报送, 备案 or 退回补正, 公开, 核验, 归档.

Not for: the moves before it is signed (services).
"""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.common.scans import accept_scan
from reports.drafting import locks
from reports.drafting.dispatching import keep_filed_numbers, read_numbers
from reports.drafting.holding import lock_report
from reports.drafting.models import Report, Revision
from reports.drafting.status import set_date
from reports.organisations.models import User
from reports.review.enums import Move
from reports.review.models import Filing, Publication, Step
from reports.review.moving import move_report, need_reason, refuse_future
from reports.review.parties import drafters_of, reviewers_of, tell
from reports.review.permissions import can_move


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
    """报送: number, day, addressees and the sealed scan of what was signed.

    Errors: Invalid with its field, for a 发文字号 that 发文信息 would not take either.
    """
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.FILE))
    signing = report.signings.get(is_void=False)
    numbers = read_numbers(document_number, report, field="document_number")
    for field, value in {"document_number": "".join(numbers), "addressees": addressees.strip()}.items():
        if not value:
            raise Invalid("请填写这一项。", field=field)
    refuse_future(filed_on, now, field="filed_on", what="报送日期")
    if filed_on < signing.signed_on:
        raise Invalid("报送日期不能早于签发日期，请核对。", field="filed_on")
    Filing.objects.create(
        report=report,
        signing=signing,
        document_number="、".join(numbers),
        filed_on=filed_on,
        addressees=addressees.strip(),
        scan=accept_scan(scan) or "",
        filed_by=actor,
        filed_at=now,
    )
    keep_filed_numbers(report, numbers, actor=actor, now=now)
    step = move_report(
        report, Move.FILE, revision=signing.revision, actor=actor, now=now, reason="、".join(numbers)
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
    step = move_report(
        report, Move.RECORD, revision=filing.signing.revision, actor=actor, now=now, reason=reason
    )
    tell(report, drafters_of(report), f"{report.title}已备案，请办理公开。", now=now)
    return step


@transaction.atomic
def send_back_report(report: Report, *, reason: str, actor: User, now: datetime) -> Step:
    """退回补正: the filing and its signature are void, the unit writes again."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.SEND_BACK))
    need_reason(reason, "退回补正")
    filing = report.filings.get(is_void=False)
    filing.is_void = True
    filing.save(update_fields=["is_void"])
    report.signings.filter(is_void=False).update(is_void=True)
    set_date(report, None)
    locks.open_all(report)
    step = move_report(
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
    refuse_future(cleared_on, now, field="cleared_on", what="保密审查日期")
    refuse_future(published_on, now, field="published_on", what="公开日期")
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
    step = move_report(
        report, Move.PUBLISH, revision=_signed(report), actor=actor, now=now, reason=address.strip()
    )
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
    return move_report(report, Move.VERIFY, revision=_signed(report), actor=actor, now=now)


@transaction.atomic
def archive_report(report: Report, *, actor: User, now: datetime) -> Step:
    """归档: nothing moves any more."""
    report = lock_report(report.pk)
    demand(can_move(actor, report, Move.ARCHIVE))
    return move_report(report, Move.ARCHIVE, revision=_signed(report), actor=actor, now=now)


def _signed(report: Report) -> Revision:
    return report.signings.get(is_void=False).revision
