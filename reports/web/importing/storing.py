"""Storing the chosen files of a parcel, each on its own, so that one refusal keeps no other back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reports.common.errors import Refused
from reports.drafting.models import Report
from reports.importing.errors import UnreadableFile
from reports.importing.services import import_report
from reports.organisations.models import Organisation, User
from reports.web.importing.parcels import Parcel, ParcelFile
from reports.web.importing.queries import read_kept, units_to_import_for


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a report, or the sentence that says why not."""

    number: int
    name: str
    unit: str
    report: Report | None = None
    reason: str = ""


def store_chosen(
    parcel: Parcel, chosen: Mapping[int, int | None], *, actor: User, now: datetime
) -> list[Outcome]:
    """Store the files that were chosen, each in its own transaction, in the order of the parcel."""
    units = {unit.pk: unit for unit in units_to_import_for(actor)}
    return [
        _store(parcel, file, units.get(chosen[file.number] or 0), actor=actor, now=now)
        for file in parcel.files
        if file.number in chosen
    ]


def _store(
    parcel: Parcel, file: ParcelFile, unit: Organisation | None, *, actor: User, now: datetime
) -> Outcome:
    if unit is None:
        return Outcome(file.number, file.name, "", reason="还没有选定单位，请选定后再导入。")
    try:
        document = read_kept(parcel, file)
        report = import_report(document, organisation=unit, year=parcel.year, actor=actor, now=now)
    except (UnreadableFile, Refused) as refusal:
        return Outcome(file.number, file.name, unit.name, reason=str(refusal))
    return Outcome(file.number, file.name, unit.name, report=report)
