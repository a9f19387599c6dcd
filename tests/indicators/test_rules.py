"""Consistency rules: which are read, what they find, when they keep silent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.grammar import FormulaError
from reports.indicators.rules import OFF, Finding, Known, Subject, judge, parse_rule
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, number, ratio_of, stated

SUBJECTS = {
    e.code: Subject(e.code, e.name, e.unit, e.kind == "ratio", e.period == "flow", e.numerator, e.denominator)
    for e in shipped_dictionary().entries
}
CLAUSES = tuple(
    clause
    for rule in shipped_dictionary().rules
    if rule.text
    for clause in parse_rule(rule.code, rule.text, severity=rule.severity, hint=rule.hint)
)


def figures_of(figures: dict[str, Figure | int]) -> dict[str, Figure]:
    return {code: number(f) if isinstance(f, int) else f for code, f in figures.items()}


def findings(last=None, changes=None, **figures: Figure | int) -> list[tuple[str, str]]:
    """The rules that find fault and what they say; `last` year's figures, `changes` as they are written."""
    known = Known(figures_of(figures), figures_of(last or {}), figures_of(changes or {}))
    return [(finding.rule, finding.sentence) for finding in judge(CLAUSES, known, SUBJECTS)]


def broken(**figures: Figure | int) -> list[str]:
    """The codes of the rules that find fault."""
    return [rule for rule, _ in findings(**figures)]


def test_every_rule_is_read_or_says_who_keeps_it_and_why():
    rules = shipped_dictionary().rules
    assert len(rules) == 59
    assert {clause.rule for clause in CLAUSES} == {rule.code for rule in rules if rule.text}
    assert [(rule.code, rule.kept_by) for rule in rules if not rule.text] == [
        ("C49", "text"),
        ("C50", "text"),
        ("C51", "rollup"),
        ("C52", "rollup"),
    ]
    assert [rule.code for rule in rules if bool(rule.text) == bool(rule.reason)] == []


def test_every_clause_speaks_of_the_dictionary():
    assert {code for clause in CLAUSES for code in clause.codes} - set(SUBJECTS) == set()


def test_prose_is_no_rule():
    with pytest.raises(FormulaError):
        parse_rule("X", "LT02 <= LT01 + last year pending", severity="error")


def test_a_rule_may_hold_chains_and_several_clauses():
    clauses = parse_rule("X", "ST08 <= ST07 <= ST06; TM02 = TM01", severity="warning")
    assert [(clause.codes, clause.comparison.relation, clause.severity) for clause in clauses] == [
        (("ST08", "ST07"), "<=", "warning"),
        (("ST07", "ST06"), "<=", "warning"),
        (("TM02", "TM01"), "=", "warning"),
    ]


def test_a_finding_names_rule_codes_figures_and_severity():
    known = Known({"DS03": number(5), "DS02": number(4)})
    assert judge(CLAUSES, known, SUBJECTS) == (
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
    assert findings(DS03=missing, DS02=5) == []
    assert findings(DS03=5) == []


def test_in_a_sum_what_is_not_applicable_adds_nothing_and_what_is_blank_silences():
    kinds = {f"LE{n:02}": 1 for n in range(2, 11)}
    assert broken(LE01=9, **kinds | {"LE08": NOT_APPLICABLE}) == ["C21"]
    assert broken(LE01=8, **kinds | {"LE08": NOT_APPLICABLE}) == []
    assert broken(LE01=3, **kinds | {"LE08": BLANK}) == []


def test_equality_at_the_edge_holds():
    assert findings(DS03=5, DS02=5, ST08=3, ST07=3, ST06=3) == []


@pytest.mark.parametrize(
    ("figures", "rules"),
    [
        ({"RV07": 29, "RV05": 135, "RV12": stated(Decimal("19.2"))}, ["C10"]),  # 29/151, though 135 closed
        ({"RV07": 29, "RV05": 151, "RV12": stated(Decimal("19.2"))}, []),
        ({"LT06": 140, "LT05": 151, "LT07": stated(Decimal("92.72"))}, []),
        ({"LT06": 140, "LT05": 151, "LT07": stated(Decimal("92.71"))}, ["C14"]),  # cut off, not rounded
        ({"LT06": 140, "LT05": 151, "LT07": stated(Decimal("92.73"))}, ["C14"]),
        ({"DS08": 166, "DS07": 168, "DS09": stated(Decimal("98.8"))}, []),  # sample 004
        ({"DS08": 6217, "DS07": 6368, "DS09": stated(Decimal("97.6"))}, []),  # Huangshi 2020
        ({"DS08": 471, "DS07": 524, "DS09": stated(Decimal("89.89"))}, []),  # Baishan
        ({"DS08": 471, "DS07": 524, "DS09": stated(Decimal("89.88"))}, ["C02"]),
        ({"DS08": 1953, "DS07": 2000, "DS09": stated(Decimal("97.6"))}, []),  # 97.65 rounds either way
        ({"DS08": 1953, "DS07": 2000, "DS09": stated(Decimal("97.7"))}, []),
        ({"LE14": 26462, "LE15": 102, "LE13": 26564, "LE13a": 5}, []),  # Qingyuan: 26,569 in all
        ({"LE14": 26462, "LE15": 107, "LE13": 26564, "LE13a": 5}, []),
        ({"LE14": 26462, "LE15": 108, "LE13": 26564, "LE13a": 5}, ["C23"]),
        ({"DC10": 18, "DC10a": 23, "DC11": 41}, []),  # sample 002
        ({"DC10": 18, "DC10a": 22, "DC11": 41}, ["C35"]),
        ({"LT02": 3, "LT01": 2, "LT01a": 1}, []),
        ({"LT02": 4, "LT01": 2, "LT01a": 1}, ["C17"]),
        ({"LT02": 4, "LT01": 2}, []),
        ({"DC02": 6, "DC01": 4, "DC01a": 1}, ["C34"]),
        ({"TM02a": 0, "TM02": 4, "TM03": 8, "TM01": 12}, []),
        ({"TM02a": 1, "TM02": 4, "TM03": 8, "TM01": 12}, ["C45"]),
        ({"RV18": stated(100)}, ["C53"]),
        ({"RV18": stated(Decimal("99.9"))}, []),
        ({"RV18": ratio_of(7, 7)}, []),
        ({"RV18": stated(Decimal("100.5"))}, ["C47", "C53"]),
        ({"LT05": 0, "LT07": stated(100)}, ["C53", "C54"]),
        ({"LT05": 0, "LT07": NOT_APPLICABLE}, []),
        ({"LT05": 0, "LT06": 0}, []),
    ],
)
def test_worked_examples(figures, rules):
    assert broken(**figures) == rules


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("128.79", []),
        ("128.8", []),
        ("129", []),
        (
            "128.78",
            [
                (
                    "C48",
                    "“收到（新收）行政复议申请”写明的同比为128.78%，"
                    "按本年与上年数字计算的变化应为128.79%，请核对。",
                )
            ],
        ),
    ],
)
def test_a_written_change_is_held_against_the_figures(written, found):
    said = findings(last={"RV02": 66}, changes={"RV02": number(Decimal(written))}, RV02=151)
    assert [finding for finding in said if finding[0] == "C48"] == found


