"""What an entry of the log holds besides the act, in words.

The log keeps keys and codes, since it outlives what they name; here they get their names back where
the names still exist. A detail that has no words here is not shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.audit.models import Entry
from reports.blueprints.models import BlueprintBlock
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.indicators.models import Indicator

STATES: Mapping[str, str] = dict(ReportStatus.choices)


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the keys of one page of entries."""

    blocks: Mapping[str, str]
    indicators: Mapping[str, str]
    units: Mapping[int, str]


def names_in(entries: Iterable[Entry]) -> Names:
    """Look the names up in three queries, whatever the number of entries."""
    details = [entry.detail for entry in entries]
    reports = [detail["source"] for detail in details if isinstance(detail.get("source"), int)]
    return Names(
        blocks=dict(
            BlueprintBlock.objects.filter(key__in=_listed(details, "block", "blocks"))
            .order_by("pk")
            .values_list("key", "label")
        ),
        indicators=dict(
            Indicator.objects.filter(code__in=_listed(details, "figures")).values_list("code", "name")
        ),
        units=dict(Report.objects.filter(pk__in=reports).values_list("pk", "assignment__organisation__name")),
    )


def detail_in_words(detail: Mapping[str, Any], names: Names) -> str:
    """Say the detail of one entry, always in the same order."""
    return "；".join(_sentences(detail, names))


def _sentences(detail: Mapping[str, Any], names: Names) -> Iterator[str]:
    if "from" in detail and "to" in detail and detail["from"] != detail["to"]:
        yield f"由{STATES.get(detail['from'], detail['from'])}改为{STATES.get(detail['to'], detail['to'])}"
    for key, say in _WORDS.items():
        if detail.get(key) and (words := say(detail[key], names)):
            yield words


def _block_words(value: Any, names: Names) -> str:
    keys = value if isinstance(value, list) else [value]
    known = [names.blocks[key] for key in keys if key in names.blocks]
    return f"内容块：{'、'.join(known)}" if known else ""


def _figure_words(value: Any, names: Names) -> str:
    if isinstance(value, int):
        return f"数据{value}项"
    known = [names.indicators[code] for code in value if code in names.indicators]
    return f"数据：{'、'.join(known)}" if known else ""


def _source_words(value: Any, names: Names) -> str:
    return f"来源：{names.units[value]}" if value in names.units else ""


def _change_words(value: Any, names: Names) -> str:
    return "；".join(f"{what}由“{old or '（空）'}”改为“{new or '（空）'}”" for what, old, new in value)


def _finding_words(value: Any, names: Names) -> str:
    return "、".join(f"{name}“{words}”" for name, words in value)


_WORDS: Mapping[str, Callable[[Any, Names], str]] = {
    "block": _block_words,
    "blocks": _block_words,
    "figures": _figure_words,
    "source": _source_words,
    "dates": lambda value, names: "，".join(value),
    "file": lambda value, names: f"文件：{value}",
    "for_unit": lambda value, names: f"代录单位：{value}",
    "reports": lambda value, names: f"报告{value}份",
    "template": lambda value, names: f"模板：{value}",
    "changes": _change_words,
    "findings": _finding_words,
    "reason": lambda value, names: f"说明：{value}",
}


def _listed(details: Iterable[Mapping[str, Any]], *keys: str) -> set[str]:
    """Every text under these keys, alone or in a list."""
    values = [detail.get(key) for detail in details for key in keys]
    listed = [value if isinstance(value, list) else [value] for value in values]
    return {each for value in listed for each in value if isinstance(each, str)}
