"""Formulas of the dictionary: calculating and rolling up, on examples and as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.formulas import codes, evaluate, evaluate_ratio, roll_up_ratio
from reports.indicators.grammar import It
from reports.indicators.values import BLANK, NOT_APPLICABLE, Coverage, RolledUp, number, ratio_of


def test_codes_are_named_once_in_their_order():
    assert codes("(LE40 - LE41) / LE40") == ("LE40", "LE41")


def test_every_formula_of_the_dictionary_speaks_of_its_codes():
    entries = shipped_dictionary().entries
    known = {entry.code for entry in entries}
    ratios = [entry for entry in entries if entry.kind == "ratio"]
    used = {code for entry in ratios for code in codes(entry.numerator) + codes(entry.denominator)}
    assert len(ratios) == 45
    assert used - known == set()


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("RV07", {"RV07": number(3)}, number(3)),
        ("RV07", {}, BLANK),
        ("LT11+LT13", {"LT11": number(3), "LT13": number(0)}, number(3)),
        ("LT11+LT13", {"LT11": number(3), "LT13": NOT_APPLICABLE}, number(3)),
        ("LT11+LT13", {"LT11": NOT_APPLICABLE, "LT13": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("LT11+LT13", {"LT11": number(3)}, BLANK),
        ("FN07a-FN07b", {"FN07a": number(20), "FN07b": number(5)}, number(15)),
        ("FN07a-FN07b", {"FN07a": number(20), "FN07b": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("FN07a-FN07b", {"FN07a": NOT_APPLICABLE, "FN07b": number(5)}, NOT_APPLICABLE),
        ("FN07a-FN07b", {"FN07a": number(20)}, BLANK),
        ("LE11+10000*XX01", {"LE11": number(5), "XX01": number(2)}, number(20005)),
        ("3*XX01", {"XX01": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("3*XX01", {}, BLANK),
        ("RV07/RV05", {"RV07": number(29), "RV05": number(135)}, ratio_of(29, 135)),
        ("RV07/RV05", {"RV07": number(0), "RV05": number(0)}, NOT_APPLICABLE),
        ("RV07/(RV05-RV03)", {"RV07": number(1), "RV05": number(1), "RV03": number(2)}, NOT_APPLICABLE),
    ],
)
def test_calculating_with_the_four_values(text, figures, expected):
    assert evaluate(text, figures) == expected


def test_a_coded_ratio_carries_its_parts():
    figures = {"LT11": number(3), "LT13": number(1), "LT10": number(4), "LT12": NOT_APPLICABLE}
    assert evaluate_ratio("LT11+LT13", "LT10+LT12", figures) == ratio_of(4, 4)


def test_a_unit_with_one_part_only_never_bends_the_ratio():
    units = [
        {"DS08": number(166), "DS07": number(168)},
        {"DS08": number(40), "DS07": BLANK},
        {"DS08": NOT_APPLICABLE, "DS07": NOT_APPLICABLE},
    ]
    rolled = {
        "DS08": RolledUp(number(206), Coverage(2, 2)),
        "DS07": RolledUp(number(168), Coverage(1, 2)),
    }
    assert roll_up_ratio("DS08", "DS07", units=units, rolled=rolled) == RolledUp(
        ratio_of(166, 168), Coverage(1, 2)
    )


def test_parts_that_two_offices_hold_meet_at_the_parent():
    units = [{"LS14": number(160)}, {"PF09": number(100)}, {"PF09": number(68)}, {"PF09": BLANK}]
    rolled = {
        "LS14": RolledUp(number(160), Coverage(1, 1)),
        "PF09": RolledUp(number(168), Coverage(2, 3)),
    }
    assert roll_up_ratio("LS14", "PF09", units=units, rolled=rolled) == RolledUp(
        ratio_of(160, 168), Coverage(2, 3)
    )


def test_a_ratio_of_overlapping_counts_waits_for_a_person():
    units = [{"LT06": number(1), "LT05": number(1)}, {"LT06": number(0), "LT05": number(1)}]
    rolled = {
        "LT06": RolledUp(number(1), Coverage(2, 2), needs_confirmation=True),
        "LT05": RolledUp(number(2), Coverage(2, 2), needs_confirmation=True),
    }
    assert roll_up_ratio("LT06", "LT05", units=units, rolled=rolled) == RolledUp(
        ratio_of(1, 2), Coverage(2, 2), needs_confirmation=True
    )


def test_nobody_asked_makes_no_ratio():
    assert roll_up_ratio("LS14", "PF09", units=[], rolled={}) == RolledUp(BLANK, Coverage(0, 0))


def test_what_no_report_knows_is_never_guessed():
    for formula in ("last(RV11)", It()):
        with pytest.raises(ValueError, match=r"nobody says|speaks of none"):
            evaluate(formula, {})


CODES = ("AA01", "AA02", "AA03", "AA04")
plain = st.one_of(
    st.decimals(min_value=0, max_value=10**9, places=2).map(number),
    st.just(BLANK),
    st.just(NOT_APPLICABLE),
)
filled = st.fixed_dictionaries(dict.fromkeys(CODES, plain))


@given(filled, st.permutations(CODES))
def test_the_order_of_a_formula_does_not_matter(figures, order):
    assert evaluate("+".join(order), figures) == evaluate("+".join(CODES), figures)
    taken = "+".join(order[:2]) + "-" + "-".join(order[2:])
    assert evaluate(taken, figures) == evaluate(f"({order[1]}+{order[0]})-({order[3]}+{order[2]})", figures)


@given(filled)
def test_a_formula_never_invents_a_number(figures):
    values = [figures[code] for code in CODES]
    numbers = [figure.value for figure in values if figure.value is not None]
    total = evaluate("+".join(CODES), figures)
    if any(figure.is_blank for figure in values):
        assert total == BLANK  # 未填 never counts as 0
    elif not numbers:
        assert total == NOT_APPLICABLE
    else:
        assert total == number(sum(numbers))
    rate = evaluate("(AA01+AA02)/AA03", figures)
    assert rate.is_number == (evaluate("AA01+AA02", figures).is_number and bool(figures["AA03"].value))
