"""The county's figures out of filed reports: what is added, what never is, and what stands behind it."""

from decimal import Decimal

import pytest

from reports.blueprints.models import BlueprintFigure
from reports.drafting.models import FigureRequest
from reports.indicators.enums import Source
from reports.indicators.models import Indicator, Observation
from reports.indicators.values import (
    BLANK,
    NOT_APPLICABLE,
    Coverage,
    RolledUp,
    display,
    number,
    ratio_of,
    stated,
)
from reports.rollup.figures import CombinedFigure, combine_figures
from tests.rollup.filing import file_again, file_unit, put_figures, send_back
from tests.world import World


def combined(world: World, code: str) -> CombinedFigure:
    """The county's figure of one indicator."""
    (figure,) = combine_figures(world.report("government"), codes=[code])
    return figure


def ask(world: World, unit: str, code: str, *, block: str = "enforcement") -> None:
    """Let one report ask for one more figure."""
    report = world.report(unit)
    FigureRequest.objects.create(
        report=report,
        block=report.blocks.get(key=block),
        indicator=Indicator.objects.get(code=code),
        position=90,
    )


def shown(figure: CombinedFigure) -> list[tuple[str, bool, str]]:
    """Unit, whether it has filed, and its value, of all parts."""
    return [(p.organisation, p.is_filed, display(p.figure)) for p in figure.parts]


def test_a_sum_adds_the_filed_units_and_shows_who_is_missing(world: World) -> None:
    file_unit(world, "police", figures={"LE01": 30})
    file_unit(world, "market", figures={"LE01": 12})

    figure = combined(world, "LE01")

    assert figure.result == RolledUp(number(42), Coverage(2, 3))
    assert shown(figure) == [
        ("云岭县公安局", True, "30"),
        ("云岭县市场监督管理局", True, "12"),
        ("青石镇人民政府", False, "××"),
    ]


def test_a_draft_counts_for_nothing_until_it_is_filed(world: World) -> None:
    put_figures(world, "police", {"LE01": 30})

    assert combined(world, "LE01").result == RolledUp(BLANK, Coverage(0, 3))


def test_a_unit_without_the_duty_lowers_no_coverage(world: World) -> None:
    file_unit(world, "police", figures={"LE01": 30})
    file_unit(world, "market", figures={"LE01": NOT_APPLICABLE})
    file_unit(world, "town", figures={"LE01": 0})

    assert combined(world, "LE01").result == RolledUp(number(30), Coverage(2, 2))


def test_coverage_counts_only_units_that_are_asked(world: World) -> None:
    file_unit(world, "town", figures={"DS07": 19})

    figure = combined(world, "DS07")

    assert figure.result == RolledUp(number(19), Coverage(1, 1))
    assert shown(figure) == [("青石镇人民政府", True, "19")]


def test_a_filed_unit_that_left_it_blank_lowers_the_coverage(world: World) -> None:
    file_unit(world, "police")
    file_unit(world, "market", figures={"LE01": 12})

    assert combined(world, "LE01").result == RolledUp(number(12), Coverage(1, 3))


def test_a_report_sent_back_drops_out_and_comes_back_when_filed_again(world: World) -> None:
    file_unit(world, "police", figures={"LE01": 30})
    file_unit(world, "market", figures={"LE01": 12})
    send_back(world, "police", now=world.now)

    assert combined(world, "LE01").result == RolledUp(number(12), Coverage(1, 3))
    assert combined(world, "LE01").parts[0].figure == BLANK
    assert not combined(world, "LE01").parts[0].is_filed

    file_again(world, "police", texts={"enforcement": "全年依法办案。"})

    assert combined(world, "LE01").result == RolledUp(number(42), Coverage(2, 3))


