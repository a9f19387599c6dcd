"""What an uploaded sheet would do, before anything is done."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reports.common.workbooks.reading import Fault
from reports.organisations.enums import Duty, OrganisationKind, Role


class Fate(Enum):
    """What becomes of one line."""

    NEW = "新建"
    CHANGED = "修改"
    SAME = "不变"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be otherwise: what stands now, and what the file says."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class UnitValues:
    """All that a unit would be; `parent` is a name."""

    name: str
    short_name: str
    kind: OrganisationKind
    parent: str
    place: str
    party_name: str
    data_offices: tuple[str, ...]
    duties: tuple[Duty, ...]
    position: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the file."""

    at: str
    fate: Fate
    values: UnitValues
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the file with the posts that are not there yet: names of units and roles."""

    at: str
    fate: Fate
    username: str
    name: str
    phone: str
    posts: tuple[tuple[str, Role], ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do, and what is wrong with it; nothing is done while there is a fault.

    `notes` say what of the file nobody reads.
    """

    units: tuple[UnitLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether everything stands already as the file says."""
        return self.count(Fate.SAME) == (len(self.units), len(self.people))

    @property
    def digest(self) -> str:
        """The same for two plans that do the same to the same county."""
        words = repr((self.units, self.people, self.faults))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def count(self, fate: Fate) -> tuple[int, int]:
        """How many units and how many people have this fate."""
        return _count(self.units, fate), _count(self.people, fate)


def _count(lines: Iterable[UnitLine | PersonLine], fate: Fate) -> int:
    return sum(line.fate is fate for line in lines)
