"""From … to …: years, months and values with the sign that joins them (GB/T 15834 4.13, 15835 5.1.3)."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, replaced
from reports.checks.paper import Paper
from reports.checks.signs import DECIMAL, YEAR

_YEARS = re.compile(
    rf"(?<!\d)({YEAR})年?\s?([-~～－﹣‐–−一─]|--|——)\s?((?:19|20)?\d{{2}})(?=\s?(?:年|[）)〕》]))"
)
_MONTHS = re.compile(
    r"(?<![\d.-])\d{1,2}(?:月|日)?([-~–－])\d{1,2}(?=[月日](?!龄))|(?<=[月日])([-~–－])(?=\d{1,2}[月日])"
    r"|(?<=\d[:：]\d\d)([-~–－])(?=\d{1,2}[:：]\d\d)|(?<=第\d)([-~–－])(?=\d{1,2}[批期届条次项号])"
)
_LOST_DASH = re.compile(rf"(?<!\d)({YEAR})({YEAR})(?=年)")
_WIDE = "－"


class YearRange(Check):
    """2021—2025年 and 1—6月 have a 一字线 between them."""

    code = "range_dash"
    name = "起止时间的连接号"
    sentence = "起止的年份、月份之间用一字线“—”。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 4.13.3.2"
    bad = (
        Example("纲要（2021-2025年），2021~2025年。", ("-", "~")),
        Example("1-6月办理案件五件，8:30-17:30值守，印发第1-3批清单。", ("-", "-", "-")),
        Example("纲要（20212025年）。", ("20212025",)),
    )
    good = ("纲要（2021—2025年），文号2021-25号，2021－2025年，1—6月，3至5日。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find other signs there; the full-width － between years is left to the check of mixed dashes."""
        found = [match.span(2) for match in _YEARS.finditer(paper.text) if match[2] != _WIDE]
        found += [match.span(match.lastindex or 0) for match in _MONTHS.finditer(paper.text)]
        for start, end in sorted(found):
            yield replaced(start, end, "—", "起止时间之间应为一字线“—”。")
        for match in _LOST_DASH.finditer(paper.text):
            at, right = match.start(2), f"{match[1]}—{match[2]}"
            yield Hit("两个年份之间的连接号丢了。", *match.span(), right, Repair(at, at, "—"))


_SOUND = re.compile(rf"{YEAR}年?—{YEAR}")


class MixedDash(Check):
    """One sign for ranges of years in one paper."""

    code = "mixed_dash"
    name = "连接号混用"
    sentence = "全文起止年份之间的连接号应当用同一种。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.13"
    bad = (Example("规划（2021—2025年）、纲要（2021－2025年）、方案（2023—2025年）。", ("－",)),)
    good = ("规划（2021－2025年）、纲要（2021－2025年）。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the full-width sign where — stands elsewhere."""
        wide = [match.span(2) for match in _YEARS.finditer(paper.text) if match[2] == _WIDE]
        if wide and _SOUND.search(paper.text):
            for span in wide:
                yield replaced(*span, "—", "全文的连接号不一致，请统一为“—”。")


_JOIN = r"\s?[-—–~～－至]\s?"
_PERCENTS = re.compile(rf"(?<![\d.])({DECIMAL}){_JOIN}({DECIMAL})([%％])")
_MYRIADS = re.compile(rf"(?<![\d.])({DECIMAL}){_JOIN}({DECIMAL})([万亿])(?=[元人件户吨亩平])")
_HYPHEN = re.compile(
    r"(?<![\dA-Za-z.-])(\d{1,4})-(\d{1,4})(?=(?:余|多)?(?:个|人|件|次|天|元|名|岁|倍|项|米|公里|小时|分钟|家))"
)


class ValueRange(Check):
    """15%～30%, 13万～17万元, 5～10个."""

    code = "value_range"
    name = "数值的起止"
    sentence = "数值起止的两边都要写百分号或“万”“亿”，中间用“～”。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011 5.1.3"
    bad = (
        Example("增长30-40%，投入13～17万元。", ("30-40%", "13～17万")),
        Example("在5-10个工作日内办结。", ("5-10",)),
    )
    good = ("增长30%～40%，投入13万～17万元，1—3月，电话0771-1234567，5至10个工作日。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find ranges whose first number lacks its sign, and hyphens between numbers."""
        text = paper.text
        for match in [*_PERCENTS.finditer(text), *_MYRIADS.finditer(text)]:
            right = f"{match[1]}{match[3]}～{match[2]}{match[3]}"
            yield replaced(*match.span(), right, "起止两个数都要带上符号，中间用“～”。")
        for match in _HYPHEN.finditer(text):
            yield replaced(*match.span(), f"{match[1]}～{match[2]}", "数值的起止之间用“～”或“至”。")
