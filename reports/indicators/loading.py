"""Bringing the shipped dictionary into the database."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reports.audit.services import record_act
from reports.indicators.dictionary import Entry, shipped_dictionary
from reports.indicators.models import Indicator
from reports.organisations.models import User

TABLE_FIELDS = tuple(field.name for field in fields(Entry) if field.name != "confidence")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one loading of the dictionary did; the log names it as its subject."""

    created: int
    changed: int
    pk: str = "dictionary"

    def __str__(self) -> str:
        return f"指标库：新增{self.created}项，更新{self.changed}项"


@transaction.atomic
def load_dictionary(actor: User | None = None, *, now: datetime | None = None) -> Loaded:
    """Bring the table to the state of the shipped file; entries that the file lacks stay as they are."""
    known = {indicator.code: _columns(indicator) for indicator in Indicator.objects.all()}
    wanted = [_indicator(entry) for entry in shipped_dictionary().entries]
    new = [indicator for indicator in wanted if indicator.code not in known]
    changed = [i for i in wanted if i.code in known and _columns(i) != known[i.code]]
    loaded = Loaded(len(new), len(changed))
    if new or changed:
        Indicator.objects.bulk_create(
            new + changed,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[name for name in TABLE_FIELDS if name != "code"],
        )
        record_act("更新指标库", loaded, actor=actor, now=now or timezone.now())
    return loaded


def _indicator(entry: Entry) -> Indicator:
    columns = asdict(entry)
    del columns["confidence"]
    return Indicator(**{**columns, "aliases": list(entry.aliases)})


def _columns(indicator: Indicator) -> tuple[object, ...]:
    return tuple(getattr(indicator, name) for name in TABLE_FIELDS)
