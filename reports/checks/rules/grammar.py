"""Words that do not go together, sentences with a piece missing, words said twice."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, replaced
from reports.checks.paper import Paper
from reports.checks.signs import HAN

_STRENGTH = re.compile(
    r"""
    (加强|增强|强化|提高|提升|加快|扩大)(?!法治素养|组织领导)
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


_HOW = (
    "极大|有效|切实|扎实|不断|积极|认真|及时|全面|深入|充分|大力|稳步|有序|顺利|圆满|严格|进一步|更好|更加|有力|持续"
    "|准确|牢固|广泛|自觉|主动|迅速|快速|明显|显著|较好|很好|大大|逐步|按时按量|保质保量"
)
_DONE = (
    "做|抓|学|学习|研究|开展|落实|执行|推进|宣传|掌握|结合|发挥|理解|衔接|运用|履行|解决|检查|培训|监督"
    "|管理|整改|服务|执法"
)
_PARTICLE = re.compile(
    rf"""
    (?:{_HOW})(?P<adverb>的)(?=
        (?:提高|提升|增强|推动|推进|促进|保障|维护|解决|化解|完成|规范|遏制|打击|加强|改善|调动|激发|震慑|落实|发挥)了
    )
    | (?:^|(?<=[，。；、将要能够并地]))(?:{_HOW})(?P<opening>的)
      (?=(?:做好|抓好|抓实|履行|开展|落实|完成|推进|贯彻|执行|回应|发挥|化解|提高|提升|维护|加强|增强|解决|完善)[{HAN}]{{2}})
    | (?:{_HOW}|更加好)(?P<wrong>得)(?![到以出当力失知益了分])(?=[{HAN}]{{2}})
    | (?:{_DONE})
      (?P<complement>的)(?=(?:还|仍|尚)?(?:不够|不深|不细|不实|不严|不到位|不紧|不透|不好)(?:[，。；、细深扎全充到广强高紧好]|$))
    """,
    re.MULTILINE | re.VERBOSE,
)
_DUE_PARTICLES = {"adverb": "地", "opening": "地", "wrong": "地", "complement": "得"}


