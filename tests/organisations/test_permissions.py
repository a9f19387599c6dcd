"""Who may set up and look up: every role of the county, and the one next door."""

import pytest

from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User
from reports.organisations.permissions import can_administer, can_administer_person, can_see_organisations
from reports.organisations.queries import organisations_within, overseen_organisations

pytestmark = pytest.mark.django_db

COUNTY_WIDE = {"reviewer", "leader", "administrator", "auditor"}
INSTALLER = "root"


def who(world, name):
    if name == INSTALLER:
        return User.objects.create_superuser("root", "qingshan-lvshui-7", name="安装员")
    if name == "stranger":
        return world.stranger.people["administrator"]
    return world.user(name)


EVERYBODY = [
    "reviewer",
    "leader",
    "administrator",
    "auditor",
    "bureau_drafter",
    "bureau_head",
    "government_head",
    "police_drafter",
    "police_head",
    "stranger",
    INSTALLER,
]


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_matrix(world, name):
    user, police = who(world, name), world.county.units["police"]
    administers = name in {"administrator", INSTALLER}
    assert bool(can_administer(user, police)) == administers
    assert bool(can_administer_person(user, world.user("police_drafter"))) == administers
    assert bool(can_administer(user, None)) == (name == INSTALLER)
    assert bool(can_see_organisations(user)) == (name in {*COUNTY_WIDE, "stranger", INSTALLER})


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_list_and_the_permission_agree(world, name):
    user = who(world, name)
    within = organisations_within(user, [Role.ADMINISTRATOR])
    listed = set(Organisation.objects.all() if user.is_superuser else within)
    assert listed == {unit for unit in Organisation.objects.all() if can_administer(user, unit)}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("reviewer", 5),
        ("auditor", 5),
        ("stranger", 3),
        (INSTALLER, 8),
        ("police_head", 0),
        ("bureau_head", 0),
    ],
)
def test_county_wide_roles_oversee_their_county(world, name, count):
    assert overseen_organisations(who(world, name)).count() == count


def test_closed_units_are_administered_but_get_nothing_new(world):
    Organisation.objects.filter(pk=world.county.units["police"].pk).update(is_active=False)
    admin = world.user("administrator")
    assert overseen_organisations(admin).count() == 5
    assert organisations_within(admin, [Role.ADMINISTRATOR]).count() == 4
