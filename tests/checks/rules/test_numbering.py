"""Numbers of headings and items."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一、情况\n文。\n三、安排\n文。", [("heading_order", "三、")]),
        ("一、情况\n（一）学法\n文。\n（三）普法\n文。", [("heading_order", "（三）")]),
        ("一、情况\n（一）学法\n文。\n（一）普法\n文。", [("heading_order", "（一）")]),
        ("一、情况\n（1）学法\n文。", [("heading_level", "（1）")]),
        ("一、情况\n（一）、学法\n文。", [("number_mark", "、")]),
        ("一、情况\n1、学法\n文。", [("number_mark", "、")]),
        ("一是学法。三是普法。", [("item_order", "三是")]),
        ("一是学法。二是普法。二是用法。", [("item_order", "二是")]),
        ("一是学法。一是普法。", [("item_order", "一是")]),
        ("一要学法。三要普法。", [("item_order", "三要")]),
        ("一、情况。\n文。", [("heading_mark", "。")]),
        ("一、存在的问题\n文。\n二、存在的问题\n文。", [("repeated_heading", "存在的问题")]),
        ("一、甲\n主要措施：①加强领导；③加强监督。", [("item_order", "③")]),
        ("一、甲\n第一，加强领导。第三，加强监督。", [("item_order", "第三")]),
        ("一、甲\n其一，意识不强。其三，能力不足。", [("item_order", "其三")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "一、情况\n（一）学法\n文。\n（二）普法\n文。\n二、安排\n（一）学法\n文。",
        "一、情况\n1.学法\n文。\n2.普法\n文。",
        "一、情况\n一是学法。二是普法。\n一是执法。二是监督。",
        "一、情况\n（一）怎样做得更好？\n文。",
        "一、情况\n（一）学法。深入学习，带头示范。",
        "一、情况\n1.学法\n（1）领导学\n文。\n（2）干部学\n文。",
        "坚持三个不变、两个提升。",
        "一、甲\n（一）子\n（二）丑\n二、乙\n（三）寅",
        "一、甲\n主要措施：①甲；②乙。存在问题：①丙；②丁。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
