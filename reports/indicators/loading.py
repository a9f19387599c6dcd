"""Bringing the shipped dictionary and its rules into the database."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from reports.audit.services import record_act
from reports.indicators.dictionary import Entry, Rule, shipped_dictionary
from reports.indicators.models import ConsistencyRule, Indicator
from reports.organisations.models import User

TABLE_FIELDS = tuple(field.name for field in fields(Entry) if field.name != "confidence")
RULE_FIELDS = tuple(field.name for field in fields(Rule))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one loading of the dictionary did; the log names it as its subject."""

    created: int
    changed: int
    rules_created: int
    rules_changed: int
    pk: str = "dictionary"

    def __str__(self) -> str:
        return (
            f"指标库：新增指标{self.created}项，更新{self.changed}项；"
            f"新增核对规则{self.rules_created}条，更新{self.rules_changed}条"
        )


@transaction.atomic
def load_dictionary(actor: User | None = None, *, now: datetime | None = None) -> Loaded:
    """Bring both tables to the state of the shipped file.

    Entries that the file lacks stay as they are; of those that people have edited only the place in the
    list follows the file.
    """
    loaded = Loaded(*_load_entries(), *_load_rules())
    if loaded != Loaded(0, 0, 0, 0):
        record_act("更新指标库", loaded, actor=actor, now=now or timezone.now())
    return loaded


def shipped_fields(entry: Entry) -> dict[str, Any]:
    """The columns of an indicator as the file has them."""
    columns = asdict(entry)
    del columns["confidence"]
    return {**columns, "aliases": list(entry.aliases)}


def _load_entries() -> tuple[int, int]:
    known = {indicator.code: indicator for indicator in Indicator.objects.all()}
    wanted = [Indicator(**shipped_fields(entry)) for entry in shipped_dictionary().entries]
    new = [indicator for indicator in wanted if indicator.code not in known]
    kept = {code for code, indicator in known.items() if indicator.edited_at is not None}
    old = [i for i in wanted if i.code in known and i.code not in kept]
    changed = [i for i in old if _columns(i) != _columns(known[i.code])]
    Indicator.objects.bulk_create(
        new + changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name for name in TABLE_FIELDS if name != "code"],
    )
    _move(known[i.code] for i in wanted if i.code in kept and _moved(known[i.code], to=i.position))
    return len(new), len(changed)


def _moved(indicator: Indicator, *, to: int) -> bool:
    """Put an entry at its place in the list, and say whether it stood elsewhere."""
    stood, indicator.position = indicator.position, to
    return stood != to


def _move(indicators: Iterable[Indicator]) -> None:
    if moved := list(indicators):
        Indicator.objects.bulk_update(moved, ["position"])


def _load_rules() -> tuple[int, int]:
    known = {rule.code: _rule_columns(rule) for rule in ConsistencyRule.objects.all()}
    wanted = [ConsistencyRule(**asdict(rule)) for rule in shipped_dictionary().rules]
    new = [rule for rule in wanted if rule.code not in known]
    changed = [rule for rule in wanted if rule.code in known and _rule_columns(rule) != known[rule.code]]
    ConsistencyRule.objects.bulk_create(
        new + changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name for name in RULE_FIELDS if name != "code"],
    )
    return len(new), len(changed)


def _columns(indicator: Indicator) -> tuple[object, ...]:
    return tuple(getattr(indicator, name) for name in TABLE_FIELDS)


def _rule_columns(rule: ConsistencyRule) -> tuple[object, ...]:
    return tuple(getattr(rule, name) for name in RULE_FIELDS)
