"""Chinese numerals of headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.numerals import from_chinese, to_chinese


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (1005, "一千零五"), (1010, "一千零一十"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_writes_and_reads_what_headings_carry(number, numeral):
    assert to_chinese(number) == numeral
    assert from_chinese(numeral) == number


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_comes_back(number):
    assert from_chinese(to_chinese(number)) == number


@given(st.text("零一二三十百千〇两甲", max_size=5))
def test_reads_only_what_it_would_write(numeral):
    number = from_chinese(numeral)
    assert number is None or to_chinese(number) == numeral


@pytest.mark.parametrize("numeral", ["", "零", "一十", "十一二", "二〇二一", "两", "3", "百"])
def test_leaves_alone_what_nobody_writes(numeral):
    assert from_chinese(numeral) is None


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_refuses_numbers_that_no_heading_has(number):
    with pytest.raises(ValueError, match="no heading"):
        to_chinese(number)
