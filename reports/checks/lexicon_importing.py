"""Words that come in from a file: first what it would change, then all of it or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction

from reports.blueprints.marked_yaml import BrokenFileError
from reports.checks.entries import Entry, Key
from reports.checks.entry_faults import clashes, faults_of
from reports.checks.entry_files import Placed, read_entries
from reports.checks.entry_sheets import read_sheet
from reports.checks.lexicon_editing import FULL, MOST_OWN, changes_between, write_entries
from reports.checks.lexicons import Standing, entries_of, standing_entries
from reports.checks.permissions import can_keep_lexicon
from reports.common.errors import Refused, UnreadableFile
from reports.common.permissions import demand
from reports.common.workbooks.reading import Fault, in_order
from reports.organisations.models import Organisation, User

MOVED = "核对以后，有人改动了词库，结果与刚才看到的不同。请按下面的最新结果再核对一遍，然后确认。"
FAULTY = "文件里还有需要改正的地方，什么都没有写入。请改正后重新上传。"
_ZIP = b"PK"


class Fate(Enum):
    """What becomes of one entry."""

    NEW = "新增"
    CHANGED = "修改"
    SAME = "不变"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the file; `changes` are the part, the old words and the new."""

    at: str
    fate: Fate
    entry: Entry
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LexiconPlan:
    """What a file would do to a county's words; nothing is done while there is a fault."""

    lines: tuple[EntryLine, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def changing(self) -> tuple[EntryLine, ...]:
        """The lines that would change something."""
        return tuple(line for line in self.lines if line.fate is not Fate.SAME)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same to the same county."""
        words = repr((self.lines, self.faults))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def count(self, fate: Fate) -> int:
        """How many entries have this fate."""
        return sum(line.fate is fate for line in self.lines)


def plan_lexicon(name: str, data: bytes, government: Organisation, *, actor: User) -> LexiconPlan:
    """Say what a file would change, and what is wrong with it and where.

    Errors: UnreadableFile for what is neither a workbook nor a file of entries.
    """
    demand(can_keep_lexicon(actor, government))
    return _plan(name, data, standing_entries(government))


@transaction.atomic
def apply_lexicon(
    name: str, data: bytes, government: Organisation, *, digest: str, actor: User, now: datetime
) -> LexiconPlan:
    """Do what the file says if that is still what the person was shown.

    Errors: Refused where something has changed meanwhile, and for a plan with faults; UnreadableFile.
    """
    demand(can_keep_lexicon(actor, government))
    Organisation.objects.select_for_update().get(pk=government.pk)
    standings = standing_entries(government)
    plan = _plan(name, data, standings)
    if plan.digest != digest:
        raise Refused(MOVED)
    if plan.faults:
        raise Refused(FAULTY)
    changed = [(line.entry, standings.get(line.entry.key)) for line in plan.changing]
    write_entries(government, changed, actor=actor, now=now)
    return plan


def _plan(name: str, data: bytes, standings: Mapping[Key, Standing]) -> LexiconPlan:
    placed, faults = _read(name, data, entries_of(standings.values()))
    once: dict[Key, Placed] = {}
    told = list(faults)
    for each in placed:
        first = once.setdefault(each.entry.key, each)
        if first is not each:
            told.append(Fault(each.at, f"“{each.entry.words}”与{first.at}重复，请删去一条。"))
    lines = tuple(_line(each, standings.get(key)) for key, each in once.items())
    told += _judged(lines, standings)
    return LexiconPlan(
        lines, tuple(sorted(told, key=_line_number)) if _is_yaml(name, data) else in_order(told)
    )


def _line_number(fault: Fault) -> int:
    return int(fault.at.strip("第行"))


def _is_yaml(name: str, data: bytes) -> bool:
    return name.lower().endswith((".yaml", ".yml")) and not data.startswith(_ZIP)


def _read(
    name: str, data: bytes, standing: Mapping[Key, Entry]
) -> tuple[tuple[Placed, ...], tuple[Fault, ...]]:
    if not _is_yaml(name, data):
        return read_sheet(data, standing)
    try:
        placed = read_entries(name, data, is_foreign=True)
    except BrokenFileError as error:
        return (), tuple(Fault(f"第{fault.line}行", fault.message) for fault in error.faults)
    if not placed:
        raise UnreadableFile("文件里没有词条，请填写后再上传。")
    return placed, ()


def _line(placed: Placed, before: Standing | None) -> EntryLine:
    if before is None:
        return EntryLine(placed.at, Fate.NEW, placed.entry)
    changes = tuple(changes_between(before.entry, placed.entry))
    return EntryLine(placed.at, Fate.CHANGED if changes else Fate.SAME, placed.entry, changes)


def _judged(lines: tuple[EntryLine, ...], standings: Mapping[Key, Standing]) -> list[Fault]:
    """The faults of the entries that the file would add or change."""
    changing = [line for line in lines if line.fate is not Fate.SAME]
    own = [(line, fault) for line in changing for fault in faults_of(line.entry)]
    faults = [Fault(line.at, fault.sentence) for line, fault in own]
    faulty = {line.entry.key for line, _ in own}
    sound = {line.entry.key: line for line in changing if line.entry.key not in faulty}
    after = entries_of(standings.values()) | {key: line.entry for key, line in sound.items()}
    told = clashes([line.entry for line in sound.values()], after)
    faults += [Fault(sound[key].at, fault.sentence) for key, fault in told.items()]
    rows = sum(each.row is not None for each in standings.values())
    new = sum(_needs_row(line, standings) for line in changing)
    if new and rows + new > MOST_OWN:
        faults.append(Fault(changing[0].at, FULL))
    return faults


def _needs_row(line: EntryLine, standings: Mapping[Key, Standing]) -> bool:
    before = standings.get(line.entry.key)
    return before is None or before.row is None
