"""The demonstration is loaded into an empty database only, and says so."""

from io import StringIO

from django.core.management import call_command

from reports.demo.loader import accounts
from reports.organisations.models import Organisation, User


def said() -> list[str]:
    """What the command prints."""
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue().splitlines()


def test_other_units_in_the_database_get_no_accounts_printed(db):
    Organisation.objects.create(name="白云县人民政府", kind="county_government", path="/1/")
    assert said() == ["数据库里已经有单位，没有载入演示数据。"]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["白云县人民政府"]


def test_the_accounts_are_printed_again_where_they_are(db):
    Organisation.objects.create(name="云岭县人民政府", kind="county_government", path="/1/")
    for account in accounts():
        User.objects.create_user(account.username, name=account.name)
    lines = said()
    assert lines[0] == "演示账号（密码都是 yunling-demo）："
    assert len(lines) == len(accounts()) + 1
