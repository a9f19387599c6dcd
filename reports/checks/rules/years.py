"""Years and time words: does the text speak of the year that it reports?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, replaced
from reports.checks.paper import Line, Paper, Part
from reports.checks.signs import YEAR
from reports.document.roles import Role

_REPORT = "云岭县2025年法治政府建设年度报告\n"
_HEADING_YEAR = re.compile(rf"(?<![\d—－~～至-])({YEAR})(?=年(?!\s?(?:[—－~～-]|至)\s?\d{{4}}))")
_LOOKING_BACK = re.compile(r"整改|反馈|回头看|上年|以来|上一年")


class HeadingYear(Check):
    """一、2024年……情况 in a report for 2025."""

    code = "heading_year"
    name = "标题中的年份"
    sentence = "标题里的年份应当是报告年度，安排部分是下一年度。"
    severity = Severity.ERROR
    source = "《法治政府建设与责任落实督察工作规定》第二十四条"
    bad = (
        Example(_REPORT + "一、2024年法治政府建设情况\n正文。\n二、2026年安排\n正文。", ("2024",)),
        Example(_REPORT + "一、2025年法治政府建设情况\n正文。\n二、2027年工作安排\n正文。", ("2027",)),
        Example(_REPORT + "一、2025年法治政府建设情况\n正文。\n二、2025年工作安排\n正文。", ("2025",)),
    )
    good = (
        _REPORT + "一、2025年法治政府建设情况\n正文。\n二、2026年安排\n正文。",
        _REPORT + "一、2024年度问题整改情况\n正文。",
        _REPORT + "一、2025年存在的不足和2026年安排\n正文。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find years in title and level-1 headings that are neither the report's nor its plan's."""
        if paper.year is None:
            return
        for line in paper.lines:
            is_heading = line.part is Part.HEADING and line.level == 1
            if (is_heading or line.part is Part.TITLE) and not _LOOKING_BACK.search(line.text):
                yield from _in_heading(line, paper.year)


_AHEAD = re.compile(r"年度?[^，、；和及与]{0,16}(?:安排|计划|打算|思路|要点|规划|展望|任务|目标)")


def _in_heading(line: Line, year: int) -> Iterator[Hit]:
    for match in _HEADING_YEAR.finditer(line.text):
        allowed = _allowed_years(line, match, year)
        if int(match[1]) not in allowed:
            start = line.start + match.start()
            message = f"报告年度是{year}年，这里写的是{match[1]}年，请核对。"
            yield replaced(start, start + 4, str(allowed[0]), message)


def _allowed_years(line: Line, match: re.Match[str], year: int) -> tuple[int, ...]:
    """The years that may stand there, the likeliest first: 2025年不足和2026年安排 is one heading."""
    if line.part is not Part.HEADING or line.role is None:
        return year, year + 1
    ahead = _AHEAD.match(line.text, match.end())
    if line.role is not Role.NEXT_YEAR_PLAN:
        return (year, year + 1) if ahead else (year,)
    is_whole = ahead is not None and ahead.end() == len(line.text.rstrip())
    is_last_plan = is_whole and match.start() == line.opening + len(line.numeral)
    return (year + 1,) if is_last_plan else (year + 1, year)


_OWN_YEAR = re.compile(
    rf"(?:^|(?<=[。；]))\s{{0,4}}({YEAR})年度?(?:[，,]|(?=全[县市区镇乡年]|我[县市区镇乡局]|共[计办开受]))"
)
_OTHER_YEAR = re.compile(r"以来|起|获|被|同比|相比|比较|较|上年|虽|但|基础上|增|降|印发|出台|成立|制定")
_REACH = 40


