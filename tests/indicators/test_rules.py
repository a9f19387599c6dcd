"""Consistency rules: which are read, what they find, when they keep silent."""

from decimal import Decimal

import pytest

from reports.indicators.dictionary import Rule, shipped_dictionary
from reports.indicators.formulas import FormulaError
from reports.indicators.rules import PROSE_RULES, Finding, judge, parse_rule, shipped_clauses
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, number, ratio_of, stated

NAMES = shipped_dictionary().names()


def findings(**figures: Figure | int) -> list[tuple[str, str]]:
    known = {code: number(f) if isinstance(f, int) else f for code, f in figures.items()}
    return [(finding.rule, finding.sentence) for finding in judge(shipped_clauses(), known, names=NAMES)]


def test_every_rule_is_read_or_listed_as_prose():
    rules = shipped_dictionary().rules
    read = {clause.rule for clause in shipped_clauses()} - {"C47"}
    assert len(rules) == 59
    assert read | set(PROSE_RULES) == {rule.code for rule in rules}
    assert read & set(PROSE_RULES) == set()


def test_every_clause_speaks_of_the_dictionary():
    assert {code for clause in shipped_clauses() for code in clause.codes} - set(NAMES) == set()


@pytest.mark.parametrize("code", [code for code in PROSE_RULES if code not in ("C47", "C54")])
def test_prose_is_no_rule(code):
    (rule,) = [rule for rule in shipped_dictionary().rules if rule.code == code]
    with pytest.raises(FormulaError):
        parse_rule(rule)


def test_a_rule_may_hold_chains_and_several_clauses():
    clauses = parse_rule(Rule("X", "ST08 <= ST07 <= ST06; TM02 = TM01", "warn"))
    assert [(clause.codes, clause.relation, clause.severity) for clause in clauses] == [
        (("ST08", "ST07"), "<=", "warn"),
        (("ST07", "ST06"), "<=", "warn"),
        (("TM02", "TM01"), "=", "warn"),
    ]


def test_a_finding_names_rule_codes_figures_and_severity():
    assert judge(shipped_clauses(), {"DS03": number(5), "DS02": number(4)}, names=NAMES) == (
        Finding(
            "C04",
            ("DS03", "DS02"),
            "“专职人民调解员数”为5，大于“人民调解员数”的4，请核对。",
            "error",
        ),
    )


def test_sums_that_do_not_add_up():
    assert findings(LE01=10, LE01a=4, LE01b=5) == [
        ("C57", "“其中：简易程序”“其中：普通程序”之和为9，与“行政处罚案件数”的10不相等，请核对。")
    ]


def test_a_long_series_that_holds():
    counts = (12175, 94929, 235, 189, 101, 0, 11, 504, 12)  # a county in Qingyuan, 2024
    kinds = {f"LE{n:02}": count for n, count in enumerate(counts, start=2)}
    assert findings(LE01=108156, **kinds) == []
    assert [rule for rule, _ in findings(LE01=108155, **kinds)] == ["C21"]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("97.6", []),
        ("97.63", []),
        ("98", []),
        (
            "97.62",
            [
                (
                    "C02",
                    "“调解成功率”为97.62%，按“调解成功件数”与“人民调解案件数（受理）”之比应为97.63%，请核对。",
                )
            ],
        ),
        (
            "97",
            [
                (
                    "C02",
                    "“调解成功率”为97%，按“调解成功件数”与“人民调解案件数（受理）”之比应为97.63%，请核对。",
                )
            ],
        ),
    ],
)
def test_a_stated_rate_may_be_rounded_but_not_wrong(printed, found):
    assert findings(DS08=6217, DS07=6368, DS09=stated(Decimal(printed))) == found


def test_a_computed_rate_agrees_with_its_parts():
    assert findings(DS08=166, DS07=168, DS09=ratio_of(166, 168)) == []


def test_rates_are_shown_with_their_percent():
    assert findings(LT09=ratio_of(2, 3), LT07=ratio_of(1, 2)) == [
        ("C16", "“主要负责人出庭应诉率”为66.67%，大于“行政机关负责人出庭应诉率”的50%，请核对。")
    ]
    assert findings(RV12=ratio_of(6, 10), RV13=ratio_of(5, 10)) == [
        ("C12", "“直接纠错率”“调解和解率（调撤率）”之和为110%，大于100%，请核对。")
    ]


def test_no_numerator_above_its_denominator_even_where_no_rule_says_so():
    assert findings(RV17a=6, RV05=5) == [
        ("C47", "“法定期限内审结件数”为6，大于“审结（办结）行政复议案件”的5，请核对。")
    ]
    assert findings(LE41=11, LE40=10) == [
        ("C47", "“抽检不合格批次”为11，大于“食品药品监督抽检批次”的10，请核对。")
    ]


def test_a_gentle_rule_is_not_doubled_by_the_strict_one():
    assert findings(DS08=170, DS07=168) == [
        (
            "C01",
            "“调解成功件数”为170，大于“人民调解案件数（受理）”的168，请核对。"
            "受理数含上年结转的，请在说明中写明。",
        )
    ]


@pytest.mark.parametrize("missing", [BLANK, NOT_APPLICABLE])
def test_what_is_not_a_number_is_not_judged(missing):
    assert findings(DS03=5, DS02=missing) == []
    assert findings(DS03=5) == []
    assert findings(RV01=missing, RV03=5, RV05=9, RV11=0) == []


def test_equality_at_the_edge_holds():
    assert findings(DS03=5, DS02=5, ST08=3, ST07=3, ST06=3) == []
