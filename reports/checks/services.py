"""Reading a report through and keeping what was found; what people decide about findings.

A finding lives from the reading that first sees it until its words have changed, so that a decision about it
holds exactly as long. Nothing here changes a text: a repair is made in the form, like any other typing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from reports.audit.services import record_act
from reports.checks.catalogue import check_with
from reports.checks.knowledge import context_of
from reports.checks.lexicons import stamp_of
from reports.checks.matching import match_findings
from reports.checks.models import Finding, Reading
from reports.checks.permissions import can_decide, can_dismiss
from reports.checks.reading import Placed, read_report
from reports.checks.rulebook import rulebook_for
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.models import Report, ReportBlock, Revision
from reports.drafting.snapshot import digest_of, take_snapshot, to_json
from reports.organisations.models import User
from reports.text.anchors import CONTEXT
from reports.text.normal import without_controls

MOST_FINDINGS = 1_000
"""More than this in one report are told no further: mending the first ones changes the rest."""
MOST_MESSAGE, MOST_REASON, MOST_WORDS = 500, 300, 2_000
_MOVING = (
    "severity",
    "message",
    "block_version",
    "revision_id",
    "row",
    "position",
    "start",
    "end",
    "before",
    "after",
    "shown",
    "suggestion",
    "repair_start",
    "repair_end",
    "repair_text",
)
"""What a finding that lives on takes over from the newest reading."""


@transaction.atomic
def read_through(report: Report, *, now: datetime) -> Reading:
    """Bring what is kept about a report's living text up to date; nothing is read that has not changed.

    The report is fetched anew: whoever asks may hold it from before its last save.
    """
    report = (
        Report.objects.with_assignment().select_related("assignment__blueprint_version").get(pk=report.pk)
    )
    Reading.objects.get_or_create(report_id=report.pk)
    reading = Reading.objects.select_for_update(of=("self",)).get(pk=report.pk)
    snapshot = take_snapshot(report)
    rulebook = rulebook_for(report.assignment.organisation, report.assignment.blueprint_version.blueprint_id)
    context = context_of(report, snapshot)
    known = (
        digest_of(to_json(snapshot)),
        rulebook.stamp,
        stamp_of(context.lexicon),
        context.last_text,
        repr(context.breaches),
        *context.names,
        str(report.is_not_begun),
    )
    digest = sha256("\n".join(known).encode()).hexdigest()
    if reading.digest == digest:
        return reading
    placed = () if report.is_not_begun else read_report(snapshot, rulebook, context)
    _keep(report, placed[:MOST_FINDINGS], now=now)
    reading.digest, reading.read_at = digest, now
    reading.save(update_fields=["digest", "read_at"])
    return reading


def _keep(report: Report, placed: Sequence[Placed], *, now: datetime) -> None:
    """Put what is found now in the place of what stood, and let what is the same live on."""
    blocks = {block.key: block for block in report.blocks.only("key", "version", "report_id")}
    revision = report.revisions.order_by("-number").only("pk").first()
    fresh = [
        _finding(report, one, at, block=blocks.get(one.place.block), revision=revision, now=now)
        for at, one in enumerate(placed)
    ]
    standing = list(Finding.objects.filter(report=report).standing().in_order())
    living = match_findings(standing, fresh)
    moved = [old for at, old in living.items() if _move(old, fresh[at])]
    lived_on = [finding.pk for finding in living.values()]
    Finding.objects.filter(report=report).standing().exclude(pk__in=lived_on).update(gone_at=now)
    Finding.objects.bulk_update(moved, _MOVING)
    Finding.objects.bulk_create(one for at, one in enumerate(fresh) if at not in living)


def _move(old: Finding, fresh: Finding) -> bool:
    """Take over what the newest reading says; whether there was anything to take over."""
    differing = [name for name in _MOVING if getattr(old, name) != getattr(fresh, name)]
    for name in differing:
        setattr(old, name, getattr(fresh, name))
    return bool(differing)


def _finding(
    report: Report,
    placed: Placed,
    position: int,
    *,
    block: ReportBlock | None,
    revision: Revision | None,
    now: datetime,
) -> Finding:
    found, place = placed.finding, placed.place
    return Finding(
        report=report,
        code=found.code,
        severity=found.severity.value,
        message=found.message[:MOST_MESSAGE],
        section_key=place.section,
        block=block,
        block_version=block.version if block else None,
        revision=None if block else revision,
        row=place.row,
        field=place.field,
        position=position,
        shown=found.quote[:MOST_WORDS],
        suggestion=found.suggestion[:MOST_WORDS],
        found_at=now,
        **_span(placed),
        **_repair(placed),
    )


def _span(placed: Placed) -> Mapping[str, int | str]:
    if placed.span is None:
        return {}
    (start, end), source = placed.span, placed.source
    return {
        "start": start,
        "end": end,
        "quote": source[start:end],
        "before": source[max(0, start - CONTEXT) : start],
        "after": source[end : end + CONTEXT],
    }


def _repair(placed: Placed) -> Mapping[str, int | str]:
    repair = placed.repair
    if repair is None:
        return {}
    return {"repair_start": repair.start, "repair_end": repair.end, "repair_text": repair.text}


@transaction.atomic
def dismiss(report: Report, keys: Sequence[int], reason: str, *, actor: User, now: datetime) -> list[Finding]:
    """Keep the words of these findings as they are, for a reason; returns those that were open until now.

    One that is gone or dismissed already is passed over.
    Errors: Invalid without a reason or where one of them must be mended; Refused for whoever may not write.
    """
    demand(can_decide(actor, report))
    reason = without_controls(reason).strip()
    if not reason:
        raise Invalid("请写明不采纳的理由，审查人员会看到。", field="reason")
    if len(reason) > MOST_REASON:
        raise Invalid(f"理由最多{MOST_REASON}个字。", field="reason")
    findings = list(
        Finding.objects.select_for_update(of=("self",))
        .select_related("report__assignment")
        .filter(report=report, pk__in=keys)
        .open()
        .in_order()
    )
    for finding in findings:
        demand(can_dismiss(actor, finding))
        finding.dismissed_at, finding.dismissed_by, finding.dismissal_reason = now, actor, reason
    Finding.objects.bulk_update(findings, ["dismissed_at", "dismissed_by", "dismissal_reason"])
    if findings:
        _log("不采纳检查意见", report, findings, actor=actor, now=now, reason=reason)
    return findings


@transaction.atomic
def take_back(report: Report, keys: Sequence[int], *, actor: User, now: datetime) -> list[Finding]:
    """Let dismissed findings stand again."""
    demand(can_decide(actor, report))
    dismissed = Finding.objects.select_for_update(of=("self",)).filter(report=report, pk__in=keys).dismissed()
    findings = list(dismissed.in_order())
    for finding in findings:
        finding.dismissed_at, finding.dismissed_by, finding.dismissal_reason = None, None, ""
    Finding.objects.bulk_update(findings, ["dismissed_at", "dismissed_by", "dismissal_reason"])
    if findings:
        _log("恢复检查意见", report, findings, actor=actor, now=now)
    return findings


def _log(
    verb: str, report: Report, findings: Sequence[Finding], *, actor: User, now: datetime, reason: str = ""
) -> None:
    told = [
        [check.name if (check := check_with(one.code)) else one.code, one.shown[:60] or one.message[:60]]
        for one in findings[:20]
    ]
    detail = {"findings": told, **({"reason": reason} if reason else {})}
    record_act(
        verb,
        report,
        actor=actor,
        now=now,
        scope_path=report.assignment.organisation.path,
        detail=detail,
    )
