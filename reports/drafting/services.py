"""What a drafter does: start a report, save a part of it, keep a revision."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from reports.audit.services import record_act
from reports.blueprints.expressions import fill
from reports.blueprints.models import BlueprintBlock, BlueprintFigure, BlueprintSection
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.enums import Occasion
from reports.drafting.models import (
    FigureRequest,
    Report,
    ReportBlock,
    ReportItem,
    ReportSection,
    Revision,
)
from reports.drafting.permissions import can_edit, can_edit_block, can_edit_front
from reports.drafting.requests import is_asked
from reports.drafting.snapshot import SnapshotItem, digest_of, take_snapshot, to_json
from reports.indicators.enums import Source
from reports.indicators.models import Indicator
from reports.indicators.services import record_observation
from reports.indicators.values import Figure
from reports.organisations.models import User
from reports.organisations.queries import county_name
from reports.rounds.models import Assignment
from reports.text.normal import normal
from reports.text.tokens import find_tokens

MOST_CHARACTERS = 200_000
"""A block holds at most this many characters; the longest reports known run to 6,000 in all."""


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What came back from the form for one block.

    `base_version` and `base_digest` say which text the form showed, so that a block nobody touched
    is no conflict and a block that somebody else saved is never overwritten unseen.
    """

    key: str
    text: str
    base_version: int
    base_digest: str
    is_private: bool = False
    is_confirmed: bool = False
    items: tuple[SnapshotItem, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What came back from the grid for one figure."""

    code: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What came back from the form of one part."""

    heading: str
    blocks: tuple[BlockChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Two texts for one block: the one just typed and the one somebody saved meanwhile."""

    key: str
    label: str
    mine: str
    theirs: str
    theirs_version: int
    saved_by: str
    saved_at: datetime | None


class ConflictingTexts(Refused):
    """Somebody else saved first; both texts are here and nothing was written."""

    def __init__(self, conflicts: Sequence[TextConflict]) -> None:
        names = "、".join(conflict.label for conflict in conflicts)
        super().__init__(f"“{names}”刚刚由别人保存过。两份文字都在下面，请对照后再保存。")
        self.conflicts = tuple(conflicts)


def text_digest(text: str, items: Sequence[SnapshotItem] = ()) -> str:
    """A short mark of one block's content, to tell whether a form changed it."""
    content = normal(text) + "".join(str(asdict(item)) for item in items)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@transaction.atomic
def start_reports(assignments: Sequence[Assignment], *, now: datetime) -> list[Report]:
    """Give each assignment its empty report; the number of queries does not depend on theirs.

    All assignments share one blueprint version; assignments that have a report are left alone.
    """
    version_ids = {assignment.blueprint_version_id for assignment in assignments}
    if len(version_ids) > 1:
        raise ValueError("start_reports takes the assignments of one blueprint version")
    taken = set(
        Report.objects.filter(assignment__in=[a.pk for a in assignments]).values_list(
            "assignment_id", flat=True
        )
    )
    fresh = [assignment for assignment in assignments if assignment.pk not in taken]
    if not fresh:
        return []
    counties = _county_names(fresh)
    reports = Report.objects.bulk_create(_report(a, county=counties[a.pk], now=now) for a in fresh)
    _copy_blueprint(reports, version_id=version_ids.pop(), counties=counties)
    return reports


def _county_names(assignments: Iterable[Assignment]) -> dict[int, str]:
    by_government: dict[int, str] = {}
    for assignment in assignments:
        government = assignment.round.government
        if government.pk not in by_government:
            by_government[government.pk] = county_name(government)
    return {a.pk: by_government[a.round.government_id] for a in assignments}


def _report(assignment: Assignment, *, county: str, now: datetime) -> Report:
    version, organisation = assignment.blueprint_version, assignment.organisation

    def filled(pattern: str) -> str:
        return fill(pattern, year=assignment.round.year, organisation=organisation.name, county=county)

    return Report(
        assignment=assignment,
        title=filled(version.filing_title),
        public_title=filled(version.public_title),
        addressees="\n".join(filled(line) for line in version.addressees),
        signatories="\n".join(organisation.signatories),
        status_since=now,
    )


def _copy_blueprint(reports: Sequence[Report], *, version_id: int, counties: Mapping[int, str]) -> None:
    sections = list(BlueprintSection.objects.filter(version=version_id).order_by("position"))
    blocks = list(BlueprintBlock.objects.filter(section__version=version_id).order_by("position"))
    figures = list(
        BlueprintFigure.objects.filter(block__section__version=version_id)
        .select_related("indicator")
        .order_by("block__section__position", "block__position", "position")
    )
    copies = ReportSection.objects.bulk_create(
        _section(report, section, county=counties[report.assignment_id])
        for report in reports
        for section in sections
    )
    section_of = {(copy.report_id, copy.key): copy for copy in copies}
    key_of_section = {section.pk: section.key for section in sections}
    new_blocks = ReportBlock.objects.bulk_create(
        _block(
            report,
            block,
            section=section_of[report.pk, key_of_section[block.section_id]],
            county=counties[report.assignment_id],
        )
        for report in reports
        for block in blocks
    )
    block_of = {(block.report_id, block.key): block for block in new_blocks}
    key_of_block = {block.pk: block.key for block in blocks}
    FigureRequest.objects.bulk_create(
        FigureRequest(
            report=report,
            block=block_of[report.pk, key_of_block[figure.block_id]],
            indicator=figure.indicator,
            position=figure.position,
        )
        for report in reports
        for figure in _asked(figures, report)
    )


def _asked(figures: Iterable[BlueprintFigure], report: Report) -> list[BlueprintFigure]:
    """The figures this unit is asked for, each indicator once."""
    organisation = report.assignment.organisation
    seen: dict[int, BlueprintFigure] = {}
    for figure in figures:
        if is_asked(figure, organisation):
            seen.setdefault(figure.indicator_id, figure)
    return list(seen.values())


def _section(report: Report, section: BlueprintSection, *, county: str) -> ReportSection:
    return ReportSection(
        report=report,
        key=section.key,
        role=section.role,
        heading=_fill(section.heading, report, county),
        position=section.position,
    )


def _block(report: Report, block: BlueprintBlock, *, section: ReportSection, county: str) -> ReportBlock:
    opening = normal(_fill(block.fixed_text or block.opening, report, county))
    return ReportBlock(
        report=report,
        section=section,
        key=block.key,
        kind=block.kind,
        items_kind=block.items_kind,
        label=block.label,
        text=opening,
        opening=opening,
        position=block.position,
    )


def _fill(text: str, report: Report, county: str) -> str:
    assignment = report.assignment
    return fill(text, year=assignment.round.year, organisation=assignment.organisation.name, county=county)


@transaction.atomic
def save_section(section: ReportSection, change: SectionChange, *, actor: User, now: datetime) -> list[str]:
    """Keep what the form of one part holds, all of it or nothing; returns the keys that changed.

    Errors: ConflictingTexts when somebody saved a touched block meanwhile; Invalid for a heading,
    text or figure that cannot be kept; NotPermitted for a closed block that was touched.
    """
    report = section.report
    demand(can_edit(actor, report))
    stored = _locked_blocks(section)
    touched = [c for c in change.blocks if c.key in stored and _is_touched(c, stored[c.key])]
    for block_change in touched:
        demand(can_edit_block(actor, stored[block_change.key]))
    conflicts = [_conflict(c, stored[c.key]) for c in touched if c.base_version != stored[c.key].version]
    if conflicts:
        raise ConflictingTexts(conflicts)
    _check_tokens(report, touched)
    for block_change in touched:
        _save_block(stored[block_change.key], block_change, actor=actor, now=now)
    _save_heading(section, change.heading, actor=actor)
    recorded = _save_figures(section, change.figures, actor=actor, now=now)
    keys = [c.key for c in touched]
    _mark_started(report, now=now)
    record_act(
        "保存报告",
        report,
        actor=actor,
        now=now,
        scope_path=report.assignment.organisation.path,
        detail={"section": section.key, "blocks": keys, "figures": recorded},
    )
    return keys


def _locked_blocks(section: ReportSection) -> dict[str, ReportBlock]:
    """The blocks of the part, locked against a second writer until the transaction ends."""
    blocks = list(
        ReportBlock.objects.select_for_update(of=("self",)).filter(section=section).select_related("saved_by")
    )
    for block in blocks:
        block.report = section.report
    return {block.key: block for block in blocks}


def _is_touched(change: BlockChange, block: ReportBlock) -> bool:
    if change.is_private != block.is_private or (change.is_confirmed and block.needs_confirmation):
        return True
    digest = text_digest(change.text, change.items)
    return digest != change.base_digest and digest != text_digest(block.text, stored_items(block))


def stored_items(block: ReportBlock) -> tuple[SnapshotItem, ...]:
    """The rows of a block as they stand."""
    return tuple(
        SnapshotItem(
            heading=row.heading,
            text=row.text,
            cause=row.cause,
            remedy=row.remedy,
            measure=row.measure,
            responsible_unit=row.responsible_unit,
            due_on=row.due_on,
            is_private=row.is_private,
        )
        for row in block.items.order_by("position")
    )


def _conflict(change: BlockChange, block: ReportBlock) -> TextConflict:
    return TextConflict(
        key=block.key,
        label=block.label,
        mine=change.text,
        theirs=block.text,
        theirs_version=block.version,
        saved_by=block.saved_by.name if block.saved_by else "",
        saved_at=block.saved_at,
    )


def _check_tokens(report: Report, changes: Iterable[BlockChange]) -> None:
    used = {(c.key, t.code) for c in changes for t in find_tokens(c.text)}
    if not used:
        return
    known = set(report.figure_requests.values_list("indicator__code", flat=True))
    for key, code in sorted(used):
        if code not in known:
            raise Invalid(
                f"文中的 {{{{{code}}}}} 不在本报告的数据之列，请用“插入数据”选择，或者改成文字。", field=key
            )


def _save_block(block: ReportBlock, change: BlockChange, *, actor: User, now: datetime) -> None:
    text = normal(change.text)
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"“{block.label}”的文字不能超过20万字，请删减后再保存。", field=block.key)
    block.text = text
    block.is_private = change.is_private
    block.needs_confirmation = False
    block.version += 1
    block.saved_at, block.saved_by = now, actor
    block.save()
    if block.items_kind:
        replace_items(block, change.items)


def replace_items(block: ReportBlock, items: Sequence[SnapshotItem]) -> None:
    """Put these rows in place of those that stand."""
    block.items.all().delete()
    ReportItem.objects.bulk_create(
        ReportItem(block=block, position=position, **asdict(item)) for position, item in enumerate(items)
    )


@transaction.atomic
def append_paragraph(block: ReportBlock, paragraph: str, *, actor: User, now: datetime) -> ReportBlock:
    """Put one more paragraph at the end of a block, whatever stands there by now."""
    stored = (
        ReportBlock.objects.select_for_update(of=("self",))
        .select_related("report__assignment__round", "report__assignment__organisation", "section")
        .get(pk=block.pk)
    )
    demand(can_edit_block(actor, stored))
    stored.text = normal(f"{stored.text}\n{paragraph}")
    stored.version += 1
    stored.saved_at, stored.saved_by = now, actor
    stored.save(update_fields=["text", "version", "saved_at", "saved_by"])
    _mark_started(stored.report, now=now)
    return stored


def _save_heading(section: ReportSection, heading: str, *, actor: User) -> None:
    heading = heading.strip()
    if heading == section.heading:
        return
    demand(can_edit_front(actor, section.report))
    if not heading:
        raise Invalid("这一部分的标题不能空着。", field="heading")
    section.heading = heading
    section.version += 1
    section.save(update_fields=["heading", "version"])


def _save_figures(
    section: ReportSection, changes: Sequence[FigureChange], *, actor: User, now: datetime
) -> list[str]:
    requests = {
        r.indicator.code: r
        for r in FigureRequest.objects.filter(block__section=section).select_related("indicator", "block")
    }
    for change in changes:
        request = requests.get(change.code)
        if request is None:
            raise Invalid("表中有本部分没有要求的数据，请刷新页面后再填。", field=change.code)
        request.block.report = section.report
        _record(request, change, actor=actor, now=now)
    return [change.code for change in changes]


def _record(request: FigureRequest, change: FigureChange, *, actor: User, now: datetime) -> None:
    demand(can_edit_block(actor, request.block))
    assignment = request.block.report.assignment
    record_observation(
        organisation=assignment.organisation,
        indicator=request.indicator,
        year=assignment.round.year,
        source=Source.OWN,
        figure=change.figure,
        note=change.note,
        actor=actor,
        now=now,
    )


@transaction.atomic
def record_figure(
    report: Report, indicator: Indicator, *, figure: Figure, note: str = "", actor: User, now: datetime
) -> None:
    """Keep one figure of a report; a closed block's figures are closed too."""
    request = report.figure_requests.select_related("indicator", "block").get(indicator=indicator)
    request.block.report = report
    _record(request, FigureChange(indicator.code, figure, note), actor=actor, now=now)
    _mark_started(report, now=now)


def _mark_started(report: Report, *, now: datetime) -> None:
    if report.started_at is None:
        report.started_at = now
        report.save(update_fields=["started_at"])


@transaction.atomic
def save_front(
    report: Report,
    *,
    title: str,
    public_title: str,
    addressees: str,
    signatories: str,
    base_version: int,
    actor: User,
    now: datetime,
) -> None:
    """Keep title, addressees and signatories."""
    demand(can_edit_front(actor, report))
    current = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if current.front_version != base_version:
        raise Refused("标题和主送机关刚刚由别人保存过，请核对下面的内容后再保存。")
    for field, value in {"title": title, "public_title": public_title, "signatories": signatories}.items():
        if not value.strip():
            raise Invalid("这一项不能空着。", field=field)
    report.title, report.public_title = title.strip(), public_title.strip()
    report.addressees, report.signatories = normal(addressees), normal(signatories)
    report.front_version = current.front_version + 1
    report.save(update_fields=["title", "public_title", "addressees", "signatories", "front_version"])
    _mark_started(report, now=now)
    record_act("修改标题和主送", report, actor=actor, now=now, scope_path=report.assignment.organisation.path)


@transaction.atomic
def keep_revision(report: Report, occasion: Occasion, *, actor: User, now: datetime) -> Revision:
    """Keep the whole report as it stands, values included."""
    content = to_json(take_snapshot(report))
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    last = report.revisions.aggregate(number=Max("number"))["number"] or 0
    return Revision.objects.create(
        report=report,
        number=last + 1,
        occasion=occasion,
        content=content,
        digest=digest_of(content),
        made_at=now,
        made_by=actor,
    )
