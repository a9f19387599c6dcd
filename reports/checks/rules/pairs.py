"""Marks that go in pairs, and what stands inside and between them (GB/T 15834—2011)."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, removed, replaced
from reports.checks.paper import Line, Paper, Part

_PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_SIGNS = re.compile("[" + "".join(_PAIRS) + "".join(_CLOSERS) + "]")
_NUMBER = re.compile(r"(?:^|(?<=[\s。；：，、]))(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])）")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’|’(?=\d{2}年)")
FARTHEST = 6
"""A quotation may go on over so many lines."""


@dataclass(frozen=True, slots=True)
class _Lone:
    """A mark without its other half in its own line."""

    at: int
    sign: str
    line: Line


class Unpaired(Check):
    """A bracket or quotation mark without its other half, paragraph by paragraph."""

    code = "unpaired"
    name = "不成对的引号、书名号和括号"
    sentence = "引号、书名号、括号在一段之内应当成对。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 4.8、4.9、4.15"
    bad = (
        Example("落实《行政处罚法的规定。", ("《",)),
        Example("开展“法律六进活动。", ("“",)),
        Example("规定》要求。", ("》",)),
    )
    good = (
        "落实《行政处罚法》（2021年修订）“三项制度”。",
        "1）建章立制；2）加强培训。",
        "会议指出：“要加强领导。\n“要压实责任。”",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the marks that stay alone, quotations over several paragraphs left alone."""
        lone = [each for line in paper.lines for each in _alone(line)]
        passed = set(_over_lines(lone, paper))
        for order, each in enumerate(lone):
            if order not in passed:
                other = _PAIRS.get(each.sign) or _CLOSERS[each.sign]
                message = f"“{each.sign}”在本段里没有与它成对的“{other}”。"
                yield Hit(message, each.at, each.at + 1)


def _alone(line: Line) -> Iterator[_Lone]:
    stack: list[tuple[int, str]] = []
    lone: list[tuple[int, str]] = []
    text = line.text
    typed = {match.end() - 1 for match in _NUMBER.finditer(text)}
    typed |= {match.start() for match in _APOSTROPHE.finditer(text)}
    for match in _SIGNS.finditer(text):
        at, sign = match.start(), match[0]
        if sign in _PAIRS:
            stack.append((at, sign))
        elif stack and stack[-1][1] == _CLOSERS[sign]:
            stack.pop()
        elif len(stack) > 1 and stack[-2][1] == _CLOSERS[sign]:
            lone.append(stack.pop())
            stack.pop()
        elif at not in typed:
            lone.append((at, sign))
    return (_Lone(line.start + at, sign, line) for at, sign in sorted(lone + stack))


def _over_lines(lone: list[_Lone], paper: Paper) -> Iterator[int]:
    """The marks that find their other half in a following line: quotations, and lines broken by a page.

    Of a quotation over several paragraphs each begins with “ and only the last ends with ”.
    """
    opened: dict[str, deque[int]] = {sign: deque() for sign in _PAIRS}
    for order, each in enumerate(lone):
        if each.sign == "“" and _opens_with_quote(each.line, paper):
            yield order
        if each.sign in _PAIRS:
            opened[each.sign].append(order)
            continue
        partners = list(_earlier(opened[_CLOSERS[each.sign]], lone, each.line))
        if partners and each.sign == "”":
            yield from (order, *partners)
        elif partners and _is_broken(lone[partners[-1]].line, each.line):
            yield from (order, partners[-1])


def _earlier(waiting: deque[int], lone: list[_Lone], line: Line) -> Iterator[int]:
    """Take out what waits in earlier lines; give what is near enough."""
    while waiting and lone[waiting[0]].line.number < line.number:
        order = waiting.popleft()
        if line.number - lone[order].line.number <= FARTHEST:
            yield order


def _opens_with_quote(line: Line, paper: Paper) -> bool:
    """Whether the quotation of a line goes on in the next: each paragraph of one begins with “."""
    following = paper.lines[line.number : line.number + 1]
    return any(each.text.lstrip().startswith("“") for each in following)


def _is_broken(line: Line, following: Line) -> bool:
    is_next = following.number - line.number == 1
    return is_next and line.part is not Part.HEADING and not line.text.rstrip().endswith(_ENDS)


_ENDS = ("。", "；", "：", "！", "？")