def test_own_level_figures_are_never_added(world: World) -> None:
    for unit in ("police", "market"):
        ask(world, unit, "PL01")
    file_unit(world, "police", figures={"PL01": 7})
    file_unit(world, "market", figures={"PL01": 5})
    assert combined(world, "PL01").result == RolledUp(BLANK, Coverage(0, 1))

    put_figures(world, "government", {"PL01": 4}, actor=world.user("reviewer"))

    figure = combined(world, "PL01")
    assert figure.result == RolledUp(number(4), Coverage(1, 1))
    assert not figure.is_summed
    assert not figure.comes_from_units


def test_a_figure_of_every_unit_for_itself_is_not_taken_from_the_first(world: World) -> None:
    Indicator.objects.filter(code="PL01").update(source_unit="各单位")
    ask(world, "police", "PL01")
    file_unit(world, "police", figures={"PL01": 7})

    assert combined(world, "PL01").result == RolledUp(BLANK, Coverage(0, 1))


def test_an_own_level_figure_comes_from_the_office_that_has_it(world: World) -> None:
    file_unit(world, "bureau", figures={"RV02": 58})
    file_unit(world, "police", figures={"RV21": 3})

    figure = combined(world, "RV02")

    assert figure.result == RolledUp(number(58), Coverage(1, 1))
    assert shown(figure) == [("云岭县司法局", True, "58")]
    assert figure.comes_from_units


def test_the_office_s_figure_goes_before_a_number_once_typed_for_the_county(world: World) -> None:
    put_figures(world, "government", {"RV02": 60}, actor=world.user("reviewer"))
    before = combined(world, "RV02")
    assert (before.result, before.comes_from_units) == (RolledUp(number(60), Coverage(1, 1)), False)

    file_unit(world, "bureau", figures={"RV02": 58})

    figure = combined(world, "RV02")
    assert (figure.result, figure.comes_from_units) == (RolledUp(number(58), Coverage(1, 1)), True)


def test_a_total_typed_into_the_county_s_report_is_no_further_part(world: World) -> None:
    file_unit(world, "police", figures={"LE01": 30, "LE22": 90, "LE21": 100})
    put_figures(world, "government", {"LE01": 42, "LE22": 1, "LE21": 2}, actor=world.user("reviewer"))

    assert combined(world, "LE01").result == RolledUp(number(30), Coverage(1, 3))
    assert combined(world, "LE01").own == number(42)
    assert combined(world, "LE23").result.figure == ratio_of(90, 100)


def test_a_ratio_is_recomputed_from_the_sums_never_the_mean(world: World) -> None:
    file_unit(world, "police", figures={"LE22": 90, "LE21": 100})
    file_unit(world, "market", figures={"LE22": 1, "LE21": 10})

    figure = combined(world, "LE23")

    assert figure.result == RolledUp(ratio_of(91, 110), Coverage(2, 3))
    assert figure.result.figure.value != (Decimal(90) + Decimal(10)) / 2
    assert [part.figure for part in figure.parts] == [ratio_of(90, 100), ratio_of(1, 10), BLANK]


def test_a_unit_that_gave_one_part_only_never_bends_a_ratio(world: World) -> None:
    file_unit(world, "police", figures={"LE22": 90, "LE21": 100})
    file_unit(world, "market", figures={"LE21": 1000})

    figure = combined(world, "LE23")

    assert figure.result == RolledUp(ratio_of(90, 100), Coverage(1, 3))
    assert combined(world, "LE21").result.figure == number(1100)


def test_a_ratio_without_cases_is_not_applicable_and_no_hundred_per_cent(world: World) -> None:
    file_unit(world, "police", figures={"LE22": 0, "LE21": 0})

    figure = combined(world, "LE23")

    assert figure.result == RolledUp(BLANK, Coverage(0, 2))
    assert figure.parts[0].figure == NOT_APPLICABLE


