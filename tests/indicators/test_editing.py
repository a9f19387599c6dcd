"""Changing the dictionary: who may, what is refused, what is logged, and that nothing is half done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.indicators.drafts import differs_from_shipped, draft_of
from reports.indicators.editing import (
    Outdated,
    change_indicator,
    create_indicator,
    remove_indicator,
    restore_indicator,
)
from reports.indicators.loading import Loaded, load_dictionary
from reports.indicators.models import ConsistencyRule, Indicator
from reports.indicators.soundness import IndicatorDraft
from reports.indicators.values import number
from reports.organisations.models import User
from tests.indicators.conftest import NOW

pytestmark = pytest.mark.django_db

DRAFT = IndicatorDraft(
    code="LE70",
    name=" 柔性执法  案件数 ",
    unit="件",
    area="LE",
    kind="count",
    period="flow",
    aggregation="sum",
    aliases=("首违不罚", "首违不罚", " "),
)


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", name="马管理")


@pytest.fixture
def act(root):
    return {"actor": root, "now": NOW}


def logged():
    """The last act and what it says of the change."""
    entry = Entry.objects.order_by("-pk")[0]
    return entry.actor_name, entry.action, entry.subject_label, entry.detail["changes"]


def change(indicator, act, *, base_version=None, **changes):
    version = indicator.version if base_version is None else base_version
    return change_indicator(indicator, replace(draft_of(indicator), **changes), base_version=version, **act)


def test_an_entry_of_ones_own_stands_behind_its_area(dictionary, act):
    made = create_indicator(DRAFT, **act)
    codes = list(
        Indicator.objects.filter(area="LE").order_by("position", "pk").values_list("code", flat=True)
    )
    assert (codes[-1], made.name, made.aliases, made.area_name, made.version) == (
        "LE70",
        "柔性执法 案件数",
        ["首违不罚"],
        "行政执法",
        1,
    )
    assert logged() == (
        "马管理",
        "新增指标",
        "LE70 柔性执法 案件数",
        [
            ["代码", "", "LE70"],
            ["名称", "", "柔性执法 案件数"],
            ["单位", "", "件"],
            ["领域代码", "", "LE"],
            ["类别", "", "件次数"],
            ["时期", "", "全年累计"],
            ["汇总方式", "", "逐单位相加"],
            ["别名", "", "首违不罚"],
        ],
    )
    assert load_dictionary(now=NOW) == Loaded(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"code": "LE01"}, "代码“LE01”已经用于“行政处罚案件数”，请换一个。", "code"),
        ({"code": "ZZ01", "area": "ZZ"}, "请选择领域。", "area"),
        ({"unit": ""}, "请填写单位。", "unit"),
    ],
)
def test_a_bad_new_entry_is_refused_and_nothing_is_kept(dictionary, act, changes, sentence, field):
    with pytest.raises(Invalid) as refusal:
        create_indicator(replace(DRAFT, **changes), **act)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert (Indicator.objects.count(), Entry.objects.count()) == (len(dictionary), 1)


def test_a_change_counts_and_is_logged_with_old_and_new(dictionary, act):
    changed = change(dictionary["LE01"], act, name="行政处罚决定数", valid_to=2030)
    assert (changed.version, changed.edited_at, differs_from_shipped(changed)) == (1, NOW, True)
    assert logged() == (
        "马管理",
        "修改指标",
        "LE01 行政处罚决定数",
        [["名称", "行政处罚案件数", "行政处罚决定数"], ["最后年度", "", "2030"]],
    )
    assert load_dictionary(now=NOW) == Loaded(0, 0, 0, 0)
    assert Indicator.objects.get(code="LE01").name == "行政处罚决定数"


def test_saving_what_is_there_already_changes_nothing(dictionary, act):
    assert change(dictionary["LE01"], act).version == 0
    assert Entry.objects.count() == 1


def test_on_an_older_version_both_texts_are_there_and_nothing_is_written(dictionary, act):
    change(dictionary["LE01"], act, name="先保存的")
    with pytest.raises(Outdated) as refusal:
        change(dictionary["LE01"], act, base_version=0, name="后保存的")
    assert (refusal.value.theirs.name, refusal.value.theirs.edited_by.name) == ("先保存的", "马管理")
    assert Indicator.objects.get(code="LE01").name == "先保存的"


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        (
            {"unit": "宗"},
            "“行政处罚案件数”已被模板、报告或填报数据使用，不能改单位；"
            "确需改变的，请填写最后年度停用本项，再另建一项。",
            "unit",
        ),
        (
            {"kind": "amount"},
            "“行政处罚案件数”已被模板、报告或填报数据使用，不能改类别；"
            "确需改变的，请填写最后年度停用本项，再另建一项。",
            "kind",
        ),
        ({"code": "LE88"}, "代码和领域建立后不能再改，需要改的请另建一项。", "code"),
        ({"valid_to": 2024}, "2025年度已有填报数据，最后年度不能早于2025年。", "valid_to"),
        ({"valid_from": 2026}, "2025年度已有填报数据，启用年度不能晚于2025年。", "valid_from"),
    ],
)
def test_what_is_filled_in_keeps_its_meaning(dictionary, act, record, bureau, changes, sentence, field):
    record(bureau, "LE01", number(3))
    with pytest.raises(Invalid) as refusal:
        change(dictionary["LE01"], act, **changes)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert change(dictionary["LE01"], act, valid_to=2025).is_valid_in(2026) is False


def test_what_nobody_uses_may_change_its_unit(dictionary, act):
    assert change(dictionary["LE01"], act, unit="宗").unit == "宗"


def test_restoring_brings_back_what_was_shipped_and_follows_it_again(dictionary, act):
    change(dictionary["LE01"], act, name="本县叫法", aliases=())
    restored = restore_indicator(dictionary["LE01"], **act)
    stored = Indicator.objects.get(code="LE01")
    assert (stored.name, stored.version, stored.edited_at) == ("行政处罚案件数", 2, None)
    assert (stored.aliases, differs_from_shipped(restored)) == (dictionary["LE01"].aliases, False)
    assert logged()[:3] == ("马管理", "恢复指标", "LE01 行政处罚案件数")
    Indicator.objects.filter(code="LE01").update(name="旧版")
    assert load_dictionary(now=NOW) == Loaded(0, 1, 0, 0)


def test_what_was_never_shipped_cannot_be_restored(dictionary, act):
    with pytest.raises(Refused, match=r"^这一项是本地增设的，没有随产品提供的内容可以恢复。$"):
        restore_indicator(create_indicator(DRAFT, **act), **act)


def test_what_nobody_used_is_removed_with_a_trace(dictionary, act):
    remove_indicator(create_indicator(DRAFT, **act), **act)
    assert Indicator.objects.filter(code="LE70").exists() is False
    actor, action, label, changes = logged()
    assert (actor, action, label, changes[0]) == (
        "马管理",
        "删除指标",
        "LE70 柔性执法 案件数",
        ["代码", "LE70", ""],
    )


def test_what_is_used_is_ended_and_not_removed(dictionary, act, bureau, record):
    made = create_indicator(DRAFT, **act)
    rate = replace(
        DRAFT,
        code="LE71",
        name="柔性执法率",
        unit="%",
        kind="ratio",
        aggregation="own_level_only",
        numerator="LE70",
        denominator="LE01",
    )
    share = create_indicator(rate, **act)

    def refusal(indicator):
        with pytest.raises(Refused) as error:
            remove_indicator(indicator, **act)
        return str(error.value)

    assert refusal(dictionary["LE01"]) == (
        "“行政处罚案件数”随产品提供，不能删除；不再填报的，请填写最后年度停用。"
    )
    assert refusal(made) == "“柔性执法率”由本项算出，不能删除，请先修改这些比率。"
    remove_indicator(share, **act)
    rule = ConsistencyRule.objects.create(code="X01", text="LE70 <= LE01", severity="warning")
    assert refusal(made) == "核对规则X01用到本项，不能删除。"
    rule.delete()
    dictionary["LE70"] = made
    record(bureau, "LE70", number(1))
    assert refusal(made) == (
        "“柔性执法 案件数”已被模板、报告或填报数据使用，不能删除；不再填报的，请填写最后年度停用。"
    )


def test_others_change_nothing(dictionary, clerk):
    act = {"actor": clerk, "now": NOW + timedelta(1)}
    for attempt in (
        lambda: create_indicator(DRAFT, **act),
        lambda: change(dictionary["LE01"], act, name="别的"),
        lambda: restore_indicator(dictionary["LE01"], **act),
        lambda: remove_indicator(dictionary["LE01"], **act),
    ):
        with pytest.raises(NotPermitted, match=r"^只有管理员可以维护指标库。$"):
            attempt()
    assert (Entry.objects.count(), Indicator.objects.count()) == (1, len(dictionary))
