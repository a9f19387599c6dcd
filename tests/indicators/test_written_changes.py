"""The 同比 in the note of a figure."""

from decimal import Decimal

import pytest

from reports.indicators.values import BLANK, number
from reports.indicators.written_changes import written_change


@pytest.mark.parametrize(
    ("note", "unit", "expected"),
    [
        ("同比增长128.78%。", "件", number(Decimal("128.78"))),
        ("较上年下降6.4％，主要是源头治理。", "件", number(Decimal("-6.4"))),
        ("比上年同期增加了12%", "件", number(12)),
        ("同比提高1.2个百分点", "%", number(Decimal("1.2"))),
        ("同比提高1.2个百分点", "件", BLANK),
        ("同比增长3%", "%", BLANK),
        ("同比提高3%，即1.5个百分点；同比上升1.5个百分点。", "%", number(Decimal("1.5"))),
        ("同比持平。", "件", BLANK),
        ("含上年结转12件。", "件", BLANK),
        ("", "件", BLANK),
    ],
)
def test_what_a_note_says_of_the_change(note, unit, expected):
    assert written_change(note, unit=unit) == expected
