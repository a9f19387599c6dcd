"""The shipped dictionary (dictionary.json) as read from its file: facts, before any database."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCES = {
    "seen in published reports or tables": "各地公开的法治政府建设年度报告和统计表",
    "component or review addition": "比率和核对规则所需",
    "unconfirmed": "常见口径，尚待核实",
}
"""Where an indicator comes from when its row names no source of its own."""

RULE_FIELDS = ("hint", "source", "kept_by", "reason", "valid_from", "valid_to")
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
    source: str
    pack: str
    valid_from: int | None
    valid_to: int | None
    confidence: str
    position: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One consistency rule of the file; `text` is in the language of `grammar`.

    A rule that figures alone cannot judge has no text: `kept_by` says who keeps it, `reason` why.
    """

    code: str
    text: str
    severity: str
    hint: str = ""
    source: str = ""
    kept_by: str = "figures"
    reason: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    position: int = 0


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
        tuple(_rule(row, position) for position, row in enumerate(content["rules"], start=1)),
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
        source=row.get("source", SOURCES[row["confidence"]]),
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        confidence=row["confidence"],
        position=position,
    )


def _rule(row: dict[str, Any], position: int) -> Rule:
    optional = {key: row[key] for key in RULE_FIELDS if key in row}
    return Rule(row["id"], row["rule"], row["severity"], **optional, position=position)
