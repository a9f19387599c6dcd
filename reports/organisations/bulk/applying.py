"""Doing what a plan says, all of it or nothing, in a number of queries that does not grow with each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from reports.audit.services import Act, record_acts
from reports.common.errors import Refused
from reports.common.permissions import demand
from reports.organisations.bulk.known import administered
from reports.organisations.bulk.plan import Fate, PersonLine, Plan, UnitLine
from reports.organisations.bulk.reading import read_plan
from reports.organisations.enums import Role
from reports.organisations.models import Membership, Organisation, User
from reports.organisations.passwords import FirstPassword, hash_first_password, make_first_password
from reports.organisations.permissions import can_administer_many

BATCH = 1000
MOVED = "核对以后，有人改动了单位或者人员，结果与刚才看到的不同。请按下面的最新结果再核对一遍，然后确认。"
FAULTY = "表里还有需要改正的地方，什么都没有写入。请改正后重新上传。"


class Moved(Refused):
    """What stands is not what the person was shown any more; nothing was written."""

    def __init__(self) -> None:
        super().__init__(MOVED)


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done, and the first passwords of those who are new."""

    plan: Plan
    passwords: tuple[FirstPassword, ...]


def apply_plan(data: bytes, *, digest: str, actor: User, now: datetime) -> Applied:
    """Do what the workbook says if that is still what the person was shown.

    Errors: Moved where something has changed meanwhile, Refused for a plan with faults; UnreadableFile.
    """
    demand(can_administer_many(actor))
    try:
        return _apply(data, digest=digest, actor=actor, now=now)
    except IntegrityError as error:  # a name or a user name was taken in the same moment
        raise Moved from error


@transaction.atomic
def _apply(data: bytes, *, digest: str, actor: User, now: datetime) -> Applied:
    list(administered(actor).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    plan = read_plan(data, actor=actor)
    if plan.digest != digest:
        raise Moved
    if plan.faults:
        raise Refused(FAULTY)
    units = {unit.name: unit for unit in administered(actor)}
    acts = _write_units(plan.units, units)
    passwords = {line.username: make_first_password() for line in plan.people if line.fate is Fate.NEW}
    acts += _write_people(plan.people, units, passwords)
    record_acts(acts, actor=actor, now=now)
    return Applied(plan, tuple(_slip(line, passwords[line.username]) for line in plan.people
                               if line.fate is Fate.NEW))  # fmt: skip


def _write_units(lines: Sequence[UnitLine], units: dict[str, Organisation]) -> list[Act]:
    """Write the units; `units` holds the new ones too afterwards."""
    new = [line for line in lines if line.fate is Fate.NEW]
    changed = [line for line in lines if line.fate is Fate.CHANGED]
    acts = [_change(units[line.values.name], line) for line in changed]
    made = _planted(new, units)
    touched = sorted((act.subject for act in acts), key=lambda unit: unit.is_active)  # a bureau closes first
    fields = ["short_name", "place", "party_name", "data_offices", "duties", "position", "is_active"]
    Organisation.objects.bulk_create(
        touched, BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
    Organisation.objects.bulk_create(made, BATCH)
    return [*acts, *(Act("建立单位", unit, unit.path) for unit in made)]


def _change(unit: Organisation, line: UnitLine) -> Act:
    _put(unit, line)
    detail = {"before": unit.name, "is_active": unit.is_active}
    return Act("修改单位", unit, unit.path, detail)


def _put(unit: Organisation, line: UnitLine) -> None:
    values = line.values
    unit.short_name, unit.place, unit.party_name = values.short_name, values.place, values.party_name
    unit.data_offices, unit.duties = list(values.data_offices), list(values.duties)
    unit.position, unit.is_active = values.position, values.is_active


def _planted(lines: Sequence[UnitLine], units: dict[str, Organisation]) -> list[Organisation]:
    """Make the new units with their keys and paths, whatever their order in the file."""
    keys = _reserve_keys(len(lines))
    waiting = {line.values.name: (line, key) for line, key in zip(lines, keys, strict=True)}
    for name in list(waiting):
        _plant(name, waiting, units)
    return [units[line.values.name] for line in lines]


def _plant(
    name: str, waiting: Mapping[str, tuple[UnitLine, int]], units: dict[str, Organisation]
) -> Organisation | None:
    """Put one unit below its parent, which may have to be planted first; the plan bounds the depth."""
    if name in units or not name:
        return units.get(name)
    line, key = waiting[name]
    parent = _plant(line.values.parent, waiting, units)
    unit = Organisation(pk=key, name=name, kind=line.values.kind, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{key}/"
    _put(unit, line)
    units[name] = unit
    return unit


def _reserve_keys(count: int) -> list[int]:
    """Take keys from the sequence beforehand: a path is made of keys, so they must be known to write it."""
    table = Organisation._meta.db_table
    query = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(query, [f'"{table}"', count])
        return [int(row[0]) for row in cursor.fetchall()]


def _write_people(
    lines: Sequence[PersonLine], units: Mapping[str, Organisation], passwords: Mapping[str, str]
) -> list[Act]:
    new = [line for line in lines if line.fate is Fate.NEW]
    changed = [line for line in lines if line.fate is Fate.CHANGED]
    made = [_account(line, passwords[line.username]) for line in new]
    User.objects.bulk_create(made, BATCH)
    standing = {
        user.username: user for user in User.objects.filter(username__in=[c.username for c in changed])
    }
    renamed = [_tell(standing[line.username], line) for line in changed if line.changes]
    User.objects.bulk_update(renamed, ["name", "phone"], BATCH)
    people = standing | {user.username: user for user in made}
    posts = [
        Membership(user=people[line.username], organisation=units[unit], role=role)
        for line in lines
        for unit, role in line.posts
    ]
    Membership.objects.bulk_create(posts, BATCH)
    homes = {line.username: units[line.posts[0][0]].path for line in lines if line.posts}
    return [
        *(Act("建立账号", user, homes[user.username]) for user in made),
        *(Act("修改人员", user, homes.get(user.username, "")) for user in renamed),
        *(Act("任命", post, post.organisation.path) for post in posts),
    ]


def _account(line: PersonLine, password: str) -> User:
    return User(
        username=line.username,
        name=line.name,
        phone=line.phone,
        password=hash_first_password(password),
        must_change_password=True,
    )


def _tell(user: User, line: PersonLine) -> User:
    user.name, user.phone = line.name, line.phone
    return user


def _slip(line: PersonLine, password: str) -> FirstPassword:
    roles = "、".join(dict.fromkeys(Role(role).label for _, role in line.posts))
    return FirstPassword(line.posts[0][0], line.name, line.username, password, roles)
