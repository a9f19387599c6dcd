"""How much the proof-reader finds in each file of a parcel, counted once and kept beside the files for a day.

Not for: the findings themselves, which the page of one file shows (proofs).
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from reports.organisations.models import Organisation
from reports.web.importing.parcels import Gone, Parcel, ParcelFile
from reports.web.importing.proofs import MOST_CHECKED, URGENT, Counts, Readers, check_text, count

MOST_AT_ONCE = 400_000
"""Characters that one page checks, the reports of sixty units, in two seconds; the next page goes on."""


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What was found in one file; `urgent` are the sentences about what may not be published.

    `is_cut` says that only its beginning was checked.
    """

    counts: Counts
    urgent: tuple[str, ...] = ()
    is_cut: bool = False


class FindingCounter:
    """Counts the findings of the files of one parcel, up to MOST_AT_ONCE characters."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.left = MOST_AT_ONCE
        self.readers = Readers()

    def count(self, file: ParcelFile, text: str, *, unit: Organisation | None) -> FileCounts | None:
        """Count, or tell what the same reader counted before; None when the page has read enough."""
        reader = self.readers.for_unit(unit)
        kept = self._kept(file, reader.stamp)
        if kept is not None:
            return kept
        length = min(len(text), MOST_CHECKED)
        if length > self.left:
            return None
        self.left -= length
        checked = check_text(text, year=self.parcel.year, reader=reader)
        urgent = dict.fromkeys(f.message for f in checked.findings if f.code in URGENT)
        found = FileCounts(count(checked.findings), tuple(urgent), checked.is_cut)
        self._keep(file, reader.stamp, found)
        return found

    def _kept(self, file: ParcelFile, stamp: str) -> FileCounts | None:
        try:
            kept = json.loads((self.parcel.folder / _name(file)).read_text("utf-8"))
        except FileNotFoundError:
            return None
        if kept["stamp"] != stamp:
            return None
        return FileCounts(Counts(**kept["counts"]), tuple(kept["urgent"]), kept["is_cut"])

    def _keep(self, file: ParcelFile, stamp: str, found: FileCounts) -> None:
        kept = {"stamp": stamp, **asdict(found)}
        with suppress(Gone):  # stored by another request meanwhile; what was counted still holds
            self.parcel.write(_name(file), json.dumps(kept, ensure_ascii=False).encode())


def _name(file: ParcelFile) -> str:
    return f"{file.number}.counts.json"
