"""One entry of the lexicon: words that are wrong, or the right name of a law; and whose entry holds.

Pure. Not for: how an entry is looked for in a text (rules), nor where a county's own are kept (models).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.checks.findings import Severity


class Kind(StrEnum):
    """What an entry is about; the words of the first two are wrong, those of the last are right."""

    PHRASE = "phrase"
    CONFUSION = "confusion"
    LAW = "law"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.PHRASE: "固定提法",
    Kind.CONFUSION: "用字用词",
    Kind.LAW: "法律文件名称",
}
Key = tuple[bool, str]
"""What two entries about the same words have in common: whether they name a law, and the words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words with what is right instead, and why; of a law only its name and where it comes from.

    `unless_before` and `unless_after` are what may stand round the words without being wrong; `first_year`
    and `last_year` are the report years in which they are wrong (0: always); `once`: told at the first place
    only; `off`: why it is not looked for any more, empty while it is.
    """

    kind: Kind
    words: str
    right: str = ""
    why: str = ""
    severity: Severity = Severity.WARNING
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0
    source: str = ""
    once: bool = False
    off: str = ""

    def __str__(self) -> str:
        return self.words

    @property
    def key(self) -> Key:
        """What it shares with whatever another says about the same words."""
        return (self.kind is Kind.LAW, self.words)

    @property
    def slug(self) -> str:
        """The key as it stands in an address."""
        return hashlib.sha256(f"{self.key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def is_law(self) -> bool:
        """Whether its words are the right name of a law or document."""
        return self.kind is Kind.LAW

    def shares_a_year_with(self, other: "Entry") -> bool:
        """Whether there is a report year for which both are looked for."""
        ends = (self.last_year or 9999, other.last_year or 9999)
        return max(self.first_year, other.first_year) <= min(ends)


def merged(*layers: Iterable[Entry]) -> dict[Key, Entry]:
    """Lay entries over each other, the nearest last: whoever is nearer decides about the same words."""
    return {entry.key: entry for layer in layers for entry in layer}
