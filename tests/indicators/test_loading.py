"""Loading the dictionary."""

import pytest

from reports.audit.models import Entry
from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.loading import Loaded, load_dictionary
from reports.indicators.models import ConsistencyRule, Indicator
from tests.indicators.conftest import NOW

pytestmark = pytest.mark.django_db


def test_loading_fills_the_table_and_says_so():
    assert load_dictionary(now=NOW) == Loaded(337, 0, 59, 0)
    rules = ConsistencyRule.objects.order_by("position").values_list("code", "text", "severity", "kept_by")
    shipped = shipped_dictionary().rules
    assert list(rules) == [(r.code, r.text, r.severity, r.kept_by) for r in shipped]
    stored = list(Indicator.objects.order_by("position").values_list("code", "numerator", "aliases"))
    assert stored == [(e.code, e.numerator, list(e.aliases)) for e in shipped_dictionary().entries]
    assert list(Entry.objects.values_list("at", "actor_name", "action", "subject_label")) == [
        (NOW, "系统", "更新指标库", "指标库：新增指标337项，更新0项；新增核对规则59条，更新0条")
    ]


def test_loading_twice_changes_nothing(dictionary, django_assert_num_queries):
    before = list(Indicator.objects.order_by("pk").values())
    with django_assert_num_queries(4):  # savepoint, two readings, release
        assert load_dictionary(now=NOW) == Loaded(0, 0, 0, 0)
    assert list(Indicator.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 1


def test_loading_repairs_what_differs_and_leaves_what_is_not_its_own(dictionary, clerk):
    Indicator.objects.filter(code="LE01").update(name="处罚", note="")
    Indicator.objects.filter(code="LE02").delete()
    Indicator.objects.create(
        code="XX01", name="本县自设", unit="件", kind="count", period="flow", aggregation="sum"
    )
    ConsistencyRule.objects.filter(code="C02").update(text="DS09 = DS08", hint="旧的提示。")
    ConsistencyRule.objects.filter(code="C04").delete()
    assert load_dictionary(clerk, now=NOW) == Loaded(1, 1, 1, 1)
    assert ConsistencyRule.objects.get(code="C02").text == "DS09 = DS08 / DS07"
    assert Indicator.objects.get(code="LE01").pk == dictionary["LE01"].pk
    assert Indicator.objects.get(code="LE01").name == "行政处罚案件数"
    assert Indicator.objects.get(code="XX01").name == "本县自设"
    assert Indicator.objects.count() == 338
    assert Entry.objects.order_by("-pk").values_list("actor_name", flat=True)[0] == "陈晓岚"


def test_loading_leaves_what_people_edited_but_its_place_in_the_list(dictionary, clerk):
    edited = {"name": "本县口径", "position": 900, "edited_at": NOW, "edited_by": clerk}
    Indicator.objects.filter(code="LE01").update(**edited)
    assert load_dictionary(now=NOW) == Loaded(0, 0, 0, 0)
    kept = Indicator.objects.get(code="LE01")
    assert (kept.name, kept.position) == ("本县口径", dictionary["LE01"].position)
