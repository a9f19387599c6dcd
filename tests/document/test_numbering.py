"""Numbers that open a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.numbering import Number, read_number, with_value


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("十一、其他", Number(1, "十一、", 11)),
        ("一．其他", Number(1, "一．", 1)),
        ("（二十）其他", Number(2, "（二十）", 20)),
        ("（二)、其他", Number(2, "（二)、", 2)),
        ("12.其他", Number(3, "12.", 12)),
        ("３．　其他", Number(3, "３．　", 3)),
        ("(9)其他", Number(4, "(9)", 9)),
        ("二、二审改判率下降", Number(1, "二、", 2)),
        ("一、二十大精神学习情况", Number(1, "一、", 1)),
        ("（一）（试点）工作", Number(2, "（一）", 1)),
    ],
)
def test_reads_a_number_with_the_blanks_after_it(line, number):
    assert read_number(line) == number


@pytest.mark.parametrize(
    "line",
    [
        "一是",
        "十一二、",
        "一、二级响应",
        "一、二、三产业",
        "（一）（二）",
        "（1）和（2）",
        "0.5",
        "100.",
        "1.5",
        "①",
    ],
)
def test_leaves_alone_what_only_looks_like_one(line):
    assert read_number(line) is None


@given(
    st.sampled_from(["一、", "（十二）", "(三) ", "1.", "９．", "7、", "（１）", "(2)"]),
    st.integers(min_value=1, max_value=99),
)
def test_another_value_in_the_same_form_is_read_again(typed, value):
    number = read_number(typed + "字")
    rewritten = read_number(with_value(number, value) + "字")
    assert (rewritten.level, rewritten.value) == (number.level, value)
    assert with_value(rewritten, number.value) == typed
