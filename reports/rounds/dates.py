"""The three dates of a task as one value. Pure: neither stores nor asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from reports.rounds.enums import DueDate


@dataclass(frozen=True, slots=True)
class Dates:
    """When the draft, the filing and the publication are due."""

    draft: date
    filing: date
    publication: date

    @classmethod
    def of(cls, days: Mapping[DueDate, date]) -> Self:
        """The dates that a form or a row holds."""
        return cls(*(days[due] for due in DueDate))

    def on(self, due: DueDate) -> date:
        """The day of one of them."""
        return {DueDate.DRAFT: self.draft, DueDate.FILING: self.filing}.get(due, self.publication)

    @property
    def are_in_order(self) -> bool:
        """Whether each falls due no earlier than the one before it."""
        return self.draft <= self.filing <= self.publication

    def extended(self, due: DueDate, until: date) -> "Dates":
        """Put one off; those behind it move along where they must."""
        behind = list(DueDate)[list(DueDate).index(due) :]
        moved = {each: max(self.on(each), until) if each in behind else self.on(each) for each in DueDate}
        return Dates.of(moved | {due: until})

    def fields(self) -> dict[str, date]:
        """As the fields of a task or a term."""
        return {f"due_{due.value}_on": self.on(due) for due in DueDate}
