"""检查设置: everybody reads the own county's, its administrator sets them, the bureau sees how they fare."""

import pytest
from django.test import Client

from reports.blueprints.models import Blueprint
from reports.checks.catalogue import CHECKS
from reports.checks.models import CheckSetting
from reports.checks.settings import blueprints_used
from tests.checks.found import put_findings
from tests.world import World

pytestmark = pytest.mark.django_db


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


def address(world: World) -> str:
    return f"/checks/settings/{world.county.government.pk}/"


def kept() -> list[tuple[str, int | None, str, str]]:
    rows = CheckSetting.objects.order_by("pk")
    return list(rows.values_list("government__place", "blueprint", "code", "level"))


def test_the_administrator_sets_and_sees_what_differs(world: World) -> None:
    client = signed_in(world, "administrator")
    assert client.get("/checks/settings/").headers["Location"] == address(world)
    typed = {"seen-space": "hint", "level-space": "off", "seen-dash": "warning", "level-dash": "warning"}
    shown = client.post(address(world), typed, follow=True).content.decode()
    assert "已调整1项检查，已打开的报告下次审读时生效。" in shown
    assert '<p class="settings__changed small">按出厂：提示</p>' in shown
    assert kept() == [("云岭县", None, "space", "off")]
    again = client.post(address(world), {"seen-space": "off", "level-space": "off"}, follow=True)
    assert "没有改动。" in again.content.decode()


def test_a_template_is_set_on_its_own_and_named(world: World) -> None:
    client = signed_in(world, "administrator")
    blueprint = world.report().assignment.blueprint_version.blueprint
    place = f"{address(world)}?template={blueprint.pk}"
    answer = client.post(place, {"seen-space": "hint", "level-space": "off"}, follow=True)
    assert answer.redirect_chain == [(f"{place}&year=2025", 302)]
    assert "随全县：提示" in answer.content.decode()
    assert f"{blueprint.name}（另设1项）" in answer.content.decode()
    assert kept() == [("云岭县", blueprint.pk, "space", "off")]
    unused = Blueprint.objects.exclude(pk__in=blueprints_used(world.county.government))[0]
    assert client.get(f"{address(world)}?template={unused.pk}").status_code == 404


def test_what_somebody_else_set_meanwhile_is_told_and_the_choice_is_kept_on_the_page(world: World) -> None:
    client = signed_in(world, "administrator")
    client.post(address(world), {"seen-space": "hint", "level-space": "off"})
    typed = {"seen-space": "hint", "level-space": "error", "seen-dash": "warning", "level-dash": "off"}
    answer = client.post(address(world), typed)
    assert answer.status_code == 422
    assert "“多余的空格”刚由别人改为“不检查”，请核对后重新选择。" in answer.content.decode()
    rows = {row.check.code: row for row in answer.context["rows"]}
    assert (rows["dash"].chosen, rows["dash"].taken.level) == ("off", "warning")
    assert kept() == [("云岭县", None, "space", "off")]


def test_a_check_that_must_stand_has_no_choice_and_forging_one_is_refused(world: World) -> None:
    client = signed_in(world, "administrator")
    shown = client.get(address(world)).content.decode()
    names = {check.code: f'name="level-{check.code}"' in shown for check in CHECKS}
    assert names == {check.code: check.may_be_dismissed for check in CHECKS}
    answer = client.post(address(world), {"seen-missing_part": "error", "level-missing_part": "off"})
    assert (answer.status_code, kept()) == (422, [])
    assert "不能调低，也不能停用。" in answer.content.decode()


@pytest.mark.parametrize("role", ["police_drafter", "reviewer", "auditor"])
def test_others_read_only(world: World, role: str) -> None:
    client = signed_in(world, role)
    shown = client.get(address(world)).content.decode()
    assert ("只有司法局的管理员可以设置文字检查。" in shown, "保存等级" in shown) == (True, False)
    assert ("不采纳率" in shown) is (role != "police_drafter")
    answer = client.post(address(world), {"seen-space": "hint", "level-space": "off"})
    assert (answer.status_code, kept()) == (403, [])


def test_another_countys_settings_are_not_there(world: World) -> None:
    client = Client()
    client.force_login(world.stranger.people["administrator"])
    assert client.get(address(world)).status_code == 404
    assert client.post(address(world), {"seen-space": "hint", "level-space": "off"}).status_code == 404
    assert kept() == []


def test_doubtful_checks_are_marked_and_come_first_with_their_reasons(
    world: World, django_assert_num_queries
) -> None:
    act = {"now": world.now, "actor": world.user("police_drafter")}
    put_findings(world.report(), "dash", mended=2, dismissed=8, reason="专有名称如此。", **act)
    client = signed_in(world, "administrator")
    client.get(address(world))
    with django_assert_num_queries(12):
        client.get(address(world))
    for unit, code in (("town", "space"), ("market", "blank"), ("market", "length")):
        put_findings(world.report(unit), code, open_ones=4, dismissed=1, **act)
    with django_assert_num_queries(12):
        answer = client.get(f"{address(world)}?order=share")
    rows = [(row.check.code, row.fare.share) for row in answer.context["rows"]]
    assert rows[:4] == [("dash", 80), ("blank", 20), ("length", 20), ("space", 20)]
    shown = answer.content.decode()
    assert shown.count("多数被不采纳，建议调低或停用") == 1
    assert ("专有名称如此。" in shown, shown.count('aria-sort="descending"')) == (True, 1)
    assert len(rows) == len(CHECKS)
