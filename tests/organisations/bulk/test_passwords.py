"""Lost slips: new first passwords for those who never came in, and for nobody else."""

import pytest

from reports.audit.models import Entry
from reports.common.errors import Refused
from reports.common.permissions import NotPermitted
from reports.organisations.bulk.passwords import renew_first_passwords, waiting_people
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.organisations.passwords import FirstPassword
from reports.organisations.services import appoint, create_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(world, now):
    """Four who never signed in: two here, one next door, and one who has a post in both."""
    here, there = world.county.units["police"], world.stranger.units["water"]
    for username, units in (("a", [here]), ("b", [here]), ("c", [there]), ("d", [here, there])):
        user = create_person(username=username, name=username, password="x", actor=None, now=now)
        for unit in units:
            appoint(user, Role.DRAFTER, organisation=unit, actor=None, now=now)
    User.objects.filter(username="b").update(last_login=now)
    return world.user("administrator")


def test_only_those_who_never_came_in_get_a_new_password(waiting, now):
    kept = dict(User.objects.exclude(username="a").values_list("username", "password"))
    before = Entry.objects.order_by("pk").last().pk
    (slip,) = renew_first_passwords(actor=waiting, now=now)
    assert slip == FirstPassword("云岭县公安局", "a", "a", slip.password, "经办人")
    person = User.objects.get(username="a")
    assert (person.check_password(slip.password), person.must_change_password) == (True, True)
    assert dict(User.objects.exclude(username="a").values_list("username", "password")) == kept
    assert [e.action for e in Entry.objects.filter(pk__gt=before)] == ["重置密码"]


def test_the_count_names_those_of_ones_own_county(waiting):
    assert sorted(waiting_people(waiting).values_list("username", flat=True)) == ["a", "d"]


def test_nobody_waiting_is_said(world, now):
    with pytest.raises(Refused, match="没有需要重新发放"):
        renew_first_passwords(actor=world.user("administrator"), now=now)


def test_others_may_not(world, now):
    with pytest.raises(NotPermitted):
        renew_first_passwords(actor=world.user("reviewer"), now=now)
