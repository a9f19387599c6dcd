"""Loading the dictionary."""

import pytest

from reports.audit.models import Entry
from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.loading import Loaded, load_dictionary
from reports.indicators.models import Indicator
from tests.indicators.conftest import NOW

pytestmark = pytest.mark.django_db


def test_loading_fills_the_table_and_says_so():
    assert load_dictionary(now=NOW) == Loaded(330, 0)
    stored = list(Indicator.objects.order_by("position").values_list("code", "numerator", "aliases"))
    assert stored == [(e.code, e.numerator, list(e.aliases)) for e in shipped_dictionary().entries]
    assert list(Entry.objects.values_list("at", "actor_name", "action", "subject_label")) == [
        (NOW, "系统", "更新指标库", "指标库：新增330项，更新0项")
    ]


def test_loading_twice_changes_nothing(dictionary, django_assert_num_queries):
    before = list(Indicator.objects.order_by("pk").values())
    with django_assert_num_queries(3):  # savepoint, read, release
        assert load_dictionary(now=NOW) == Loaded(0, 0)
    assert list(Indicator.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 1


def test_loading_repairs_what_differs_and_leaves_what_is_not_its_own(dictionary, clerk):
    Indicator.objects.filter(code="LE01").update(name="处罚", note="")
    Indicator.objects.filter(code="LE02").delete()
    Indicator.objects.create(
        code="XX01", name="本县自设", unit="件", kind="count", period="flow", aggregation="sum"
    )
    assert load_dictionary(clerk, now=NOW) == Loaded(1, 1)
    assert Indicator.objects.get(code="LE01").pk == dictionary["LE01"].pk
    assert Indicator.objects.get(code="LE01").name == "行政处罚案件数"
    assert Indicator.objects.get(code="XX01").name == "本县自设"
    assert Indicator.objects.count() == 331
    assert Entry.objects.order_by("-pk").values_list("actor_name", flat=True)[0] == "陈晓岚"