def test_a_rate_changes_by_points():
    change = {"DS09": number(Decimal("1.19"))}
    assert findings(last={"DS09": ratio_of(976, 1000)}, changes=change, DS09=ratio_of(9879, 10000)) == []
    assert broken(last={"DS09": ratio_of(97, 100)}, changes=change, DS09=ratio_of(98, 100)) == ["C48"]


@pytest.mark.parametrize(
    ("this", "last", "found"),
    [
        (
            400,
            100,
            [
                (
                    "C55",
                    "“行政处罚案件数”为400，大于上年的“行政处罚案件数”的3倍（300），请核对。"
                    "变化较大，确属实际情况的，请在说明中写明原因。",
                )
            ],
        ),
        (300, 100, []),
        (
            100,
            400,
            [
                (
                    "C55",
                    "上年的“行政处罚案件数”为400，大于“行政处罚案件数”的3倍（300），请核对。"
                    "变化较大，确属实际情况的，请在说明中写明原因。",
                )
            ],
        ),
        (4, 1, []),  # small numbers leap
        (
            25,
            25,
            [
                (
                    "C56",
                    "“行政处罚案件数”为25，与上年的“行政处罚案件数”的25相同，请核对。"
                    "请确认不是沿用上年的数字。",
                )
            ],
        ),
        (10, 10, []),
        (25, BLANK, []),
        (25, NOT_APPLICABLE, []),
        (BLANK, 25, []),
    ],
)
def test_this_year_against_last(this, last, found):
    assert findings(last={"LE01": last}, LE01=this) == found


def test_a_stock_or_a_rate_may_stay_as_it_was():
    assert findings(last={"DS02": 20, "DS09": ratio_of(9, 9)}, DS02=20, DS09=ratio_of(9, 9)) == []


def test_what_was_carried_forward_is_what_is_carried_over():
    assert findings(last={"RV11": 4}, RV01=3) == [
        (
            "C59",
            "“上年结转行政复议案件”为3，与上年的“结转下年”的4不相等，请核对。"
            "上年结转数应与上年年报的结转下年数一致。",
        )
    ]
    assert findings(last={"RV11": 4}, RV01=4) == []


def test_a_switched_off_rule_is_silent_and_still_holds_the_general_one_back():
    general = parse_rule("G", "each ratio: numerator(it) <= denominator(it)", severity="error")
    written = parse_rule("W", "DS08 <= DS07", severity=OFF)
    known = Known(figures_of({"DS08": 170, "DS07": 168, "RV17a": 6, "RV05": 5}))
    assert [f.rule for f in judge((*general, *written), known, SUBJECTS)] == ["G"]
    assert [f.codes for f in judge(general, known, SUBJECTS)] == [("DS08", "DS07"), ("RV17a", "RV05")]


@given(
    st.dictionaries(
        st.sampled_from(sorted(SUBJECTS)),
        st.one_of(
            st.decimals(min_value=0, max_value=10**6, places=2).map(number),
            st.just(BLANK),
            st.just(NOT_APPLICABLE),
        ),
        max_size=12,
    )
)
def test_only_figures_that_are_there_are_found_at_fault(figures):
    found = judge(CLAUSES, Known(figures, figures), SUBJECTS)
    assert {code for finding in found for code in finding.codes} <= set(figures)
    assert [f for f in found if not any(figures[code].is_number for code in f.codes)] == []
