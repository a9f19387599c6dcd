"""The year and name expressions of packs."""

import pytest

from reports.blueprints.expressions import UnknownExpressionError, expressions, fill


def test_every_expression_is_replaced() -> None:
    text = "{organisation}（{county}）{year}年报告：比{last_year}年，{next_year}年安排"
    filled = fill(text, year=2031, organisation="云岭县公安局", county="云岭县")
    assert filled == "云岭县公安局（云岭县）2031年报告：比2030年，2032年安排"


@pytest.mark.parametrize("text", ["受理{{RV02}}件", "没有表达式", "只有半个{括号", "也只有半个}括号", ""])
def test_what_is_no_expression_stays(text: str) -> None:
    assert fill(text, year=2031, organisation="甲", county="乙") == text
    assert expressions(text) == ()


def test_a_token_beside_an_expression_stays() -> None:
    assert fill("{year}年{{RV02}}件", year=2031, organisation="甲", county="乙") == "2031年{{RV02}}件"


@pytest.mark.parametrize("name", ["years", "年度", "", " year"])
def test_an_unknown_expression_is_named(name: str) -> None:
    with pytest.raises(UnknownExpressionError) as caught:
        fill(f"{{{name}}}年", year=2031, organisation="甲", county="乙")
    assert str(caught.value) == (
        f"不认识表达式“{{{name}}}”，只能使用{{year}}、{{last_year}}、{{next_year}}、{{organisation}}、{{county}}。"
    )


def test_expressions_are_listed_in_order_known_or_not() -> None:
    assert expressions("{year}{what}{year}") == ("year", "what", "year")
