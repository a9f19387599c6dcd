"""更名: a unit is called otherwise from a day on; the names that it had are kept.

Not for: correcting a slip in a name (services.change_organisation), or what its reports say (opening).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.organisations.models import FormerName, Organisation, User
from reports.organisations.permissions import can_administer
from reports.organisations.services import refuse_taken_name, short_of


@dataclass(frozen=True, slots=True)
class NewNames:
    """What a unit is called from a day on."""

    name: str
    short_name: str
    party_name: str
    since: date


@transaction.atomic
def rename_organisation(
    organisation: Organisation, new: NewNames, *, actor: User, now: datetime
) -> Organisation:
    """Give a unit its new names and keep the old ones with the days on which they held.

    Errors: Invalid for a name that is taken or unchanged, a day to come, or one before the last renaming.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    demand(can_administer(actor, organisation))
    last = check_names(organisation, new, now=now)
    before = organisation.name
    FormerName.objects.create(
        organisation=organisation,
        name=before,
        short_name=organisation.short_name,
        party_name=organisation.party_name,
        used_since=last.used_until if last else None,
        used_until=new.since,
        recorded_at=now,
        recorded_by=actor,
    )
    organisation.name, organisation.party_name = new.name, new.party_name
    organisation.short_name = short_of(new.name, new.short_name)
    organisation.save(update_fields=["name", "short_name", "party_name"])
    record_act(
        "单位更名",
        organisation,
        actor=actor,
        now=now,
        scope_path=organisation.path,
        detail={"from": before, "to": new.name, "since": new.since.isoformat()},
    )
    return organisation


def check_names(organisation: Organisation, new: NewNames, *, now: datetime) -> FormerName | None:
    """Raise for names that a unit cannot get; returns the name that it had last, if it had any."""
    if (new.name, new.party_name) == (organisation.name, organisation.party_name):
        raise Invalid("名称没有改动。", field="name")
    refuse_taken_name(new.name, but=organisation)
    short_of(new.name, new.short_name)
    if new.since > timezone.localtime(now).date():
        raise Invalid("更名日期不能晚于今天，请在更名生效后办理。", field="since")
    last = organisation.former_names.order_by("-used_until", "-pk").first()
    if last and new.since < last.used_until:
        raise Invalid(f"更名日期不能早于上一次更名的{last.used_until.isoformat()}，请核对。", field="since")
    return last
