"""The role of a part, read from its heading."""

import pytest

from reports.document.role_words import report_year, role_of, roles_of
from reports.document.roles import Role


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        (
            Role.ACHIEVEMENTS,
            [
                "2025年度推进法治政府建设的主要举措和成效",
                "法治政府建设工作开展情况",
                "2025年法治政府建设基本情况",
                "2025年工作计划完成情况",
                "取得的成绩和存在的问题",
                "全面履行司法行政职能",
                "推进法治政府、法治社会一体建设情况",
                "严格规范公正文明执法",
                "2024年法治政府建设基本情况",
            ],
        ),
        (
            Role.SHORTCOMINGS,
            [
                "存在的不足和原因",
                "法治政府建设中存在的问题及改进措施",
                "当前工作中的薄弱环节",
                "存在的主要问题及原因分析",
                "差距与短板",
                "2025年法治政府建设存在不足",
            ],
        ),
        (
            Role.FIRST_RESPONSIBLE_PERSON,
            [
                "党政主要负责人履行推进法治建设第一责任人职责情况",
                "主要负责人履行推进法治建设第一责任人职责、加强法治政府建设的情况",
                "主要负责同志履职情况",
                "第一责任人职责落实举措和成效",
            ],
        ),
        (
            Role.NEXT_YEAR_PLAN,
            [
                "下一年度推进法治政府建设的主要安排",
                "下一步工作打算",
                "下步工作思路",
                "2026年工作计划",
                "2026年重点工作",
                "2026年推进法治政府建设的主要举措",
                "明年工作重点",
                "工作打算及存在的困难",
            ],
        ),
        (Role.OTHER_MATTERS, ["其他", "其他需要报告的情况", "其它事项", "需要说明的问题"]),
        (Role.STUDY, ["深入学习贯彻习近平法治思想", "学习宣传贯彻党的二十大精神情况"]),
        (Role.PARTY_LEADERSHIP, ["加强党对法治建设的领导", "坚持党的全面领导，完善推进机制"]),
        (Role.JUDICIAL_JUSTICE, ["促进公正司法", "深化司法体制综合配套改革"]),
        (Role.RULE_OF_LAW_SOCIETY, ["加快推进法治社会建设", "推动全民守法"]),
        (None, ["附则", "甲乙丙丁"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_tell_the_role(role, headings):
    assert {heading: role_of(heading, year=2025) for heading in headings} == dict.fromkeys(headings, role)


def test_a_later_year_is_a_plan_only_when_the_reports_year_is_known():
    assert role_of("2026年推进法治政府建设的主要举措") is Role.ACHIEVEMENTS


def test_a_part_without_telling_words_before_the_shortcomings_tells_what_was_done():
    headings = ["提高政治站位", "强化监督", "存在的不足", "2026年重点工作", "附则"]
    assert roles_of(headings, title="2025年度报告") == [
        Role.ACHIEVEMENTS,
        Role.ACHIEVEMENTS,
        Role.SHORTCOMINGS,
        Role.NEXT_YEAR_PLAN,
        None,
    ]


@pytest.mark.parametrize(
    ("title", "headings", "year"),
    [
        ("云岭县2025年法治政府建设年度报告", ["2024年基本情况"], 2025),
        ("2025年工作总结和2026年工作计划", [], 2025),
        ("法治政府建设工作报告", ["2025年主要成效", "2026年工作打算"], 2025),
        ("法治政府建设工作报告", ["主要成效"], None),
        ("", ["主要成效", "存在的不足", "2026年工作打算"], 2025),
        ("", ["2026年工作打算", "2025年主要成效"], 2025),
        ("", ["2024年工作计划完成情况", "2026年—2030年工作思路"], 2024),
    ],
)
def test_the_year_of_a_report(title, headings, year):
    assert report_year(title, headings) == year
