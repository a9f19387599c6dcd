"""Words that do not go together and words said twice."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("进一步加强普法宣传力度。", [("collocation", "加强")]),
        ("提高执法力度，维护秩序。", [("collocation", "提高")]),
        ("增强监督检查力度。", [("collocation", "增强")]),
        ("深化综合执法改革要求，推进队伍建设。", [("dangling_demand", "深化综合执法改革要求，")]),
        ("全县56家单位已配备法律顾问的单位48家。", [("missing_among", "56家单位")]),
        ("推进法治政府建设法治政府建设。", [("repeated_words", "法治政府建设法治政府建设")]),
        ("压实工作责任，压实工作责任，形成合力。", [("repeated_words", "压实工作责任，压实工作责任，")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "加大普法力度，加强组织领导。",
        "提升执法力度和温度。",
        "加强协调，持续加大整治力度。",
        "强化责任，保持打击力度不减。",
        "有力度、有温度。",
        "层层传导压力，层层压实责任。",
        "一项一项抓，一件一件办。",
        "谁执法谁普法、谁管理谁普法、谁服务谁普法。",
        "按照改革要求，推进队伍建设。",
        "全县56家单位中，已配备法律顾问的48家。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
