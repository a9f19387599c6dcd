"""How a county takes each check: who says so, for which reports, and what two people at once get."""

import pytest

from reports.audit.models import Entry
from reports.blueprints.models import Blueprint
from reports.checks.models import CheckSetting
from reports.checks.rulebook import rulebook_for
from reports.checks.settings import LevelChange, Taken, blueprints_used, levels_at, set_levels
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.web.audit.details import detail_in_words, names_in

pytestmark = pytest.mark.django_db
UNKNOWN = "没有检查项“{}”，或者所选的等级不对，请刷新页面后重新选择。"
FIXED = "“缺少法定部分”关系到法定内容、保密或者个人隐私，不能调低，也不能停用。"


@pytest.fixture
def act(world):
    return {"actor": world.user("administrator"), "now": world.now}


def kept():
    rows = CheckSetting.objects.order_by("pk")
    return list(rows.values_list("government__place", "blueprint__code", "code", "level"))


def family(world, unit="police"):
    return world.report(unit).assignment.blueprint_version.blueprint


def test_only_what_differs_is_kept_and_logged(world, act):
    county = world.county.government
    changes = [
        LevelChange("space", "hint", "off"),
        LevelChange("blank", "error", "error"),
        LevelChange("dash", "warning", "hint"),
    ]
    assert set_levels(county, changes, **act) == 2
    assert kept() == [("云岭县", None, "space", "off"), ("云岭县", None, "dash", "hint")]
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.action, entry.scope_path) == ("设置文字检查", county.path)
    assert detail_in_words(entry.detail, names_in([entry])) == (
        "多余的空格由“提示”改为“不检查”；破折号由“提醒”改为“提示”"
    )
    assert levels_at(county)["space"] == Taken("hint", "off")
    assert levels_at(world.stranger.government)["space"] == Taken("hint")


def test_a_choice_equal_to_what_is_given_is_forgotten(world, act):
    county = world.county.government
    set_levels(county, [LevelChange("space", "hint", "off")], **act)
    assert set_levels(county, [LevelChange("space", "off", "hint")], **act) == 1
    assert (kept(), set_levels(county, [], **act)) == ([], 0)


def test_a_template_has_levels_of_its_own_above_those_of_the_county(world, act):
    county, blueprint = world.county.government, family(world)
    set_levels(county, [LevelChange("space", "hint", "off")], **act)
    changes = [LevelChange("space", "off", "warning"), LevelChange("dash", "warning", "warning")]
    assert set_levels(county, changes, blueprint=blueprint, **act) == 1
    assert levels_at(county, blueprint)["space"] == Taken("off", "warning")
    assert Entry.objects.order_by("-pk")[0].detail["template"] == blueprint.name
    unit = world.county.units["police"]
    own, others = rulebook_for(unit, blueprint.pk), rulebook_for(unit, None)
    assert own.severities == {"space": "warning"}
    assert "space" not in {check.code for check in others.checks}
    set_levels(county, [LevelChange("space", "warning", "off")], blueprint=blueprint, **act)
    assert kept() == [("云岭县", None, "space", "off")]


def test_what_is_chosen_changes_the_stamp_so_that_stored_readings_are_stale(world, act):
    unit = world.county.units["police"]
    before = rulebook_for(unit, None).stamp
    set_levels(world.county.government, [LevelChange("space", "hint", "off")], **act)
    assert rulebook_for(unit, None).stamp != before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (LevelChange("nonsense", "error", "off"), UNKNOWN.format("nonsense")),
        (LevelChange("space", "hint", "fatal"), UNKNOWN.format("space")),
        (LevelChange("missing_part", "error", "warning"), FIXED),
        (LevelChange("missing_part", "", "off"), FIXED),
        (LevelChange("space", "error", "off"), "“多余的空格”刚由别人改为“提示”，请核对后重新选择。"),
    ],
)
def test_a_bad_choice_leaves_all_as_it_was(world, act, change, sentence):
    good = LevelChange("dash", "warning", "off")
    with pytest.raises(Invalid) as refusal:
        set_levels(world.county.government, [good, change], **act)
    assert (str(refusal.value), kept()) == (sentence, [])


def test_a_template_that_no_report_uses_is_refused(world, act):
    unused = Blueprint.objects.exclude(pk__in=blueprints_used(world.county.government))[0]
    with pytest.raises(Invalid, match=r"^本县的报告没有使用这个模板，请刷新页面后重新选择。$"):
        set_levels(world.county.government, [], blueprint=unused, **act)


@pytest.mark.parametrize("person", ["reviewer", "leader", "auditor", "police_drafter", "government_head"])
def test_others_set_nothing(world, person):
    with pytest.raises(NotPermitted, match=r"^只有司法局的管理员可以设置文字检查。$"):
        set_levels(world.county.government, [], actor=world.user(person), now=world.now)


def test_a_check_is_set_for_the_own_government_and_for_no_unit(world, act):
    with pytest.raises(NotPermitted, match=r"^只有司法局的管理员可以设置文字检查。$"):
        set_levels(world.stranger.government, [], **act)
    with pytest.raises(NotPermitted, match=r"^文字检查按政府设置，各单位随本级政府。$"):
        set_levels(world.county.units["police"], [], **act)
