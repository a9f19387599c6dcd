"""Changing the dictionary in the browser: forms, refusals at their fields, two people at once."""

import pytest
from django.test import Client

from reports.indicators.models import Indicator
from reports.organisations.enums import Role
from reports.organisations.services import appoint
from tests.world import World

NEW = {
    "area": "LE",
    "code": "LE70",
    "name": "柔性执法案件数",
    "unit": "件",
    "kind": "count",
    "period": "flow",
    "aggregation": "sum",
    "aliases": "首违不罚件数、轻微免罚件数，\n首违不罚件数",
}


@pytest.fixture
def editor(world: World) -> Client:
    """The administrator over every topmost government of the installation."""
    user = world.user("administrator")
    appoint(user, Role.ADMINISTRATOR, organisation=world.stranger.bureau, actor=None, now=world.now)
    client = Client()
    client.force_login(user)
    return client


def typed(editor: Client, code: str, **changes: object) -> dict[str, object]:
    """The form as the page shows it, with what somebody types into it."""
    shown = editor.get(f"/indicators/{code}/change/").context["form"].initial
    return {name: value for name, value in (shown | changes).items() if value is not None}


def test_a_new_entry_is_kept_and_shown(editor: Client) -> None:
    answer = editor.post("/indicators/new/", NEW, follow=True)
    assert "已增设“柔性执法案件数”。" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/indicators/LE70/"
    assert Indicator.objects.get(code="LE70").aliases == ["首违不罚件数", "轻微免罚件数"]
    assert "这一项是本地增设的。" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "LE01"}, "code", "代码“LE01”已经用于“行政处罚案件数”，请换一个。"),
        ({"name": ""}, "name", "请填写名称。"),
        ({"kind": "nonsense"}, "kind", "请选择类别。"),
        ({"area": ""}, "area", "请选择领域。"),
        ({"valid_from": "去年"}, "valid_from", "启用年度应是四位数字，如2025。"),
        ({"valid_from": "20250"}, "valid_from", "年度应在1990与2100之间，请核对。"),
        ({"note": "长" * 301}, "note", "口径最多300个字，请缩短。"),
        ({"aliases": "长" * 21}, "aliases", "别名最多20个，每个最多20个字，用顿号隔开。"),
        (
            {
                "kind": "ratio",
                "unit": "%",
                "aggregation": "own_level_only",
                "numerator": "LE02+LE11",
                "denominator": "LE01",
            },
            "numerator",
            "“警告、通报批评”（件）与“罚没金额”（万元）的单位不同，不能相加减，请核对。",
        ),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    editor: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    before = Indicator.objects.count()
    answer = editor.post("/indicators/new/", NEW | changes)
    form = answer.context["form"]
    assert (answer.status_code, form.errors[field]) == (422, [sentence])
    assert form["aliases"].value() == (NEW | changes)["aliases"]
    assert Indicator.objects.count() == before


def test_a_change_is_kept_and_can_be_restored(editor: Client) -> None:
    answer = editor.post("/indicators/LE01/change/", typed(editor, "LE01", name="处罚数"), follow=True)
    assert "“处罚数”已保存。" in answer.content.decode()
    assert "把“处罚数”恢复为随产品提供的内容？" in editor.get("/indicators/LE01/restore/").content.decode()
    answer = editor.post("/indicators/LE01/restore/", follow=True)
    assert "“处罚数”已恢复为随产品提供的内容。" in answer.content.decode()
    assert Indicator.objects.get(code="LE01").name == "行政处罚案件数"


def test_an_entry_of_ones_own_is_removed_and_a_shipped_one_is_not(editor: Client) -> None:
    editor.post("/indicators/new/", NEW)
    assert editor.post("/indicators/LE70/remove/").headers["Location"] == "/indicators/"
    assert Indicator.objects.filter(code="LE70").exists() is False
    refused = editor.post("/indicators/LE01/remove/")
    assert (refused.status_code, "随产品提供，不能删除" in refused.content.decode()) == (422, True)


def test_of_two_people_the_second_sees_both_texts_and_decides(editor: Client) -> None:
    mine = typed(editor, "LE01", name="后填写的")
    editor.post("/indicators/LE01/change/", typed(editor, "LE01", name="先保存的"))
    answer = editor.post("/indicators/LE01/change/", mine)
    shown = answer.content.decode()
    assert (answer.status_code, answer.context["conflict"]) == (409, [("名称", "先保存的", "后填写的")])
    assert "再次保存，将以您填写的为准。" in shown
    form = answer.context["form"]
    assert (form["name"].value(), form["version"].value()) == ("后填写的", "1")
    assert Indicator.objects.get(code="LE01").name == "先保存的"
    editor.post("/indicators/LE01/change/", mine | {"version": form["version"].value()})
    assert Indicator.objects.get(code="LE01").name == "后填写的"


@pytest.mark.parametrize("version", ["", "x", "-5", "99999999999999999999"])
def test_a_form_without_its_version_overwrites_nothing(editor: Client, version: str) -> None:
    answer = editor.post("/indicators/LE01/change/", typed(editor, "LE01", name="乱改", version=version))
    assert answer.status_code in (409, 422)
    assert Indicator.objects.get(code="LE01").name == "行政处罚案件数"


def test_code_and_area_stay_whatever_a_form_says(editor: Client) -> None:
    editor.post(
        "/indicators/LE01/change/", typed(editor, "LE01", note="新口径。") | {"code": "LE99", "area": "RV"}
    )
    assert list(Indicator.objects.filter(note="新口径。").values_list("code", "area")) == [("LE01", "LE")]


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("police_drafter", "只有管理员可以维护指标库。"),
        ("reviewer", "只有管理员可以维护指标库。"),
        ("administrator", "指标库由最上级政府的司法局管理员统一维护，需要增改的，请与其联系。"),
    ],
)
def test_others_change_nothing(world: World, role: str, reason: str) -> None:
    client = Client()
    client.force_login(world.user(role))
    for address in ("new", "LE01/change", "LE01/restore", "LE01/remove"):
        for answer in (client.get(f"/indicators/{address}/"), client.post(f"/indicators/{address}/", NEW)):
            assert (answer.status_code, reason in answer.content.decode()) == (403, True)
    assert Indicator.objects.filter(edited_at__isnull=False).count() == 0
