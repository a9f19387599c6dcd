"""Formulas of the dictionary: reading, calculating, rolling up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.formulas import (
    Code,
    FormulaError,
    Quotient,
    Sum,
    codes,
    evaluate,
    evaluate_ratio,
    parse,
    roll_up_ratio,
)
from reports.indicators.values import BLANK, NOT_APPLICABLE, Coverage, RolledUp, number, ratio_of


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("RV07", Code("RV07")),
        ("LE01a", Code("LE01a")),
        ("LT11+LT13", Sum((Code("LT11"), Code("LT13")))),
        ("FN07a-FN07b", Sum((Code("FN07a"),), (Code("FN07b"),))),
        ("(LE40 - LE41) / LE40", Quotient(Sum((Code("LE40"),), (Code("LE41"),)), Code("LE40"))),
        ("LE02+…+LE04", Sum((Code("LE02"), Code("LE03"), Code("LE04")))),
    ],
)
def test_a_formula_is_read_into_a_tree(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RV",
        "RV07+",
        "+RV07",
        "RV07 RV08",
        "(RV07",
        "RV07)",
        "last year",
        "LE02+…+RV10",
        "LE09+…+LE02",
        "__import__('os')",
        "RV07/RV08/RV09",
    ],
)
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(FormulaError):
        parse(text)


@given(st.text(alphabet="RV01a+-/()… <=9", max_size=30))
def test_reading_ends_with_a_tree_or_a_formula_error(text):
    try:
        found = codes(text)
    except FormulaError:
        found = ()
    assert all(code in text.replace(" ", "") or "…" in text for code in found)


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
        ("RV07/RV05", {"RV07": number(29), "RV05": number(135)}, ratio_of(29, 135)),
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
