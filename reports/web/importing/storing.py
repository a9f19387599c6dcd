"""Storing the chosen files of a parcel, each on its own, so that one refusal keeps no other back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reports.common.errors import Refused, UnreadableFile
from reports.drafting.models import Report
from reports.importing.services import import_report
from reports.organisations.models import Organisation, User
from reports.review.opinions import keep_imported_notes
from reports.web.importing.choices import kept_choices
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
    kept = kept_choices(parcel).places
    return [
        _store(
            parcel,
            file,
            kept.get(file.number, {}),
            unit=units.get(chosen[file.number] or 0),
            actor=actor,
            now=now,
        )
        for file in parcel.files
        if file.number in chosen
    ]


def _store(
    parcel: Parcel,
    file: ParcelFile,
    places: Mapping[int, str],
    *,
    unit: Organisation | None,
    actor: User,
    now: datetime,
) -> Outcome:
    if unit is None:
        return Outcome(file.number, file.name, "", reason="还没有选定单位，请选定后再导入。")
    try:
        report = store_file(parcel, file, places, unit=unit, actor=actor, now=now)
    except (UnreadableFile, Refused) as refusal:
        return Outcome(file.number, file.name, unit.name, reason=str(refusal))
    return Outcome(file.number, file.name, unit.name, report=report)


@transaction.atomic
def store_file(
    parcel: Parcel,
    file: ParcelFile,
    places: Mapping[int, str],
    *,
    unit: Organisation,
    actor: User,
    now: datetime,
) -> Report:
    """Make one file the unit's report, with the places chosen for its rows; its comments become opinions.

    Errors: UnreadableFile and Refused, and nothing is written then.
    """
    document = read_kept(parcel, file)
    imported = import_report(
        document, organisation=unit, year=parcel.year, choices=places, actor=actor, now=now
    )
    keep_imported_notes(imported.report, imported.notes, actor=actor, now=now)
    return imported.report
