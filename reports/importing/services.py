"""Storing a placed paper as a unit's report (architecture decision 2)."""

from datetime import date, datetime

from django.db import transaction

from reports.blueprints.models import BlueprintBlock, BlueprintSection, BlueprintVersion
from reports.blueprints.queries import version_for
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.document.markup import print_text
from reports.document.nodes import Attachment, Document
from reports.document.roles import Role
from reports.drafting.intake import IncomingReport, IncomingSection, refuse_if_written, take_in
from reports.drafting.models import Report
from reports.drafting.starting import start_reports
from reports.importing.permissions import can_import
from reports.importing.placement import PlacedPart, Placement, PlacementBlock, PlacementSection, place
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.organisations.queries import bureau_over, government_over
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR, Assignment, Round

EXTRA_KEY = "imported"


@transaction.atomic
def import_report(
    document: Document,
    *,
    organisation: Organisation,
    year: int,
    blueprint_code: str = "",
    actor: User | None,
    now: datetime,
) -> Report:
    """Make the paper this unit's report of that year; a year without a round becomes an archive round.

    Errors: Refused when the report already has text or was opened with another template; Invalid for
    a template that is not there, or a paper without any text.
    """
    if actor is not None:
        demand(can_import(actor, organisation))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Invalid(f"年度应在{EARLIEST_YEAR}与{LATEST_YEAR}之间，请核对。", field="year")
    if not document.blocks:
        raise Invalid("文件里没有正文，请核对后再导入。")
    report = _report_for(organisation, year=year, blueprint_code=blueprint_code, actor=actor, now=now)
    refuse_if_written(report)
    placement = place_into(document, report.assignment.blueprint_version)
    take_in(report, incoming(placement), actor=actor, now=now)
    return Report.objects.with_assignment().get(pk=report.pk)


def place_into(document: Document, version: BlueprintVersion) -> Placement:
    """Sort a paper into the sections of a template."""
    return place(document, describe(version))


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


def incoming(placement: Placement) -> IncomingReport:
    """Turn a placement into what a report takes in; attachments become parts of the body, at its end."""
    extra = 0
    sections = []
    for part in placement.parts:
        extra += not part.section
        sections.append(_incoming_section(part, extra))
    if placement.attachments:
        sections.append(_attachments(placement.attachments))
    return IncomingReport(
        title=placement.title,
        addressees=placement.addressees,
        signatories=placement.signatories,
        dated_on=placement.date,
        sections=tuple(sections),
    )


def _incoming_section(part: PlacedPart, extra: int) -> IncomingSection:
    key = part.section or f"{EXTRA_KEY}-{extra}"
    texts = tuple((block.key or key, block.text) for block in part.blocks)
    return IncomingSection(key, part.role.value if part.role else "", part.heading, texts)


def _attachments(attachments: tuple[Attachment, ...]) -> IncomingSection:
    text = "\n".join(f"{attachment.title}\n{print_text(attachment.blocks)}" for attachment in attachments)
    return IncomingSection("attachments", "", "", (("attachments", text),))


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
