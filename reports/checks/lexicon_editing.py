"""Changing a county's own words: adding, changing, switching off and on, taking back.

Not for: many at once from a file (lexicon_importing).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from reports.audit.services import Act, record_acts
from reports.checks.entries import KIND_WORDS, Entry, Key
from reports.checks.entry_faults import LABELS, clashes, faults_of
from reports.checks.lexicons import Standing, entries_of, standing_entries
from reports.checks.models import ENTRY_FIELDS, LexiconEntry
from reports.checks.permissions import can_keep_lexicon
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.organisations.models import Organisation, User

MOST_OWN = 1000
"""Entries of one government; each costs every report some microseconds."""
FULL = f"本县自己的词条已经有{MOST_OWN}条，请先删去不用的，再增加。"


class Outdated(Refused):
    """Somebody else was faster; `theirs` is what stands now, None where it was taken away."""

    def __init__(self, theirs: Standing | None) -> None:
        super().__init__("这一条刚才有人改过，这次还没有保存。请与现在的内容对照，再保存一次。")
        self.theirs = theirs


@transaction.atomic
def keep_entry(
    government: Organisation,
    entry: Entry,
    *,
    replacing: Key | None = None,
    base_version: int = 0,
    actor: User,
    now: datetime,
) -> Entry:
    """Write down an entry of a county's own, a new one or what it says instead of the one `replacing`.

    What is the same as above it needs no row, and takes away the one that is there.
    Errors: Invalid names the field; Outdated where the row is no longer of `base_version`.
    """
    standings = _hold(government, actor)
    before = standings.get(replacing) if replacing else None
    if replacing and (before is None or before.version != base_version):
        raise Outdated(before)
    if replacing != entry.key and entry.key in standings:
        raise Invalid(f"词库里已经有“{entry.words}”，请直接修改那一条。", field="words")
    if before and (before.row is None or before.above) and replacing != entry.key:
        raise Invalid("随产品提供或者上级的词条只能改内容，不能换成别的词，请另外增加一条。", field="words")
    _refuse_faulty(entry, standings, replacing=replacing)
    if before is None or before.row is None:
        refuse_overfull(standings, 1)
    write_entries(government, [(entry, before)], actor=actor, now=now)
    return entry


def _refuse_faulty(entry: Entry, standings: Mapping[Key, Standing], *, replacing: Key | None) -> None:
    if faults := faults_of(entry):
        raise Invalid(faults[0].sentence, field=faults[0].field)
    after = entries_of(each for key, each in standings.items() if key != replacing) | {entry.key: entry}
    if clash := clashes([entry], after).get(entry.key):
        raise Invalid(clash.sentence, field=clash.field)


@transaction.atomic
def switch_entry(
    government: Organisation, key: Key, *, off: str, base_version: int, actor: User, now: datetime
) -> Entry:
    """Look for some words no more, for the reason `off`; with an empty one look for them again.

    Errors: Invalid without any change; Outdated.
    """
    standings = _hold(government, actor)
    before = standings.get(key)
    if before is None or before.version != base_version:
        raise Outdated(before)
    if bool(before.entry.off) == bool(off):
        raise Invalid("这一条已经停用。" if off else "请写明为什么停用。", field="off")
    entry = replace(before.entry, off=off)
    _refuse_faulty(entry, standings, replacing=key)
    if before.row is None:
        refuse_overfull(standings, 1)
    write_entries(government, [(entry, before)], actor=actor, now=now)
    return entry


@transaction.atomic
def drop_entry(
    government: Organisation, key: Key, *, base_version: int, actor: User, now: datetime
) -> Standing:
    """Take back what a county says of some words; what stands above it holds again.

    Errors: Refused where the county says nothing of its own; Outdated.
    """
    before = _hold(government, actor).get(key)
    if before is None or before.version != base_version:
        raise Outdated(before)
    if before.row is None:
        raise Refused("这一条不是本县自己的，不能删除；不需要提示的，请停用。")
    record_acts([_act(before.row, before, after=None)], actor=actor, now=now)
    before.row.delete()
    return before


def refuse_overfull(standings: Mapping[Key, Standing], more: int) -> None:
    """Raise Refused where a county's own entries would be too many."""
    if sum(each.row is not None for each in standings.values()) + more > MOST_OWN:
        raise Refused(FULL)


def _hold(government: Organisation, actor: User) -> dict[Key, Standing]:
    """All entries of a county, nobody else changing them meanwhile."""
    demand(can_keep_lexicon(actor, government))
    Organisation.objects.select_for_update().get(pk=government.pk)
    return standing_entries(government)


def write_entries(
    government: Organisation,
    changed: list[tuple[Entry, Standing | None]],
    *,
    actor: User,
    now: datetime,
) -> None:
    """Write what was judged before, each entry with what stood in its place."""
    written = [
        (_row(government, entry, before=before, actor=actor, now=now), before, entry)
        for entry, before in changed
    ]
    rows = [row for row, before, entry in written if not _is_needless(entry, before)]
    gone = [row.pk for row, before, entry in written if row.pk and _is_needless(entry, before)]
    LexiconEntry.objects.filter(pk__in=gone).delete()
    columns = [*ENTRY_FIELDS, "version", "edited_at", "edited_by"]
    LexiconEntry.objects.bulk_update([row for row in rows if row.pk], columns, batch_size=500)
    LexiconEntry.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)
    acts = [
        _act(row, before, after=entry)
        for row, before, entry in written
        if before is None or before.entry != entry
    ]
    record_acts(acts, actor=actor, now=now)


def _row(
    government: Organisation, entry: Entry, *, before: Standing | None, actor: User, now: datetime
) -> LexiconEntry:
    """The county's own row about these words, with what it would say now; not written yet."""
    row = before.row if before and before.row else LexiconEntry(owner=government, version=0)
    for field in ENTRY_FIELDS:
        value = getattr(entry, field)
        setattr(row, field, list(value) if isinstance(value, tuple) else value)
    row.version, row.edited_at, row.edited_by = row.version + 1, now, actor
    return row


def _is_needless(entry: Entry, before: Standing | None) -> bool:
    """Whether the same holds without a row of the county's own."""
    return before is not None and entry == (before.above if before.row else before.entry)


def _act(row: LexiconEntry, before: Standing | None, *, after: Entry | None) -> Act:
    detail: dict[str, Any] = {}
    if before and after:
        detail["changes"] = [list(change) for change in changes_between(before.entry, after)]
    if after and after.off:
        detail["reason"] = after.off
    return Act(_action(before, after), row, row.owner.path, detail)


def _action(before: Standing | None, after: Entry | None) -> str:
    if after is None:
        return "删除词条"
    if before is None:
        return "增加词条"
    if bool(before.entry.off) != bool(after.off):
        return "停用词条" if after.off else "启用词条"
    return "修改词条"


def changes_between(old: Entry, new: Entry) -> list[tuple[str, str, str]]:
    """Say in what two entries differ: the part, the old words and the new."""
    return [
        (LABELS[field], said(old, field), said(new, field))
        for field in ENTRY_FIELDS
        if getattr(old, field) != getattr(new, field)
    ]


def said(entry: Entry, field: str) -> str:
    """Say one part of an entry as people read it."""
    value = getattr(entry, field)
    if field == "kind":
        return KIND_WORDS[value]
    if field == "severity":
        return str(value.label)
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value or "")
