"""Giving one unit another template while its report is still empty."""

from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.queries import published_versions
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.carrying import carry_texts_over
from reports.drafting.holding import lock_report
from reports.drafting.models import Report
from reports.drafting.starting import start_reports
from reports.opening.permissions import can_change_template
from reports.organisations.models import User
from reports.review.parties import drafters_of, tell
from reports.rounds.models import Assignment


@transaction.atomic
def change_template(report: Report, version: BlueprintVersion, *, actor: User, now: datetime) -> Report:
    """Make the empty report anew from another published version; what the unit typed nowhere is lost.

    Errors: NotPermitted once anything is saved; Invalid for a version that does not fit the unit.
    """
    report = lock_report(report.pk)
    demand(can_change_template(actor, report))
    assignment = report.assignment
    if version.pk == assignment.blueprint_version_id:
        raise Invalid("现在用的就是这个模板，没有改动。", field="version")
    if version not in fitting_versions(assignment):
        raise Invalid(f"模板“{version}”不适用于{assignment.organisation}，请另选模板。", field="version")
    before = assignment.blueprint_version
    report.delete()
    Assignment.objects.filter(pk=assignment.pk).update(blueprint_version=version)
    (made,) = start_reports([_read(assignment.pk)], now=now)
    carry_texts_over([made.pk])
    record_act(
        "更换模板",
        made,
        actor=actor,
        now=now,
        scope_path=assignment.organisation.path,
        detail={"reason": f"由“{before}”换为“{version}”"},
    )
    tell(made, drafters_of(made), f"{made.title}换用模板“{version}”，请从新的报告开始起草。", now=now)
    return made


def fitting_versions(assignment: Assignment) -> list[BlueprintVersion]:
    """The published versions that this unit's county may choose for its kind."""
    versions = published_versions(government=assignment.round.government)
    return [version for version in versions if assignment.organisation.kind in version.kinds]


def _read(pk: int) -> Assignment:
    return Assignment.objects.select_related(
        "round__government", "organisation", "drafted_by", "blueprint_version__blueprint"
    ).get(pk=pk)
