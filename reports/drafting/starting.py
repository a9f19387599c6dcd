"""Making new reports out of their template, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from reports.blueprints.expressions import fill
from reports.blueprints.models import BlueprintBlock, BlueprintFigure, BlueprintSection
from reports.drafting.models import FigureRequest, Report, ReportBlock, ReportSection
from reports.drafting.requests import is_asked
from reports.organisations.queries import county_name
from reports.rounds.models import Assignment
from reports.text.normal import normal


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

    def filled(pattern: str, name: str = organisation.name) -> str:
        return fill(pattern, year=assignment.round.year, organisation=name, county=county)

    return Report(
        assignment=assignment,
        title=filled(version.filing_title, " ".join(organisation.signatories)),  # a joint document names both
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
        .select_related("indicator", "block")
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
        if not block.pack or block.pack in report.assignment.packs
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
    """The figures this unit is asked for, each indicator once; one not counted in that year is left out."""
    assignment = report.assignment
    seen: dict[int, BlueprintFigure] = {}
    for figure in figures:
        is_chosen = not figure.block.pack or figure.block.pack in assignment.packs
        is_counted = figure.indicator.is_valid_in(assignment.round.year)
        if is_chosen and is_counted and is_asked(figure, assignment.organisation):
            seen.setdefault(figure.indicator_id, figure)
    return list(seen.values())


def _section(report: Report, section: BlueprintSection, *, county: str) -> ReportSection:
    return ReportSection(
        report=report,
        key=section.key,
        role=section.role,
        heading=_fill(section.heading, report, county),
        item_form=section.item_form,
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