class Particle(Check):
    """极大的提高了, 做的不够: 的 where 地 or 得 belongs."""

    code = "particle"
    name = "“的”“地”“得”混用"
    sentence = "动词前面用“地”，动词后面的补语前用“得”。"
    severity = Severity.WARNING
    source = "现代汉语语法"
    bad = (
        Example("极大的提高了执法水平，更好得服务群众。", ("的", "得")),
        Example("普法工作做的不够细致。", ("的",)),
    )
    good = (
        "极大地提高了执法水平，提供更好的服务，建立有效的落实机制，不断得到提升，解决落实的不到位问题。",
        "以更好的服务回应群众，发挥了积极的推动作用，工作做得不够细致。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the particles that a verb or a complement beside them shows to be wrong."""
        for match in _PARTICLE.finditer(paper.text):
            kind = next(name for name in _DUE_PARTICLES if match[name])
            due = _DUE_PARTICLES[kind]
            yield replaced(*match.span(kind), due, f"这里应当用“{due}”。")


_VERBS = (
    "组织|推进|落实|开展|加强|进行|完善|提升|提高|规范|强化|健全|建立|制定|实施|监督|管理|服务|司法|行政|法治|执法"
    "|制度|机制|部门|单位|人员|案件|处理|办理|进一步|全面|深入|不断|切实|认真|积极|有效"
)
_DOUBLED = re.compile(
    rf"""
    ([{HAN}]{{3,12}})\1
    | (进一步|不断|全面)的?\2
    | ({_VERBS})了?\3(?!部|员|人员|者|站|室|组|方案|对象|线索|业|化|性|生活|用房|许可|复议|处罚)
    """,
    re.VERBOSE,
)
_DOUBLED_SIGN = re.compile(r"([在将被并及由为对])\1")
_BESIDE = {
    "在": ("实", "线职校册编籍逃"),
    "将": ("", "来军领"),
    "被": ("", "告"),
    "并": ("合一兼", "联列轨存"),
    "及": ("以涉普波顾", "时其格"),
    "由": ("理自缘事因来", "于"),
    "为": ("以作认行成因人视", "民期了主什难人公己"),
    "对": ("针面应相", "方手照联口接策抗等"),
}
"""What may stand before and after two equal characters that belong to two words: 为为民服务."""
_ENDING_TWICE = re.compile(r"([管理法治政督查审议施局部率责权监律规诉讼罚员展设制])\1(?=[，。；])")
_CLAUSE = re.compile(r"[^，、；。！？：\n]{1,200}[，、；。！？：]?")
_TOTAL = re.compile(r"^(?:累计|共计|合计|总计|共|已)")
_SPACES = re.compile(r"\s+")
SHORTEST_CLAUSE = 6


class RepeatedWords(Check):
    """The same words twice in a row."""

    code = "repeated_words"
    name = "词语重复"
    sentence = "同样的词语连着写了两遍。"
    severity = Severity.ERROR
    source = "校对的基本要求"
    bad = (
        Example("推进依法行政依法行政工作。", ("依法行政依法行政",)),
        Example("加强组织领导，加强组织领导，压实责任。", ("加强组织领导，加强组织领导",)),
        Example(
            "共排查隐患“六类” 5处，排查隐患“六类” 5处，落实落实整改。",
            ("共排查隐患“六类” 5处，排查隐患“六类” 5处", "落实落实"),
        ),
    )
    good = (
        "层层压实责任，一件一件抓落实，谁执法谁普法。",
        "推行行政执法公示，在在编人员中培训，实实在在服务，为为民服务打基础，合并并入。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find doubled words and, one after the other, clauses that say the same."""
        found = [*self._words(paper), *self._clauses(paper)]
        yield from sorted(found, key=lambda hit: hit.start or 0)

    def _words(self, paper: Paper) -> Iterator[Hit]:
        for match in _DOUBLED.finditer(paper.text):
            said = next(each for each in match.groups() if each)
            yield replaced(*match.span(), said, "同样的词语连着写了两遍。")
        for match in _ENDING_TWICE.finditer(paper.text):
            yield replaced(*match.span(), match[1], "同一个字连着写了两遍。")
        for match in _DOUBLED_SIGN.finditer(paper.text):
            before, after = _BESIDE[match[1]]
            beside = paper.text[match.start() - 1 : match.start()], paper.text[match.end() : match.end() + 1]
            if not (beside[0] and beside[0] in before) and not (beside[1] and beside[1] in after):
                yield replaced(*match.span(), match[1], "同一个字连着写了两遍。")

    def _clauses(self, paper: Paper) -> Iterator[Hit]:
        for line in paper.prose():
            last, start, kept = "", 0, ""
            for clause in _CLAUSE.finditer(line.text):
                words = clause[0].rstrip("，、；。！？：")
                said = _TOTAL.sub("", _SPACES.sub("", words))
                if said == last and len(said) >= SHORTEST_CLAUSE:
                    first, end = line.start + start, line.start + clause.start() + len(words)
                    yield replaced(first, end, kept, "同样的词语连着写了两遍。")
                last, start, kept = said, clause.start(), words


_SAID = re.compile(r"[^。！？；\n]{1,600}")
SHORTEST_PASSAGE = 24


class RepeatedPassage(Check):
    """A sentence that stands in two places of one report."""

    code = "repeated_passage"
    name = "文中重复的语句"
    sentence = "同样的一句话在文中出现了两次，可能是粘贴时重复了。"
    severity = Severity.WARNING
    source = "校对的基本要求"
    bad = (
        Example(
            "一、甲\n县政府常务会议全年研究法治政府建设重大事项十二次，推动解决难点问题。\n"
            "县政府常务会议全年研究法治政府建设重大事项十二次，推动解决难点问题。",
            ("县政府常务会议全年研究法治政府建设重大事项十二次，推动解决难点问题",),
        ),
    )
    good = ("一、甲\n县政府常务会议研究三次。\n县政府常务会议研究三次。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the second of two equal sentences of some length; of several in a row the first."""
        seen: set[str] = set()
        goes_on = False
        for line in paper.bodies():
            for match in _SAID.finditer(line.text, line.opening + len(line.numeral)):
                said = _SPACES.sub("", match[0])
                if len(said) < SHORTEST_PASSAGE:
                    continue
                is_said, was_said = said in seen, goes_on
                goes_on = is_said
                if is_said and not was_said:
                    start, end = line.start + match.start(), line.start + match.end()
                    yield Hit("这句话在前面已经出现过，请核对。", start, end)
                seen.add(said)
