"""Where sentences, clauses and paragraphs end, and what stands behind 第一 and 一是 (GB/T 15834—2011)."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, removed, replaced
from reports.checks.paper import Line, Paper, Part
from reports.checks.signs import HAN

_AT_START = re.compile(r"[\s　]*([，。；：？！、”’》）〕])")


class MarkAtStart(Check):
    """No line begins with a mark that closes or ends."""

    code = "mark_at_start"
    name = "行首的标点"
    sentence = "一段不能以句号、逗号或收尾的符号开头。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 5.1.1"
    bad = (Example("，落实责任。", ("，",)),)
    good = ("“三项制度”落实到位。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find such lines."""
        for line in paper.prose():
            match = _AT_START.match(line.text)
            if match:
                start, end = (line.start + at for at in match.span(1))
                yield Hit("一段不能以这个标点开头，可能少了文字或多了换行。", start, end)


_ENDLESS = re.compile(rf"[{HAN}\d%％”》）]$")
LONG = 24


class MissingEnd(Check):
    """A paragraph ends with a mark."""

    code = "missing_end"
    name = "段末缺少标点"
    sentence = "正文的一段应当以句号等结束。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.1"
    bad = (
        Example(
            "一、工作情况\n全年召开会议六次，解决问题十二个，各项任务全部完成并通过了年底的考核验收", ("收",)
        ),
    )
    good = ("一、工作情况\n全年召开会议六次，解决问题十二个，各项任务全部完成并通过了年底的考核验收。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find long paragraphs that just stop; a text whose lines were cut by a page is left alone."""
        long = [line for line in paper.bodies() if _is_long(line.text.rstrip()) or _is_cut(line, paper)]
        found = [line for line in long if _ENDLESS.search(line.text.rstrip())]
        if len(found) > 2 and len(found) * 3 > len(long):
            return
        for line in found:
            words = line.text.rstrip()
            end = line.start + len(words)
            yield Hit("这一段的末尾缺少标点。", end - 1, end, words[-1] + "。", Repair(end, end, "。"))


def _is_cut(line: Line, paper: Paper) -> bool:
    """Whether a sentence behind a run-in heading stops and goes on in the next line."""
    words = line.text.rstrip()
    following = paper.lines[line.number : line.number + 1]
    is_body = bool(following) and following[0].part is Part.BODY and not following[0].level
    return bool(line.lead) and is_body and len(words) > line.opening + line.lead and words[-1:].isalpha()


def _is_long(words: str) -> bool:
    is_quoted = words.endswith(("。”", "。）", "！”", "？”"))
    return len(words) > LONG and any(mark in words for mark in "，。；") and not is_quoted


_RUN_ON = re.compile(
    r"(?<=[^。；：！？，、\s])"
    r"(?=[二三四五六七八九]是[^否不什谁哪非]|(?<![其之第唯统专单同万惟另要现有主是])一是[^否不什谁哪非])"
)
_NO_SENTENCE = re.compile(rf"[^{HAN}”》）]|[第之其十百期案项类表图条款组队楼版一二三四五六七八九]")
_CLOSED = re.compile(r"[。！？][”）]")


class MissingStopBeforeItem(Check):
    """…落实二是…: the sentence before an item has no end."""

    code = "missing_stop_before_item"
    name = "“一是”“二是”前面缺少标点"
    sentence = "“一是”“二是”“三是”前面的句子应当先结束。"
    severity = Severity.ERROR
    source = "GB/T 15834—2011 4.1"
    bad = (
        Example("一是加强领导，压实责任二是加强监督，跟踪问效。", ("任",)),
        Example("营造良好氛围一是开展宣传；二是组织培训。", ("围",)),
    )
    good = ("一是加强领导。二是加强监督；三是加强保障。", "其中之二是新增的，一是一，二是二。")

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find items that run into the sentence before."""
        for line in paper.prose():
            if "一是" in line.text and "二是" in line.text:
                yield from self._in_line(line)

    def _in_line(self, line: Line) -> Iterator[Hit]:
        for match in _RUN_ON.finditer(line.text):
            at = match.start()
            before = line.text[at - 1]
            if _NO_SENTENCE.match(before) or _CLOSED.match(line.text, max(0, at - 2)):
                continue
            start = line.start + at
            message = "“…是”前面的句子没有结束，缺少句号或分号。"
            yield Hit(message, start - 1, start, before + "。", Repair(start, start, "。"))


_ORDER = re.compile(
    r"(?:^|(?<=[。；：]))(第[一二三四五六七八九十]|首先|其次|再次|最后)、(?!第|[一二三四五六七八九十])",
    re.MULTILINE,
)
_ITEM = re.compile(r"(?:^|(?<=[。；：，]))([一二三四五六七八九]是)([，,、：:])", re.MULTILINE)


class OrderMark(Check):
    """第一， 首先， take a comma; 一是 takes nothing."""

    code = "order_mark"
    name = "次序语后面的标点"
    sentence = "“第一”“首先”后面用逗号，“一是”后面不用标点。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 附录B.3"
    bad = (
        Example("一是，加强领导。二是，加强监督。", ("，", "，")),
        Example("第一、加强领导。", ("、",)),
    )
    good = ("第一，加强领导。一是加强监督。", "第一、二、三产业协调发展，第一、第二季度持续增长。")

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the wrong marks."""
        for match in _ITEM.finditer(paper.text):
            yield removed(*match.span(2), f"“{match[1]}”后面不用标点。")
        for match in _ORDER.finditer(paper.text):
            yield replaced(match.end() - 1, match.end(), "，", f"“{match[1]}”后面用逗号。")


_JOINT = re.compile(
    rf"""
    (?:^|(?<=[。；]))(?:严格)?(?:落实|执行|贯彻|健全|完善|建立|坚持|围绕|强化|发挥|按照|通过)
    [{HAN}“”《》（）]{{2,40}}?(?:制度|机制|体系|要求|作用|精神|部署|办法|规定|责任|意见|方案)
    (把|将)(?=[{HAN}“”]{{2,40}}(?:纳入|列入|作为|融入|摆在|贯穿|落实))
    | (?:^|(?<=[。；]))(?:坚持|突出|强化|树立)[{HAN}“”]{{2,20}}?
      (?:导向|引领|为(?:指导|主线|抓手|统领|核心|目标|引领))
      (切实|着力|扎实|不断|大力|持续|全力|有力)(?=[{HAN}]{{2}})
    """,
    re.MULTILINE | re.VERBOSE,
)


class MissingComma(Check):
    """落实……制度把……纳入……: two clauses with nothing between them."""

    code = "missing_comma"
    name = "分句之间缺少逗号"
    sentence = "前一分句说完以后接“把”“将”“切实”等的，中间应有逗号。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.4"
    bad = (
        Example("落实领导干部学法用法制度把法治教育纳入培训规划。", ("度把",)),
        Example("坚持问题导向切实解决群众急难愁盼问题。", ("向切实",)),
    )
    good = ("落实领导干部学法用法制度，把法治教育纳入培训规划。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the joint."""
        for match in _JOINT.finditer(paper.text):
            group = match.lastindex or 1
            at, end = match.span(group)
            right = f"{paper.text[at - 1]}，{match[group]}"
            repair = Repair(at, at, "，")
            yield Hit("前后是两个分句，中间缺少逗号。", at - 1, end, right, repair)


_COLONS = re.compile(r"：(?![“《])[^。；！？\n：“”]{2,80}(：)")


_LABEL = re.compile(rf"[，、；（][{HAN}]{{2,6}}\Z")
"""牵头单位：县司法局，完成时限：12月底: labels side by side are no sentence."""


class NestedColon(Check):
    """A colon in the reach of another."""

    code = "nested_colon"
    name = "冒号套用"
    sentence = "一个句子里一般不套用冒号。"
    severity = Severity.HINT
    source = "GB/T 15834—2011 4.7.3.5"
    bad = (Example("主要做法如下：我局坚持三个原则：依法、公开、高效。", ("：",)),)
    good = (
        "主要做法如下：坚持三个原则。会议指出：“要做到：依法行政。”",
        "责任单位：县司法局，完成时限：12月底。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the second colon of a sentence outside quotations."""
        for line in paper.bodies():
            for match in _COLONS.finditer(line.text):
                if _LABEL.search(line.text, match.start(), match.start(1)):
                    continue
                start, end = (line.start + at for at in match.span(1))
                yield Hit("一个句子里套用了冒号，请改写。", start, end)
