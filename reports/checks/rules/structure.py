"""What a report must have and how its parts compare: statutory parts, causes, targets, title, signature."""

import re
from collections.abc import Iterable, Iterator
from statistics import median

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Severity
from reports.checks.paper import Line, Paper, Part
from reports.document.roles import Role

ROLE_WORDS = {
    Role.ACHIEVEMENTS: "主要举措和成效",
    Role.SHORTCOMINGS: "存在的不足和原因",
    Role.FIRST_RESPONSIBLE_PERSON: "主要负责人履行推进法治建设第一责任人职责情况",
    Role.NEXT_YEAR_PLAN: "下一年度安排",
}
_ARTICLE = "《法治政府建设与责任落实督察工作规定》第二十四条"
_TITLE = "云岭县公安局2025年法治政府建设年度报告\n"
_WHOLE = (
    "一、主要举措和成效\n做了工作。\n二、存在的不足和原因\n主要原因是人员不足。\n"
    "三、主要负责人履行第一责任人职责情况\n履行了职责。\n四、2026年安排\n6月底前完成。\n"
)


class MissingPart(Check):
    """One of the four parts that the regulation asks for."""

    code = "missing_part"
    name = "缺少法定部分"
    sentence = "年度报告应当有成效、不足和原因、第一责任人履职、下一年度安排四个部分。"
    severity = Severity.ERROR
    source = _ARTICLE
    may_be_dismissed = False
    bad = (Example(_TITLE + _WHOLE.replace("二、存在的不足和原因\n主要原因是人员不足。\n", "")),)
    good = (
        _TITLE + _WHOLE,
        _TITLE + "一、主要成效\n文。\n二、第一责任人履职情况\n文。\n三、存在问题和下一步打算\n文。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Name each part that no level-1 heading and no item within a part stands for."""
        headings = [line for line in paper.prose() if line.level]
        present = {line.role for line in headings if line.level == 1}
        if not present:
            return
        said = "\n".join(line.heading for line in headings)
        for role in context.roles:
            if role not in present and not _is_said(role, said):
                yield Hit(f"缺少法定部分“{ROLE_WORDS.get(role, role)}”，请补上。")


_SAID = {
    Role.ACHIEVEMENTS: re.compile("成效|举措|做法|开展情况|工作情况|建设情况"),
    Role.SHORTCOMINGS: re.compile("不足|问题|短板|差距|困难|薄弱"),
    Role.FIRST_RESPONSIBLE_PERSON: re.compile("第一责任人|主要负责(?:人|同志).{0,12}(?:职责|履职)"),
    Role.NEXT_YEAR_PLAN: re.compile("下一?步|明年|下一?年|打算|工作安排|工作计划|努力方向"),
}


def _is_said(role: Role, headings: str) -> bool:
    """A heading may join two parts (存在的问题和下一步打算), and an item stand for one."""
    pattern = _SAID.get(role)
    return bool(pattern and pattern.search(headings))


def _words_of(lines: Iterable[Line]) -> str:
    """The paragraphs of a part without its headings."""
    return "".join(line.text for line in lines if line.part is Part.BODY)


_CAUSE = re.compile(r"原因|由于|因为|归因|根源|究其|主要是因|受限于|缘于|源于|症结|所致|导致")


class MissingCauses(Check):
    """Shortcomings without causes."""

    code = "missing_causes"
    name = "不足没有写原因"
    sentence = "法定内容是“存在的不足和原因”，只列不足、没有原因的，评查会指出。"
    severity = Severity.WARNING
    source = _ARTICLE
    bad = (Example(_TITLE + _WHOLE.replace("主要原因是人员不足", "宣传形式有待创新")),)
    good = (_TITLE + _WHOLE,)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Look for a word of cause in the part about shortcomings."""
        for lines in paper.parts_of(Role.SHORTCOMINGS):
            words = _words_of(lines)
            if words and not _CAUSE.search(words):
                yield Hit(f"“{lines[0].heading}”部分没有写原因，请补上。")


_TARGET = re.compile(
    r"""
    \d | [一二三四五六七八九十两]{1,3}[个项件次场期名人家轮](?!方面)
    | 全覆盖 | 百分之 | 底前 | 季度 | 月底 | 年底 | 上半年 | 下半年 | 翻番 | 清零
    """,
    re.VERBOSE,
)
_NO_TARGET = re.compile(r"(?:19|20)\d{2}年?|[“《][^”》]{1,40}[”》]|[一二三四五六七八九十]是")


class MissingTargets(Check):
    """A plan without a number or a date."""

    code = "missing_targets"
    name = "安排没有目标和时限"
    sentence = "下一年度安排里没有数量、时限或责任单位，难以对账。"
    severity = Severity.HINT
    source = "评查的通行要求"
    bad = (Example(_TITLE + _WHOLE.replace("6月底前完成。", "进一步加强各项工作。")),)
    good = (_TITLE + _WHOLE,)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Look for a number or a term in the plan, its year left aside."""
        for lines in paper.parts_of(Role.NEXT_YEAR_PLAN):
            words = "".join(line.text[line.opening + len(line.numeral) :] for line in lines[1:])
            words = _NO_TARGET.sub("", words)
            if words and not _TARGET.search(words):
                yield Hit(f"“{lines[0].heading}”部分没有数量和时限，建议写明目标、时限和责任单位。")


_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*(?:[件次场期名人个家份项起条篇部台处户%％万亿])")


class FewFigures(Check):
    """Achievements without numbers."""

    code = "few_figures"
    name = "成效缺少数据"
    sentence = "成效部分通篇没有数据，说服力不足。"
    severity = Severity.HINT
    source = "评查的通行要求"
    bad = (Example(_TITLE + _WHOLE.replace("做了工作。", "坚持依法行政，各项工作取得新的成效。" * 20)),)
    good = (_TITLE + _WHOLE,)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Count the figures of a long part about what was done."""
        for lines in paper.parts_of(Role.ACHIEVEMENTS):
            words = _words_of(lines)
            if len(words) > 300 and len(_NUMBER.findall(words)) < len(words) // 1500 + 1:
                yield Hit(f"“{lines[0].heading}”部分几乎没有数据，建议补充。")


class ShortSection(Check):
    """A part far shorter than its sisters."""

    code = "short_section"
    name = "部分过短"
    sentence = "这一部分比其他部分短得多。"
    severity = Severity.HINT
    source = "评查的通行要求"
    bad = (
        Example(
            _TITLE
            + _WHOLE.replace("做了工作。", "做了工作，" * 200)
            .replace("6月底前完成。", "6月底前完成，" * 60)
            .replace("主要原因是人员不足。", "主要原因是人员不足，" * 60)
        ),
    )
    good = (_TITLE + _WHOLE,)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Compare the lengths of the level-1 parts of a paper of some length."""
        lengths = {number: len(_words_of(lines)) for number, lines in paper.sections.items() if number}
        usual = median(lengths.values()) if len(lengths) >= 3 else 0
        if usual < 300:
            return
        for number, length in lengths.items():
            if length < usual / 12:
                heading = paper.sections[number][0].heading
                yield Hit(f"“{heading}”只有{length}字，比其他部分短得多，请核对是否写完。")


LONG, SHORT = 5000, 1000


class Length(Check):
    """A report of 5,000 characters and more, or of a page."""

    code = "length"
    name = "篇幅"
    sentence = "印发的文件一般不超过5000字；过短的报告难以说明情况。"
    severity = Severity.HINT
    source = "《整治形式主义为基层减负若干规定》（2024年）"
    bad = (Example(_TITLE + _WHOLE.replace("做了工作。", "做了工作。" * 1100)),)
    good = (_TITLE + _WHOLE,)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Count the characters that print."""
        length = len(re.sub(r"\s", "", paper.text))
        if length > LONG:
            yield Hit(f"全文约{length}字，印发的文件一般不超过{LONG}字，供参考。")


class MissingTitle(Check):
    """No title above the first part."""

    code = "missing_title"
    name = "缺少标题"
    sentence = "公文应当有标题：发文机关、事由和文种。"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.1"
    bad = (Example(_WHOLE),)
    good = (_TITLE + _WHOLE,)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Look for a title in a paper that has parts."""
        if not paper.document.title and any(line.level == 1 for line in paper.prose()):
            yield Hit("没有找到标题，标题应写明机关、年度和“法治政府建设情况的报告”。")


class MissingFrame(Check):
    """No 主送, no signature, no date."""

    code = "missing_frame"
    name = "缺少主送机关、署名或成文日期"
    sentence = "报送稿应当有主送机关、署名和成文日期；公开稿可以没有主送机关。"
    severity = Severity.HINT
    source = "GB/T 9704—2012 7.3.2、7.3.5"
    bad = (Example(_TITLE + _WHOLE),)
    good = (_TITLE + "县委、县政府：\n" + _WHOLE + "云岭县公安局\n2026年1月20日",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Name what stands neither above nor below the text."""
        document = paper.document
        if not document.title:
            return
        lacking = {
            "主送机关": not document.addressees,
            "署名": not document.signatories,
            "成文日期": not document.date and not document.date_as_typed,
        }
        if any(lacking.values()):
            names = "、".join(name for name, is_lacking in lacking.items() if is_lacking)
            yield Hit(f"没有找到{names}。报送稿应当补上，公开稿可以没有主送机关。")


_REQUEST = re.compile(
    r"""
    (?:妥否|当否|可否|是否可行|以上(?:请示|意见))[，,]?请(?:批示|审批|批准|予)
    | (?:恳请|特请)[\u4e00-\u9fff]{0,12}(?:批准|批复|拨付|解决|予以支持)
    | 请求(?:[市县区]|上级|省)[\u4e00-\u9fff]{0,10}(?:批准|批复|拨付|解决|予以支持)
    """,
    re.VERBOSE,
)


class RequestInReport(Check):
    """A report asks for nothing."""

    code = "request_in_report"
    name = "报告中夹带请示事项"
    sentence = "报告不得夹带请示事项。"
    severity = Severity.ERROR
    source = "《党政机关公文处理工作条例》第十五条"
    bad = (
        Example("恳请县政府批准增加编制。", ("恳请县政府批准",)),
        Example("妥否，请批示。", ("妥否，请批示",)),
    )
    good = ("请示报告制度得到落实，请有关部门予以配合，当事人请求解决争议。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find requests."""
        for match in _REQUEST.finditer(paper.text):
            yield Hit("报告不得夹带请示事项，请另行请示。", *match.span())
