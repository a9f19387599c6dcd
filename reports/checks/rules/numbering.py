"""Numbers of headings and items: in order, with their marks, at their level (GB/T 9704 7.3.3)."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, replaced
from reports.checks.paper import Line, Paper, Part
from reports.document.numbering import Number, read_number, with_value
from reports.text.numerals import to_chinese


def numbered(paper: Paper) -> Iterator[tuple[Line, Number]]:
    """The lines that a number opens, with their numbers."""
    for line in paper.prose():
        number = read_number(line.text[line.opening :]) if line.level else None
        if number is not None:
            yield line, number


class HeadingOrder(Check):
    """一、 三、 without 二、 between; 一、 twice."""

    code = "heading_order"
    name = "标题序号跳号或重号"
    sentence = "同一级标题的序号应当连续，不跳号、不重号。"
    severity = Severity.ERROR
    source = "GB/T 9704—2012 7.3.3"
    bad = (
        Example("一、甲\n正文。\n三、乙\n正文。", ("三、",)),
        Example("一、甲\n（一）子\n（一）丑", ("（一）",)),
    )
    good = (
        "一、甲\n（一）子\n（二）丑\n二、乙\n（一）子",
        "一、甲\n1.子\n2.丑\n另外还有两项。\n1.寅\n2.卯",
        "一、甲\n（一）子\n（二）丑\n二、乙\n（三）寅\n（四）卯",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find numbers that are not one more than their elder sister; a list may begin anew."""
        last: dict[int, int] = {}
        running = 0  # of level 2, which state papers number on over the parts
        for line, number in numbered(paper):
            level, value = number.level, number.value
            for deeper in [each for each in last if each > level]:
                del last[deeper]
            elder = last.get(level, 0)
            is_new_list = level > 2 and (value == 1 < elder or (level not in last and value > 1))
            is_fragment = level > 1 and not last  # a passage out of the middle of a report
            goes_on = level == 2 and 1 < value == running + 1
            if value != elder + 1 and not is_new_list and not is_fragment and not goes_on:
                yield self._hit(line, number, elder + 1)
            running = value if level == 2 else running
            last[level] = value

    def _hit(self, line: Line, number: Number, due: int) -> Hit:
        start = line.start + line.opening
        right = with_value(number, due).rstrip()
        fault = "重号" if number.value < due else "跳号"
        message = f"序号{fault}，这里应为“{right}”。"
        return replaced(start, start + len(number.typed.rstrip()), right, message)


_ALLOWED_JUMPS = {(1, 3)}


class HeadingLevel(Check):
    """（1） directly below 一、."""

    code = "heading_level"
    name = "标题层级越级"
    sentence = "标题依次用“一、”“（一）”“1.”“（1）”，可以从低一级开始，不可以越级。"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.3；GB/T 15834—2011 附录B.3.8"
    bad = (Example("一、甲\n（1）子\n正文。", ("（1）",)),)
    good = ("一、甲\n1.子\n（1）丑", "一、甲\n（一）子")

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find headings two or more levels below the one above; 一、 then 1. is allowed."""
        above = 0
        for line, number in numbered(paper):
            is_jump = number.level > above + 1 and (above, number.level) not in _ALLOWED_JUMPS
            if above and is_jump:
                start = line.start + line.opening
                yield Hit("这里的标题越级了，请核对层次序号。", start, start + len(line.numeral.rstrip()))
            above = number.level


_TYPED = re.compile(
    r"""
    (?P<level1>[零一二三四五六七八九十]{1,3})(?P<after1>[.．,，]|[ \u3000]+(?=[\u4e00-\u9fff]))
    | [（(][零一二三四五六七八九十]{1,3}[）)](?P<after2>[、.．，])
    | \d{1,2}(?P<after3>、)(?=[\u4e00-\u9fff“])
    | [（(]\d{1,2}[）)](?P<after4>[、.．，])
    """,
    re.VERBOSE,
)
_DUE_MARKS = {"after1": "、", "after2": "", "after3": ".", "after4": ""}


class NumberMark(Check):
    """一、 and 1. and （一） with the mark that belongs to each."""

    code = "number_mark"
    name = "序号后面的标点"
    sentence = "“一”后面用顿号，“1”后面用圆点，“（一）”后面不用标点。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 附录B.3.2—B.3.4"
    bad = (Example("一、甲\n（一）、子\n正文。\n1、丑\n正文。", ("、", "、")),)
    good = ("一、甲\n（一）子\n1.丑\n正文。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find other marks behind the numbers that open lines."""
        for line in paper.prose():
            match = _TYPED.match(line.text, line.opening)
            if match is None or not line.level:
                continue
            group = next(name for name in _DUE_MARKS if match[name])
            start, end = (line.start + at for at in match.span(group))
            right = _DUE_MARKS[group]
            message = f"序号后面应用“{right}”。" if right else "带括号的序号后面不用标点。"
            yield replaced(start, end, right, message)


