"""Which stored rules judge a unit's figures, and how gravely its county takes each."""

import pytest

from reports.indicators.models import ConsistencyRule, Indicator, RuleSetting
from reports.indicators.rulebook import judge_figures, rules_in_force
from reports.indicators.values import number

pytestmark = pytest.mark.django_db

TOO_MANY = {"DS03": number(5), "DS02": number(4)}


def judged(unit, figures=TOO_MANY, *, year=2025):
    """Rule and severity of what is found."""
    return [(f.rule, f.severity) for f in judge_figures(unit, year=year, figures=figures, last={}, notes={})]


def choose(government, code, severity):
    RuleSetting.objects.create(
        government=government, rule=ConsistencyRule.objects.get(code=code), severity=severity
    )


@pytest.mark.usefixtures("dictionary")
def test_without_a_choice_the_shipped_severity_holds(bureau):
    assert judged(bureau) == [("C04", "error")]
    assert judged(bureau, {"DS08": number(5), "DS07": number(4)}) == [("C01", "warning")]


@pytest.mark.usefixtures("dictionary")
def test_a_county_takes_a_rule_more_lightly_or_not_at_all(county, bureau, town):
    choose(county, "C04", "warning")
    assert (judged(county), judged(bureau), judged(town)) == ([("C04", "warning")],) * 3
    RuleSetting.objects.update(severity="off")
    assert judged(town) == []


@pytest.mark.usefixtures("dictionary")
def test_the_choice_of_another_county_or_of_a_higher_government_is_not_ours(county, bureau, place):
    stranger = place("望江县人民政府", "/9/")
    city = place("云江市人民政府", "/8/")
    choose(stranger, "C04", "off")
    choose(city, "C04", "off")
    assert judged(bureau) == [("C04", "error")]
    inner = place("云江市青山区人民政府", "/8/7/", parent=city)
    assert (judged(inner), judged(city)) == ([("C04", "error")], [])


@pytest.mark.usefixtures("dictionary")
def test_a_switched_off_rule_does_not_let_the_general_one_speak(county, bureau):
    choose(county, "C01", "off")
    assert judged(bureau, {"DS08": number(5), "DS07": number(4)}) == []


@pytest.mark.usefixtures("dictionary")
def test_a_rule_judges_the_years_in_which_it_is_in_force(bureau):
    ConsistencyRule.objects.filter(code="C04").update(valid_from=2024, valid_to=2025)
    assert [len(judged(bureau, year=year)) for year in (2023, 2024, 2025, 2026)] == [0, 1, 1, 0]
    ConsistencyRule.objects.filter(code="C04").update(is_in_force=False)
    assert judged(bureau, year=2024) == []
    kept_elsewhere = {"C49", "C50", "C51", "C52", "C04"}
    assert set(
        ConsistencyRule.objects.exclude(pk__in=rules_in_force(2025)).values_list("code", flat=True)
    ) == (kept_elsewhere)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_two_queries_whatever_the_number_of_figures(dictionary, bureau, django_assert_num_queries, count):
    figures = {code: number(1) for code in list(dictionary)[:count]}
    with django_assert_num_queries(2):
        judge_figures(bureau, year=2025, figures=figures, last=figures, notes=dict.fromkeys(figures, ""))


def test_two_queries_whatever_the_number_of_rules(dictionary, bureau, django_assert_num_queries):
    ConsistencyRule.objects.exclude(code="C04").delete()
    assert Indicator.objects.count() == len(dictionary)
    with django_assert_num_queries(2):
        assert judged(bureau) == [("C04", "error")]


@pytest.mark.usefixtures("dictionary")
def test_a_change_written_beside_a_figure_is_held_against_last_year(bureau):
    def found(note):
        given = {"figures": {"RV02": number(151)}, "last": {"RV02": number(66)}, "notes": {"RV02": note}}
        return [f.rule for f in judge_figures(bureau, year=2025, **given)]

    assert (found("同比增长128.79%。"), found("同比增长128.78%。"), found("")) == ([], ["C48"], [])
