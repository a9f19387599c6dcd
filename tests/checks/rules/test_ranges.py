"""From … to …"""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("落实《云岭县法治政府建设规划（2021-2025年）》。", [("range_dash", "-")]),
        ("落实2021~2025年工作规划。", [("range_dash", "~")]),
        ("落实2021–2025年工作规划。", [("range_dash", "–")]),
        ("落实2021一2025年工作规划。", [("range_dash", "一")]),
        ("落实2021--2025年工作规划。", [("range_dash", "--")]),
        ("落实《云岭县规划（20212025年）》。", [("range_dash", "20212025")]),
        ("1-11月，全县收案30件。", [("range_dash", "-")]),
        ("3月1日-5日开展培训。", [("range_dash", "-")]),
        ("合格率提高到95-98%。", [("value_range", "95-98%")]),
        ("每村配备3-5名“法律明白人”。", [("value_range", "3-5")]),
        ("处以5～10万元罚款。", [("value_range", "5～10万")]),
        ("实施2021—2025年规划和2021－2025年方案。", [("mixed_dash", "－")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "落实2021—2025年规划，1—11月收案30件。",
        "落实（2021－2025年）规划。",
        "每村配备3～5名、15%～30%。",
        "3至5个工作日内办结。",
        "热线为0771-1234567，执法车牌号为A-12345。",
        "实行三级管理。",
        "地块编号2025-03-01已经出让。",
        "由95%提高到98%。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