_ITEM = re.compile(
    r"(?:^|(?<=[。；：，、！？”\s）]))([一二三四五六七八九十]{1,2})([是要])(?=[^\s，。否不什谁哪]{2})",
    re.MULTILINE,
)
_DIGITS = {to_chinese(value): value for value in range(1, 16)}


_INNER = re.compile(
    r"""
    (?P<circle>[①-⑳])
    | (?:^|(?<=[。；：，、\s]))(?P<bracket>（\d{1,2}）)(?=[\u4e00-\u9fff“])
    | (?:^|(?<=[。；：，、\s]))(?P<half>\d{1,2}）)(?=[\u4e00-\u9fff“])
    | (?:^|(?<=[。；：]))(?P<nth>第[一二三四五六七八九十])(?=，)
    | (?:^|(?<=[。；：，]))(?P<of>其[一二三四五六七八九])(?=[，：])
    """,
    re.VERBOSE | re.MULTILINE,
)


def _inner_value(form: str, typed: str) -> int:
    if form == "circle":
        return ord(typed) - ord("①") + 1
    if form in ("nth", "of"):
        return _DIGITS[typed[1]]
    return int(typed.strip("（）"))


def _inner_form(form: str, value: int) -> str:
    if form == "circle":
        return chr(ord("①") + value - 1)
    if form in ("nth", "of"):
        return ("第" if form == "nth" else "其") + to_chinese(value)
    return f"（{value}）" if form == "bracket" else f"{value}）"


class ItemOrder(Check):
    """一是 三是."""

    code = "item_order"
    name = "“一是、二是”跳号或重号"
    sentence = "“一是”“二是”、“第一”“第二”、①②应当连续。"
    severity = Severity.ERROR
    source = "公文的通行写法"
    bad = (
        Example("一是加强领导。三是加强监督。", ("三是",)),
        Example("一是甲方面。二是乙方面。二是丙方面。", ("二是",)),
        Example("一是加强领导。一是加强监督。", ("一是",)),
        Example("①加强领导；③加强监督。第一，甲。第三，乙。", ("③", "第三")),
    )
    good = (
        "一是加强领导。二是加强监督。\n一是重新开始。",
        "要坚持一要学习、二要实践。",
        "坚持一是一、二是二，说到做到。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find items out of order; a series may go on over paragraphs of one part."""
        last: dict[str, tuple[int, int]] = {}
        section = -1
        for line in paper.prose():
            if line.section != section or line.part is Part.HEADING:
                section, last = line.section, {}
            for match in _ITEM.finditer(line.text):
                value, word = _DIGITS.get(match[1]), match[2]
                if value is None:
                    continue
                elder, place = last.get(word, (0, 0))
                is_new = value == 1 and (elder != 1 or place != line.number)
                if elder and value != elder + 1 and not is_new:
                    yield self._hit(line, match, elder + 1)
                last[word] = value, line.number
            yield from self._inside(line)

    def _inside(self, line: Line) -> Iterator[Hit]:
        """Items that are counted within one line: ①③, （1）（3）, 第一，第三，, 其一，其三，."""
        last: dict[str, int] = {}
        for match in _INNER.finditer(line.text):
            form = match.lastgroup or ""
            value = _inner_value(form, match[form])
            elder = last.get(form, 0)
            if elder and value not in (1, elder + 1):
                start = line.start + match.start(form)
                right = _inner_form(form, elder + 1)
                fault = "重号" if value <= elder else "跳号"
                message = f"“{match[form]}”{fault}，这里应为“{right}”。"
                yield replaced(start, start + len(match[form]), right, message)
            last[form] = value

    def _hit(self, line: Line, match: re.Match[str], due: int) -> Hit:
        start, typed = line.start + match.start(), match[1] + match[2]
        right = to_chinese(due) + match[2]
        fault = "重号" if _DIGITS[match[1]] < due else "跳号"
        message = f"“{typed}”{fault}，这里应为“{right}”。"
        return replaced(start, start + len(typed), right, message)
