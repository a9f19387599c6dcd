"""Making new reports out of their template, many at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from reports.blueprints.expressions import fill
from reports.common.errors import Refused
from reports.drafting.copying import copy_blueprints
from reports.drafting.models import Report
from reports.organisations.queries import county_name
from reports.rounds.models import Assignment

LONGEST_TITLE = 200


@transaction.atomic
def start_reports(assignments: Sequence[Assignment], *, now: datetime) -> list[Report]:
    """Give each assignment its empty report; one that has a report is left alone.

    The number of queries depends neither on the assignments nor on their blueprint versions.

    Errors: Refused for a title that the name of the unit makes too long.
    """
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
    copy_blueprints(reports, counties=counties)
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

    title = filled(version.filing_title, " ".join(organisation.signatories))  # a joint document names both
    public_title = filled(version.public_title)
    if max(len(title), len(public_title)) > LONGEST_TITLE:
        raise Refused(
            f"“{organisation.name}”的报告标题超过{LONGEST_TITLE}字，请把单位名称或联合署名的党委名称改短后再试。"
        )
    return Report(
        assignment=assignment,
        title=title,
        public_title=public_title,
        addressees="\n".join(filled(line) for line in version.addressees),
        signatories="\n".join(organisation.signatories),
        status_since=now,
    )
