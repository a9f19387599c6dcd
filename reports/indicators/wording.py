"""Formulas and rules in the words of the office. Pure; not for: judging (rules)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.indicators.grammar import (
    Call,
    Code,
    Comparison,
    It,
    Node,
    Number,
    Product,
    Quotient,
    Statement,
    Sum,
    is_computed,
    read_rule,
)
from reports.indicators.values import PERCENT, display, number

EACH = {"ratio": "每项比率：", "flow": "每项全年累计数：", "figure": "每项数据："}
MUST = {"<=": "不大于", ">=": "不小于", "<": "小于", ">": "大于", "=": "等于", "!=": "不等于"}
FAULTS = {
    "<=": "大于{}",
    ">=": "小于{}",
    "<": "应小于{}",
    ">": "应大于{}",
    "=": "与{}不相等",
    "!=": "与{}相同",
}
CALLS = {
    "last": "上年的{}",
    "change": "按本年与上年数字计算的变化",
    "stated_change": "{}写明的同比",
    "stated": "{}",
}
CALLS_OF_IT = {
    "last": "上年数",
    "change": "按本年与上年数字计算的变化",
    "stated_change": "写明的同比",
    "stated": "没有分子和分母、直接填报的数",
    "numerator": "分子",
    "denominator": "分母",
}


def rule_in_words(text: str, names: Mapping[str, str]) -> str:
    """Say what a rule demands: “调解成功件数”不大于“人民调解案件数（受理）”。"""
    wording, before, said = Wording(names), "", list[str]()
    for statement in read_rule(text):
        opening = EACH.get(statement.each, "") if statement.each != before else ""
        said.append(opening + wording.of_statement(statement))
        before = statement.each
    return "；".join(said) + "。"


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts formulas into words; `is_rate`: the numbers are percentages."""

    names: Mapping[str, str]
    is_rate: bool = False

    def of_statement(self, statement: Statement) -> str:
        """“合格人数”不大于“实考人数”，“实考人数”不大于“应考人数”."""
        condition = f"{self._demand(statement.condition)}时，" if statement.condition else ""
        demands = "，".join(self._demand(comparison) for comparison in statement.comparisons)
        return condition + demands

    def of_fault(self, comparison: Comparison, left: Decimal, right: Decimal) -> str:
        """“调解成功件数”为170，大于“人民调解案件数（受理）”的168，请核对。"""
        if comparison.relation == "=" and is_computed(comparison.right):
            return self._should_be(comparison.left, left, comparison.right, right)
        if comparison.relation == "=" and is_computed(comparison.left):
            return self._should_be(comparison.right, right, comparison.left, left)
        fault = FAULTS[comparison.relation].format(self._other(comparison.right, right))
        return f"{self.name(comparison.left)}为{self.show(left)}，{fault}，请核对。"

    def _should_be(self, printed: Node, given: Decimal, computed: Node, due: Decimal) -> str:
        """“调解成功率”为99%，按“调解成功件数”与“人民调解案件数（受理）”之比应为98.81%，请核对。"""
        basis = self.name(computed)
        basis = basis if basis.startswith("按") else f"按{basis}"
        return f"{self.name(printed)}为{self.show(given)}，{basis}应为{self.show(due)}，请核对。"

    def _other(self, node: Node, value: Decimal) -> str:
        match node:
            case Number():
                return self.show(value)
            case Product():
                return f"{self.name(node)}（{self.show(value)}）"
            case _:
                return f"{self.name(node)}的{self.show(value)}"

    def _demand(self, comparison: Comparison) -> str:
        match comparison:
            case Comparison(Number(), "<=", right):
                return f"{self.name(right)}不小于{self.name(comparison.left)}"
            case _:
                must = MUST[comparison.relation]
                return f"{self.name(comparison.left)}{must}{self.name(comparison.right)}"

    def show(self, value: Decimal) -> str:
        """A number as it prints."""
        if self.is_rate:
            return display(number(value), PERCENT) + PERCENT
        return display(number(round(value, 4)))

    def name(self, node: Node) -> str:
        """“甲”, “甲”“乙”之和, “甲”减去“乙”, “甲”与“乙”之比, 上年的“甲”."""
        match node:
            case Code(code):
                return f"“{self.names.get(code, code)}”"
            case It():
                return "本年数"
            case Number(value):
                return self.show(value)
            case Call(function, It()):
                return CALLS_OF_IT[function]
            case Call(function, of):
                return CALLS[function].format(self.name(of))
            case Product(factor, of):
                return f"{self.name(of)}的{factor:f}倍"
            case Sum(plus, minus):
                total = self._list(plus) + ("之和" if len(plus) > 1 else "")
                return f"{total}减去{self._list(minus)}" if minus else total
            case Quotient(numerator, denominator):
                return f"{self.name(numerator)}与{self.name(denominator)}之比"

    def _list(self, nodes: Sequence[Node]) -> str:
        names = [self.name(node) for node in nodes]
        return ("" if all(name.startswith("“") for name in names) else "、").join(names)
