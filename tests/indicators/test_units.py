"""Units of measure."""

from decimal import Decimal

import pytest

from reports.indicators.units import Measure, measure_of, other_words_for


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("件", Measure("件", Decimal(1))),
        ("宗", Measure("件", Decimal(1))),
        ("场（期）", Measure("场", Decimal(1))),
        ("名", Measure("人", Decimal(1))),
        ("人次", Measure("人次", Decimal(1))),
        ("元", Measure("元", Decimal(1))),
        ("万元", Measure("元", Decimal(10**4))),
        ("亿元", Measure("元", Decimal(10**8))),
        ("万人次", Measure("人次", Decimal(10**4))),
        ("万", Measure("万", Decimal(1))),
        ("%", Measure("%", Decimal(1))),
    ],
)
def test_a_unit_is_taken_apart(unit, measure):
    assert measure_of(unit) == measure


def test_reports_write_other_words_for_the_same_unit():
    assert other_words_for("件") == ("起", "宗", "例")
    assert other_words_for("人次") == ("人", "名")
    assert other_words_for("场次") == ("场", "期", "场（期）")
    assert other_words_for("万元") == ()
