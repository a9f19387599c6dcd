"""How gravely a county takes a rule: who says so, and what two people at once get."""

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.indicators.models import RuleSetting
from reports.indicators.severities import SeverityChange, set_severities, severities_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(world):
    return {"actor": world.user("administrator"), "now": world.now}


def kept():
    return list(RuleSetting.objects.order_by("pk").values_list("government__place", "rule__code", "severity"))


def test_only_what_differs_is_kept_and_logged(world, act):
    county = world.county.government
    changes = [
        SeverityChange("C10", "warning", "off"),
        SeverityChange("C14", "error", "error"),
        SeverityChange("C04", "error", "warning"),
    ]
    assert set_severities(county, changes, **act) == 2
    assert kept() == [("云岭县", "C10", "off"), ("云岭县", "C04", "warning")]
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.action, entry.scope_path, entry.detail) == (
        "设置核对规则",
        county.path,
        {"changes": [["规则C10", "提醒", "不检查"], ["规则C04", "错误", "提醒"]]},
    )
    assert severities_of(county)["C10"] == "off"
    assert severities_of(world.stranger.government)["C10"] == "warning"


def test_choosing_the_rules_own_severity_forgets_the_choice(world, act):
    county = world.county.government
    set_severities(county, [SeverityChange("C10", "warning", "off")], **act)
    assert set_severities(county, [SeverityChange("C10", "off", "warning")], **act) == 1
    assert (kept(), set_severities(county, [], **act)) == ([], 0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            SeverityChange("C99", "error", "off"),
            "没有规则“C99”，或者所选的等级不对，请刷新页面后重新选择。",
        ),
        (
            SeverityChange("C49", "error", "off"),
            "没有规则“C49”，或者所选的等级不对，请刷新页面后重新选择。",
        ),
        (
            SeverityChange("C10", "warning", "fatal"),
            "没有规则“C10”，或者所选的等级不对，请刷新页面后重新选择。",
        ),
        (SeverityChange("C10", "error", "off"), "规则C10刚由别人改为“提醒”，请核对后重新选择。"),
    ],
)
def test_a_bad_choice_leaves_all_as_it_was(world, act, change, sentence):
    good = SeverityChange("C04", "error", "off")
    with pytest.raises(Invalid) as refusal:
        set_severities(world.county.government, [good, change], **act)
    assert (str(refusal.value), kept()) == (sentence, [])


@pytest.mark.parametrize("person", ["reviewer", "leader", "auditor", "police_drafter", "government_head"])
def test_others_set_nothing(world, person):
    with pytest.raises(NotPermitted, match=r"^只有司法局的管理员可以设置核对规则。$"):
        set_severities(world.county.government, [], actor=world.user(person), now=world.now)


def test_a_rule_is_set_for_the_own_government_and_for_no_unit(world, act):
    with pytest.raises(NotPermitted, match=r"^只有司法局的管理员可以设置核对规则。$"):
        set_severities(world.stranger.government, [], **act)
    with pytest.raises(NotPermitted, match=r"^核对规则按政府设置，各单位随本级政府。$"):
        set_severities(world.county.units["police"], [], **act)
