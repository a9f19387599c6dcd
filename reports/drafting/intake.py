"""Filling an untouched report with a text that was written elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import BlockKind
from reports.common.errors import Refused
from reports.document.nodes import Head, Imprint
from reports.drafting.dispatching import keep_words
from reports.drafting.enums import Occasion, ReportStatus, Urgency
from reports.drafting.holding import lock_report
from reports.drafting.models import Dispatch, Report, ReportBlock, ReportSection, Revision
from reports.drafting.services import keep_revision
from reports.organisations.models import User
from reports.text.normal import normal

MOST_REMARK = Dispatch._meta.get_field("remark").max_length
MOST_PRINTED_BY = Dispatch._meta.get_field("printed_by").max_length


@dataclass(frozen=True, slots=True)
class IncomingSection:
    """One part of the paper: the key of the report's part, or a new key for one that it lacks.

    `texts` maps block keys to their text, in order.
    """

    key: str
    role: str
    heading: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """A whole paper; its sections stand in the paper's order.

    `head`, `remark` and `imprint` are what a formal paper carries round its text.
    """

    title: str
    addressees: tuple[str, ...]
    signatories: tuple[str, ...]
    dated_on: date | None
    sections: tuple[IncomingSection, ...]
    head: Head | None = None
    remark: str = ""
    imprint: Imprint | None = None


def refuse_if_written(report: Report) -> None:
    """Raise unless nobody has written in the report yet and its task is in force."""
    if report.assignment.is_withdrawn:
        raise Refused(f"{report.title}的任务已撤回，不能导入。需要导入的，请先恢复任务。")
    if report.status != ReportStatus.DRAFTING or report.started_at is not None:
        raise Refused(f"{report.title}已经有内容，不能再导入。请在原报告上修改。")


@transaction.atomic
def take_in(report: Report, paper: IncomingReport, *, actor: User | None, now: datetime) -> Revision:
    """Put the paper's words in place of the template's opening texts and keep them as a revision.

    The report takes over the paper's title, headings and order of parts. In a running year parts of
    the template that the paper lacks stay, empty, behind the part that they follow in the template,
    and 主送, 落款 and fixed words as the template put them; a paper of an archive is kept as it was.
    """
    report = lock_report(report.pk)
    refuse_if_written(report)
    _clear_template(report)
    _take_front(report, paper, now=now)
    _take_dispatch(report, paper, actor=actor, now=now)
    _take_sections(report, paper.sections, actor=actor, now=now)
    record_act("导入报告", report, actor=actor, now=now, scope_path=report.assignment.organisation.path)
    return keep_revision(report, Occasion.IMPORTED, actor=actor, now=now)


def _clear_template(report: Report) -> None:
    replaced = report.blocks.all()
    if not report.assignment.round.is_archive:
        replaced = replaced.exclude(kind=BlockKind.FIXED)
    replaced.update(text="")


def _take_front(report: Report, paper: IncomingReport, *, now: datetime) -> None:
    report.title = paper.title or report.title
    is_archive = report.assignment.round.is_archive
    if is_archive:
        report.public_title = report.title
    if paper.addressees or is_archive:
        report.addressees = "\n".join(paper.addressees)
    if paper.signatories or is_archive:
        report.signatories = "\n".join(paper.signatories)
    report.dated_on = paper.dated_on
    report.started_at = now
    report.save(
        update_fields=["title", "public_title", "addressees", "signatories", "dated_on", "started_at"]
    )


def _take_dispatch(report: Report, paper: IncomingReport, *, actor: User | None, now: datetime) -> None:
    """Keep 版头, 附注 and 版记 as 发文信息; what the paper does not say stays as somebody typed it.

    Words too long for a field are nobody's number or organ.
    """
    head, imprint = paper.head or Head(()), paper.imprint or Imprint()
    words = {
        "urgency": head.urgency if head.urgency in Urgency.values else "",
        "document_numbers": head.number,
        "signers": "、".join(head.signers),
        "remark": paper.remark[:MOST_REMARK],
        "copies_to": "\n".join(imprint.copies_to),
        "printed_by": imprint.printed_by[:MOST_PRINTED_BY],
        "printed_on": imprint.printed_on,
    }
    said = {field: value for field, value in words.items() if value}
    if said:
        keep_words(report, said, actor=actor, now=now)


def _take_sections(
    report: Report, incoming: Sequence[IncomingSection], *, actor: User | None, now: datetime
) -> None:
    sections = {section.key: section for section in report.sections.order_by("position")}
    taken = [part.key for part in incoming]
    if report.assignment.round.is_archive:
        order = [*taken, *(key for key in sections if key not in taken)]
    else:
        order = merged_order(taken, list(sections))
    for part in incoming:
        section = sections.get(part.key) or _new_section(report, part)
        sections[part.key] = section
        _take_section(section, part, actor=actor, now=now)
    for position, key in enumerate(order):
        ReportSection.objects.filter(pk=sections[key].pk).update(position=position)


def merged_order(taken: Sequence[str], template: Sequence[str]) -> list[str]:
    """Put what a paper lacks behind its neighbour in the template; the paper's own order stays."""
    order = list(taken)
    at = 0
    for key in template:
        if key in taken:
            at = order.index(key) + 1
        else:
            order.insert(at, key)
            at += 1
    return order


def _new_section(report: Report, incoming: IncomingSection) -> ReportSection:
    return ReportSection.objects.create(
        report=report, key=incoming.key, role=incoming.role, heading=incoming.heading, position=0
    )


def _take_section(
    section: ReportSection, incoming: IncomingSection, *, actor: User | None, now: datetime
) -> None:
    section.heading = incoming.heading
    section.save(update_fields=["heading"])
    blocks = {block.key: block for block in section.blocks.all()}
    for key, text in incoming.texts:
        block = blocks.get(key) or _new_block(section, key)
        block.text, block.opening = normal(text), ""
        block.saved_at, block.saved_by = now, actor
        block.version += 1
        block.save(update_fields=["text", "opening", "version", "saved_at", "saved_by"])


def _new_block(section: ReportSection, key: str) -> ReportBlock:
    return ReportBlock.objects.create(
        report=section.report,
        section=section,
        key=key,
        kind=BlockKind.PROSE,
        label=section.heading[:100] or "正文",
        position=section.blocks.count(),
    )
