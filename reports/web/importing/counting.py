"""How much the proof-reader finds in each file of a parcel, counted once and kept beside the files for a day.

Not for: the findings themselves, which the page of one file shows (proofs).
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass

from reports.web.importing.parcels import Gone, Parcel, ParcelFile
from reports.web.importing.proofs import MOST_CHECKED, URGENT, Counts, check_text, count

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

    def count(self, file: ParcelFile, text: str, *, names: Sequence[str]) -> FileCounts | None:
        """Count, or tell what was counted for the same names before; None when the page has read enough."""
        kept = self._kept(file, names)
        if kept is not None:
            return kept
        length = min(len(text), MOST_CHECKED)
        if length > self.left:
            return None
        self.left -= length
        checked = check_text(text, year=self.parcel.year, names=names)
        urgent = dict.fromkeys(f.message for f in checked.findings if f.code in URGENT)
        found = FileCounts(count(checked.findings), tuple(urgent), checked.is_cut)
        self._keep(file, names, found)
        return found

    def _kept(self, file: ParcelFile, names: Sequence[str]) -> FileCounts | None:
        try:
            kept = json.loads((self.parcel.folder / _name(file)).read_text("utf-8"))
        except FileNotFoundError:
            return None
        if kept["names"] != list(names):
            return None
        return FileCounts(Counts(**kept["counts"]), tuple(kept["urgent"]), kept["is_cut"])

    def _keep(self, file: ParcelFile, names: Sequence[str], found: FileCounts) -> None:
        kept = {"names": list(names), **asdict(found)}
        with suppress(Gone):  # stored by another request meanwhile; what was counted still holds
            self.parcel.write(_name(file), json.dumps(kept, ensure_ascii=False).encode())


def _name(file: ParcelFile) -> str:
    return f"{file.number}.counts.json"
