"""Days, years and document numbers as papers write them (GB/T 15835—2011, GB/T 9704—2012)."""

import re
from calendar import isleap
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, replaced
from reports.checks.paper import Paper
from reports.checks.signs import HAN, YEAR

_MIXED = re.compile(
    rf"""
    [二一][〇○零一二三四五六七八九]{{3}}年\d{{1,2}}月
    | {YEAR}年[一二三四五六七八九十]{{1,3}}月
    | \d{{1,2}}月[一二三四五六七八九十]{{1,3}}日
    | (?<![一二三四五六七八九十])[一二三四五六七八九十]{{1,2}}月\d{{1,2}}日
    """,
    re.VERBOSE,
)
_DAY_NUMBER = re.compile(r"\d{1,2}月\d{1,2}号(?!文|楼|线|院|令|房|公告|通知|台风|案)")
_SHORT_YEAR = re.compile(
    r"(?<![\d.])['’]?[0-2]\d年(?=度(?!假)|(?:1[0-2]|0?[1-9])月|底|初(?!步)|上半年|下半年|全[年县市区])"
)
_ODD_YEAR = re.compile(r"(?<![\d.〔])(?:20\d{3}|20[12])年(?![的历前后以来间]|左右)")
_WRONG_ZERO = re.compile(
    r"(?<![一二三四五六七八九〇○零])二[○零0O][一二三四五六七八九○零0O][一二三四五六七八九○零0O]年"
)
_DAY = re.compile(rf"(?:(?<!\d)({YEAR})年)?(?<!\d)(\d{{1,2}})月(\d{{1,2}})日")
_NO_MONTH = re.compile(rf"(?<!\d){YEAR}年(?:0|1[3-9]|[2-9]\d)月(?!\d)")
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DateForm(Check):
    """Dates in one kind of digits, with 日, and such as there are."""

    code = "date_form"
    name = "日期的写法"
    sentence = "日期用阿拉伯数字写全，写“日”不写“号”。"
    severity = Severity.WARNING
    source = "GB/T 15835—2011；GB/T 9704—2012 7.3.5.4"
    bad = (
        Example("二〇二五年3月和5月4号开会，2月30日结束。", ("二〇二五年3月", "5月4号", "2月30日")),
        Example("2025年13月完成。", ("2025年13月",)),
        Example("25年3月开会，二○二五年总结。", ("25年", "二○二五年")),
        Example("20025年和202年完成，五月12日结束。", ("五月12日", "20025年", "202年")),
    )
    good = ("2025年3月4日开会，4月30日印发12号文件，10年来，30年初心不改，2024年2月29日。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find mixed, ordinal and impossible ones."""
        text = paper.text
        for match in _MIXED.finditer(text):
            yield Hit("一个日期里混用了汉字和阿拉伯数字。", *match.span())
        for match in _DAY_NUMBER.finditer(text):
            yield replaced(*match.span(), match[0][:-1] + "日", "日期里用“日”，不用“号”。")
        for match in _SHORT_YEAR.finditer(text):
            yield Hit("年份应写四位数字。", *match.span())
        for match in _ODD_YEAR.finditer(text):
            yield Hit("年份的位数不对，请核对。", *match.span())
        for match in _WRONG_ZERO.finditer(text):
            right = re.sub("[○零0O]", "〇", match[0])
            yield replaced(*match.span(), right, "年份里的零写“〇”，或者改用阿拉伯数字。")
        for match in _NO_MONTH.finditer(text):
            yield Hit("没有这个月份，请核对日期。", *match.span())
        for match in _DAY.finditer(text):
            if not _is_day(match):
                yield Hit("没有这一天，请核对日期。", *match.span())


def _is_day(match: re.Match[str]) -> bool:
    year, month, day = match[1], int(match[2]), int(match[3])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month]:
        return False
    return not (year and (month, day) == (2, 29) and not isleap(int(year)))


_NUMBER = re.compile(
    rf"""
    (?<=[{HAN}])([\[［【(（〔])({YEAR})([\]］】)）〕])\s?(第)?\s?(0{{0,3}})(\d{{1,4}})\s?号(?!令|公告)
    | (?<=[{HAN}])({YEAR})〔(\d{{1,4}})〕号
    """,
    re.VERBOSE,
)


class DocumentNumber(Check):
    """〔2025〕3号."""

    code = "document_number"
    name = "发文字号的写法"
    sentence = "发文字号的年份用六角括号〔〕，不写“第”，序号前不加0。"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.2.5"
    bad = (
        Example("根据云政发[2025]第03号文件。", ("[2025]第03号",)),
        Example("根据云政发2025〔3〕号文件。", ("2025〔3〕号",)),
    )
    good = ("根据云政发〔2025〕3号文件，（2025年）第3号令，（2025）云01民终3号。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find numbers in other brackets; those of courts have words between."""
        for match in _NUMBER.finditer(paper.text):
            right = f"〔{match[7]}〕{match[8]}号" if match[7] else f"〔{match[2]}〕{match[6]}号"
            if match[0] != right:
                yield replaced(*match.span(), right, f"发文字号应写成“{right}”。")
