"""Dated vocabulary: plans, meetings and set phrases with the report years in which they are cited.

Pure: the shipped file and the finding of what a year has left behind. Not for: the stored words (models).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yaml import Node

from reports.blueprints.content import Content, Place, strings
from reports.blueprints.enums import PhraseKind
from reports.blueprints.marked_yaml import BrokenFileError, MarkedReader

VOCABULARY_FILE = Path(__file__).with_name("vocabulary.yaml")
_DASHES = re.compile("[－—–-]+|至")
_KINDS = tuple(PhraseKind.values)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that reports of some years cite; `last_year` None: still in use as far as is known."""

    text: str
    kind: str
    first_year: int
    last_year: int | None
    successor: str = ""
    source: str = ""

    def is_current(self, year: int) -> bool:
        """Whether a report of this year cites it."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A phrase in a blueprint that the year does not cite, or does not yet."""

    place: Place
    phrase: Phrase


def shipped_phrases(path: Path = VOCABULARY_FILE) -> tuple[Phrase, ...]:
    """Read the shipped words; BrokenFileError names file, line and fault."""
    reader = MarkedReader(path.name)
    root = reader.root(path)
    phrases = [_phrase(reader, node) for node in reader.sequence(root)]
    if reader.faults:
        raise BrokenFileError(reader.faults)
    return tuple(phrases)


def _phrase(reader: MarkedReader, node: Node) -> Phrase:
    entries = reader.mapping(
        node, required=("text", "kind", "from", "source"), optional=("until", "successor")
    )
    kind = reader.text(entries.get("kind"))
    if "kind" in entries and kind not in _KINDS:
        reader.fault(entries["kind"], f"不认识的类别“{kind}”，可用：{'、'.join(_KINDS)}。")
    first, last = reader.number(entries.get("from")), reader.number(entries.get("until")) or None
    if last is not None and last < first:
        reader.fault(node, "“until”不能早于“from”。")
    return Phrase(
        text=reader.filled_text(entries.get("text")),
        kind=kind,
        first_year=first,
        last_year=last,
        successor=reader.text(entries.get("successor")),
        source=reader.filled_text(entries.get("source")),
    )


def outdated(content: Content, phrases: Iterable[Phrase], *, year: int) -> tuple[Outdated, ...]:
    """Find the phrases of a blueprint that a report of this year does not cite.

    Dashes are one to the search, since offices type them as they come.
    """
    foreign = [(phrase, _folded(phrase.text)) for phrase in phrases if not phrase.is_current(year)]
    folded = [(place, _folded(text)) for place, text in strings(content)]
    return tuple(
        Outdated(place, phrase) for place, text in folded for phrase, words in foreign if words in text
    )


def _folded(text: str) -> str:
    return _DASHES.sub("—", text)
