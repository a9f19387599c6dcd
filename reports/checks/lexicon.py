"""The words that checks compare with: laws, set phrases, confusions, by report year.

Pure: what ships with the product as YAML. Not for: what a county says otherwise (lexicons).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yaml import Node

from reports.blueprints.marked_yaml import BrokenFileError, MarkedReader
from reports.checks.entries import Entry
from reports.checks.entry_files import read_entries
from reports.checks.findings import Severity

_FOLDER = Path(__file__).parent / "lexicon_files"
_FILES = ("laws.yaml", "phrases.yaml", "confusions.yaml")
_VOCABULARY = Path(__file__).parents[1] / "blueprints" / "vocabulary.yaml"
"""年度用语: when a meeting, plan or law came into being stands there and nowhere else."""
MEETING = "meeting"
NAMES = ("plan", MEETING, "law")
"""The kinds of 年度用语 that name something; a set phrase may be older than its plan."""


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


@cache
def shipped_entries() -> tuple[Entry, ...]:
    """Read the shipped entries once.

    Errors: BrokenFileError names file, line and fault.
    """
    return tuple(
        placed.entry for name in _FILES for placed in read_entries(name, (_FOLDER / name).read_bytes())
    )


@cache
def shipped_dates() -> tuple[DatedName, ...]:
    """Read once since when the names of 年度用语 can be cited.

    Errors: BrokenFileError names file, line and fault.
    """
    reader = MarkedReader(_VOCABULARY.name)
    dates = [_date(reader, node) for node in reader.sequence(reader.root(_VOCABULARY))]
    if reader.faults:
        raise BrokenFileError(reader.faults)
    return tuple(date for date in dates if date is not None)


def _date(reader: MarkedReader, node: Node) -> DatedName | None:
    parts = reader.mapping(node, required=("text", "kind", "from", "source"), optional=("until", "successor"))
    return dated_name(
        reader.text(parts.get("text")),
        reader.text(parts.get("kind")),
        reader.number(parts.get("from")),
        reader.text(parts.get("source")),
    )


@cache
def shipped_lexicon() -> Lexicon:
    """All that ships, for a paper of which no county is known."""
    return lexicon_of(shipped_entries(), shipped_dates())


def lexicon_of(entries: Iterable[Entry], dated: Iterable[DatedName]) -> Lexicon:
    """Make the lexicon of the entries that are looked for."""
    looked_for = [entry for entry in entries if not entry.off]
    return Lexicon(
        laws=tuple(entry.words for entry in looked_for if entry.is_law),
        wordings=tuple(wording_of(entry) for entry in looked_for if not entry.is_law),
        dated=tuple(dated),
    )


def wording_of(entry: Entry) -> Wording:
    """Give an entry about wrong words as the checks read it."""
    return Wording(
        wrong=entry.words,
        right=entry.right,
        why=entry.why,
        severity=entry.severity,
        unless_before=entry.unless_before,
        unless_after=entry.unless_after,
        first_year=entry.first_year,
        last_year=entry.last_year,
        source=entry.source,
        once=entry.once,
    )


def dated_name(text: str, kind: str, first_year: int, source: str) -> DatedName | None:
    """Give one of 年度用语 as the checks read it; None for a set phrase, which names nothing.

    A plenary session is named with 党的 and without.
    """
    if kind not in NAMES:
        return None
    name = text.removeprefix("党的") if text.endswith("全会") else text
    return DatedName(name, first_year, source, kind == MEETING)
