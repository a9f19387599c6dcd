"""Years and time words, in a report for 2025."""

import pytest

from tests.checks.reading import Said, found

TITLE = "云岭县2025年法治政府建设年度报告\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一、2024年法治政府建设基本情况\n文。", [("heading_year", "2024")]),
        ("一、2025年情况\n文。\n二、2025年情况和2024年成效\n文。", [("heading_year", "2024")]),
        ("一、2025年情况\n文。\n二、2024年工作打算\n文。", [("heading_year", "2024")]),
        ("一、2025年情况\n2024年，我县召开会议六次。", [("stale_year", "2024")]),
        ("一、2025年情况\n2024年全县收案30件。", [("stale_year", "2024")]),
        ("一、2025年情况\n落实《法治政府建设实施纲要（2022—2025年）》。", [("plan_period", "2022—2025")]),
        ("一、2025年情况\n落实《法治中国建设规划（2021—2025年）》。", [("plan_period", "2021—2025")]),
        ("一、2025年情况\n落实规划（2025—2021年）。", [("plan_period", "2025—2021")]),
        ("一、2025年情况\n截至目前收案30件。", [("relative_time", "截至目前")]),
        (
            "一、2025年情况\n今年以来收案30件，明年将继续。",
            [("relative_time", "今年以来"), ("relative_time", "明年")],
        ),
        ("一、2025年情况\n近日，县政府召开会议。", [("relative_time", "近日")]),
        ("一、2025年情况\n贯彻党的二十届三中全会精神。", [("outdated_meeting", "二十届三中全会")]),
        ("塔山镇2025法治政府建设工作总结\n一、2025年情况\n已经总结。", [("year_sign", "2025")]),
    ],
)
def test_a_defect_is_found_at_its_characters_and_nothing_else(text: str, said: Said) -> None:
    assert found(TITLE + text) == said


@pytest.mark.parametrize(
    "text",
    [
        "一、2025年法治政府建设情况\n文。\n二、2026年工作安排\n文。",
        "一、情况\n2024年以来，持续推进。2024年，我县获评示范县。",
        "一、情况\n2024年12月，县政府印发方案。",
        "一、情况\n收案30件，较去年增长5%，与去年持平，去年同期为28件。",
        "一、情况\n在6月30日前、春节前、日前一工作日完成。",
        "一、2024年度法治督察反馈问题整改情况\n文。",
        "一、情况\n落实《法治政府建设实施纲要（2021—2025年）》《云岭县规划（2023—2027年）》。",
        "一、情况\n贯彻党的二十大和二十届三中、四中全会精神。",
        "一、情况\n《行政复议法》2023年修订，2024年1月1日起施行。",
        "一、情况\n文。\n二、2026年安排\n2026年，将推进三项工作；到2027年底全部完成。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert found(TITLE + text) == []


def test_a_meeting_that_was_still_to_come_is_found() -> None:
    text = "云岭县2023年法治政府建设年度报告\n一、情况\n贯彻党的二十届二中全会和二十届三中全会精神。"
    assert found(text) == [("anachronism", "二十届三中全会")]


def test_a_plan_may_look_ahead() -> None:
    text = "云岭县2024年法治政府建设年度报告\n一、2025年工作安排\n宣传《法治宣传教育法》。"
    assert found(text) == []