def test_a_stated_ratio_never_rolls_up(world: World) -> None:
    file_unit(world, "police", figures={"LE22": 90, "LE21": 100})
    put_figures(world, "market", {"LE23": stated(100)}, note="市局通报")
    file_unit(world, "market")

    figure = combined(world, "LE23")

    assert figure.result == RolledUp(ratio_of(90, 100), Coverage(1, 3, stated=1))
    assert figure.parts[1].figure == stated(100)


def test_a_ratio_that_is_asked_without_its_parts_rolls_up_by_the_parts_it_carries(world: World) -> None:
    for unit in ("government", "police", "market"):
        ask(world, unit, "RD06")
    FigureRequest.objects.filter(indicator__code__in=["RD04", "RD05"]).delete()
    file_unit(world, "police", figures={"RD06": ratio_of(9, 10)})
    file_unit(world, "market", figures={"RD06": ratio_of(1, 2)})

    figure = combined(world, "RD06")

    assert figure.result == RolledUp(ratio_of(10, 12), Coverage(2, 2))
    assert [part.figure for part in figure.parts] == [ratio_of(9, 10), ratio_of(1, 2)]


def test_a_ratio_of_two_offices_takes_the_results_of_both(world: World) -> None:
    ask(world, "government", "LS15")
    ask(world, "police", "LS14")
    ask(world, "market", "PF09")
    file_unit(world, "police", figures={"LS14": 40})
    file_unit(world, "market", figures={"PF09": 50})

    figure = combined(world, "LS15")

    assert figure.result.figure == ratio_of(40, 50)
    assert figure.parts == ()


def test_an_own_level_ratio_follows_from_gathered_parts(world: World) -> None:
    world.county.units["market"].data_offices = ["行政审批（政务服务）部门"]
    ask(world, "market", "FN02", block="functions")
    ask(world, "market", "FN03", block="functions")
    file_unit(world, "market", figures={"FN02": 200, "FN03": 150})

    assert combined(world, "FN04").result.figure == ratio_of(150, 200)


def test_figures_that_may_overlap_ask_for_confirmation_once_two_units_gave_them(world: World) -> None:
    file_unit(world, "police", figures={"LT05": 4, "LT06": 3})
    assert not combined(world, "LT05").result.needs_confirmation

    file_unit(world, "market", figures={"LT05": 6, "LT06": 6})

    assert combined(world, "LT05").result == RolledUp(number(10), Coverage(2, 3), needs_confirmation=True)
    assert combined(world, "LT07").result == RolledUp(
        ratio_of(9, 10), Coverage(2, 3), needs_confirmation=True
    )


def test_last_year_s_rolled_up_value_stands_beside_it(world: World) -> None:
    government = world.county.government
    for source, value in ((Source.OWN, 1), (Source.ROLLED_UP, 77)):
        Observation.objects.create(
            organisation=government,
            indicator=Indicator.objects.get(code="LE01"),
            year=2024,
            source=source,
            state="number",
            value=value,
            recorded_at=world.now,
        )

    assert combined(world, "LE01").last_year == number(77)
    assert combined(world, "LE20").last_year == BLANK


def test_all_figures_come_in_the_order_of_the_report(world: World) -> None:
    asked = (
        BlueprintFigure.objects.filter(
            block__pack="", block__section__version=world.report("government").assignment.blueprint_version
        )
        .exclude(indicator__code__in=["PL16", "ST01"])
        .order_by("block__section__position", "block__position", "position")
    )

    codes = [figure.indicator.code for figure in combine_figures(world.report("government"))]

    assert codes == list(asked.values_list("indicator__code", flat=True))


@pytest.mark.parametrize("filed", [("police",), ("police", "market", "town")])
def test_the_number_of_queries_does_not_depend_on_the_units(
    world: World, filed: tuple[str, ...], django_assert_num_queries
) -> None:
    for unit in filed:
        file_unit(world, unit, figures={"LE01": 1, "LT05": 2, "LT06": 1})
    report = world.report("government")

    with django_assert_num_queries(10):
        combine_figures(report)