class StaleYear(Check):
    """A paragraph that tells of last year as if it were this."""

    code = "stale_year"
    name = "正文中的陈旧年份"
    sentence = "开头写的是别的年份，可能是沿用往年的文字。"
    severity = Severity.WARNING
    source = "评查的通行要求"
    bad = (
        Example(_REPORT + "一、2025年工作情况\n2024年，全县法治政府建设取得新成效。", ("2024",)),
        Example(_REPORT + "一、2025年情况\n文。\n二、2026年安排\n2025年，县政府将推进三项。", ("2025",)),
        Example(
            _REPORT + "一、2025年工作情况\n印发《云岭县2024年度普法工作要点》，截至2024年12月底办案三件。",
            ("2024", "2024"),
        ),
    )
    good = (
        _REPORT + "一、2025年工作情况\n2025年，全县取得新成效。2024年以来，持续推进。",
        _REPORT + "一、2025年工作情况\n文。\n二、2026年安排\n2025年，虽然取得成效，但仍有不足。",
        _REPORT + "一、2025年工作情况\n2024年，获评示范县。2024年，办理案件30件，今年同比增长。",
        _REPORT + "一、2025年工作情况\n审议《云岭县2024年度法治政府建设情况报告》。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find sentences that open with a year before the report's, and a plan that opens with its year."""
        if paper.year is None:
            return
        for line in paper.bodies():
            for match in _OWN_YEAR.finditer(line.text):
                due = _due_year(line, match, paper.year)
                if due and not _OTHER_YEAR.search(line.text, match.end(), match.end() + _REACH):
                    start = line.start + match.start(1)
                    message = f"报告年度是{paper.year}年，这里写的是{match[1]}年，请核对是不是往年的文字。"
                    yield replaced(start, start + 4, str(due), message)
            yield from _stale_papers(line, paper.year)


_QUOTED_PLAN = re.compile(
    rf"""
    (?:按照|根据|围绕|对照|落实|制定|印发|制发|出台|下发|紧扣|依据)[^《》。；\n]{{0,12}}
    《[^《》\n]{{0,24}}?(?<![—－~～至-])({YEAR})年?度?(?![—－~～至-])[^《》\n]{{2,30}}?(?:工作要点|工作计划|工作安排|重点工作|任务清单|责任清单|学习计划)》
    """,
    re.VERBOSE,
)
_UP_TO = re.compile(rf"截[至止]({YEAR})年(?:12月|年?底|年?末)")


def _stale_papers(line: Line, year: int) -> Iterator[Hit]:
    """A plan of last year that is carried out, and a count up to last year's end."""
    if line.role is Role.NEXT_YEAR_PLAN:
        return
    for match in _QUOTED_PLAN.finditer(line.text):
        if int(match[1]) in (year - 1, year - 2):
            start = line.start + match.start(1)
            message = f"报告年度是{year}年，这里引用的是{match[1]}年的文件，请核对。"
            yield Hit(message, start, start + 4, str(year), severity=Severity.HINT)
    for match in _UP_TO.finditer(line.text):
        if int(match[1]) == year - 1:
            start = line.start + match.start(1)
            message = f"报告年度是{year}年，这里截至{match[1]}年，请核对是不是往年的文字。"
            yield Hit(message, start, start + 4, str(year), severity=Severity.HINT)


def _due_year(line: Line, match: re.Match[str], reported: int) -> int:
    """The year that should stand there; 0 where the written one may be right."""
    year, is_plan = int(match[1]), line.role is Role.NEXT_YEAR_PLAN
    opens_plan = is_plan and year == reported and match.start() <= line.opening
    if opens_plan and re.search("将|拟|要", line.text[match.end() : match.end() + 12]):
        return reported + 1
    is_early = line.role is Role.ACHIEVEMENTS and year == reported + 1
    if is_early and not re.search("将|拟|要|计划|起", line.text[match.end() : match.end() + 20]):
        return reported
    is_stale = reported - 2 <= year < reported
    return (reported + 1 if is_plan else reported) if is_stale else 0


_OUTLINE = re.compile(r"法治政府建设实施纲要[（(](\d{4})\s?[—－–~～至-]{1,2}\s?(\d{4})年?[）)]")
_SPAN = re.compile(rf"(?<!\d)({YEAR})年?\s?[—－–~～至-]{{1,2}}\s?({YEAR})(?=年|[）)])")
_OUTLINES = {("2015", "2020"), ("2021", "2025"), ("2026", "2030")}
_PERIOD = re.compile(r"^(.{4,40})（(\d{4})—(\d{4})年）$")
_QUOTED = re.compile(r"《([^《》（(\n]{4,40})[（(](\d{4})\s?[—－–~～至-]{1,2}\s?(\d{4})年?[）)]》")


class PlanPeriod(Check):
    """纲要（2022—2025年）: no such outline."""

    code = "plan_period"
    name = "文件的起止年份"
    sentence = "纲要、规划的起止年份写错了。"
    severity = Severity.ERROR
    source = "中共中央、国务院印发的纲要和规划（词库）"
    bad = (
        Example("落实《法治政府建设实施纲要（2022—2025年）》。", ("2022—2025",)),
        Example("落实《法治政府建设实施纲要（2023-2023）》。", ("2023-2023",)),
        Example("落实《法治中国建设规划（2021—2025年）》。", ("2021—2025",)),
    )
    good = (
        "落实《法治政府建设实施纲要（2021—2025年）》《法治社会建设实施纲要（2020—2025年）》。",
        "落实《云岭县法治社会建设实施纲要（2021—2025年）》。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find periods that are no outline's, and any that do not go forward."""
        seen: dict[int, Hit] = {}
        known = _periods(context.lexicon.laws)
        for match in _OUTLINE.finditer(paper.text):
            if (match[1], match[2]) not in _OUTLINES:
                message = "纲要的年限有误，现行的是2021—2025年，请核对。"
                seen[match.start(1)] = Hit(message, match.start(1), match.end(2))
            elif paper.year is not None and int(match[2]) + 1 < paper.year:
                message = f"纲要的年限到{match[2]}年为止，请核对是不是新的纲要。"
                seen[match.start(1)] = Hit(message, match.start(1), match.end(2), severity=Severity.WARNING)
        for match in _QUOTED.finditer(paper.text):
            periods = known.get(match[1])
            if periods and (match[2], match[3]) not in periods:
                right = "、".join("—".join(period) for period in sorted(periods))
                message = f"《{match[1]}》的年限是{right}年，请核对。"
                seen.setdefault(match.start(2), Hit(message, match.start(2), match.end(3)))
        for match in _SPAN.finditer(paper.text):
            if int(match[2]) <= int(match[1]):
                hit = Hit("起止年份颠倒或相同，请核对。", match.start(1), match.end(2))
                seen.setdefault(match.start(1), hit)
        yield from (seen[at] for at in sorted(seen))


@lru_cache(maxsize=8)
def _periods(laws: tuple[str, ...]) -> dict[str, set[tuple[str, str]]]:
    """The periods of each plan that is known; the outline of law-based government has its own rule."""
    found: dict[str, set[tuple[str, str]]] = {}
    for match in filter(None, map(_PERIOD.match, laws)):
        found.setdefault(match[1], set()).add((match[2], match[3]))
    found.pop("法治政府建设实施纲要", None)
    return found


class Anachronism(Check):
    """A meeting that had not taken place."""

    code = "anachronism"
    name = "引用了报告年度以后的会议或文件"
    sentence = "报告年度里还没有这个会议、文件或法律。"
    severity = Severity.WARNING
    source = "年度用语（管理员可增补）"
    bad = (
        Example(
            "云岭县2021年法治政府建设年度报告\n一、2021年工作情况\n学习贯彻党的二十大精神。", ("党的二十大",)
        ),
    )
    good = ("云岭县2022年法治政府建设年度报告\n一、2022年工作情况\n学习贯彻党的二十大精神。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find names that are younger than the report; its plan may look ahead."""
        if paper.year is None:
            return
        for dated in context.lexicon.dated:
            if dated.first_year <= paper.year:
                continue
            for at in _places(paper.text, dated.name):
                if paper.line_at(at).role is not Role.NEXT_YEAR_PLAN:
                    message = f"“{dated.name}”在{paper.year}年还没有（{dated.source}），请核对。"
                    yield Hit(message, at, at + len(dated.name))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


CONGRESS_YEARS = 2
"""So long a congress of the Party is studied, whatever plenary sessions follow."""


class OutdatedMeeting(Check):
    """A report for 2024 that studies the meeting of 2023 only."""

    code = "outdated_meeting"
    name = "会议精神不是最新的"
    sentence = "只写了以前的中央全会，没有报告年度最近的一次。"
    severity = Severity.HINT
    source = "年度用语（管理员可增补）"
    bad = (
        Example(
            "云岭县2024年法治政府建设年度报告\n一、2024年工作情况\n贯彻党的二十届二中全会精神。",
            ("二十届二中全会",),
        ),
    )
    good = (
        "云岭县2024年法治政府建设年度报告\n一、2024年工作情况\n贯彻党的二十届二中、三中全会精神。",
        "云岭县2023年法治政府建设年度报告\n一、2023年工作情况\n贯彻党的二十大精神。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the last mention of an older meeting where the newest of the year is nowhere."""
        meetings = [each for each in context.lexicon.dated if each.is_meeting]
        held = [each for each in meetings if paper.year and each.first_year <= paper.year]
        newest = max(held, key=lambda each: each.first_year, default=None)
        if newest is None or any(name in paper.text for name in (newest.name, newest.name[-4:], "历次全会")):
            return
        for older in sorted(held, key=lambda each: -each.first_year):
            at = paper.text.rfind(older.name)
            if (
                at >= 0
                and older.name.endswith("大")
                and (paper.year or 0) - older.first_year < CONGRESS_YEARS
            ):
                return
            if at >= 0:
                message = (
                    f"{paper.year}年最近的会议是“{newest.name}”（{newest.source}），请核对是否需要补写。"
                )
                yield Hit(message, at, at + len(older.name))
                return


_RELATIVE = re.compile(
    r"""
    截[至止](?:目前|日前|当前|现在) | 今年以来 | 今年(?=[，\d共全]) | 去年 | 前年 | 明年(?=[，将我要])
    | (?:到|至)?目前为止 | (?:^|(?<=[，。；]))(?:近日|日前|近期|最近)(?=，)
    """,
    re.MULTILINE | re.VERBOSE,
)
_COMPARED = re.compile(r"[与较比和同]$")


class RelativeTime(Check):
    """今年, 目前: a report is read in another year."""

    code = "relative_time"
    name = "相对的时间词"
    sentence = "“今年”“目前”“近日”等应当写成具体的时间。"
    severity = Severity.HINT
    source = "GB/T 15835—2011；公文的通行要求"
    bad = (Example("一、2025年工作情况\n截至目前办理案件三件，今年以来召开会议。", ("截至目前", "今年以来")),)
    good = (
        "一、2025年工作情况\n截至2025年12月底办理案件三件，较去年增长，在6月30日前、节日前完成，去年同期持平。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them in the paragraphs, comparisons left alone."""
        for line in paper.bodies():
            for match in _RELATIVE.finditer(line.text):
                before = line.text[max(0, match.start() - 1) : match.start()]
                if _COMPARED.search(before) or line.text.startswith("同期", match.end()):
                    continue
                start = line.start + match.start()
                due = _exact_time(match[0], paper.year)
                yield Hit("报告要长期保存，请写具体的时间。", start, line.start + match.end(), due)


def _exact_time(words: str, year: int | None) -> str:
    if year is None:
        return ""
    if words.startswith("截"):
        return f"截至{year}年12月底"
    years = {"今年": year, "去年": year - 1, "前年": year - 2, "明年": year + 1}
    return f"{years[words[:2]]}年" if words[:2] in years else ""


_YEAR_SIGN = re.compile(
    r"(?<![\d.〔（(第号—-])(20[0-3]\d)(?=(?:法治|依法|度(?:全|我|法治|工作|政府|行政)|普法|全[县市区镇乡局]|工作|上半年|下半年))"
)


class YearSign(Check):
    """2022法治政府建设工作总结: 年 is missing."""

    code = "year_sign"
    name = "年份后面缺“年”"
    sentence = "年份后面应当写“年”。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011"
    bad = (Example("塔山镇2025法治政府建设工作总结\n一、2025年情况\n正文。", ("2025",)),)
    good = ("塔山镇2025年法治政府建设工作总结\n一、2025年情况\n办理案件2025件。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find years that run into what they are years of."""
        for match in _YEAR_SIGN.finditer(paper.text):
            repair = Repair(match.end(), match.end(), "年")
            yield Hit("年份后面缺少“年”。", *match.span(), f"{match[1]}年", repair)
