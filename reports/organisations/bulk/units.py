"""The sheet 单位 as a plan: what each row would make or change, and every fault with its cell."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from reports.common.workbooks.reading import Fault, Row
from reports.organisations.bulk.columns import (
    BETWEEN,
    DUTIES,
    IN_USE,
    KIND,
    NAME,
    NO,
    NOTHING,
    OFFICES,
    PARENT,
    PARTY_NAME,
    PLACE,
    POSITION,
    SHORT_NAME,
    YES,
)
from reports.organisations.bulk.known import Known
from reports.organisations.bulk.plan import Change, Fate, UnitLine, UnitValues
from reports.organisations.enums import Duty, OrganisationKind
from reports.organisations.models import (
    MOST_NAME,
    MOST_OFFICE_NAME,
    MOST_PLACE,
    MOST_SHORT_NAME,
    Organisation,
)

LISTED = re.compile(r"[、，,；;\s]+")
MOST_POSITION = 100_000
DEEPEST = 10
"""Levels of a tree; a path of keys has room for as many."""

_DUTIES = {duty.label: duty for duty in Duty}
_KINDS = {kind.label: kind for kind in OrganisationKind}
_LABELS = {
    "short_name": SHORT_NAME,
    "place": PLACE,
    "party_name": PARTY_NAME,
    "data_offices": OFFICES,
    "duties": DUTIES,
    "position": POSITION,
    "is_active": IN_USE,
}


@dataclass(frozen=True, slots=True)
class UnitsPlan:
    """The lines of the sheet and its faults."""

    lines: tuple[UnitLine, ...]
    faults: tuple[Fault, ...]


def plan_units(rows: Sequence[Row], known: Known) -> UnitsPlan:
    """Say what the rows would do; a row with a fault has no line."""
    reader = _Reader(known, {row[NAME]: row for row in reversed(rows)})
    lines = [line for row in rows if (line := reader.read(row)) is not None]
    faults = [*reader.faults, *_second_bureaux(lines, reader.first, known)]
    return UnitsPlan(tuple(lines), tuple(faults))


class _Reader:
    """Reads row by row and keeps what is wrong; `first` is the first row of every name."""

    def __init__(self, known: Known, first: Mapping[str, Row]) -> None:
        self.known = known
        self.first = first
        self.faults: list[Fault] = []

    def read(self, row: Row) -> UnitLine | None:
        """The line of a row, or None where it has a fault."""
        before = len(self.faults)
        name = self._name(row)
        standing = self.known.units.get(name)
        values = self._changed(row, standing) if standing else self._new(row, name)
        if len(self.faults) > before:
            return None
        if standing is None:
            return UnitLine(row.at(NAME), Fate.NEW, values)
        changes = _changes(values_of(standing, self.known), values)
        return UnitLine(row.at(NAME), Fate.CHANGED if changes else Fate.SAME, values, changes)

    def _fault(self, row: Row, title: str, sentence: str) -> None:
        self.faults.append(row.fault(title, sentence))

    def _name(self, row: Row) -> str:
        name = row[NAME]
        if not name:
            self._fault(row, NAME, "请填写单位的名称。")
        elif self.first[name] is not row:
            self._fault(row, NAME, f"“{name}”与{self.first[name].at(NAME)}重复，请只留一行。")
        elif name in self.known.foreign:
            self._fault(row, NAME, f"“{name}”已经由别处的单位使用，请核对名称。")
        return self._short_enough(row, NAME, name, MOST_NAME)

    def _new(self, row: Row, name: str) -> UnitValues:
        kind = self._kind(row)
        short_name = self._words(row, SHORT_NAME, "", MOST_SHORT_NAME) or name
        if len(short_name) > MOST_SHORT_NAME and not row[SHORT_NAME]:
            self._fault(row, SHORT_NAME, f"名称超过{MOST_SHORT_NAME}个字，请另填一个简称。")
        return UnitValues(
            name=name,
            short_name=short_name,
            kind=kind or OrganisationKind.DEPARTMENT,
            parent=self._parent(row, name, kind),
            place=self._words(row, PLACE, "", MOST_PLACE),
            party_name=self._words(row, PARTY_NAME, "", MOST_NAME),
            data_offices=self._offices(row, ()),
            duties=self._duties(row, ()),
            position=self._position(row, 0),
            is_active=self._in_use(row, True),
        )

    def _changed(self, row: Row, standing: Organisation) -> UnitValues:
        values = values_of(standing, self.known)
        self._refuse_moving(row, values)
        return UnitValues(
            name=values.name,
            short_name=self._words(row, SHORT_NAME, values.short_name, MOST_SHORT_NAME)
            or values.name[:MOST_SHORT_NAME],
            kind=values.kind,
            parent=values.parent,
            place=self._words(row, PLACE, values.place, MOST_PLACE),
            party_name=self._words(row, PARTY_NAME, values.party_name, MOST_NAME),
            data_offices=self._offices(row, values.data_offices),
            duties=self._duties(row, values.duties),
            position=self._position(row, values.position),
            is_active=self._in_use(row, values.is_active),
        )

    def _refuse_moving(self, row: Row, values: UnitValues) -> None:
        if row[KIND] and row[KIND] != values.kind.label:
            sentence = f"“{values.name}”是{values.kind.label}，已有单位的类别不能改，请核对。"
            self._fault(row, KIND, sentence)
        parent = row[PARENT]
        if parent and parent not in (values.parent, NOTHING) and self.known.find(parent) != values.parent:
            stands = f"上级是“{values.parent}”" if values.parent else "没有上级，或者上级不归您管理"
            self._fault(row, PARENT, f"“{values.name}”{stands}，已有单位的上级不能改，请核对。")

    def _kind(self, row: Row) -> OrganisationKind | None:
        kind = _KINDS.get(row[KIND])
        if kind is None:
            listed = "、".join(_KINDS)
            wrong = f"没有“{row[KIND]}”这个类别，请" if row[KIND] else "这是新单位，请"
            self._fault(row, KIND, f"{wrong}填写{listed}之一。")
        return kind

    def _parent(self, row: Row, name: str, kind: OrganisationKind | None) -> str:
        word = row[PARENT]
        is_root = kind is OrganisationKind.COUNTY_GOVERNMENT and self.known.is_installer
        if not word or word == NOTHING:
            if not is_root:
                self._fault(row, PARENT, "这是新单位，请填写上级。")
            return ""
        parent = self.known.find(word) or (word if word in self.first else "")
        if not parent:
            self._fault(row, PARENT, f"本表和您管理的单位里都没有“{word}”，请核对上级的名称。")
        elif trouble := self._climb(name, parent):
            self._fault(row, PARENT, trouble)
        return parent

    def _climb(self, name: str, parent: str) -> str:
        """Say what is wrong with the units above, as the file has them; empty where they end well."""
        passed = [name]
        while parent not in self.known.units:
            if parent in passed:
                chain = "—".join((*passed, parent))
                return f"上级绕成了一圈（{chain}），请核对上级。"
            passed.append(parent)
            above = self.first.get(parent)
            word = above[PARENT] if above else ""
            parent = self.known.find(word) or word
            if not parent or len(passed) > DEEPEST:
                break
        standing = self.known.units.get(parent)
        depth = len(passed) + (standing.path.count("/") - 1 if standing else 0)
        return f"上级超过{DEEPEST}层，请核对上级。" if depth > DEEPEST else ""

    def _words(self, row: Row, title: str, standing: str, longest: int) -> str:
        if not row[title]:
            return standing
        return "" if row[title] == NOTHING else self._short_enough(row, title, row[title], longest)

    def _short_enough(self, row: Row, title: str, text: str, longest: int) -> str:
        if len(text) > longest:
            self._fault(row, title, f"{title}最多{longest}个字，请缩短。")
        elif "\n" in text:
            self._fault(row, title, f"{title}不能分行，请写成一行。")
        return text

    def _offices(self, row: Row, standing: tuple[str, ...]) -> tuple[str, ...]:
        words = self._words(row, OFFICES, "", 1000)
        if any(len(office) > MOST_OFFICE_NAME for office in LISTED.split(words)):
            self._fault(row, OFFICES, f"归口数据每项最多{MOST_OFFICE_NAME}个字，各项用顿号隔开。")
        listed = tuple(dict.fromkeys(word for word in LISTED.split(words) if word))
        return listed if row[OFFICES] else standing

    def _duties(self, row: Row, standing: tuple[Duty, ...]) -> tuple[Duty, ...]:
        words = [word for word in LISTED.split(self._words(row, DUTIES, "", 1000)) if word]
        for word in dict.fromkeys(words):
            if word not in _DUTIES:
                sentence = f"没有“{word[:40]}”这项职责，请填写{BETWEEN.join(_DUTIES)}之中的，用顿号隔开。"
                self._fault(row, DUTIES, sentence)
        wanted = {_DUTIES.get(word) for word in words}
        return tuple(duty for duty in Duty if duty in wanted) if row[DUTIES] else standing

    def _position(self, row: Row, standing: int) -> int:
        word = row[POSITION]
        if not word:
            return standing
        if not re.fullmatch(r"[0-9]{1,6}", word) or int(word) > MOST_POSITION:
            self._fault(row, POSITION, f"排序应是0到{MOST_POSITION}之间的整数，请核对。")
            return standing
        return int(word)

    def _in_use(self, row: Row, standing: bool) -> bool:
        word = row[IN_USE]
        if word not in ("", YES, NO):
            self._fault(row, IN_USE, f"请填写“{YES}”或者“{NO}”。")
        return standing if not word else word == YES


def values_of(unit: Organisation, known: Known) -> UnitValues:
    """What stands of a unit."""
    return UnitValues(
        name=unit.name,
        short_name=unit.short_name,
        kind=OrganisationKind(unit.kind),
        parent=known.names.get(unit.parent_id or 0, ""),
        place=unit.place,
        party_name=unit.party_name,
        data_offices=tuple(unit.data_offices),
        duties=tuple(Duty(duty) for duty in unit.duties),
        position=unit.position,
        is_active=unit.is_active,
    )


def _changes(old: UnitValues, new: UnitValues) -> tuple[Change, ...]:
    return tuple(
        Change(_LABELS[field.name], shown(getattr(old, field.name)), shown(getattr(new, field.name)))
        for field in fields(new)
        if getattr(old, field.name) != getattr(new, field.name)
    )


def shown(value: object) -> str:
    """A value as the sheet has it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return BETWEEN.join(word.label if isinstance(word, Duty) else word for word in value)
    return str(value)


def _second_bureaux(lines: Sequence[UnitLine], rows: Mapping[str, Row], known: Known) -> list[Fault]:
    """A county has one bureau in use at a time, after everything is done."""
    bureaux = defaultdict[str, list[str]](list)
    mentioned = {line.values.name for line in lines}
    for unit in known.units.values():
        is_bureau = unit.kind == OrganisationKind.JUDICIAL_BUREAU and unit.is_active
        if is_bureau and unit.parent_id and unit.name not in mentioned:
            bureaux[known.names.get(unit.parent_id, "")].append(unit.name)
    active = [
        line
        for line in lines
        if line.values.kind is OrganisationKind.JUDICIAL_BUREAU and line.values.is_active
    ]
    faults = []
    for line in sorted(active, key=lambda line: list(Fate).index(line.fate), reverse=True):
        values = line.values
        others = bureaux[values.parent]
        if others and values.parent:
            row, sentence = (
                rows[values.name],
                f"{values.parent}已有在用的司法局“{others[0]}”，请先停用原来的。",
            )
            faults.append(row.fault(KIND if line.fate is Fate.NEW else IN_USE, sentence))
        others.append(values.name)
    return faults
