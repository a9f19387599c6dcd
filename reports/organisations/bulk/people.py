"""The sheet 人员 as a plan: accounts and posts that would be made, and every fault with its cell."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from reports.common.permissions import Denied, Verdict
from reports.common.workbooks.reading import Fault, Row
from reports.organisations.bulk.columns import NOTHING, PERSON_NAME, PHONE, ROLES, UNIT, USERNAME
from reports.organisations.bulk.known import Known
from reports.organisations.bulk.plan import Change, Fate, PersonLine, UnitLine
from reports.organisations.bulk.units import LISTED
from reports.organisations.enums import COUNTY_WIDE_ROLES, OrganisationKind, Role
from reports.organisations.models import MOST_PERSON_NAME, MOST_PHONE, MOST_USERNAME, User

MOST_NEW_PEOPLE = 1000
"""Accounts that one file may open: hashing their passwords takes about four seconds."""

_ROLES = {role.label: role for role in Role}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that people may be put into: one that stands, or one that the file makes."""

    name: str
    kind: OrganisationKind
    is_active: bool


@dataclass(slots=True)
class _Person:
    """One person while the rows are read; `rows` are all rows with the user name."""

    rows: list[Row]
    standing: User | None
    posts: dict[tuple[str, Role], None] = field(default_factory=dict)

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def held(self) -> set[tuple[str, Role]]:
        """The posts that the person has already."""
        posts = self.standing.memberships.all() if self.standing else ()
        return {(post.organisation.name, Role(post.role)) for post in posts}

    def said(self, title: str) -> str:
        """What the first row says that says anything."""
        return next((row[title] for row in self.rows if row[title]), "")


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """The lines of the sheet and its faults."""

    lines: tuple[PersonLine, ...]
    faults: tuple[Fault, ...]


def places_after(known: Known, lines: Sequence[UnitLine]) -> dict[str, Place]:
    """The units as they will stand when the sheet 单位 is done, by name and by unique short name."""
    named = {unit.name: (unit.short_name, unit.kind, unit.is_active) for unit in known.units.values()}
    named |= {v.name: (v.short_name, v.kind, v.is_active) for v in (line.values for line in lines)}
    shorts = Counter(short for short, _, _ in named.values())
    places = {
        name: Place(name, OrganisationKind(kind), is_active) for name, (_, kind, is_active) in named.items()
    }
    by_short = {short: places[name] for name, (short, _, _) in named.items() if shorts[short] == 1}
    return {**by_short, **places}


def plan_people(
    rows: Sequence[Row],
    known: Known,
    places: Mapping[str, Place],
    *,
    may_change: Callable[[User], Verdict],
) -> PeoplePlan:
    """Say what the rows would do; a person with a fault has no line."""
    reader = _Reader(known, places, may_change)
    people: dict[str, _Person] = {}
    for row in rows:
        if username := reader.username(row):
            standing = known.people.get(username)
            people.setdefault(username, _Person([], standing)).rows.append(row)
    lines = [line for name, person in people.items() if (line := reader.read(name, person)) is not None]
    return PeoplePlan(tuple(lines), (*reader.faults, *_too_many(lines)))


def _too_many(lines: Sequence[PersonLine]) -> list[Fault]:
    new = [line for line in lines if line.fate is Fate.NEW]
    if len(new) <= MOST_NEW_PEOPLE:
        return []
    sentence = f"一次最多为{MOST_NEW_PEOPLE:,}人建立账号，这里有{len(new):,}人，请分成几个文件导入。"
    return [Fault(new[MOST_NEW_PEOPLE].at, sentence)]


