"""The shipped dictionary (dictionary.json) as read from its file: facts, before any database."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DICTIONARY_FILE = Path(__file__).with_name("dictionary.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the file; the fields are those of the table."""

    code: str
    name: str
    unit: str
    area: str
    area_name: str
    kind: str
    period: str
    aggregation: str
    numerator: str
    denominator: str
    source_unit: str
    aliases: tuple[str, ...]
    note: str
    pack: str
    confidence: str
    position: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One consistency rule of the file; `text` may hold several clauses parted by `;`."""

    code: str
    text: str
    severity: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The whole file, in its order."""

    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]

    def names(self) -> dict[str, str]:
        """Each code with the name that users read."""
        return {entry.code: entry.name for entry in self.entries}


@cache
def shipped_dictionary() -> Dictionary:
    """Read the file once."""
    content = json.loads(DICTIONARY_FILE.read_text(encoding="utf-8"))
    areas = content["areas"]
    return Dictionary(
        tuple(_entry(row, areas, position) for position, row in enumerate(content["indicators"], start=1)),
        tuple(Rule(r["id"], r["rule"], r["severity"], r.get("hint", "")) for r in content["rules"]),
    )


def _entry(row: dict[str, Any], areas: dict[str, str], position: int) -> Entry:
    optional = {
        name: row.get(name, "") for name in ("numerator", "denominator", "source_unit", "note", "pack")
    }
    required = {name: row[name] for name in ("code", "name", "unit", "area", "kind", "period", "aggregation")}
    return Entry(
        **required,
        **optional,
        area_name=areas[row["area"]],
        aliases=tuple(row.get("aliases", ())),
        confidence=row["confidence"],
        position=position,
    )
