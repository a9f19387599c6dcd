"""Who may read the dictionary, and who may change it for everybody."""

import pytest
from django.contrib.auth.models import AnonymousUser

from reports.common.permissions import Allowed, Denied
from reports.indicators.permissions import can_edit_dictionary, can_read_dictionary
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.organisations.services import appoint


@pytest.mark.django_db
def test_whoever_is_signed_in_reads_the_dictionary(clerk):
    assert can_read_dictionary(clerk) == Allowed()


def test_a_passer_by_is_asked_to_sign_in():
    assert can_read_dictionary(AnonymousUser()) == Denied("请先登录，再查看指标。")


@pytest.mark.parametrize("person", ["reviewer", "leader", "auditor", "police_drafter", "town_head"])
def test_only_administrators_edit_the_dictionary(world, person):
    assert can_edit_dictionary(world.user(person)) == Denied("只有管理员可以维护指标库。")


def test_of_two_topmost_governments_neither_speaks_for_the_other(world):
    user = world.user("administrator")
    assert can_edit_dictionary(user) == Denied(
        "指标库由最上级政府的司法局管理员统一维护，需要增改的，请与其联系。"
    )
    appoint(user, Role.ADMINISTRATOR, organisation=world.stranger.bureau, actor=None, now=world.now)
    assert can_edit_dictionary(world.user("administrator")) == Allowed()
    assert can_edit_dictionary(User(is_superuser=True)) == Allowed()


def test_under_one_topmost_government_its_administrator_edits(world):
    type(world.stranger.government).objects.filter(pk=world.stranger.government.pk).update(is_active=False)
    assert can_edit_dictionary(world.user("administrator")) == Allowed()
