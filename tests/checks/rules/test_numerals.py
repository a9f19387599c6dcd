"""Numbers in prose."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("培训近500人左右。", [("approximate_twice", "近500人左右")]),
        ("开展活动20多场次左右。", [("approximate_twice", "20多场次左右")]),
        ("同比增长百分之12.5。", [("number_form", "百分之12.5")]),
        ("约300余人参加。", [("approximate_twice", "约300余")]),
        ("超过200家以上企业受益。", [("approximate_twice", "超过200家以上")]),
        ("走访七、八个村。", [("adjacent_numerals", "、")]),
        ("每年开展三、四次检查。", [("adjacent_numerals", "、")]),
        ("群众满意率达98.6。", [("bare_rate", "98.6")]),
        ("按时办结率为100，群众满意。", [("bare_rate", "100")]),
        ("调解成功率同比提升2.3%。", [("percentage_point", "2.3%")]),
        ("支出增长.8%。", [("number_form", ".8")]),
        ("办理案件１２０件。", [("number_form", "１２０")]),
        ("发放手册12，000份。", [("number_form", "12，000")]),
        ("发放手册12,000份，惠及35000人。", [("number_form", "12,000")]),
        ("挽回经济损失1200万。", [("lost_unit", "1200万")]),
        ("投入资金3.5亿，惠及千家万户。", [("lost_unit", "3.5亿")]),
        ("投诉量减少了三倍。", [("times_down", "减少了三倍")]),
        ("信访总量同比增长-5.2%。", [("negative_change", "增长-")]),
        (
            "应诉案件1 5起，参加5千余人次，约近20家。",
            [("number_form", "1 5"), ("number_form", "5千"), ("approximate_twice", "约近")],
        ),
        ("挽回损失30多万。", [("lost_unit", "30多万")]),
        ("人民调解成功率98.5。", [("bare_rate", "98.5")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "培训500余人，惠及5万余人。",
        "率先推行容缺受理，效率提高3倍，几率大幅降低。",
        "县长率队督导3次。",
        "走访三四十个村。",
        "一、二审案件服判息诉率提高5个百分点。",
        "第一、二、三产业占比合理。",
        "全县在三、四月份集中开展检查。",
        "群众满意率98.6%以上。",
        "投诉量减少三成。",
        "覆盖率达到百分之百。",
        "发放手册12,000份。",
        "罚没款320.5万元，节约财政资金3亿元。",
        "近3年来，附近5个村受益。",
        "十余家单位、二十多个部门参加。",
        "七八个部门联合开展检查。",
        "信访总量增长3%—5%，千余人参加。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
