"""Breaking a title over lines at words, wide over narrow or narrow over wide (GB/T 9704 7.3.1).

Not for body text: a word processor breaks that.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from reports.rendering.widths import ems

# Words that a title may not tear, longest first within a shared beginning.
_WORDS = re.compile(
    r"""
    [0-9０-９]+年度?(?:上半年|下半年)? | [0-9０-９]+月 | [0-9０-９]+日
    | 法治政府建设(?:年度)? | 法治建设 | 依法行政 | 依法治[国省市区县镇] | 全面依法治[国省市区县]
    | 第一责任人职责? | 党政主要负责人 | 主要负责人 | 贯彻落实 | 实施纲要 | 实施方案
    | 人民政府 | 管理委员会 | 管委会 | 街道办事处 | 办公室 | 委员会 | 党工委 | 中共
    | [\u4e00-\u9fff]{2,4}?(?:自治县|自治州|地区|[省市区县镇乡]|街道)(?=[\u4e00-\u9fff])
    | [\u4e00-\u9fff]{2,10}?[局厅委院](?=关于|[0-9０-９]|和|、)
    | 工作报告 | 年度报告 | 情况的报告 | 情况报告 | 的报告 | 报告 | 工作 | 情况 | 关于 | 推进 | 履行 | 年度
    | 行政(?:规范性文件|执法|决策|复议|应诉|审批) | 重点任务 | 任务 | 责任清单 | 清单 | 一览表
    | 存在问题 | 完成
    | 建设 | 要点 | 纲要 | 方案 | 计划 | 意见 | [A-Za-z0-9.%]+
    """,
    re.VERBOSE,
)
_PAIRS = re.compile(
    r"(?=(《[^《》]*》|“[^“”]*”|（[^（）]*）|〔[^〔〕]*〕|「[^「」]*」))"
)  # also inside each other
_LONGEST_WHOLE = 12  # characters; a longer name in 《》 may be broken at a word, though it should not
_NOT_FIRST = "的和与及、，。；：！？》”）〕」年月日 \u3000"
_NOT_LAST = "《“（〔「和与及、"
_SECOND_HALVES = ("委员会", "人民政府", "街道办事处", "管委会", "管理委员会", "办公室")
_PLACES = ("省", "市", "区", "县", "镇", "乡", "街道")
_SHORTEST = 3.0  # characters; a shorter line is an orphan
_LINE = 7.0  # what a line more than needed costs, so that it only comes instead of a torn word
_LONGEST = 60  # characters; a longer “title” is a paragraph, and Word breaks it


def break_title(title: str, columns: float) -> tuple[str, ...]:
    """Divide a title into the fewest lines of at most `columns` characters, or one more to tear no word.

    Shape:  the lines joined give the title back, character by character.
    Errors: raises nothing; what cannot be divided well stays one line.
    """
    width = ems(title)
    if width <= columns or len(title) > _LONGEST:
        return (title,)
    costs = _break_costs(title)
    least = int(-(-width // columns))
    found = [_best_division(title, costs, count=count, columns=columns) for count in (least, least + 1)]
    priced = [(cost + extra * _LINE, lines) for extra, (cost, lines) in enumerate(found) if lines]
    return min(priced)[1] if priced else (title,)


def _break_costs(title: str) -> dict[int, float]:
    """Say what a break before each character costs: nothing at a word's edge, a lot inside unknown words."""
    edges: dict[int, float] = {0: 0, len(title): 0}
    inside: set[int] = set()
    paired: set[int] = set()
    for match in _WORDS.finditer(title):
        edges.setdefault(match.start(), 0)
        edges.setdefault(match.end(), 0)
        inside.update(range(match.start() + 1, match.end()))
    for match in _PAIRS.finditer(title):
        start, end = match.span(1)
        edges |= {start: 0, end: 0}
        (inside if end - start <= _LONGEST_WHOLE else paired).update(range(start + 1, end))
    return {
        place: edges.get(place, 6.0) + _context_cost(title, place) + (3.0 if place in paired else 0.0)
        for place in range(1, len(title))
        if place not in inside and title[place] not in _NOT_FIRST and title[place - 1] not in _NOT_LAST
    }


def _context_cost(title: str, place: int) -> float:
    """Draw breaks to a space or 关于, and away from the middle of a name."""
    before, after = title[:place], title[place:]
    if before.endswith((" ", "\u3000")):
        return -6.0
    if after.startswith("关于"):
        return -4.0
    if before.endswith("关于") or after.startswith(_SECOND_HALVES):
        return 5.0
    return 2.0 if before.endswith(_PLACES) else 0.0


def _best_division(
    title: str, costs: dict[int, float], *, count: int, columns: float
) -> tuple[float, tuple[str, ...]]:
    """The cheapest lines and their cost; no lines where there are none."""
    best: tuple[float, tuple[str, ...]] = (inf, ())
    for breaks in _divisions(title, sorted(costs), count=count, columns=columns):
        lines = tuple(title[a:b] for a, b in pairwise((0, *breaks, len(title))))
        cost = sum(costs[place] for place in breaks) + _shape_cost([ems(line) for line in lines])
        if cost < best[0]:
            best = (cost, lines)
    return best


def _divisions(
    title: str, places: list[int], *, count: int, columns: float, start: int = 0
) -> Iterator[tuple[int, ...]]:
    """Every choice of breaks that leaves no line too long and none an orphan."""
    if count == 1:
        if _SHORTEST <= ems(title[start:]) <= columns:
            yield ()
        return
    for place in places:
        width = ems(title[start:place]) if place > start else 0.0
        if width > columns:
            return
        if width >= _SHORTEST and ems(title[place:]) <= columns * (count - 1):
            rest = _divisions(title, places, count=count - 1, columns=columns, start=place)
            yield from ((place, *others) for others in rest)


def _shape_cost(widths: list[float]) -> float:
    """Prefer lines that differ a little (梯形, 菱形) over equal ones, a waist or an orphan."""
    cost = 0.0
    for upper, lower in pairwise(widths):
        difference = abs(upper - lower)
        cost += 3.0 if difference < 1 else max(0.0, difference - 5) * 0.8
    for first, middle, last in zip(widths, widths[1:], widths[2:], strict=False):
        cost += 4.0 if middle < min(first, last) else 0.0
    return cost
