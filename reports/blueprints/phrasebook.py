"""Keeping the dated vocabulary: loading what ships, and what the administrator adds to it.

Not for: finding phrases in a blueprint (vocabulary).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import PhraseKind
from reports.blueprints.models import DatedPhrase
from reports.blueprints.vocabulary import Phrase, shipped_phrases
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.organisations.models import User
from reports.organisations.permissions import can_keep_shared_words

EARLIEST, LATEST = 1990, 2100
FIELDS = ("text", "kind", "first_year", "last_year", "successor", "source")


@dataclass(frozen=True, slots=True)
class PhrasesLoaded:
    """What one loading did; the log names it as its subject."""

    count: int
    pk: str = "phrases"

    def __str__(self) -> str:
        return f"年度用语：更新{self.count}条"


def phrases() -> tuple[Phrase, ...]:
    """Read the whole vocabulary, the latest first, in one query."""
    rows = DatedPhrase.objects.order_by("-first_year", "pk").values_list(*FIELDS)
    return tuple(Phrase(*row) for row in rows)


@transaction.atomic
def load_vocabulary(*, actor: User | None, now: datetime) -> PhrasesLoaded:
    """Bring the shipped words up to date; what somebody changed here stays as it is."""
    stored = {row.text: row for row in DatedPhrase.objects.all()}
    wanted = [
        phrase
        for phrase in shipped_phrases()
        if phrase.text not in stored or _is_behind(stored[phrase.text], phrase)
    ]
    DatedPhrase.objects.bulk_create(
        [DatedPhrase(**{field: getattr(phrase, field) for field in FIELDS}) for phrase in wanted],
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=[field for field in FIELDS if field != "text"],
    )
    loaded = PhrasesLoaded(len(wanted))
    if wanted:
        record_act("更新年度用语", loaded, actor=actor, now=now)
    return loaded


def _is_behind(row: DatedPhrase, phrase: Phrase) -> bool:
    return row.edited_at is None and any(getattr(row, field) != getattr(phrase, field) for field in FIELDS)


@transaction.atomic
def keep_phrase(phrase: Phrase, *, pk: int | None = None, actor: User, now: datetime) -> DatedPhrase:
    """Write down one phrase, a new one or the one with this key.

    Errors: Invalid for an empty or doubled text and for years out of order.
    """
    demand(can_keep_shared_words(actor))
    _check(phrase, pk)
    row = DatedPhrase.objects.select_for_update().get(pk=pk) if pk else DatedPhrase()
    before = {field: getattr(row, field) for field in FIELDS} if pk else {}
    for field in FIELDS:
        setattr(row, field, getattr(phrase, field))
    row.edited_at = now
    row.save()
    record_act("修改年度用语" if pk else "新增年度用语", row, actor=actor, now=now, detail={"before": before})
    return row


def _check(phrase: Phrase, pk: int | None) -> None:
    if not phrase.text.strip():
        raise Invalid("请填写用语。", field="text")
    if phrase.kind not in PhraseKind.values:
        raise Invalid("请选择类别。", field="kind")
    for field, year in (("first_year", phrase.first_year), ("last_year", phrase.last_year)):
        if year is not None and not EARLIEST <= year <= LATEST:
            raise Invalid(f"年度应在{EARLIEST}与{LATEST}之间，请核对。", field=field)
    if phrase.last_year is not None and phrase.last_year < phrase.first_year:
        raise Invalid("截止年度不能早于起始年度，请核对。", field="last_year")
    if DatedPhrase.objects.filter(text=phrase.text).exclude(pk=pk or 0).exists():
        raise Invalid(f"已经有“{phrase.text}”，请直接修改那一条。", field="text")


@transaction.atomic
def drop_phrase(row: DatedPhrase, *, actor: User, now: datetime) -> None:
    """Take a phrase out of the vocabulary; a shipped one comes back with the next loading."""
    demand(can_keep_shared_words(actor))
    record_act("删除年度用语", row, actor=actor, now=now)
    row.delete()
