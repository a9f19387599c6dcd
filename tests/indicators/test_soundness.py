"""What cannot stand in the dictionary, and the sentence that says so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.common.errors import Invalid
from reports.indicators.dictionary import shipped_dictionary
from reports.indicators.drafts import draft_of_entry
from reports.indicators.soundness import IndicatorDraft, Neighbour, refuse_unsound

ENTRIES = {entry.code: entry for entry in shipped_dictionary().entries}
NEIGHBOURS = {
    e.code: Neighbour(e.code, e.name, e.unit, e.kind, e.numerator, e.denominator) for e in ENTRIES.values()
} | {
    "LE91": Neighbour("LE91", "罚没总额", "亿元", "amount"),
}
COUNT = IndicatorDraft("LE93", "新项", "件", "LE", "count", "flow", "sum")
RATE = IndicatorDraft(
    "LE99", "新率", "%", "LE", "ratio", "flow", "recompute_from_numerator_and_denominator", "LE02", "LE01"
)


def refusal(draft, neighbours=NEIGHBOURS):
    """The sentence and its field."""
    with pytest.raises(Invalid) as error:
        refuse_unsound(draft, neighbours)
    return str(error.value), error.value.field


def test_every_shipped_entry_is_sound():
    for entry in ENTRIES.values():
        refuse_unsound(draft_of_entry(entry), {c: n for c, n in NEIGHBOURS.items() if c != entry.code})


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"code": "le99"}, "代码应是两个大写字母、两位数字，末尾可加一个小写字母，如“LE01”“LE01a”。", "code"),
        ({"area": "RV"}, "代码应以所选领域的字母“RV”开头。", "code"),
        ({"name": " "}, "请填写名称。", "name"),
        ({"note": "长" * 301}, "口径最多300个字，请缩短。", "note"),
        ({"aliases": ("长" * 21,)}, "别名最多20个，每个最多20个字，用顿号隔开。", "aliases"),
        ({"valid_from": 1066}, "年度应在1990与2100之间，请核对。", "valid_from"),
        ({"valid_from": 2025, "valid_to": 2024}, "最后年度不能早于启用年度，请核对。", "valid_to"),
        ({"unit": "件"}, "比率的单位应为“%”。", "unit"),
        (
            {"aggregation": "sum"},
            "比率不能相加，请选择“分子、分母分别相加后重算”或“只计本级，不相加”。",
            "aggregation",
        ),
        (
            {"denominator": ""},
            "分子和分母须同时填写；不由其他指标算出的比率，两项都留空。",
            "denominator",
        ),
        ({"numerator": "LE02+"}, "公式“LE02+”第6个字处缺少指标代码，请改正。", "numerator"),
        ({"denominator": "ZZ01"}, "指标库里没有“ZZ01”，请核对代码。", "denominator"),
        ({"denominator": "100"}, "分子、分母都应含有指标代码。", "denominator"),
        (
            {"numerator": "LE02+LE11"},
            "“警告、通报批评”（件）与“罚没金额”（万元）的单位不同，不能相加减，请核对。",
            "numerator",
        ),
        (
            {"numerator": "LE02+1"},
            "“警告、通报批评”（件）与数字1的单位不同，不能相加减，请核对。",
            "numerator",
        ),
        (
            {"numerator": "LE11+LE91"},
            "“罚没金额”（万元）与“罚没总额”（亿元）的单位大小不同，"
            "请乘以倍数换算后再相加，如“LE11+10000*XX01”。",
            "numerator",
        ),
        (
            {"numerator": "LE11", "denominator": "LE91"},
            "分子和分母的单位大小不同（如万元与亿元），请乘以倍数换算后再相除。",
            "denominator",
        ),
        ({"numerator": "0*LE02"}, "倍数不能为0。", "numerator"),
        (
            {"numerator": "LE23"},
            "分子、分母应由件数、人数等组成，不能再用比率“执法证持证率”（LE23）。",
            "numerator",
        ),
        (
            {"numerator": "LE99"},
            "“新率”的公式绕回了自己（LE99→LE99），请改用其他指标。",
            "numerator",
        ),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(changes, sentence, field):
    assert refusal(replace(RATE, **changes)) == (sentence, field)


def test_a_ratio_made_of_itself_over_others_is_a_circle():
    others = {
        **NEIGHBOURS,
        "LE97": Neighbour("LE97", "乙率", "%", "ratio", "LE98", "LE01"),
        "LE98": Neighbour("LE98", "丙率", "%", "ratio", "LE99", "LE01"),
    }
    assert refusal(replace(RATE, numerator="LE97"), others) == (
        "“新率”的公式绕回了自己（LE99→LE97→LE98→LE99），请改用其他指标。",
        "numerator",
    )


def test_magnitudes_are_brought_together_by_a_factor():
    refuse_unsound(replace(RATE, numerator="LE11+10000*LE91", denominator="LE19+LE02"), NEIGHBOURS)
    refuse_unsound(replace(RATE, numerator="LE11", denominator="10000*LE91"), NEIGHBOURS)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        (
            {"numerator": "LE01", "denominator": "LE02"},
            "只有比率由分子和分母算出，其他指标请把这两项留空。",
            "numerator",
        ),
        (
            {"aggregation": "recompute_from_numerator_and_denominator"},
            "只有比率由分子、分母重算，请选择别的汇总方式。",
            "aggregation",
        ),
    ],
)
def test_a_count_is_no_ratio(changes, sentence, field):
    assert refusal(replace(COUNT, **changes)) == (sentence, field)


def test_what_others_are_made_of_stays_fit_for_them():
    others = {code: n for code, n in NEIGHBOURS.items() if code != "LT11"}
    part = replace(draft_of_entry(ENTRIES["LT11"]), unit="万元")
    assert refusal(part, others) == (
        "“司法建议、检察建议合计回复率”（LT14）由本项算出："
        "“回复司法建议件数”（万元）与“回复检察建议件数”（件）的单位不同，不能相加减，请核对。",
        "unit",
    )
    refuse_unsound(replace(part, unit="起"), others)
    as_ratio = replace(RATE, code="LE93", name="改作比率")
    made_of_it = NEIGHBOURS | {"LE92": Neighbour("LE92", "甲率", "%", "ratio", "LE93", "LE01")}
    assert refusal(as_ratio, made_of_it) == ("“甲率”（LE92）由本项算出，本项不能改为比率。", "kind")


@given(st.text(max_size=70), st.text(alphabet="LE019+-*()/ ", max_size=70))
def test_no_formula_is_worse_than_refused(numerator, denominator):
    try:
        refuse_unsound(replace(RATE, numerator=numerator, denominator=denominator), NEIGHBOURS)
    except Invalid as error:
        assert str(error).endswith("。")  # noqa: PT017
