"""Entries of the lexicon as YAML, as they ship and as they go out and come in; a fault names its line.

Pure. Not for: whether an entry makes sense (entry_faults).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import yaml
from yaml import Node, ScalarNode

from reports.blueprints.marked_yaml import BrokenFileError, MarkedReader, line_of
from reports.checks.entries import Entry, Kind
from reports.checks.findings import Severity

WHAT = "词库文件"
_MOST_WIDTH = 10**6
_HEAD = """\
# 词库。kind 是类别：phrase 固定提法、confusion 用字用词、law 法律文件名称；source 是这一组的依据。
# wrong 是不当的写法，right 是正确的写法，why 是理由；severity 是 error 错误、warning 提醒或者 hint 提示；
# before、after 是前后出现这些字时不算错；from、until 是适用的报告年度；once 是全文只提示第一处；
# off 是停用的理由。法律文件名称可以只写名称。
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands in its file, as in 第12行."""

    entry: Entry
    at: str


def read_entries(name: str, data: bytes, *, is_foreign: bool = False) -> tuple[Placed, ...]:
    """Read the entries of a file; `is_foreign`: one that somebody sent.

    Errors: BrokenFileError names each line and its fault.
    """
    reader = MarkedReader(name, what=WHAT)
    root = reader.compose_foreign(data) if is_foreign else reader.compose(data)
    placed = [each for group in reader.sequence(root) for each in _group(reader, group)]
    if reader.faults:
        raise BrokenFileError(reader.faults)
    return tuple(placed)


def _group(reader: MarkedReader, node: Node) -> list[Placed]:
    parts = reader.mapping(node, required=("kind", "entries"), optional=("source",))
    kind = _one_of(reader, parts.get("kind"), Kind, Kind.PHRASE)
    source = reader.text(parts.get("source"))
    read = _law if kind is Kind.LAW else _wording
    members = reader.sequence(parts.get("entries"))
    return [Placed(read(reader, member, kind, source), f"第{line_of(member)}行") for member in members]


def _law(reader: MarkedReader, node: Node, kind: Kind, source: str) -> Entry:
    if isinstance(node, ScalarNode):
        return Entry(kind, reader.filled_text(node), source=source)
    parts = reader.mapping(node, required=("name",), optional=("source", "off"))
    return Entry(
        kind,
        reader.filled_text(parts.get("name")),
        source=reader.text(parts.get("source")) or source,
        off=reader.text(parts.get("off")),
    )


def _wording(reader: MarkedReader, node: Node, kind: Kind, source: str) -> Entry:
    parts = reader.mapping(
        node,
        required=("wrong", "right", "why"),
        optional=("severity", "before", "after", "from", "until", "once", "source", "off"),
    )
    return Entry(
        kind=kind,
        words=reader.filled_text(parts.get("wrong")),
        right=reader.filled_text(parts.get("right")),
        why=reader.filled_text(parts.get("why")),
        severity=_one_of(reader, parts.get("severity"), Severity, Severity.WARNING),
        unless_before=reader.texts(parts.get("before")),
        unless_after=reader.texts(parts.get("after")),
        first_year=reader.number(parts.get("from")),
        last_year=reader.number(parts.get("until")),
        source=reader.text(parts.get("source")) or source,
        once=reader.flag(parts.get("once")),
        off=reader.text(parts.get("off")),
    )


def _one_of(reader: MarkedReader, node: Node | None, choices: Any, default: Any) -> Any:
    value = reader.text(node)
    if node is None:
        return default
    if value not in list(choices):
        reader.fault(node, f"不认识的“{value}”，可用：{'、'.join(choices)}。")
        return default
    return choices(value)


def write_entries(entries: Iterable[Entry]) -> bytes:
    """Write entries as a file that `read_entries` reads back to the same."""
    ordered = sorted(entries, key=_group_of)
    return (_HEAD + "".join(_written(*group) for group in groupby(ordered, key=_group_of))).encode()


def _group_of(entry: Entry) -> tuple[int, str]:
    return list(Kind).index(entry.kind), entry.source


def _written(group: tuple[int, str], entries: Iterable[Entry]) -> str:
    number, source = group
    head = f"- kind: {list(Kind)[number].value}\n" + (f"  source: {_scalar(source)}\n" if source else "")
    return head + "  entries:\n" + "".join(f"  - {_row(entry)}\n" for entry in entries)


def _scalar(text: str) -> str:
    """Write a text of one line as YAML takes it, quoted where it must be."""
    return _flow({"source": text}).removeprefix("{source: ").removesuffix("}")


def _row(entry: Entry) -> str:
    if entry.is_law:
        return _flow({"name": entry.words} | ({"off": entry.off} if entry.off else {}))
    row: dict[str, Any] = {"wrong": entry.words, "right": entry.right, "severity": entry.severity.value}
    optional = {
        "before": list(entry.unless_before),
        "after": list(entry.unless_after),
        "from": entry.first_year,
        "until": entry.last_year,
        "once": entry.once,
        "why": entry.why,
        "off": entry.off,
    }
    return _flow(row | {name: value for name, value in optional.items() if value})


def _flow(row: dict[str, Any]) -> str:
    return yaml.safe_dump(
        row, default_flow_style=True, allow_unicode=True, sort_keys=False, width=_MOST_WIDTH
    ).strip()
