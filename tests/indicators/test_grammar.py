"""The language of formulas and rules: what it reads, where it stops, and that printing loses nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.grammar import (
    KINDS,
    MOST_CHARACTERS,
    MOST_DEPTH,
    RELATIONS,
    Call,
    Code,
    Comparison,
    FormulaError,
    It,
    Number,
    Product,
    Quotient,
    Statement,
    Sum,
    parse,
    parse_sum,
    print_formula,
    print_rule,
    read_rule,
)

SIGNS = "RVLE01a+-*/()（）… <>=!:;≤×，。每it lasteachwhen0123456789"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("RV07", Code("RV07")),
        ("LE01a", Code("LE01a")),
        ("LT11+LT13", Sum((Code("LT11"), Code("LT13")))),
        ("LT11＋（LT13）", Sum((Code("LT11"), Code("LT13")))),
        ("FN07a-FN07b", Sum((Code("FN07a"),), (Code("FN07b"),))),
        ("LT01 + last(LT02a)", Sum((Code("LT01"), Call("last", Code("LT02a"))))),
        ("LE11 + 10000*XX01", Sum((Code("LE11"), Product(Decimal(10000), Code("XX01"))))),
        ("(LE40 - LE41) / LE40", Quotient(Sum((Code("LE40"),), (Code("LE41"),)), Code("LE40"))),
        ("LE02+…+LE04", Sum((Code("LE02"), Code("LE03"), Code("LE04")))),
    ],
)
def test_a_formula_is_read_into_a_tree(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "公式“”第1个字处缺少指标代码，请改正。"),
        ("RV07+", "公式“RV07+”第6个字处缺少指标代码，请改正。"),
        ("+RV07", "公式“+RV07”第1个字处应为指标代码，而不是“+”，请改正。"),
        ("RV", "公式“RV”第1个字处应为指标代码，而不是“RV”，请改正。"),
        ("rv07", "公式“rv07”第1个字处应为指标代码，而不是“rv07”，请改正。"),
        ("RV07 RV08", "公式“RV07 RV08”第6个字处多出了“RV08”，请改正。"),
        ("(RV07", "公式“(RV07”第6个字处括号没有成对，请改正。"),
        ("RV07)", "公式“RV07)”第5个字处多出了“)”，请改正。"),
        ("RV07，RV08", "公式“RV07，RV08”第5个字处不能用“，”，请改正。"),
        ("last year", "公式“last year”第6个字处缺少左括号，请改正。"),
        ("LE02+…+RV10", "公式“LE02+…+RV10”第8个字处“LE02”到“RV10”不是连续的代码，请改正。"),
        ("LE09+…+LE02", "公式“LE09+…+LE02”第8个字处“LE09”到“LE02”不是连续的代码，请改正。"),
        ("__import__('os')", "公式“__import__('os')”第12个字处不能用“'”，请改正。"),
        ("RV07/RV08/RV09", "公式“RV07/RV08/RV09”第10个字处多出了“/”，请改正。"),
        ("RV07-RV08/RV07", "公式“RV07-RV08/RV07”第10个字处的除号两边，和与差须加括号，请改正。"),
        ("it", "公式“it”第1个字处应为指标代码，而不是“it”，请改正。"),
        ("numerator(RV12)", "公式“numerator(RV12)”第11个字处只能写“it”，请改正。"),
        ("9999999999999", "公式“9999999999999”第1个字处数字最多12位，请改正。"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(text, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("RV07/RV05", "公式“RV07/RV05”第5个字处不能用除号：分子和分母分开填写，请改正。"),
        ("last(RV11)", "公式“last(RV11)”第1个字处只能用指标代码、加减号和括号，请改正。"),
    ],
)
def test_a_numerator_is_a_sum_and_nothing_else(text, sentence):
    with pytest.raises(FormulaError) as refusal:
        parse_sum(text)
    assert str(refusal.value) == sentence


def test_a_rule_holds_chains_clauses_kinds_and_conditions():
    text = "ST08 <= ST07 <= ST06; each flow: it != last(it) when it > 10"
    assert read_rule(text) == (
        Statement(
            (
                Comparison(Code("ST08"), "<=", Code("ST07")),
                Comparison(Code("ST07"), "<=", Code("ST06")),
            )
        ),
        Statement(
            (Comparison(It(), "!=", Call("last", It())),),
            each="flow",
            condition=Comparison(It(), ">", Number(Decimal(10))),
        ),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("RV07", "公式“RV07”第5个字处缺少比较符号，如“<=”，请改正。"),
        ("RV07 <= ", "公式“RV07 <= ”第8个字处缺少指标代码，请改正。"),
        ("RV07 <= RV08;", "公式“RV07 <= RV08;”第14个字处缺少指标代码，请改正。"),
        ("each thing: it <= 1", "公式“each thing: it <= 1”第6个字处不认识的种类“thing”，请改正。"),
        ("each ratio it <= 1", "公式“each ratio it <= 1”第12个字处缺少冒号，请改正。"),
        (
            "each ratio: it <= 1 when 1 < it < 3",
            "公式“each ratio: it <= 1 when 1 < it < 3”第36个字处条件只能有一个比较，请改正。",
        ),
        ("每项比率不超过100", "公式“每项比率不超过100”第1个字处不能用“每”，请改正。"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(text, sentence):
    with pytest.raises(FormulaError) as refusal:
        read_rule(text)
    assert str(refusal.value) == sentence


def test_length_and_depth_are_bounded():
    assert parse("(" * MOST_DEPTH + "RV07" + ")" * MOST_DEPTH) == Code("RV07")
    for text in ("(" * (MOST_DEPTH + 1) + "RV07", "RV07+" * MOST_CHARACTERS, "(" * 300):
        with pytest.raises(FormulaError):
            parse(text)


@given(st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=MOST_CHARACTERS + 5)))
def test_no_text_is_worse_than_refused(text):
    for read, show in ((parse, print_formula), (read_rule, print_rule)):
        tree, place = _read(read, text)
        assert 1 <= place <= len(text) + 1
        assert tree is None or read(show(tree)) == tree


def _read(read, text):
    """The tree and 1, or nothing and the place where the text stops being one."""
    try:
        return read(text), 1
    except FormulaError as refusal:
        return None, refusal.place


codes = st.from_regex(r"[A-Z]{2}[0-9]{2}[a-c]?", fullmatch=True).map(Code)
whole = st.integers(min_value=0, max_value=10**6).map(Decimal)


def calls(figures):
    return st.builds(Call, st.sampled_from(["last", "change", "stated_change", "stated"]), figures)


def sums(parts):
    plus = st.lists(parts, min_size=1, max_size=3).map(tuple)
    minus = st.lists(parts, max_size=2).map(tuple)
    return st.builds(Sum, plus, minus).filter(lambda total: len(total.plus) + len(total.minus) > 1)


def nodes(figures):
    leaves = st.one_of(figures, calls(figures), whole.map(Number))
    return st.recursive(leaves, lambda n: st.one_of(sums(n), st.builds(Product, whole, n)), max_leaves=6)


def formulas(figures):
    return st.one_of(nodes(figures), st.builds(Quotient, nodes(figures), nodes(figures)))


def statements(figures, each):
    comparison = st.builds(Comparison, formulas(figures), st.sampled_from(RELATIONS), formulas(figures))
    one = comparison.map(lambda c: (c,))
    return st.builds(Statement, one, each, st.one_of(st.none(), comparison))


@given(formulas(codes))
def test_a_printed_formula_is_read_back(tree):
    text = print_formula(tree)
    if len(text) <= MOST_CHARACTERS:
        assert parse(text) == tree


@given(
    st.lists(
        st.one_of(
            statements(codes, st.just("")),
            statements(st.one_of(codes, st.just(It())), st.sampled_from(KINDS)),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple)
)
def test_a_printed_rule_is_read_back(rule):
    text = print_rule(rule)
    if len(text) <= MOST_CHARACTERS:
        assert read_rule(text) == rule


def test_every_shipped_formula_and_rule_is_printed_and_read_back():
    dictionary = shipped_dictionary()
    parts = [part for e in dictionary.entries for part in (e.numerator, e.denominator) if part]
    rules = [rule.text for rule in dictionary.rules if rule.text]
    assert [part for part in parts if parse_sum(print_formula(parse_sum(part))) != parse_sum(part)] == []
    assert [text for text in rules if read_rule(print_rule(read_rule(text))) != read_rule(text)] == []
