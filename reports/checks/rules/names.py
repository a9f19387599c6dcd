"""Whose report is it: the unit's own name, short names, names of other places."""

import re
from collections.abc import Iterator
from itertools import islice

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity, replaced
from reports.checks.paper import Paper, Part
from reports.checks.signs import HAN

_GENERIC = re.compile(
    rf"""
    (?:司法局|公安局|教育局|[{HAN}]{{2,8}}局|人民政府|镇人民政府|乡人民政府|街道办事处|管理委员会|管委会)
    (?=关于|\d{{4}}年)
    """,
    re.VERBOSE,
)
_PLACE = re.compile(r"[省市县区旗州盟]|(?!^)(?:镇|乡|街道)")


class IncompleteTitle(Check):
    """司法局2022年……报告: whose bureau?"""

    code = "incomplete_title"
    name = "标题里缺少地名"
    sentence = "标题里的机关应当写全称，带上所在的地名。"
    severity = Severity.WARNING
    source = "《党政机关公文处理工作条例》第九条"
    bad = (Example("司法局2022年法治政府建设情况报告\n一、工作情况\n正文。", ("司法局",)),)
    good = (
        "云岭县司法局2022年法治政府建设情况报告\n一、工作情况\n正文。",
        "市场监督管理局云岭分局2022年法治政府建设情况报告\n一、工作情况\n正文。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find a generic organ at the head of the title."""
        for line in paper.lines:
            match = _GENERIC.match(line.text.strip()) if line.part is Part.TITLE else None
            if match and not _PLACE.search(match[0].replace("城市", "").replace("市场", "")):
                start = line.start + line.text.index(match[0])
                yield Hit("标题里的机关缺少地名，请写全称。", start, start + len(match[0]))


_OWN = re.compile(rf"^([{HAN}]{{2,10}}?)([县区市旗镇乡]|街道)([{HAN}]{{0,14}})$")
_FRIENDLY = re.compile(
    "[与和同赴到向往从对由及原]|会同|联合|考察|学习|借鉴|邀请|来自|协助|配合|支援|毗邻|相邻|上级"
)
_LEADING = re.compile("^(?:并在|在|并|由|经|将|把|被|向|到)")
_NO_PLACE = re.compile("^.?$|^各|委|依法治|[我全本各该两在的乡级]$")
"""What stands before 县人民政府 and is no name of a place: 并在县人民政府, 在区委依法治区委员会."""
_LEVELS = {"县": "county", "区": "county", "旗": "county", "市": "city"} | dict.fromkeys(
    ("镇", "乡", "街道"), "town"
)


class ForeignName(Check):
    """青山县公安局 in the report of 云岭县公安局."""

    code = "foreign_name"
    name = "别处的单位名称"
    sentence = "文中出现了别的地方的同类单位，可能是套用别处的文字。"
    severity = Severity.WARNING
    source = "评查的通行要求"
    bad = (
        Example(
            "一、工作情况\n青山县公安局坚持依法行政。",
            ("青山县公安局",),
            Context(names=("云岭县公安局",)),
        ),
        Example(
            "一、工作情况\n推进法治青山、法治政府、法治社会一体建设。",
            ("法治青山",),
            Context(names=("云岭县公安局",)),
        ),
    )
    good = ("一、工作情况\n云岭县公安局与青山县公安局开展联合执法。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find units of the same kind and level in another place, partners left alone."""
        own = [match for name in context.names if (match := _OWN.match(name))]
        if not own:
            return
        found = [hit for match in own for hit in _namesakes(paper.text, match, context.names)]
        found += _slogans(paper.text, {place[1] for place in own} | {place[1][-2:] for place in own})
        seen: set[int | None] = set()
        for hit in sorted(found, key=lambda each: each.start or 0):
            if hit.start not in seen:
                seen.add(hit.start)
                yield hit


def _namesakes(text: str, own: re.Match[str], names: tuple[str, ...]) -> Iterator[Hit]:
    """A place of the own level before what the own name ends with, where it opens a clause."""
    own_place, level, organ = own.groups()
    signs = "|".join(sign for sign, rank in _LEVELS.items() if rank == _LEVELS[level])
    ending = re.escape(organ) if organ else r"(?:人民政府|委员会|司法局|(?=\d{4}年|坚持|深入|全面|各级))"
    pattern = re.compile(rf"(?<![{HAN}])([{HAN}]{{2,6}}?)(?:{signs}){ending}")
    for match in pattern.finditer(text):
        is_own = match[1].endswith(own_place[-2:]) or any(name.startswith(match[0]) for name in names)
        place = _LEADING.sub("", match[1])
        if not is_own and not _NO_PLACE.search(place) and not _FRIENDLY.match(match[1]):
            start = match.end(1) - len(place)
            yield Hit("这不是本单位的名称，请核对是不是别处的文字。", start, match.end())


_SLOGAN = re.compile(rf"法治([{HAN}]{{2,4}})(?=、法治政府、法治社会)")


def _slogans(text: str, own: set[str]) -> Iterator[Hit]:
    """法治X、法治政府、法治社会: X is the country or the own place."""
    for match in _SLOGAN.finditer(text):
        if match[1] not in own | {"国家", "中国"}:
            message = "这里的地名与本单位不同，请核对是不是别处的文字。"
            yield Hit(message, *match.span(), severity=Severity.HINT)


_ABBREVIATED = re.compile(rf"[（(]以下简称[“\"]?([{HAN}]{{2,12}})[”\"]?[）)]")
MOST_SHORT_NAMES = 50


class ShortBeforeFull(Check):
    """A short name before （以下简称……） introduces it."""

    code = "short_before_full"
    name = "简称先于全称出现"
    sentence = "简称应当在全称和“以下简称”之后使用。"
    severity = Severity.HINT
    source = "《党政机关公文处理工作条例》第十九条"
    bad = (
        Example(
            "一、工作情况\n落实督察办法。印发法治政府建设督察办法（以下简称“督察办法”）。", ("督察办法",)
        ),
    )
    good = ("一、工作情况\n印发法治政府建设督察工作规定（以下简称“督察规定”），落实督察规定。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the first use in a paragraph before; what ends the full name anyway is no short name."""
        first = next((line.start for line in paper.bodies()), 0)
        for match in islice(_ABBREVIATED.finditer(paper.text), MOST_SHORT_NAMES):
            at = _first_use(paper.text, match, first)
            if at >= 0:
                yield Hit("这个简称在说明之前就使用了。", at, at + len(match[1]))


def _first_use(text: str, introduced: re.Match[str], first: int) -> int:
    """Where a short name stands before it is introduced and not as the end of the full name; else -1."""
    short = introduced[1]
    full = text[max(0, introduced.start() - len(short) - 3) : introduced.start()].rstrip("》”")
    before = full[-len(short) - 2 : -len(short)] if full.endswith(short) else ""
    own = introduced.start() - len(short) - 1 if before else introduced.start()
    for match in islice(re.finditer(re.escape(short), text[first:own]), MOST_SHORT_NAMES):
        at = first + match.start()
        if not before or text[at - len(before) : at] != before:
            return at
    return -1


_DUTY = re.compile(
    r"""
    (履行推进法治建设第一责任人)(?:责任|义务|制度)(?=[，。；、])
    | (?:履行|落实)(?:推进)?(法[治制]建设(?:第一责任(?!人)|第一责任者|第一负责人|首要责任人)(?:职责|责任)?)
    """,
    re.VERBOSE,
)


class DutyPhrase(Check):
    """推进法治建设第一责任人职责, in its own words."""

    code = "duty_phrase"
    name = "第一责任人职责的提法"
    sentence = "党政主要负责人履行的是“推进法治建设第一责任人职责”。"
    severity = Severity.HINT
    source = "《党政主要负责人履行推进法治建设第一责任人职责规定》"
    bad = (Example("认真履行法治建设第一责任职责。", ("法治建设第一责任职责",)),)
    good = ("认真履行推进法治建设第一责任人职责，扛起第一责任人责任。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find forms that lack a word or have another; 推进法治政府建设 is a matter of the lexicon."""
        for match in _DUTY.finditer(paper.text):
            if match[1]:
                right = match[1] + "职责"
                yield replaced(*match.span(), right, f"提法应为“{right}”。")
            else:
                right = "推进法治建设第一责任人职责"
                yield replaced(*match.span(2), right.removeprefix("推进"), f"提法应为“{right}”。")


_BARE_SELF = re.compile(
    r"""
    (?:^|(?<=[年，。；]))(我)(?=(?:深入|坚持|始终|认真|严格|全面|扎实|进一步|切实|大力|高度重视|紧紧围绕|积极)[\u4e00-\u9fff]{2})
    """,
    re.MULTILINE | re.VERBOSE,
)


class LostUnitName(Check):
    """2021年我深入贯彻: 县 or 局 is lost."""

    code = "lost_unit_name"
    name = "“我”后面缺字"
    sentence = "单位的报告里“我”后面应当有“县”“局”“镇”等字，单独一个“我”多是漏了字。"
    severity = Severity.WARNING
    source = "公文的通行写法"
    bad = (Example("一、工作情况\n2025年我深入贯彻上级部署。", ("我",)),)
    good = (
        "一、工作情况\n2025年我镇深入贯彻上级部署。",
        "作为第一责任人，我坚持带头学法，本人主持会议三次。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find it where an adverb follows; in a personal account it is right."""
        if "本人" in paper.text or "述职" in paper.document.title or "述法" in paper.document.title:
            return
        for match in _BARE_SELF.finditer(paper.text):
            yield Hit("“我”后面可能漏了“县”“局”“镇”等字。", *match.span(1))
