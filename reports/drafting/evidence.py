"""Proof of a figure: a file laid beside it, kept when the value changes, taken away with a reason."""

from datetime import datetime

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from reports.audit.services import record_act
from reports.common.attachments import name_attachment
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.holding import lock_report, mark_started
from reports.drafting.models import FigureEvidence, FigureRequest, Report, ReportBlock
from reports.drafting.permissions import can_enclose
from reports.organisations.models import User
from reports.text.normal import without_controls

MOST_FILES = 10
NOTE_LENGTH = 300
NAME_LENGTH = 120


@transaction.atomic
def enclose_evidence(
    request: FigureRequest, *, upload: UploadedFile | None, note: str = "", actor: User, now: datetime
) -> FigureEvidence:
    """Lay a file beside one figure of a report.

    Errors: NotPermitted while the figure may not be changed; Invalid for a file that is no proof.
    """
    report = _demand(request, actor)
    name = " ".join(without_controls((upload.name if upload else "") or "").split())[-NAME_LENGTH:]
    if len(note.strip()) > NOTE_LENGTH:
        raise Invalid(f"佐证材料的说明不能超过{NOTE_LENGTH}字，请精简。", field="note")
    file = upload.file if upload else None
    stored_as = name_attachment(file, size=upload.size if upload else 0)
    if request.evidence.filter(removed_at=None).count() >= MOST_FILES:
        raise Refused(f"一项数据最多附{MOST_FILES}份佐证材料，请先移除不用的。")
    evidence = FigureEvidence.objects.create(
        request=request,
        file=File(file, stored_as),
        name=name or "佐证材料",
        note=note.strip(),
        added_by=actor,
        added_at=now,
    )
    mark_started(report, now=now)
    _record("附佐证材料", report, evidence, actor=actor, now=now)
    return evidence


@transaction.atomic
def remove_evidence(evidence: FigureEvidence, *, reason: str, actor: User, now: datetime) -> None:
    """Take a file away; that it was there, who took it away and why, stays."""
    report = _demand(evidence.request, actor)
    evidence = FigureEvidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.removed_at is not None:
        raise Refused("这份佐证材料已经移除。")
    if not reason.strip():
        raise Invalid("请写明移除的理由。", field="reason")
    if len(reason.strip()) > NOTE_LENGTH:
        raise Invalid(f"理由不能超过{NOTE_LENGTH}字，请精简。", field="reason")
    storage, stored = evidence.file.storage, str(evidence.file.name)
    evidence.removed_by, evidence.removed_at, evidence.removal_reason = actor, now, reason.strip()
    evidence.file = ""
    evidence.save()
    transaction.on_commit(lambda: storage.delete(stored))
    _record("移除佐证材料", report, evidence, actor=actor, now=now)


def _demand(request: FigureRequest, actor: User) -> Report:
    """Hold the report and ask whether its figure may be changed by this person."""
    report = lock_report(request.report_id)
    block = ReportBlock.objects.get(pk=request.block_id)
    block.report = report
    demand(can_enclose(actor, block))
    return report


def _record(act: str, report: Report, evidence: FigureEvidence, *, actor: User, now: datetime) -> None:
    detail = {"figures": [evidence.request.indicator.code], "file": evidence.name}
    record_act(
        act,
        report,
        actor=actor,
        now=now,
        scope_path=report.assignment.organisation.path,
        detail={**detail, "reason": evidence.removal_reason},
    )
