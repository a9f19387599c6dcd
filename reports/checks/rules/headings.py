"""Headings of one level side by side: their end, their form, and none of them twice."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, removed
from reports.checks.paper import Line, Paper, Part

_END_MARK = re.compile(r"[。；，、：;,.]$")


class HeadingMark(Check):
    """A heading on a line of its own has no end mark."""

    code = "heading_mark"
    name = "标题末尾的标点"
    sentence = "独占一行的标题末尾不用标点。"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 附录B.4"
    bad = (Example("一、工作情况。\n正文。", ("。",)),)
    good = ("一、工作情况\n（一）加强领导。压实责任，层层落实。\n二、怎样做得更好？\n正文。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them on headings and title."""
        for line in paper.lines:
            words = line.text.rstrip()
            if line.part in (Part.HEADING, Part.TITLE) and _END_MARK.search(words):
                end = line.start + len(words)
                yield removed(end - 1, end, "独占一行的标题末尾不用标点。")


def _siblings(paper: Paper) -> Iterator[list[Line]]:
    """The headings of one level below one heading, level 1 left aside."""
    groups: dict[int, list[Line]] = {}
    for line in paper.prose():
        if not line.level:
            continue
        for level in [level for level in groups if level > line.level]:
            yield groups.pop(level)
        if line.level > 1 and line.lead > len(line.numeral):
            groups.setdefault(line.level, []).append(line)
    yield from groups.values()


class MixedHeadings(Check):
    """Level-2 headings of one part alone on their line and run-in."""

    code = "mixed_headings"
    name = "同级标题形式不一"
    sentence = "同一部分里同级的标题，或者都独占一行，或者都接排。"
    severity = Severity.HINT
    source = "公文的通行写法"
    bad = (
        Example(
            "一、甲\n（一）子\n正文很多。\n（二）丑方面的工作。接着写正文，内容不少。\n（三）寅\n正文。",
            ("（二）丑方面的工作。",),
        ),
    )
    good = (
        "一、甲\n（一）子\n正文。\n（二）丑\n正文。\n二、乙\n（一）寅方面。接着写。\n（二）卯方面。接着写。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the rarer form in each part."""
        for lines in _siblings(paper):
            forms = Counter(line.part for line in lines)
            if lines[0].level != 2 or len(forms) < 2:
                continue
            common = forms.most_common(1)[0][0]
            for line in lines:
                if line.part is not common:
                    start = line.start + line.opening
                    yield Hit("同级标题有的独占一行，有的接排，请统一。", start, start + line.lead)


_VERB = re.compile(
    """
    加强|强化|推进|完善|健全|规范|落实|深化|提升|提高|优化|严格|坚持|开展|推动|聚焦|夯实|压实|注重|突出|创新|建立
    |全面|扎实|着力|持续|积极|认真|切实|深入|严守|构建|打造|抓好|抓实|狠抓|做好|做实|履行|紧盯|筑牢|统筹|围绕|把握
    |不断|进一步|充分|大力|有效|依法|科学|加快|加大|拓展|巩固|牢固|明确|细化|严肃|整合|发挥|化解|保障|营造|培育|改进
    """.replace("\n", "").replace(" ", "")
)
_FIELD = re.compile("(?:情况|工作|方面|问题|制度|体系)。?$")
_CLAUSE_MARK = re.compile(r"[，、 \u3000]")
FEWEST = 4
"""Of fewer headings nobody can say which is the odd one."""


class ParallelHeadings(Check):
    """One heading among its sisters that is built otherwise."""

    code = "parallel_headings"
    name = "同级标题不对称"
    sentence = "同级标题的结构应当一致：都用动词开头，或者都分作同样多的小句。"
    severity = Severity.HINT
    source = "公文的通行写法"
    bad = (
        Example(
            "一、甲\n（一）加强领导，压实责任\n文。\n（二）规范执法，强化监督\n文。\n"
            "（三）行政复议\n文。\n（四）深化普法，营造氛围\n文。",
            ("行政复议",),
        ),
    )
    good = (
        "一、甲\n（一）加强领导\n文。\n（二）规范执法\n文。\n（三）深化普法\n文。\n（四）优化服务\n文。",
        "一、甲\n（一）加强领导，压实责任\n文。\n（二）规范执法\n文。\n（三）深化普法\n文。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the one heading of four and more whose clauses or first word differ from all others."""
        for lines in _siblings(paper):
            odd = _odd_one(lines, _clauses) or _odd_one(lines, _opens_with_verb)
            if odd:
                words = odd.heading.rstrip("。")
                start = odd.start + odd.text.index(words)
                yield Hit("这个标题与其他同级标题的结构不一致，建议调整。", start, start + len(words))


def _clauses(line: Line) -> int:
    return len(_CLAUSE_MARK.split(line.heading))


def _opens_with_verb(line: Line) -> bool:
    """Whether it is no name of a field of work: 行政复议工作 beside 加强行政复议."""
    return bool(_VERB.match(line.heading)) or not _FIELD.search(line.heading)


def _odd_one(lines: list[Line], feature: Callable[[Line], Hashable]) -> Line | None:
    if len(lines) < FEWEST:
        return None
    counts = Counter(feature(line) for line in lines)
    if sorted(counts.values()) != [1, len(lines) - 1]:
        return None
    rare = min(counts, key=lambda form: counts[form])
    if feature is _opens_with_verb and rare is True:
        return None
    return next(line for line in lines if feature(line) == rare)


class RepeatedHeading(Check):
    """A heading or the title printed twice."""

    code = "repeated_heading"
    name = "标题重复"
    sentence = "同样的标题在文中出现了两次。"
    severity = Severity.WARNING
    source = "公文的通行写法"
    bad = (
        Example("一、工作情况\n正文。\n二、工作情况\n正文。", ("工作情况",)),
        Example(
            "云岭县2025年法治政府建设年度报告\n一、工作情况\n正文。\n云岭县2025年法治政府建设年度报告",
            ("云岭县2025年法治政府建设年度报告",),
        ),
    )
    good = ("一、工作情况\n正文。\n二、存在的不足\n正文。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the second one."""
        seen: dict[tuple[int, str], int] = {}
        titles: set[str] = set()
        for line in paper.lines:
            words = line.heading if line.part is Part.HEADING else line.text.strip()
            start = line.start + line.text.find(words)
            if line.part is Part.HEADING and len(words) >= 4:
                key = (line.level, words)
                if key in seen and (line.level == 1 or seen[key] == line.section):
                    yield Hit("这个标题在前面已经出现过。", start, start + len(words))
                seen[key] = line.section
            elif len(words) >= 10 and words in titles:
                yield Hit("标题印了两遍。", start, start + len(words))
            if line.part is Part.TITLE and len(words) >= 10:
                titles.add(words)
