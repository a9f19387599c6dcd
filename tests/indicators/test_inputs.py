"""What clerks type into the grid."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.inputs import InvalidFigure, Quantity, read_figure, read_number, read_quantity
from reports.indicators.units import power_between, shifted
from reports.indicators.values import BLANK, NOT_APPLICABLE, number


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12", "件", "12"),
        (" 12 ", "件", "12"),
        ("０", "件", "0"),
        ("１２３４．５", "万元", "1234.5"),
        ("1,286", "项", "1286"),
        ("1，234，567.8", "万元", "1234567.8"),
        ("24 420", "件", "24420"),
        ("　7　", "件", "7"),
        ("0007", "件", "7"),
        ("98.8%", "%", "98.8"),
        ("９８．８％", "%", "98.8"),
        ("3.50000", "万元", "3.5"),
    ],
)
def test_numbers_in_the_forms_that_people_type(text, unit, value):
    assert read_number(text, unit=unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "sentence"),
    [
        ("-3", "件", "数字不能为负数，请核对。"),
        ("－３", "件", "数字不能为负数，请核对。"),
        ("−3", "件", "数字不能为负数，请核对。"),
        ("2万余", "件", "“2万余”里有“万”字，请以“件”为单位填写完整的阿拉伯数字。"),
        ("3千", "", "“3千”里有“千”字，请按所列单位填写完整的阿拉伯数字。"),
        ("十二", "件", "“十二”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        ("350余", "家", "“350余”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        ("12件", "", "“12件”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        ("98%", "件", "这一项以“件”为单位，输入的单位是“%”，请核对。"),
        ("3件", "万元", "这一项以“万元”为单位，输入的单位是“件”，请核对。"),
        ("5万人", "万人次", "这一项以“万人次”为单位，输入的单位是“万人”，请核对。"),
        (
            "1.5元",
            "万元",
            "“1.5元”折合0.00015万元，小数超过4位，不能如实保存，请以“万元”为单位四舍五入后再填。",
        ),
        ("123456789万亿元", "万元", "数字太大，请核对是否多输了位数。"),
        ("12,34", "件", "“12,34”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        ("1e5", "件", "“1e5”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        ("3²", "件", "“3²”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        ("", "件", "“”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        (
            "这里没有数字" * 9,
            "件",
            "“这里没有数字这里没有数字这里没有数字这里…”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。",
        ),
        ("12345678901234567", "件", "数字太大，请核对是否多输了位数。"),
        ("0.12345", "万元", "小数最多保留4位，请四舍五入后再填。"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(text, unit, sentence):
    with pytest.raises(InvalidFigure) as refusal:
        read_number(text, unit=unit)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", BLANK),
        ("  ", BLANK),
        ("××", BLANK),
        ("不适用", NOT_APPLICABLE),
        (" 不适用 ", NOT_APPLICABLE),
        ("/", NOT_APPLICABLE),
        ("／", NOT_APPLICABLE),
        ("无此项职责", NOT_APPLICABLE),
        ("0", number(0)),
        ("42", number(42)),
    ],
)
def test_a_cell_holds_one_of_four_values(text, figure):
    assert read_figure(text, unit="件") == figure


@given(st.decimals(min_value=0, max_value=10**15, places=4))
def test_a_number_printed_by_a_machine_is_read_back(value):
    assert read_number(f"{value:f}") == value
    assert read_number(f"{value:,f}") == value


@pytest.mark.parametrize(
    ("text", "unit", "value", "understood"),
    [
        ("3.5亿", "万元", "35000", "3.5亿 = 35000万元"),
        ("３．５ 亿元", "万元", "35000", "3.5亿元 = 35000万元"),
        ("3500万元", "万元", "3500", ""),
        ("3500万", "万元", "3500", ""),
        ("12,000元", "万元", "1.2", "12,000元 = 1.2万元"),
        ("1元", "万元", "0.0001", "1元 = 0.0001万元"),
        ("0亿元", "万元", "0", "0亿元 = 0万元"),
        ("35000", "万元", "35000", ""),
        ("1.2万", "件", "12000", "1.2万 = 12000件"),
        ("1.2万件", "件", "12000", "1.2万件 = 12000件"),
        ("23000人次", "万人次", "2.3", "23000人次 = 2.3万人次"),
        ("3件", "件", "3", ""),
        ("3起", "件", "3", ""),
        ("3宗", "件", "3", ""),
        ("3例", "起", "3", ""),
        ("4名", "人", "4", ""),
        ("6期", "场（期）", "6", ""),
        ("2亩", "亩", "2", ""),
        ("98.8%", "%", "98.8", ""),
    ],
)
def test_a_typed_unit_is_converted_exactly_and_said(text, unit, value, understood):
    assert read_quantity(text, unit=unit) == Quantity(Decimal(value), understood)


@given(
    st.decimals(min_value=0, max_value=10**7, places=4),
    st.sampled_from(["元", "千元", "万元", "百万元", "亿元"]),
    st.sampled_from(["元", "千元", "万元", "百万元", "亿元"]),
)
def test_there_and_back_is_exact_or_refused(value, typed, unit):
    power = power_between(typed, unit)
    match answer(f"{value:f}{typed}", unit):
        case str(sentence):
            assert "折合" in sentence
            assert shifted(value, power) % Decimal("0.0001") != 0
        case there:
            assert read_number(f"{there.value:f}{unit}", unit=unit) == there.value
            assert shifted(there.value, -power) == value


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(-12, 12))
def test_moving_the_point_never_rounds(value, power):
    assert shifted(shifted(value, power), -power).as_tuple() == value.as_tuple()


def answer(text, unit):
    """The figure that was read, or the sentence that refused it."""
    try:
        return read_figure(text, unit=unit)
    except InvalidFigure as refusal:
        return str(refusal)


@given(st.text(max_size=40), st.sampled_from(["", "件", "%", "万元"]))
def test_no_text_ends_in_anything_but_a_figure_or_a_sentence(text, unit):
    match answer(text, unit):
        case str(sentence):
            assert sentence.endswith("。")
        case figure:
            assert figure.value is None or figure.value >= 0
