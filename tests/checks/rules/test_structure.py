"""What a report must have."""

import pytest

from tests.checks.reading import found, found_of_the_whole

TITLE = "云岭县公安局2025年法治政府建设年度报告\n"
DONE = "一、主要举措和成效\n全年办理案件30件。\n"
FAULTS = "二、存在的不足和原因\n宣传不足，主要原因是人手少。\n"
DUTY = "三、主要负责人履行推进法治建设第一责任人职责情况\n听取汇报3次。\n"
PLAN = "四、2026年工作安排\n6月底前完成培训。\n"
SIGNED = "云岭县公安局\n2026年1月20日"
WHOLE = TITLE + "县委、县政府：\n" + DONE + FAULTS + DUTY + PLAN + SIGNED


def test_a_whole_report_has_nothing_to_be_said_of_it() -> None:
    assert found_of_the_whole(WHOLE) == []
    assert found(WHOLE) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (FAULTS, ["missing_part"]),
        (DUTY, ["missing_part"]),
        (PLAN, ["missing_part"]),
        (TITLE, ["missing_title"]),
        ("县委、县政府：\n", ["missing_frame"]),
        ("，主要原因是人手少", ["missing_causes"]),
        ("6月底前", ["missing_targets"]),
    ],
)
def test_what_is_lost_is_named(lost: str, said: list[str]) -> None:
    assert found_of_the_whole(WHOLE.replace(lost, "")) == said


@pytest.mark.parametrize(
    "headings",
    [
        "一、工作成效\n文。\n二、第一责任人履职情况\n文。\n三、存在问题及下一步打算\n文。",
        "一、主要做法\n（一）党政主要负责人履行第一责任人职责。落实到位。\n二、不足\n文。\n三、下一步工作\n文。",
    ],
)
def test_a_heading_may_stand_for_two_parts(headings: str) -> None:
    assert "missing_part" not in found_of_the_whole(TITLE + headings)


def test_a_report_asks_for_nothing() -> None:
    assert found("恳请市政府批准增加编制。") == [("request_in_report", "恳请市政府批准")]
    assert found("当事人请求解决争议，请示报告制度得到落实。") == []