class Nested(Check):
    """“ inside “, 《 inside 《."""

    code = "nested"
    name = "引号、书名号套用"
    sentence = "引号里再用引号时用单引号，书名号里再用书名号时用单书名号。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.8.3.4、4.15.3.5"
    bad = (
        Example("开展“学习“枫桥经验”活动”。", ("“",)),
        Example("印发《关于落实《条例》的意见》。", ("《",)),
        Example("推进‘一网通办’改革。", ("‘",)),
    )
    good = ("开展“学习‘枫桥经验’活动”，印发《关于落实〈条例〉的意见》。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find openers inside their own kind, where all of that kind are closed."""
        for line in paper.lines:
            for at in _outer_singles(line.text):
                message = "外层的引号用双引号，里面一层才用单引号。"
                yield Hit(message, line.start + at, line.start + at + 1, "“")
            for at, sign in _inner_openers(line.text):
                inner = "‘" if sign == "“" else "〈"
                message = f"“{sign}”套在同样的符号里，里面一层应改用“{inner}”。"
                yield Hit(message, line.start + at, line.start + at + 1, inner)


_SINGLE = re.compile(r"[“”]|‘(?=[^‘’“”\n]{1,40}’)")


def _outer_singles(text: str) -> Iterator[int]:
    """Single quotation marks that no double ones stand round."""
    is_inside = False
    for match in _SINGLE.finditer(text):
        if match[0] == "‘":
            if not is_inside:
                yield match.start()
        else:
            is_inside = match[0] == "“"


def _inner_openers(text: str) -> Iterator[tuple[int, str]]:
    balanced = {sign for sign in "“《" if text.count(sign) == text.count(_PAIRS[sign])}
    depth = {"“": 0, "《": 0}
    for match in re.finditer("[“”《》]", text):
        sign = match[0]
        if sign not in depth:
            opener = _CLOSERS[sign]
            depth[opener] = max(0, depth[opener] - 1)
            continue
        if depth[sign] and sign in balanced:
            yield match.start(), sign
        depth[sign] += 1


_LIST_MARK = re.compile(
    r"""
    、(?=[》”）」])
    | (?<=[。；])、
    | 、(?=等(?![级同候待于值分次离地得到额效量比价位距]))
    | 、(?=[和及与]其他)
    | 、(?=和(?![谐平解睦气美善蔼田县林顺政静硕布龙乐音记])[\u4e00-\u9fff“])
    """,
    re.VERBOSE,
)


class ListMark(Check):
    """、 before 等, and 、 where nothing is listed."""

    code = "list_mark"
    name = "顿号多余"
    sentence = "“等”字前面、收尾的引号和书名号前面不用顿号。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 附录B.1.2"
    bad = (Example("检查食品、药品、等领域。", ("、",)),)
    good = (
        "检查食品、药品等领域，一、二、三等奖，实行分类、等级管理，推行预约、等候服务，建设文明、和谐社区。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the marks that are one too many."""
        for match in _LIST_MARK.finditer(paper.text):
            yield removed(*match.span(), "这里的顿号多余，请删去。")


_BETWEEN = re.compile(r"(?<=》)、(?=《)|(?<=”)、(?=“)")


class MarkBetweenPairs(Check):
    """》、《 and ”、“, where the mark is usually left out."""

    code = "mark_between_pairs"
    name = "并列的书名号、引号之间的顿号"
    sentence = "并列的书名号之间、并列的引号之间通常不用顿号。"
    severity = Severity.HINT
    source = "GB/T 15834—2011 4.5.3.5"
    bad = (Example("学习《宪法》、《民法典》。", ("、",)),)
    good = ("学习《宪法》《民法典》和《刑法》（修正案）、《刑事诉讼法》。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _BETWEEN.finditer(paper.text):
            yield removed(*match.span(), "并列的书名号或引号之间通常不用顿号。")


_TRIAL = re.compile(r"》[（(](试行|暂行|试点|草案|修订草案|征求意见稿|送审稿|审议稿)[）)]")


class TrialOutside(Check):
    """（试行） belongs inside 《》."""

    code = "trial_outside"
    name = "“（试行）”在书名号外面"
    sentence = "文件名称里的“（试行）”等写在书名号里面。"
    severity = Severity.HINT
    source = "GB/T 15834—2011 附录A.13.4"
    bad = (Example("印发《行政执法监督办法》（试行）。", ("》（试行）",)),)
    good = ("印发《行政执法监督办法（试行）》，落实《安全生产法》（2021年修正）。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find it outside."""
        for match in _TRIAL.finditer(paper.text):
            right = f"（{match[1]}）》"
            yield replaced(*match.span(), right, f"“（{match[1]}）”应写在书名号里面。")


_HONOUR = re.compile(
    r"《(?:[^《》\n]{0,20})(?:先进集体|示范县|示范区|示范项目|优秀单位|荣誉称号|专项行动|主题活动|研讨会|培训班|大讲堂|论坛|知识竞赛)》"
)


class HonourInTitleMarks(Check):
    """Honours, projects, activities and meetings stand in “ ”, not in 《》."""

    code = "title_marks"
    name = "书名号使用不当"
    sentence = "荣誉、项目、活动和会议的名称用引号，不用书名号。"
    severity = Severity.HINT
    source = "GB/T 15834—2011 附录A.13.1"
    bad = (Example("荣获《全国法治政府建设示范县》称号。", ("《全国法治政府建设示范县》",)),)
    good = ("荣获“全国法治政府建设示范县”称号，印发《关于开展专项行动的通知》。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find such names in 《》."""
        for match in _HONOUR.finditer(paper.text):
            right = f"“{match[0][1:-1]}”"
            yield replaced(*match.span(), right, "荣誉、项目、活动的名称用引号，不用书名号。")
