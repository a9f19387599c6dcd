"""The role of a level-1 part, read from the words of its heading.

Not for levels below, and not for the order of parts: each genre has its own.
"""

import re
from collections.abc import Sequence

from reports.document.roles import Role

YEAR = re.compile(r"(20\d{2})年")

DUTY = re.compile(r"第一责任人|(?:主要|党政)负责(?:人|同志).{0,20}(?:职责|履职|述法|责任|情况)")
OTHER = re.compile(r"^其[他它]$|其[他它].{0,8}(?:报告|说明|事项|情况|工作)|需要?(?:报告|说明)的")
DONE = re.compile(r"(?:计划|安排|要点|任务|打算|部署).{0,6}(?:完成|落实|执行|进展|推进|贯彻)")
RESULTS = re.compile(r"成效|成绩|成果|情况|总结|回顾")

BY_POSITION: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.SHORTCOMINGS,
        re.compile(r"不足|短板|差距|薄弱|困难|弱项|存在.{0,12}问题|主要问题|问题(?:$|[和及与、]|.{0,4}原因)"),
    ),
    (
        Role.NEXT_YEAR_PLAN,
        re.compile(
            r"打算|下一?步|下一?年|下一?阶段|来年|明年|今后|展望|努力方向"
            r"|(?:工作|主要|重点|任务|计划)(?:安排|思路|计划|规划)|(?:安排|计划|思路|要点)$"
        ),
    ),
    (Role.STUDY, re.compile(r"学(?:习|思).{0,14}(?:思想|精神|理论)|学法用法")),
    (Role.PARTY_LEADERSHIP, re.compile(r"党(?:的|对|委|组|政).{0,16}领导(?!干部|班子|小组)")),
    (Role.JUDICIAL_JUSTICE, re.compile(r"公正司法|司法公正|司法公信|司法(?:体制|责任).{0,6}改革")),
    (Role.RULE_OF_LAW_SOCIETY, re.compile(r"^(?!.*法治政府).*?(?:法治社会|全民守法|全民普法|基层治理)")),
    (
        Role.ACHIEVEMENTS,
        re.compile(
            r"成效|成绩|成果|亮点|主要(?:做法|举措|措施|工作)|总结|回顾"
            r"|(?:开展|进展|推进|落实|完成|基本|总体|工作|建设|履职)的?情况"
        ),
    ),
    (Role.PREAMBLE, re.compile(r"^(?:前言|引言)$")),
    (Role.CLOSING, re.compile(r"^(?:结语|结束语)$")),
)
WEAK = re.compile(r"情况|举措|措施|做法|工作|推进|建设|履行|职能|依法行政|执法")
LOOKING_AHEAD = {Role.SHORTCOMINGS, Role.NEXT_YEAR_PLAN}


def years_in(words: str) -> list[int]:
    """List the years that a heading or title names, in its order."""
    return [int(year) for year in YEAR.findall(words)]


def report_year(title: str, headings: Sequence[str]) -> int | None:
    """Tell the year a report is about: the earliest in its title, else in its level-1 headings.

    The plan's heading names the year after it, so it counts only where no other heading names a year.
    """
    stated = years_in(title) or _years_in([each for each in headings if not _is_plan(each)])
    planned = [year - 1 for year in _years_in([each for each in headings if _is_plan(each)])]
    return min(stated or planned, default=None)


def _years_in(headings: Sequence[str]) -> list[int]:
    return [year for heading in headings for year in years_in(heading)]


def _is_plan(heading: str) -> bool:
    return role_of(heading) is Role.NEXT_YEAR_PLAN


def roles_of(headings: Sequence[str], *, title: str = "") -> list[Role | None]:
    """Tell the roles of a report's level-1 parts, in order.

    A part whose words say nothing, before the shortcomings or the plan, tells what was done.
    """
    year = report_year(title, headings)
    roles = [role_of(heading, year=year) for heading in headings]
    ahead = max((at for at, role in enumerate(roles) if role in LOOKING_AHEAD), default=-1)
    return [role or (Role.ACHIEVEMENTS if at < ahead else None) for at, role in enumerate(roles)]


def role_of(heading: str, *, year: int | None = None) -> Role | None:
    """Tell the role of the level-1 part with this heading; None when its words say nothing.

    `year` is the report's: a part about a later year only is the plan, unless it speaks of results or faults.
    """
    if DUTY.search(heading):
        return Role.FIRST_RESPONSIBLE_PERSON
    if OTHER.search(heading):
        return Role.OTHER_MATTERS
    role = _first_named(heading)
    if role is not Role.SHORTCOMINGS and _is_about_later(heading, year) and not RESULTS.search(heading):
        return Role.NEXT_YEAR_PLAN
    if role is None and WEAK.search(heading):
        return Role.ACHIEVEMENTS
    return role


def _first_named(heading: str) -> Role | None:
    """The role whose words come first, since a heading names its main matter first."""
    found = []
    for rank, (role, words) in enumerate(BY_POSITION):
        match = words.search(heading)
        if match and not (role is Role.NEXT_YEAR_PLAN and DONE.search(heading)):
            found.append((match.start(), rank, role))
    return min(found)[2] if found else None


def _is_about_later(heading: str, year: int | None) -> bool:
    years = years_in(heading)
    return year is not None and bool(years) and min(years) > year
