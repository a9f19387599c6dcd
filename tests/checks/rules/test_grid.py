"""The text against the grid of this year and last year."""

import pytest

from reports.checks.checking import Context, GridFigure
from tests.checks.reading import Said, found

GRID = Context(
    figures=(
        GridFigure(("受理行政复议案件数", "行政复议收案数"), "116", "件", "100"),
        GridFigure(("人民调解成功率",), "98.8", "%", "97.5"),
        GridFigure(("开展法治宣传活动次数",), "300", "场", "80"),
        GridFigure(("培训行政执法人员人数",), "", "人", ""),
        GridFigure(("发放宣传资料数量",), "12043", "份", "11000"),
    )
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("受理行政复议案件118件。", [("against_grid", "118")]),
        ("2025年，全县共受理行政复议案件118件。", [("against_grid", "118")]),
        ("人民调解成功率达98.5%。", [("against_grid", "98.5")]),
        ("发放宣传资料2万份。", [("against_grid", "2万")]),
        ("受理行政复议案件116件，同比增长12%。", [("against_last_year", "12%")]),
        ("受理行政复议案件116件，较上年下降16%。", [("against_last_year", "16%")]),
        ("开展法治宣传活动300场。", [("unexplained_jump", "300")]),
        ("受理行政复议案件116件，同比增长16%。", []),
        ("办结行政复议案件118件。", []),
        ("2024年受理行政复议案件100件。", []),
        ("上半年受理行政复议案件50件。", []),
        ("发放宣传资料1.2万份。", []),
        ("培训行政执法人员50人。", []),
        ("开展法治宣传活动300场，主要是增加了进村宣讲。", []),
    ],
)
def test_each_statement_is_held_against_its_figure(text: str, said: Said) -> None:
    assert found(f"一、情况\n{text}", year=2025, context=GRID) == said


def test_a_plan_states_no_figures_of_the_year() -> None:
    assert found("一、2026年工作安排\n受理行政复议案件200件。", year=2025, context=GRID) == []
