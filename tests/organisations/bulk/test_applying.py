"""All of a plan or nothing of it, and never anything else than was shown."""

import pytest

from reports.audit.models import Entry
from reports.common.errors import Refused
from reports.common.permissions import NotPermitted
from reports.organisations.bulk.applying import Moved, apply_plan
from reports.organisations.bulk.plan import Fate
from reports.organisations.bulk.reading import read_plan
from reports.organisations.enums import Role
from reports.organisations.models import Membership, Organisation, User
from reports.organisations.passwords import FirstPassword
from tests.organisations.bulk.files import county_file, department, drafter

pytestmark = pytest.mark.django_db

UNITS = [
    department("云岭县水政监察大队", 上级="云岭县水利局"),
    department("云岭县水利局", 简称="水利局", 归口数据="水利局", 职责="行政执法", 排序=9),
    {"名称": "云岭县公安局", "排序": 4, "在用": "否"},
]
PEOPLE = [
    drafter("李水", "lishui", "水利局", 角色="经办人、单位负责人", 电话="0991"),
    drafter("管理局首长", "market_head", "云岭县水利局", 电话="110"),
]


@pytest.fixture
def admin(world):
    return world.user("administrator")


def apply(data, *, actor, now):
    return apply_plan(data, digest=read_plan(data, actor=actor).digest, actor=actor, now=now)


def rows():
    return (
        Organisation.objects.count(),
        User.objects.count(),
        Membership.objects.count(),
        Entry.objects.count(),
    )


def test_everything_is_written(world, admin, now):
    applied = apply(county_file(units=UNITS, people=PEOPLE), actor=admin, now=now)
    water, patrol = (Organisation.objects.get(name=UNITS[n]["名称"]) for n in (1, 0))
    government = world.county.government
    assert (water.path, patrol.path) == (
        f"{government.path}{water.pk}/",
        f"{government.path}{water.pk}/{patrol.pk}/",
    )
    assert (water.parent, water.short_name, water.data_offices, water.duties, water.position) == (
        government,
        "水利局",
        ["水利局"],
        ["enforcement"],
        9,
    )
    police = Organisation.objects.get(name="云岭县公安局")
    assert (police.position, police.is_active, police.path) == (4, False, world.county.units["police"].path)
    assert sorted(
        (post.user.username, post.role) for post in Membership.objects.filter(organisation=water)
    ) == [("lishui", Role.DRAFTER), ("lishui", Role.HEAD), ("market_head", Role.DRAFTER)]
    assert User.objects.get(username="market_head").phone == "110"
    (slip,) = applied.passwords
    assert slip == FirstPassword("云岭县水利局", "李水", "lishui", slip.password, "经办人、单位负责人")


def test_the_first_password_opens_the_account_and_must_be_changed(admin, now):
    (slip,) = apply(county_file(people=PEOPLE[:1], units=UNITS[1:2]), actor=admin, now=now).passwords
    person = User.objects.get(username="lishui")
    assert (person.name, person.must_change_password) == ("李水", True)
    assert person.check_password(slip.password)
    assert slip.password not in repr(list(User.objects.values())) + repr(list(Entry.objects.values()))


def test_every_act_is_written_down_under_its_unit(world, admin, now):
    before = Entry.objects.order_by("pk").last().pk
    apply(county_file(units=UNITS, people=PEOPLE), actor=admin, now=now)
    entries = Entry.objects.filter(pk__gt=before).order_by("pk")
    water = Organisation.objects.get(name="云岭县水利局")
    assert [(e.action, e.subject_label) for e in entries] == [
        ("修改单位", "云岭县公安局"),
        ("建立单位", "云岭县水政监察大队"),
        ("建立单位", "云岭县水利局"),
        ("建立账号", "李水"),
        ("修改人员", "管理局首长"),
        ("任命", "李水 云岭县水利局 经办人"),
        ("任命", "李水 云岭县水利局 单位负责人"),
        ("任命", "管理局首长 云岭县水利局 经办人"),
    ]
    assert {e.scope_path for e in entries if "李水" in e.subject_label} == {water.path}
    assert {e.actor_name for e in entries} == {"管理"}


def test_the_same_file_twice_changes_nothing(admin, now):
    data = county_file(units=UNITS, people=PEOPLE)
    apply(data, actor=admin, now=now)
    before = rows()
    again = read_plan(data, actor=admin)
    assert (again.is_idle, again.count(Fate.SAME)) == (True, (3, 2))
    assert apply(data, actor=admin, now=now).passwords == ()
    assert rows() == before


def test_what_moved_meanwhile_is_shown_again(world, admin, now):
    data = county_file(units=UNITS)
    digest = read_plan(data, actor=admin).digest
    Organisation.objects.filter(name="云岭县公安局").update(position=3)
    before = rows()
    with pytest.raises(Moved):
        apply_plan(data, digest=digest, actor=admin, now=now)
    assert rows() == before


def test_one_fault_holds_everything_back(admin, now):
    data = county_file(units=[*UNITS, department("云岭县水利局")], people=PEOPLE)
    before = rows()
    with pytest.raises(Refused, match="还有需要改正的地方"):
        apply(data, actor=admin, now=now)
    assert rows() == before


def test_one_bureau_takes_the_place_of_another(world, admin, now):
    units = [department("云岭县法治局", 类别="司法局"), {"名称": "云岭县司法局", "在用": "否"}]
    apply(county_file(units=units), actor=admin, now=now)
    bureaux = Organisation.objects.filter(parent=world.county.government, kind="judicial_bureau")
    assert sorted(bureaux.values_list("name", "is_active")) == [
        ("云岭县司法局", False),
        ("云岭县法治局", True),
    ]


@pytest.mark.parametrize("name", ["reviewer", "leader", "auditor", "police_head", "bureau_drafter"])
def test_only_administrators_import(world, now, name):
    with pytest.raises(NotPermitted):
        apply_plan(county_file(units=UNITS), digest="", actor=world.user(name), now=now)


def test_writing_asks_the_same_number_of_questions(world, admin, now, django_assert_num_queries):
    for run, count in enumerate((1, 30)):
        units = [department(f"云岭县{run}{n}局") for n in range(count)]
        people = [drafter(f"人{n}", f"person{run}{n}", f"云岭县{run}{n}局") for n in range(count)]
        data = county_file(units=units, people=people)
        digest = read_plan(data, actor=admin).digest
        with django_assert_num_queries(12):
            apply_plan(data, digest=digest, actor=admin, now=now)
