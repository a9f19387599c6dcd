"""Days as papers write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.dates import is_month, print_date, read_date

DAY = datetime.date(2026, 2, 20)


@given(st.dates(datetime.date(1000, 1, 1)))
def test_what_was_printed_is_read(day):
    assert read_date(print_date(day)) == day


@pytest.mark.parametrize(
    "words",
    ["2026年2月20日", "2026年02月20日", "2026 年 2 月 20 日", "二〇二六年二月二十日", "二○二六年二月二十日"],
)
def test_reads_the_forms_of_old_papers(words):
    assert read_date(words) == DAY


@pytest.mark.parametrize(
    "words", ["2026.2.20", "2026．02．20", "2026-02-20", "2026/2/20", "２０２６年２月２０日"]
)
def test_reads_careless_forms(words):
    assert read_date(words) == DAY


@pytest.mark.parametrize("words", ["2026年2月", "2026 年 02 月", "二〇二六年二月", "2026年2月份"])
def test_a_month_is_no_day(words):
    assert is_month(words)
    assert read_date(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2026.2-20",
        "2026年2月",
        "2026年2月30日",
        "二〇二六年十三月一日",
        "2026年2月20日印发",
        "26年2月1日",
    ],
)
def test_other_words_are_no_day(words):
    assert read_date(words) is None


@pytest.mark.parametrize("words", ["2026年", "2026年2月20日", "2026年2月以来"])
def test_other_words_are_no_month(words):
    assert not is_month(words)
