"""The words that checks compare with: laws, set phrases, confusions, by report year.

Pure: what ships with the product as YAML. Not for: what a county adds (models of this package).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports.checks.findings import Severity

_FOLDER = Path(__file__).parent / "lexicon_files"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that are wrong, what is right, and why.

    `unless_before` and `unless_after` are what may stand round the words without being wrong; `first_year`
    and `last_year` are the report years in which they are wrong (0: always); `once`: a word that is told at
    its first place only.
    """

    wrong: str
    right: str
    why: str
    severity: Severity = Severity.WARNING
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0
    source: str = ""
    once: bool = False

    def applies(self, year: int | None) -> bool:
        """Whether a report of this year should not have the words; without a year only timeless ones."""
        if not self.first_year and not self.last_year:
            return True
        return year is not None and self.first_year <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True)
class DatedName:
    """A meeting, plan or law that a report cannot cite before it exists.

    `is_meeting`: a meeting of the Party whose spirit reports study until the next one.
    """

    name: str
    first_year: int
    source: str = ""
    is_meeting: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the checks know by heart."""

    laws: tuple[str, ...]
    wordings: tuple[Wording, ...]
    dated: tuple[DatedName, ...]

    def with_more(
        self, *, laws: Iterable[str] = (), wordings: Iterable[Wording] = (), dated: Iterable[DatedName] = ()
    ) -> "Lexicon":
        """Add what a county keeps of its own; its words about the same wrong form win."""
        own = tuple(wordings)
        replaced = {wording.wrong for wording in own}
        return replace(
            self,
            laws=tuple(dict.fromkeys((*self.laws, *laws))),
            wordings=(*own, *(word for word in self.wordings if word.wrong not in replaced)),
            dated=(*self.dated, *dated),
        )


@cache
def shipped_lexicon() -> Lexicon:
    """Read the shipped words once."""
    return Lexicon(
        laws=tuple(name for group in _groups("laws.yaml") for name in group),
        wordings=tuple(_wording(row) for row in (*_rows("phrases.yaml"), *_rows("confusions.yaml"))),
        dated=tuple(_dated(row) for row in _rows("dated.yaml")),
    )


def _wording(row: Mapping[str, Any]) -> Wording:
    return Wording(
        wrong=row["wrong"],
        right=row["right"],
        why=row["why"],
        severity=Severity(row.get("severity", Severity.WARNING)),
        unless_before=tuple(row.get("before", ())),
        unless_after=tuple(row.get("after", ())),
        first_year=row.get("from", 0),
        last_year=row.get("until", 0),
        source=row.get("source", ""),
        once=row.get("once", False),
    )


def _dated(row: Mapping[str, Any]) -> DatedName:
    return DatedName(row["name"], row["from"], row.get("source", ""), row.get("meeting", False))


def _rows(name: str) -> list[Mapping[str, Any]]:
    return list(_loaded(name))


def _groups(name: str) -> list[list[str]]:
    return list(_loaded(name).values())


def _loaded(name: str) -> Any:
    return yaml.load((_FOLDER / name).read_text("utf-8"), Loader=_LOADER)
