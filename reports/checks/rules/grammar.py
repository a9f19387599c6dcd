"""Words that do not go together, sentences with a piece missing, words said twice."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, replaced
from reports.checks.paper import Paper
from reports.checks.signs import HAN

_STRENGTH = re.compile(
    r"""
    (加强|增强|强化|提高|提升)(?!法治素养|组织领导)
    (?:[^，。；：、！？\n]{0,24}?|[^，。；：！？\n]{0,30}?(?:工作|建设|教育|督办|宣传|检查|监督|保障|执法|整治|打击|普法)的?)
    力度(?!不足|不够|还|有待|大|[和与、]温度|的)
    """,
    re.VERBOSE,
)
_OTHER_VERB = re.compile("加大|加强|增强|强化|提高|提升|保持")


class Collocation(Check):
    """加强……力度: 力度 goes with 加大."""

    code = "collocation"
    name = "搭配不当"
    sentence = "“力度”与“加大”搭配，不与“加强”“提高”搭配。"
    severity = Severity.WARNING
    source = "现代汉语的通行搭配"
    bad = (Example("加强人大代表建议办理工作的督办力度。", ("加强",)),)
    good = ("加大督办力度，加强组织领导，加大普法力度，提升行政执法力度和温度。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the verbs that reach as far as 力度 without another verb between."""
        for match in _STRENGTH.finditer(paper.text):
            if not _OTHER_VERB.search(match[0], len(match[1])):
                message = f"“{match[1]}”与“力度”搭配不当，应为“加大”。"
                yield replaced(*match.span(1), "加大", message)


_DANGLING = re.compile(
    rf"""
    (?:^|(?<=[。；]))(?:深化|推进|加强|强化|完善|健全|规范|提升|优化)[{HAN}]{{4,18}}(?:要求|精神|部署)，
    (?=加强|推进|完善|健全|强化|建立|开展|优化|组织|规范|提升|落实|全面)
    """,
    re.MULTILINE | re.VERBOSE,
)


class DanglingDemand(Check):
    """深化……改革要求，…: a demand that nobody follows."""

    code = "dangling_demand"
    name = "句子成分残缺"
    sentence = "“……要求”“……部署”前面缺少“按照”“落实”一类的词。"
    severity = Severity.HINT
    source = "现代汉语语法"
    bad = (Example("深化行政执法体制改革要求，加强队伍建设。", ("深化行政执法体制改革要求，",)),)
    good = ("按照深化行政执法体制改革要求，加强队伍建设。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _DANGLING.finditer(paper.text):
            start, end = match.span()
            message = "这里似乎缺少“按照”“落实”一类的词，请核对。"
            yield Hit(message, start, end, "按照" + match[0], Repair(start, start, "按照"))


_PARTIAL = re.compile(
    rf"""
    \d{{1,5}}[家个名件所户人][{HAN}]{{2,12}}?
    (?=(?:已|有|设立|建立|配备)[{HAN}]{{2,16}}的[{HAN}]{{1,6}}\d{{1,5}}[家个名件所户人])
    """,
    re.VERBOSE,
)


class MissingAmong(Check):
    """41家单位已设立……的单位18家: 中 is missing."""

    code = "missing_among"
    name = "数量范围缺少“中”"
    sentence = "先说总数、再说其中一部分的，总数后面缺少“中”。"
    severity = Severity.HINT
    source = "现代汉语语法"
    bad = (Example("全区41家党政机关已设立公职律师的单位18家。", ("41家党政机关",)),)
    good = ("全区41家党政机关中，已设立公职律师的单位18家。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find totals that run into their part."""
        for match in _PARTIAL.finditer(paper.text):
            if "中" not in match[0]:
                start, end = match.span()
                message = "读起来像是全部都已设立，总数后面应加“中”。"
                yield Hit(message, start, end, match[0] + "中，", Repair(end, end, "中，"))


_DOUBLED = re.compile(rf"([{HAN}]{{3,12}})\1|([{HAN}]{{4,20}}[，、；。])\2")


class RepeatedWords(Check):
    """The same words twice in a row."""

    code = "repeated_words"
    name = "词语重复"
    sentence = "同样的词语连着写了两遍。"
    severity = Severity.ERROR
    source = "校对的基本要求"
    bad = (
        Example("推进依法行政依法行政工作。", ("依法行政依法行政",)),
        Example("加强组织领导，加强组织领导，压实责任。", ("加强组织领导，加强组织领导，",)),
    )
    good = ("层层压实责任，一件一件抓落实，谁执法谁普法。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find doubled words of three characters and more, and doubled clauses."""
        for match in _DOUBLED.finditer(paper.text):
            yield replaced(*match.span(), match[1] or match[2], "同样的词语连着写了两遍。")
