"""更名: one act on the unit's names and on the reports that nobody has signed yet."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from reports.common.errors import Refused
from reports.common.permissions import demand
from reports.drafting.renaming import RenamingPlan, plan_renaming, rename_in_reports
from reports.notifications.services import office_name, send_message
from reports.organisations.models import Organisation, User
from reports.organisations.permissions import can_administer
from reports.organisations.queries import bureau_over
from reports.organisations.renaming import NewNames, rename_organisation
from reports.rounds.queries import drafters_of_many


def plan_unit_renaming(organisation: Organisation, new: NewNames) -> RenamingPlan:
    """List what a unit's new names change, before anything is written."""
    return plan_renaming(organisation, _pairs(organisation, new))


@transaction.atomic
def rename_unit(
    organisation: Organisation, new: NewNames, *, seen: str, actor: User, now: datetime
) -> RenamingPlan:
    """Rename a unit, and name it anew where its old name stands in unsigned reports.

    Errors: Refused when the reports have changed since the page that `seen` marks was shown; Invalid
    for names or a day that cannot be.
    """
    demand(can_administer(actor, organisation))
    pairs, old = _pairs(organisation, new), organisation.name
    organisation = rename_organisation(organisation, new, actor=actor, now=now)
    plan = rename_in_reports(organisation, pairs, actor=actor, now=now)
    if plan.digest != seen:
        raise Refused("打开本页以后，有关的报告又有改动。下面是最新的情况，请重新核对后再确认。")
    _tell_drafters(
        plan, f"{old}更名为{new.name}，未签发报告的标题、署名和主送已经改好，请核对正文。", now=now
    )
    return plan


def _pairs(organisation: Organisation, new: NewNames) -> Mapping[str, str]:
    """Each old name with its new one; a Party committee that signs no longer is left to the drafters."""
    pairs = {organisation.name: new.name}
    if organisation.party_name and new.party_name:
        pairs[organisation.party_name] = new.party_name
    return pairs


def _tell_drafters(plan: RenamingPlan, text: str, *, now: datetime) -> None:
    reports = [*(change.report for change in plan.changes), *(each.report for each in plan.mentions)]
    if not reports:
        return
    assignments = {report.pk: report.assignment for report in reports if not report.assignment.is_withdrawn}
    bureau = bureau_over(reports[0].assignment.organisation)
    sender = office_name(bureau) if bureau else reports[0].assignment.organisation.name
    send_message(drafters_of_many(assignments.values()), text, url="/", sender=sender, now=now)
