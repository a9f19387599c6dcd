"""核对规则: everybody reads the own county's, its administrator sets them."""

import pytest
from django.test import Client

from reports.indicators.models import RuleSetting
from tests.world import World


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


def address(world: World) -> str:
    return f"/indicators/rules/{world.county.government.pk}/"


def kept() -> list[tuple[str, str, str]]:
    rows = RuleSetting.objects.order_by("rule__position")
    return list(rows.values_list("government__place", "rule__code", "severity"))


@pytest.mark.parametrize(
    "role", ["police_drafter", "town_head", "reviewer", "administrator", "government_head"]
)
def test_everybody_is_led_to_the_own_countys_rules(world: World, role: str) -> None:
    client = signed_in(world, role)
    assert client.get("/indicators/rules/").headers["Location"] == address(world)
    rows = {row.code: row for row in client.get(address(world)).context["rows"]}
    assert len(rows) == 59
    assert (rows["C01"].words, rows["C01"].severity_label) == (
        "“调解成功件数”不大于“人民调解案件数（受理）”。",
        "提醒",
    )
    assert (rows["C51"].is_judged, rows["C51"].words) == (
        False,
        "县级汇总数由系统按已报送单位的数据逐项相加得出，有单位未报时注明覆盖面，不能另行填写。",
    )


def test_the_administrator_sets_and_sees_what_differs(world: World) -> None:
    client = signed_in(world, "administrator")
    answer = client.post(
        address(world),
        {"seen-C10": "warning", "severity-C10": "off", "seen-C14": "error", "severity-C14": "error"},
        follow=True,
    )
    shown = answer.content.decode()
    assert ("已调整1条规则" in shown, "原为“提醒”" in shown) == (True, True)
    assert kept() == [("云岭县", "C10", "off")]
    again = client.post(address(world), {"seen-C10": "off", "severity-C10": "off"}, follow=True)
    assert "没有改动。" in again.content.decode()


def test_what_somebody_else_set_meanwhile_is_told_and_nothing_is_kept(world: World) -> None:
    client = signed_in(world, "administrator")
    client.post(address(world), {"seen-C10": "warning", "severity-C10": "off"})
    answer = client.post(
        address(world),
        {"seen-C10": "warning", "severity-C10": "error", "seen-C04": "error", "severity-C04": "off"},
    )
    assert answer.status_code == 422
    assert "规则C10刚由别人改为“不检查”，请核对后重新选择。" in answer.content.decode()
    rows = {row.code: row for row in answer.context["rows"]}
    assert (rows["C04"].chosen, rows["C04"].severity) == ("off", "error")
    assert kept() == [("云岭县", "C10", "off")]


def test_nonsense_is_refused(world: World) -> None:
    client = signed_in(world, "administrator")
    answer = client.post(address(world), {"severity-C10": "fatal", "severity-": "off"})
    assert (answer.status_code, kept()) == (422, [])


@pytest.mark.parametrize("role", ["police_drafter", "reviewer", "leader", "auditor"])
def test_others_read_only(world: World, role: str) -> None:
    client = signed_in(world, role)
    shown = client.get(address(world)).content.decode()
    assert ("只有司法局的管理员可以设置核对规则。" in shown, "保存等级" in shown) == (True, False)
    answer = client.post(address(world), {"seen-C10": "warning", "severity-C10": "off"})
    assert (answer.status_code, kept()) == (403, [])


@pytest.mark.parametrize("role", ["water_drafter", "administrator"])
def test_another_countys_rules_are_not_there(world: World, role: str) -> None:
    client = Client()
    client.force_login(world.stranger.people[role], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address(world)).status_code == 404
    assert client.post(address(world), {"seen-C10": "warning", "severity-C10": "off"}).status_code == 404
    assert kept() == []


def test_the_number_of_queries_is_fixed(world: World, django_assert_num_queries) -> None:
    client = signed_in(world, "administrator")
    client.get(address(world))
    with django_assert_num_queries(10):
        client.get(address(world))
    client.post(address(world), {"seen-C10": "warning", "severity-C10": "off"})
    client.get(address(world))
    with django_assert_num_queries(10):
        client.get(address(world))
