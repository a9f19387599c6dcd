"""Storing a placed paper as a unit's report (architecture decision 2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from reports.blueprints.models import BlueprintBlock, BlueprintSection, BlueprintVersion
from reports.blueprints.queries import version_for
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.document.nodes import Document, Note
from reports.document.roles import Role
from reports.drafting.annexes import ATTACHMENTS_KEY
from reports.drafting.intake import IncomingReport, IncomingSection, refuse_if_written, take_in
from reports.drafting.models import Report
from reports.drafting.starting import start_reports
from reports.importing.arrangement import PlacedPart, Placement, correct, find_faults, gather, read_choices
from reports.importing.permissions import can_import
from reports.importing.placement import propose
from reports.importing.places import PlacementBlock, PlacementSection, Where
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.organisations.queries import bureau_over, government_over
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR, Assignment, Round

EXTRA_KEY = "imported"


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """A comment of the old file and the block that its paragraph landed in; no key is about the whole."""

    note: Note
    block_key: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The report that was filled, and the comments that came with the file; keeping them is `review`'s."""

    report: Report
    notes: tuple[ImportedNote, ...]


@transaction.atomic
def import_report(
    document: Document,
    *,
    organisation: Organisation,
    year: int,
    blueprint_code: str = "",
    choices: Mapping[int, str] | None = None,
    actor: User | None,
    now: datetime,
) -> Imported:
    """Make the paper this unit's report of that year; a year without a round becomes an archive round.

    `choices` are the places that somebody chose for single rows, by number (`Place.code`).
    Errors: Refused when the report already has text or was opened with another template; Invalid for
    a template that is not there, a place that does not exist, or a paper without any text.
    """
    if actor is not None:
        demand(can_import(actor, organisation))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Invalid(f"年度应在{EARLIEST_YEAR}与{LATEST_YEAR}之间，请核对。", field="year")
    if not document.blocks:
        raise Invalid("文件里没有正文，请核对后再导入。")
    report = _report_for(organisation, year=year, blueprint_code=blueprint_code, actor=actor, now=now)
    refuse_if_written(report)
    placement = place_into(document, report.assignment.blueprint_version, choices or {})
    take_in(report, incoming(placement, document), actor=actor, now=now)
    notes = tuple(_notes(placement))
    return Imported(Report.objects.with_assignment().get(pk=report.pk), notes)


def place_into(document: Document, version: BlueprintVersion, choices: Mapping[int, str]) -> Placement:
    """Sort a paper into the sections of a template, with what somebody chose.

    Errors: Invalid with all that is wrong with the choices.
    """
    sections = describe(version)
    rows = propose(document, sections)
    rows = correct(rows, read_choices(choices, rows=rows, sections=sections))
    if faults := find_faults(rows):
        raise Invalid("".join(faults))
    return gather(rows, sections)


def describe(version: BlueprintVersion) -> list[PlacementSection]:
    """What placing needs to know of a template, in two queries."""
    blocks: dict[int, list[PlacementBlock]] = {}
    for block in BlueprintBlock.objects.filter(section__version=version).order_by("position"):
        described = PlacementBlock(block.key, block.kind, block.label, tuple(block.matches))
        blocks.setdefault(block.section_id, []).append(described)
    sections = BlueprintSection.objects.filter(version=version).order_by("position")
    return [
        PlacementSection(s.key, Role(s.role) if s.role else None, s.heading, tuple(blocks.get(s.pk, ())))
        for s in sections
    ]


def incoming(placement: Placement, document: Document) -> IncomingReport:
    """Turn a placement into what a report takes in; attachments become parts of the body, at its end."""
    keys = _keys(placement)
    sections = [_incoming_section(part, keys[part.key]) for part in placement.parts]
    if placement.attachments:
        texts = ((ATTACHMENTS_KEY, placement.attachments),)
        sections.append(IncomingSection(ATTACHMENTS_KEY, "", "", texts))
    return IncomingReport(
        title=placement.title,
        addressees=placement.addressees,
        signatories=placement.signatories,
        dated_on=placement.date,
        sections=tuple(sections),
        head=document.head if placement.has_letterhead else None,
        remark=placement.remark,
        imprint=document.imprint if placement.has_letterhead else None,
    )


def _keys(placement: Placement) -> dict[str, str]:
    """The key of each part in the report; parts outside the template are counted."""
    extra = [part.key for part in placement.extra_sections]
    return {part.key: part.section for part in placement.parts} | {
        key: f"{EXTRA_KEY}-{number}" for number, key in enumerate(extra, start=1)
    }


def _incoming_section(part: PlacedPart, key: str) -> IncomingSection:
    texts = tuple((block.key or key, block.text) for block in part.blocks)
    return IncomingSection(key, part.role.value if part.role else "", part.heading + part.mark, texts)


def _notes(placement: Placement) -> Iterator[ImportedNote]:
    """The comments with the keys of blocks; one beside a heading without text is about the whole."""
    keys = _keys(placement)
    written = {part.key for part in placement.extra_sections if part.blocks}
    for placed in placement.notes:
        own = keys[placed.part] if placed.part in written else ""
        is_attached = placed.part == Where.ATTACHMENT
        yield ImportedNote(placed.note, ATTACHMENTS_KEY if is_attached else placed.block or own)


def _report_for(
    organisation: Organisation, *, year: int, blueprint_code: str, actor: User | None, now: datetime
) -> Report:
    # Two people may store papers at once, or open the year meanwhile.
    Organisation.objects.select_for_update().get(pk=government_over(organisation).pk)
    existing = (
        Report.objects.with_assignment()
        .select_related("assignment__blueprint_version__blueprint")
        .filter(assignment__organisation=organisation, assignment__round__year=year)
        .first()
    )
    if existing is None:
        return _start_archived(organisation, year=year, blueprint_code=blueprint_code, actor=actor, now=now)
    blueprint = existing.assignment.blueprint_version.blueprint
    if blueprint_code and blueprint.code != blueprint_code:
        raise Refused(
            f"{organisation.name}{year}年度的报告用的是模板“{blueprint.name}”，不能按别的模板导入。"
        )
    return existing


def _start_archived(
    organisation: Organisation, *, year: int, blueprint_code: str, actor: User | None, now: datetime
) -> Report:
    """Give the unit an assignment, in a year that may have no round yet."""
    version = version_for(organisation.kind, code=blueprint_code)
    if version is None:
        raise Invalid(
            f"没有代码为“{blueprint_code}”的模板，请核对。"
            if blueprint_code
            else f"没有适用于{organisation.name}的模板，请先载入模板。"
        )
    government = government_over(organisation)
    round_, _ = Round.objects.get_or_create(
        government=government,
        year=year,
        defaults={"is_archive": True, "opened_at": now, "opened_by": actor},
    )
    is_county = organisation.kind == OrganisationKind.COUNTY_GOVERNMENT
    term = round_.terms.filter(kind=organisation.kind).first()
    assignment = Assignment.objects.create(
        round=round_,
        organisation=organisation,
        drafted_by=(bureau_over(organisation) if is_county else None) or organisation,
        blueprint_version=version,
        due_draft_on=term.due_draft_on if term else date(year + 1, 1, 20),
        due_filing_on=term.due_filing_on if term else date(year + 1, 2, 20),
        due_publication_on=term.due_publication_on if term else date(year + 1, 3, 31),
        skips_pre_review=term.skips_pre_review if term else False,
    )
    return start_reports([assignment], now=now)[0]
