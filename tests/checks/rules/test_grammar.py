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
        ("压实工作责任，压实工作责任，形成合力。", [("repeated_words", "压实工作责任，压实工作责任")]),
        ("极大的提高了执法水平。", [("particle", "的")]),
        ("有效得化解矛盾，更好得服务群众。", [("particle", "得"), ("particle", "得")]),
        ("按时按量的做好公开工作，普法宣传做的不够深入。", [("particle", "的"), ("particle", "的")]),
        (
            "共排查隐患“六类” 5处，排查隐患“六类” 5处，已整改。",
            [("repeated_words", "共排查隐患“六类” 5处，排查隐患“六类” 5处")],
        ),
        (
            "进一步的进一步规范，健全健全机制，在在全县推广。",
            [
                ("repeated_words", "进一步的进一步"),
                ("repeated_words", "健全健全"),
                ("repeated_words", "在在"),
            ],
        ),
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
        "提供更好的服务，发挥有力的推动作用，建立有效的落实机制。",
        "困难逐步得到解决，群众及时得到保障，解决落实的不到位问题。",
        "在在编人员中开展培训，对对口单位进行指导，为为民服务夯实基础，以案释法。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
