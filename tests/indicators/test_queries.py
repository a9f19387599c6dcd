"""Reading figures: computed ratios, sources, literal query counts."""

import pytest

from reports.indicators.enums import Source
from reports.indicators.queries import Recorded, figures_of, figures_of_many, recorded_of
from reports.indicators.values import BLANK, NOT_APPLICABLE, number, ratio_of, stated

pytestmark = pytest.mark.django_db

MEDIATION = ["DS09", "DS08", "DS07"]


def test_what_was_stored_and_nothing_from_elsewhere(record, bureau, town):
    record(bureau, "LE01", number(0))
    record(bureau, "LE02", NOT_APPLICABLE)
    record(bureau, "LE03", BLANK)
    record(bureau, "LE01", number(8), year=2024)
    record(town, "LE01", number(9))
    assert figures_of(bureau, year=2025, codes=["LE01", "LE02", "LE03", "LE04", "无此码"]) == {
        "LE01": number(0),
        "LE02": NOT_APPLICABLE,
        "LE03": BLANK,
        "LE04": BLANK,
    }


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ({"DS08": number(166), "DS07": number(168)}, ratio_of(166, 168)),
        ({"DS08": number(166), "DS07": number(168), "DS09": stated(99)}, ratio_of(166, 168)),
        ({"DS08": number(0), "DS07": number(0)}, NOT_APPLICABLE),
        ({"DS08": NOT_APPLICABLE, "DS07": NOT_APPLICABLE, "DS09": stated(99)}, NOT_APPLICABLE),
        ({"DS08": number(166)}, BLANK),
        ({"DS08": number(166), "DS07": BLANK}, BLANK),
        ({"DS08": number(166), "DS09": stated(99)}, stated(99)),
        ({"DS09": ratio_of(1, 3)}, ratio_of(1, 3)),
        ({}, BLANK),
    ],
)
def test_a_coded_ratio_is_computed_when_its_parts_are_there(record, bureau, stored, expected):
    for code, figure in stored.items():
        record(bureau, code, figure, note="引自工作总结")
    assert figures_of(bureau, year=2025, codes=["DS09"]) == {"DS09": expected}


def test_parts_of_several_codes(record, town):
    for code, figure in {"LT11": 3, "LT13": 1, "LT10": 4, "LT12": 2}.items():
        record(town, code, number(figure))
    assert figures_of(town, year=2025, codes=["LT14"]) == {"LT14": ratio_of(4, 6)}


def test_a_rolled_up_value_stands_before_the_own_one(record, county):
    record(county, "LE01", number(3))
    record(county, "LE01", number(40), source=Source.ROLLED_UP)
    record(county, "LE02", number(5))
    record(county, "LE02", BLANK, source=Source.ROLLED_UP)
    assert figures_of(county, year=2025, codes=["LE01", "LE02"]) == {"LE01": number(40), "LE02": number(5)}
    assert figures_of(county, year=2025, codes=["LE01"], sources=[Source.OWN]) == {"LE01": number(3)}


def test_a_rolled_up_ratio_is_not_computed_over_again(record, county):
    record(county, "DS08", number(206), source=Source.ROLLED_UP)
    record(county, "DS07", number(208), source=Source.ROLLED_UP)
    record(county, "DS09", ratio_of(166, 168), source=Source.ROLLED_UP)
    assert figures_of(county, year=2025, codes=MEDIATION) == {
        "DS08": number(206),
        "DS07": number(208),
        "DS09": ratio_of(166, 168),
    }


@pytest.mark.parametrize("codes", [["DS09"], MEDIATION])
def test_one_unit_takes_two_queries(record, bureau, django_assert_num_queries, codes):
    record(bureau, "DS08", number(166))
    record(bureau, "DS07", number(168))
    with django_assert_num_queries(2):
        assert set(figures_of(bureau, year=2025, codes=codes)) == set(codes)


def test_many_units_take_two_queries(record, county, bureau, town, django_assert_num_queries):
    record(bureau, "LE01", number(1))
    record(town, "LE01", number(2))
    with django_assert_num_queries(2):
        one = figures_of_many([town.pk], year=2025, codes=["LE01"])
    with django_assert_num_queries(2):
        three = figures_of_many([county.pk, bureau.pk, town.pk], year=2025, codes=["LE01"])
    assert one == {town.pk: {"LE01": number(2)}}
    assert three == {
        county.pk: {"LE01": BLANK},
        bureau.pk: {"LE01": number(1)},
        town.pk: {"LE01": number(2)},
    }


def test_the_grid_sees_what_was_stored_with_its_note(record, bureau, django_assert_num_queries):
    record(bureau, "DS08", number(166), note="含司法所")
    record(bureau, "DS07", number(168))
    record(bureau, "DS09", stated(99), note="引自工作总结")
    record(bureau, "LE01", number(1))
    with django_assert_num_queries(1):
        seen = recorded_of(bureau, year=2025, codes=MEDIATION)
    assert seen == {
        "DS08": Recorded(number(166), Source.OWN, "含司法所"),
        "DS07": Recorded(number(168), Source.OWN, ""),
        "DS09": Recorded(stated(99), Source.OWN, "引自工作总结"),
    }
