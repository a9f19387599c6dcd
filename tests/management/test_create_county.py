"""The first act of an installation."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User

pytestmark = pytest.mark.django_db


def create(place: str = "望江县", username: str = "guanli") -> str:
    out = StringIO()
    call_command("create_county", place, "--username", username, "--name", "马俊", stdout=out)
    return out.getvalue()


def test_county_gets_government_bureau_and_an_administrator_who_must_change_the_password() -> None:
    printed = create()
    assert list(Organisation.objects.order_by("pk").values_list("name", "kind")) == [
        ("望江县人民政府", "county_government"),
        ("望江县司法局", "judicial_bureau"),
    ]
    user = User.objects.get(username="guanli")
    assert [(post.role, post.organisation_name) for post in user.standing().posts] == [
        (Role.ADMINISTRATOR, "望江县司法局")
    ]
    password = printed.split("首次密码：")[1].split()[0]
    assert (user.check_password(password), user.must_change_password) == (True, True)


def test_same_county_twice_is_refused_and_changes_nothing() -> None:
    create()
    with pytest.raises(CommandError, match="已经有名为“望江县人民政府”的单位"):
        create(username="zweite")
    assert (Organisation.objects.count(), User.objects.count()) == (2, 1)
