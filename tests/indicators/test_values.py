"""The arithmetic of decision 5, on examples and as laws."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.values import (
    BLANK,
    NOT_APPLICABLE,
    Aggregation,
    Change,
    Coverage,
    Figure,
    RolledUp,
    State,
    add,
    change,
    display,
    display_change,
    from_plain,
    number,
    ratio,
    ratio_of,
    roll_up,
    stated,
    to_plain,
)

amounts = st.decimals(min_value=0, max_value=10**12, places=4)
numbers = amounts.map(number)
plain = st.one_of(numbers, st.just(BLANK), st.just(NOT_APPLICABLE))
shares = st.one_of(
    st.tuples(amounts, amounts).map(lambda pair: ratio_of(*pair)),
    st.decimals(min_value=0, max_value=100, places=2).map(stated),
    st.just(BLANK),
    st.just(NOT_APPLICABLE),
)


def sample(*values):
    """Figures of plain words: numbers, None for 未填, "不适用"."""
    known = {None: BLANK, "不适用": NOT_APPLICABLE}
    return [known[v] if v in known else number(v) for v in values]


@pytest.mark.parametrize(
    ("values", "total", "coverage"),
    [
        ((3, 4), number(7), Coverage(2, 2)),
        ((0, 0), number(0), Coverage(2, 2)),
        ((3, None), number(3), Coverage(1, 2)),
        ((3, "不适用"), number(3), Coverage(1, 1)),
        ((0, None, "不适用"), number(0), Coverage(1, 2)),
        ((None, None), BLANK, Coverage(0, 2)),
        ((None, "不适用"), BLANK, Coverage(0, 1)),
        (("不适用", "不适用"), NOT_APPLICABLE, Coverage(0, 0)),
        ((), BLANK, Coverage(0, 0)),
    ],
)
def test_sums_of_the_four_values(values, total, coverage):
    assert add(sample(*values)) == (total, coverage)


@pytest.mark.parametrize("share", [stated(98), ratio_of(1, 2)])
def test_a_ratio_is_never_added(share):
    with pytest.raises(ValueError, match="never added"):
        add([number(1), share])


@given(st.lists(plain).flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_the_order_of_a_sum_does_not_matter(both):
    given_order, other_order = both
    assert add(given_order) == add(other_order)


@given(st.lists(plain))
def test_a_sum_is_exactly_its_numbers(parts):
    filled = [part.value for part in parts if part.is_number]
    total, coverage = add(parts)
    assert total.is_number == bool(filled)
    assert total.value == (sum(filled) if filled else None)
    assert coverage == Coverage(len(filled), len(parts) - parts.count(NOT_APPLICABLE))


@given(st.lists(plain))
def test_a_blank_is_not_a_zero(parts):
    total, coverage = add(parts)
    with_blank, less = add([*parts, BLANK])
    with_zero, more = add([*parts, number(0)])
    assert with_blank == (BLANK if total.is_not_applicable else total)
    assert less == Coverage(coverage.filled, coverage.applicable + 1)
    assert with_zero.is_number
    assert more == Coverage(coverage.filled + 1, coverage.applicable + 1)


@given(st.integers(min_value=1, max_value=9))
def test_all_not_applicable_stays_not_applicable(count):
    assert add([NOT_APPLICABLE] * count) == (NOT_APPLICABLE, Coverage(0, 0))


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (number(166), number(168), ratio_of(166, 168)),
        (number(0), number(3), ratio_of(0, 3)),
        (number(0), number(0), NOT_APPLICABLE),
        (number(5), number(0), NOT_APPLICABLE),
        (BLANK, number(3), BLANK),
        (number(3), BLANK, BLANK),
        (NOT_APPLICABLE, BLANK, BLANK),
        (NOT_APPLICABLE, number(3), NOT_APPLICABLE),
        (number(3), NOT_APPLICABLE, NOT_APPLICABLE),
    ],
)
def test_ratios_of_the_four_values(numerator, denominator, expected):
    assert ratio(numerator, denominator) == expected


@given(plain, plain)
def test_a_ratio_comes_out_of_two_numbers_only(numerator, denominator):
    result = ratio(numerator, denominator)
    can_divide = numerator.is_number and denominator.is_number and denominator.value != 0
    assert result.is_number == can_divide
    assert (result.numerator, result.denominator) == (
        (numerator.value, denominator.value) if can_divide else (None, None)
    )


@given(plain)
def test_a_denominator_of_zero_is_never_a_hundred_percent(numerator):
    assert ratio(numerator, number(0)) == (BLANK if numerator.is_blank else NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("this", "last", "unit", "expected"),
    [
        (
            number(151),
            number(66),
            "件",
            "+128.79%",
        ),  # printed 128.78 % in a real report: cut off, not rounded
        (number(140), number(151), "件", "-7.28%"),
        (number(5), number(5), "件", "0%"),
        (number(5), number(0), "件", "不适用"),
        (number(0), number(0), "件", "不适用"),
        (ratio_of(19, 20), ratio_of(9, 10), "%", "+5个百分点"),
        (stated(Decimal("98.8")), ratio_of(1, 1), "%", "-1.2个百分点"),
        (ratio_of(1, 2), ratio_of(0, 2), "%", "+50个百分点"),
        (BLANK, number(5), "件", "××"),
        (number(5), BLANK, "件", "××"),
        (NOT_APPLICABLE, number(5), "件", "不适用"),
        (BLANK, NOT_APPLICABLE, "件", "××"),
    ],
)
def test_changes_against_last_year(this, last, unit, expected):
    assert display_change(change(this, last, unit=unit)) == expected


@pytest.mark.parametrize(
    ("this", "last", "expected"),
    [
        (number(120), number(100), "+20.00%"),
        (number(0), number(2), "-100.00%"),
        (number(5), number(5), "0.00%"),
        (number(Decimal("99.9999")), number(100), "0.00%"),
        (number(5), number(0), "不适用"),
        (BLANK, number(5), "××"),
    ],
)
def test_changes_in_a_column_have_the_same_decimals(this, last, expected):
    assert display_change(change(this, last), in_column=True) == expected


def test_a_change_names_its_unit():
    assert change(number(3), number(2)) == Change(number(50), "%")
    assert change(stated(3), stated(2), unit="%") == Change(number(1), "个百分点")


@given(plain, plain, st.sampled_from(["件", "%"]))
def test_a_change_never_invents_a_number(this, last, unit):
    figure = change(this, last, unit=unit).figure
    assert not (figure.is_number and not (this.is_number and last.is_number))


@pytest.mark.parametrize(
    ("figure", "unit", "printed"),
    [
        (number(1286), "项", "1286"),
        (number(24420), "件", "24420"),
        (number(0), "件", "0"),
        (number(100), "", "100"),
        (number(Decimal("1E+3")), "", "1000"),
        (number(Decimal("35.5000")), "万元", "35.5"),
        (number(Decimal("0.0000")), "万元", "0"),
        (number(Decimal("-0.00")), "万元", "0"),
        (ratio_of(166, 168), "%", "98.81"),
        (ratio_of(1, 1), "%", "100"),
        (number(Decimal("0.125")), "%", "0.13"),
        (stated(Decimal("98.8")), "%", "98.8"),
        (number(Decimal("-1.005")), "个百分点", "-1.01"),
        (BLANK, "件", "××"),
        (NOT_APPLICABLE, "%", "不适用"),
    ],
)
def test_printing(figure, unit, printed):
    assert display(figure, unit) == printed


@given(amounts)
def test_printing_a_number_loses_nothing(value):
    assert Decimal(display(number(value), "万元")) == value


def test_own_level_figures_never_add():
    parts = [number(3), number(4)]
    assert roll_up(Aggregation.OWN_LEVEL_ONLY, parts, own=number(9)) == RolledUp(number(9), Coverage(1, 1))
    assert roll_up(Aggregation.OWN_LEVEL_ONLY, parts) == RolledUp(BLANK, Coverage(0, 1))
    assert roll_up(Aggregation.OWN_LEVEL_ONLY, parts, own=NOT_APPLICABLE) == RolledUp(
        NOT_APPLICABLE, Coverage(0, 0)
    )


def test_sums_show_their_coverage():
    assert roll_up(Aggregation.SUM, sample(3, None, "不适用", 0)) == RolledUp(number(3), Coverage(2, 3))


def test_what_may_overlap_waits_for_a_person():
    overlapping = Aggregation.SUM_IF_NO_OVERLAP
    assert roll_up(overlapping, sample(3, 4)) == RolledUp(number(7), Coverage(2, 2), needs_confirmation=True)
    assert roll_up(overlapping, sample(3, None)) == RolledUp(number(3), Coverage(1, 2))


def test_a_county_ratio_is_the_ratio_of_sums_and_never_a_mean():
    parts = [ratio_of(1, 1), ratio_of(0, 99), stated(100), BLANK, NOT_APPLICABLE]
    assert roll_up(Aggregation.RECOMPUTE, parts) == RolledUp(ratio_of(1, 100), Coverage(2, 4, stated=1))


def test_stated_ratios_alone_make_no_county_ratio():
    assert roll_up(Aggregation.RECOMPUTE, [stated(100), stated(90)]) == RolledUp(
        BLANK, Coverage(0, 2, stated=2)
    )
    assert roll_up(Aggregation.RECOMPUTE, [NOT_APPLICABLE]) == RolledUp(NOT_APPLICABLE, Coverage(0, 0))


@given(st.lists(shares))
def test_a_county_ratio_rests_on_parts_alone(parts):
    result = roll_up(Aggregation.RECOMPUTE, parts)
    carried = [part for part in parts if part.has_parts]
    assert result.figure.has_parts == bool(carried)
    assert result.coverage.filled == len(carried)
    if carried:
        assert result.figure == ratio_of(
            sum(p.numerator for p in carried), sum(p.denominator for p in carried)
        )


@given(st.lists(shares).flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_the_order_of_units_does_not_matter_to_a_ratio(both):
    assert roll_up(Aggregation.RECOMPUTE, both[0]) == roll_up(Aggregation.RECOMPUTE, both[1])


groups = st.lists(st.lists(plain, min_size=1, max_size=4), min_size=1, max_size=4)
share_groups = st.lists(st.lists(shares, min_size=1, max_size=4), min_size=1, max_size=4)


@given(groups)
def test_a_sum_of_sums_is_the_sum_of_all(counties):
    of_counties = [roll_up(Aggregation.SUM, county).figure for county in counties]
    everybody = [figure for county in counties for figure in county]
    assert roll_up(Aggregation.SUM, of_counties).figure == roll_up(Aggregation.SUM, everybody).figure


@given(share_groups)
def test_a_ratio_of_ratios_is_the_ratio_of_all(counties):
    of_counties = [roll_up(Aggregation.RECOMPUTE, county).figure for county in counties]
    everybody = [figure for county in counties for figure in county]
    assert (
        roll_up(Aggregation.RECOMPUTE, of_counties).figure == roll_up(Aggregation.RECOMPUTE, everybody).figure
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.NUMBER},
        {"state": State.BLANK, "value": Decimal(0)},
        {"state": State.NOT_APPLICABLE, "value": Decimal(0)},
        {"state": State.NUMBER, "value": Decimal("NaN")},
        {"state": State.NUMBER, "value": Decimal(50), "numerator": Decimal(1)},
        {"state": State.NUMBER, "value": Decimal(60), "numerator": Decimal(1), "denominator": Decimal(2)},
        {"state": State.NUMBER, "value": Decimal(0), "numerator": Decimal(0), "denominator": Decimal(0)},
        {
            "state": State.NUMBER,
            "value": Decimal(50),
            "numerator": Decimal(1),
            "denominator": Decimal(2),
            "is_stated": True,
        },
    ],
)
def test_contradictory_figures_cannot_be_made(fields):
    with pytest.raises(ValueError, match=r"."):
        Figure(**fields)


@given(st.one_of(numbers, shares))
def test_a_figure_written_plainly_comes_back_the_same(figure):
    assert from_plain(json.loads(json.dumps(to_plain(figure)))) == figure
