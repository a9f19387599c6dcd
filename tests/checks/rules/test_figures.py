"""Figures among themselves."""

import pytest

from tests.checks.reading import Said, found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("受理投诉200件，办结180件，办结率95%。", [("rate_recomputed", "95%")]),
        ("收到建议40件，办复38件，办复率98%。", [("rate_recomputed", "98%")]),
        ("受理案件151件，审结140件，审结率92.71%。", [("rate_truncated", "92.71%")]),
        ("群众满意率达105%。", [("rate_above_100", "105%")]),
        ("办理案件100件，其中刑事70件、行政50件。", [("sum_of_parts", "100件")]),
        ("信访30件，及时受理率100%，同比上升5%。", [("full_rate_changes", "率100%，同比上升5%")]),
        ("案件由上年的50件增加到75件，增长60%。", [("growth_recomputed", "60%")]),
        (
            "全年受理行政复议案件总数116件。2025年行政复议工作扎实。全年受理行政复议案件总数118件。",
            [("two_values", "118件")],
        ),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "受理投诉200件，办结190件，办结率95%。",
        "受理200件，办结198件，其中调解成功150件，调解成功率75.8%。",
        "非常满意802条，满意163条，合计965条，满意率100%。",
        "完成率120%，增长率150%。",
        "办理案件100件，其中刑事70件、行政30件。",
        "受理100件，其中办结95件、调解80件。",
        "信访30件，同比上升5%，及时受理率100%。",
        "案件由上年的50件增加到75件，增长50%。",
        "满意率、办结率分别为98%、99%。",
        "2024年受理行政复议案件总数100件，2025年受理行政复议案件总数116件。",
        "办件1.5万余件，办结1.4万余件，办结率93%。",
        "一审败诉0件。",
        "调解案件168件，调解成功166件，成功率98.8%。",
        "合格率98%以上，抽检100批次，合格97批次。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(text) == []