class _Reader:
    """Reads person by person and keeps what is wrong."""

    def __init__(
        self, known: Known, places: Mapping[str, Place], may_change: Callable[[User], Verdict]
    ) -> None:
        self.known, self.places, self.may_change = known, places, may_change
        self.faults: list[Fault] = []

    def username(self, row: Row) -> str:
        """The user name of a row; empty, with a fault, where it is none."""
        username = row[USERNAME]
        sentence = ""
        if not username:
            sentence = "请填写用户名，登录时使用，如姓名的拼音。"
        elif len(username) > MOST_USERNAME:
            sentence = f"用户名最多{MOST_USERNAME}个字，请缩短。"
        else:
            try:
                UnicodeUsernameValidator()(username)
            except ValidationError:
                sentence = "用户名只能用文字、数字和 @ . + - _，不能有空格。"
        if sentence:
            self.faults.append(row.fault(USERNAME, sentence))
        return "" if sentence else username

    def read(self, username: str, person: _Person) -> PersonLine | None:
        """The line of one person, or None where there is a fault."""
        before = len(self.faults)
        self._read_posts(person)
        self._refuse_contradiction(person, PERSON_NAME)
        self._refuse_contradiction(person, PHONE)
        standing = person.standing
        self._refuse_long(person)
        if standing is None:
            self._read_new(person)
        else:
            self._refuse_taken(standing, person)
        if len(self.faults) > before:
            return None
        return _line(username, person)

    def _read_posts(self, person: _Person) -> None:
        for row in person.rows:
            place = self._place(row)
            roles = self._roles(row)
            if place and not place.is_active and {(place.name, role) for role in roles} - person.held:
                self.faults.append(row.fault(UNIT, f"“{place.name}”已经停用，请核对单位。"))
            elif place:
                for role in roles:
                    self._read_post(person, row, place, role)

    def _read_post(self, person: _Person, row: Row, place: Place, role: Role) -> None:
        if role in COUNTY_WIDE_ROLES and place.kind is not OrganisationKind.JUDICIAL_BUREAU:
            sentence = f"{role.label}只能设在司法局，“{place.name}”是{place.kind.label}，请核对。"
            self.faults.append(row.fault(ROLES, sentence))
        elif (place.name, role) in person.posts:
            sentence = f"{row[USERNAME]}的{place.name}{role.label}写了两次，请只留一行。"
            self.faults.append(row.fault(ROLES, sentence))
        person.posts[place.name, role] = None

    def _place(self, row: Row) -> Place | None:
        place = self.places.get(row[UNIT])
        if not row[UNIT]:
            self.faults.append(row.fault(UNIT, "请填写单位。"))
        elif place is None:
            sentence = f"本表和您管理的单位里都没有“{row[UNIT]}”，请核对单位的名称。"
            self.faults.append(row.fault(UNIT, sentence))
        return place

    def _roles(self, row: Row) -> list[Role]:
        words = list(dict.fromkeys(word for word in LISTED.split(row[ROLES]) if word))
        for word in words:
            if word not in _ROLES:
                sentence = f"没有“{word[:40]}”这个角色，请填写{'、'.join(_ROLES)}之中的，用顿号隔开。"
                self.faults.append(row.fault(ROLES, sentence))
        return [_ROLES[word] for word in words if word in _ROLES]

    def _read_new(self, person: _Person) -> None:
        row = person.first
        if not person.said(PERSON_NAME):
            self.faults.append(row.fault(PERSON_NAME, "请填写姓名。"))
        lacking = [row for row in person.rows if not row[ROLES]]
        self.faults += [row.fault(ROLES, "这是新人员，请填写角色，如“经办人”。") for row in lacking]

    def _refuse_long(self, person: _Person) -> None:
        for title, longest in ((PERSON_NAME, MOST_PERSON_NAME), (PHONE, MOST_PHONE)):
            if len(person.said(title)) > longest:
                self.faults.append(person.first.fault(title, f"{title}最多{longest}个字，请缩短。"))

    def _refuse_contradiction(self, person: _Person, title: str) -> None:
        said = person.said(title)
        for row in person.rows:
            if row[title] and row[title] != said:
                sentence = f"同一个用户名“{row[USERNAME]}”的{title}前后不同，请核对。"
                self.faults.append(row.fault(title, sentence))

    def _refuse_taken(self, standing: User, person: _Person) -> None:
        row, username = person.first, standing.username
        verdict = self.may_change(standing)
        if isinstance(verdict, Denied):
            sentence = f"用户名“{username}”已经由别处的人员使用，请换一个。"
            self.faults.append(row.fault(USERNAME, sentence))
            return
        if not standing.is_active:
            sentence = f"{standing.name}（{username}）的账号已经停用，请先在单位页面启用。"
            self.faults.append(row.fault(USERNAME, sentence))
        here = {membership.organisation.name for membership in standing.memberships.all()}
        asked = {place.name for row in person.rows if (place := self.places.get(row[UNIT]))}
        if person.said(PERSON_NAME) not in ("", standing.name) and not here & asked:
            sentence = (
                f"用户名“{username}”已经由{'、'.join(sorted(here))}的{standing.name}使用，请换一个；"
                "确是同一个人的，姓名请写得与原来一样。"
            )
            self.faults.append(row.fault(USERNAME, sentence))


def _line(username: str, person: _Person) -> PersonLine:
    standing, name, phone = person.standing, person.said(PERSON_NAME), person.said(PHONE)
    name = name or (standing.name if standing else "")
    phone = "" if phone == NOTHING else phone or (standing.phone if standing else "")
    at = person.first.at(USERNAME)
    if standing is None:
        return PersonLine(at, Fate.NEW, username, name, phone, tuple(person.posts))
    posts = tuple(post for post in person.posts if post not in person.held)
    told = [Change(PERSON_NAME, standing.name, name), Change(PHONE, standing.phone, phone)]
    changes = tuple(change for change in told if change.old != change.new)
    fate = Fate.CHANGED if changes or posts else Fate.SAME
    return PersonLine(at, fate, username, name, phone, posts, changes)
