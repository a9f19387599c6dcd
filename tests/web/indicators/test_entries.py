"""The page of one indicator: its definition, its rules, who asks for it, and what was done to it."""

import pytest
from django.test import Client

from reports.drafting.models import FigureRequest
from reports.indicators.models import Indicator
from reports.organisations.enums import Role
from reports.organisations.services import appoint
from reports.web.indicators.entries import Asking, entry_page
from tests.world import World


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


def page(world: World, code: str, role: str = "police_drafter"):
    return entry_page(Indicator.objects.get(code=code), world.user(role))


def test_a_ratio_is_explained_in_words(world: World) -> None:
    found = page(world, "LT14")
    assert (found.numerator, found.denominator, found.years) == (
        "回复司法建议件数（LT11），加回复检察建议件数（LT13）",
        "收到司法建议件数（LT10），加收到检察建议件数（LT12）",
        "各年度",
    )
    assert [rule.code for rule in found.rules] == ["C47", "C48", "C53", "C54", "C55"]
    assert [ratio.code for ratio in page(world, "LT11").made_of_it] == ["LT14"]
    assert page(world, "LE60").years == "2025年度起"


def test_rules_that_name_it_and_rules_about_its_kind(world: World) -> None:
    assert [rule.code for rule in page(world, "LE01").rules] == ["C21", "C48", "C55", "C56", "C57"]


def test_units_are_those_that_the_reader_may_see(world: World) -> None:
    assert page(world, "LE01").asking == Asking(2025, 1, ("云岭县公安局",))
    assert page(world, "LE01", "reviewer").asking == Asking(
        2025, 4, ("云岭县人民政府", "云岭县公安局", "云岭县市场监督管理局", "青石镇人民政府")
    )
    assert page(world, "LE60", "reviewer").asking is None


def test_templates_that_ask_for_it(world: World) -> None:
    assert page(world, "SV05").templates == (
        "部门法治政府建设年度报告：权力监督与政务公开",
        "法治政府建设年度报告（法定五部分）：权力监督与政务公开",
    )


@pytest.mark.parametrize("role", ["police_drafter", "town_head", "reviewer", "administrator", "auditor"])
def test_everybody_reads_and_only_who_may_edit_sees_buttons(world: World, role: str) -> None:
    answer = signed_in(world, role).get("/indicators/LE01/")
    assert (answer.status_code, "修改</a>" in answer.content.decode()) == (200, False)


def test_what_does_not_exist_is_not_there(world: World) -> None:
    client = signed_in(world, "reviewer")
    addresses = ("/indicators/ZZ99/", "/indicators/%00/", "/indicators/行政处罚/")
    assert {client.get(address).status_code for address in addresses} == {404}


def test_the_number_of_queries_does_not_depend_on_the_units(world: World, django_assert_num_queries) -> None:
    user, indicator = world.user("reviewer"), Indicator.objects.get(code="LE01")
    user.standing()
    for count in (3, 1):
        kept = list(
            FigureRequest.objects.filter(indicator=indicator).order_by("pk").values_list("pk")[:count]
        )
        FigureRequest.objects.filter(indicator=indicator).exclude(pk__in=[pk for (pk,) in kept]).delete()
        with django_assert_num_queries(6):
            asking = entry_page(indicator, user).asking
        assert asking is not None
        assert asking.count == count


def test_what_was_done_to_it_is_shown_to_who_may_edit(world: World) -> None:
    user = world.user("administrator")
    appoint(user, Role.ADMINISTRATOR, organisation=world.stranger.bureau, actor=None, now=world.now)
    client = signed_in(world, "administrator")
    shown = client.get("/indicators/LE01/change/").context["form"].initial
    typed = {name: value for name, value in shown.items() if value is not None}
    client.post("/indicators/LE01/change/", typed | {"name": "行政处罚决定数"})
    shown = client.get("/indicators/LE01/").content.decode()
    assert ("与随产品提供的不同" in shown, "管理修改指标" in shown) == (True, True)
    assert "<del>行政处罚案件数</del> → <ins>行政处罚决定数</ins>" in shown
    others = signed_in(world, "reviewer").get("/indicators/LE01/").content.decode()
    assert ("与随产品提供的不同" in others, "管理修改指标" in others) == (True, False)
