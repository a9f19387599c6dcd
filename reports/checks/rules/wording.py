"""Set phrases, names and words against the lexicon, by report year."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, replaced
from reports.checks.lexicon import Wording
from reports.checks.paper import Paper
from reports.checks.spans import spans_of

REACH = 8
"""How far before and after a wording its exceptions may stand."""


class SetPhrase(Check):
    """Phrases, names and words that are written otherwise."""

    code = "set_phrase"
    name = "提法和用字"
    sentence = "固定提法、常用词写得与通行写法不同。"
    severity = Severity.WARNING
    source = "词库（可由本县增补）"
    bad = (
        Example("深入贯彻习近平法制思想，截止目前已修定三项制度。", ("习近平法制思想", "截止目前", "修定")),
        Example(
            "云岭县2024年法治政府建设年度报告\n一、2024年工作情况\n激发市场主体活力。",
            ("市场主体",),
        ),
    )
    good = ("深入贯彻习近平法治思想，截至目前已修订三项制度，落实学法制度，更换截止阀。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find every wording of the lexicon that the report's year should not have."""
        found: list[tuple[int, Wording]] = []
        for wording in context.lexicon.wordings:
            if wording.applies(paper.year):
                places = _places(paper.text, wording)
                found += [(at, wording) for at in places]
        taken = -1
        for at, wording in sorted(found, key=lambda pair: (pair[0], -len(pair[1].wrong))):
            if at >= taken:
                taken = at + len(wording.wrong)
                yield _hit(at, wording)


def _places(text: str, wording: Wording) -> Iterator[int]:
    at = text.find(wording.wrong)
    while at >= 0:
        end = at + len(wording.wrong)
        if _stands_alone(text[max(0, at - REACH) : at], text[end : end + REACH], wording):
            yield at
            if wording.once:
                return
        at = text.find(wording.wrong, end)


def _stands_alone(before: str, after: str, wording: Wording) -> bool:
    return not before.endswith(wording.unless_before) and not after.startswith(wording.unless_after)


def _hit(at: int, wording: Wording) -> Hit:
    end = at + len(wording.wrong)
    message = f"“{wording.wrong}”应为“{wording.right}”：{wording.why}"
    return Hit(message, at, end, wording.right, Repair(at, end, wording.right), wording.severity)


_TRUNCATED = re.compile(r"治理体系和(治理能力(?!现代化|的?现代|建设|提升|水平)|治理(?!能力))(?=[，。；、”])")


class TruncatedPhrase(Check):
    """……治理体系和治理能力。 without 现代化."""

    code = "truncated_phrase"
    name = "固定提法不完整"
    sentence = "“治理体系和治理能力现代化”不宜截断。"
    severity = Severity.WARNING
    source = "党的十八届三中全会以来的提法"
    bad = (Example("推动城市治理体系和治理能力。", ("治理能力",)),)
    good = ("推进治理体系和治理能力现代化。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find them."""
        for match in _TRUNCATED.finditer(paper.text):
            right = "治理能力现代化"
            message = "固定提法不完整，应为“治理体系和治理能力现代化”。"
            yield replaced(*match.span(1), right, message)


_JUDGED = r"(?:的|事项|方案|草案|进行|开展|实行|严格|制定|起草|前|实施){0,3}"
_REVIEWS = (
    (
        re.compile(rf"(?<!执法)行政决策{_JUDGED}(法[制治]审[核查])"),
        "合法性审查",
        "重大行政决策的审查是“合法性审查”。",
    ),
    (
        re.compile(rf"执法决定{_JUDGED}(合法性审[查核]|法治审[核查]|法制审查)"),
        "法制审核",
        "重大行政执法决定的审核是“法制审核”。",
    ),
    (
        re.compile(rf"规范性文件{_JUDGED}(法[制治]审[核查])"),
        "合法性审核",
        "行政规范性文件的审核是“合法性审核”。",
    ),
    (re.compile(rf"合同(?:协议)?{_JUDGED}(法[制治]审[核查])"), "合法性审查", "合同的审查是“合法性审查”。"),
)
_TITLE = re.compile(r"《[^《》\n]{1,120}》")


class ReviewWords(Check):
    """A decision gets 合法性审查, an enforcement decision 法制审核, a normative document 合法性审核."""

    code = "decision_review"
    name = "“合法性审查”“合法性审核”“法制审核”的用法"
    sentence = "重大行政决策是“合法性审查”，重大行政执法决定是“法制审核”，行政规范性文件是“合法性审核”。"
    severity = Severity.WARNING
    source = "《重大行政决策程序暂行条例》第二十五条；国办发〔2018〕115号、118号"
    bad = (Example("落实重大行政决策法制审核，开展重大执法决定合法性审查。", ("法制审核", "合法性审查")),)
    good = (
        "落实重大行政决策合法性审查、行政规范性文件合法性审核和重大行政执法决定法制审核。",
        "印发《云岭县重大执法决定合法性审查办法》。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the word of another kind of review; a document's own title is left alone."""
        titles = spans_of(_TITLE, paper.text)
        for pattern, right, why in _REVIEWS:
            for match in pattern.finditer(paper.text):
                if not titles.hold(*match.span(1)):
                    yield replaced(*match.span(1), right, why)


_GOVERNMENT = ("职能科学", "权责法定", "执法严明", "公开公正", "智能高效", "廉洁诚信", "人民满意")
_LISTS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("、".join(_GOVERNMENT), 4, ("、廉洁高效", "、守法诚信")),
    ("科学立法、严格执法、公正司法、全民守法", 3, ()),
    ("法治国家、法治政府、法治社会", 2, ()),
    ("依法治国、依法执政、依法行政", 2, ()),
)
"""Each list, how many of its members are no accident, and what makes it an older one."""
_TOGETHER = ("一体建设", "一体推进", "共同推进")
_LIST_SINCE = 2021


class SetList(Check):
    """职能科学、执法严明、……: one of the seven is missing."""

    code = "set_list"
    name = "并列提法缺项"
    sentence = "“职能科学、权责法定……”等固定的并列提法少了一项，或者次序不对。"
    severity = Severity.HINT
    source = "《法治政府建设实施纲要（2021—2025年）》；《法治中国建设规划（2020—2025年）》"
    bad = (
        Example(
            "建设职能科学、执法严明、公开公正、智能高效、廉洁诚信、人民满意的法治政府。",
            ("职能科学、执法严明、公开公正、智能高效、廉洁诚信、人民满意",),
        ),
        Example("坚持法治国家、法治政府一体建设。", ("法治国家、法治政府",)),
    )
    good = (
        "建设职能科学、权责法定、执法严明、公开公正、智能高效、廉洁诚信、人民满意的法治政府，推进严格执法、公正司法。",
        "坚持依法治国、依法执政、依法行政共同推进，法治国家、法治政府、法治社会一体建设。",
        "坚持依法治县、依法执政、依法行政共同推进，法治云岭、法治政府、法治社会一体建设。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find runs of most of the members that are not the whole; 一体建设 and 共同推进 ask for all."""
        if paper.year is not None and paper.year < _LIST_SINCE:
            return
        for whole, fewest, others in _LISTS:
            members = whole.split("、")
            for match in _runs(tuple(members)).finditer(paper.text):
                said = match[0].split("、")
                after = paper.text[match.end() : match.end() + REACH]
                is_whole = said == members or len(said) < fewest or len(set(said)) < len(said)
                is_loose = fewest == 2 and not (said[0] == members[0] and after.startswith(_TOGETHER))
                if not is_whole and not is_loose and not after.startswith(others):
                    yield Hit(f"固定的提法是“{whole}”，请核对。", *match.span(), whole)


@lru_cache(maxsize=8)
def _runs(members: tuple[str, ...]) -> re.Pattern[str]:
    member = "|".join(members)
    return re.compile(f"(?:{member})(?:、(?:{member})){{1,8}}")


_NAMELESS = re.compile(
    r"""
    (?<!习近平)(?:总书记)?(?:新时代中国特色社会主义思想|法治思想)(?=[，。；、为进走入的和武指引学宣大]|学习|精神|$)
    """,
    re.VERBOSE,
)
_EMPTIED = re.compile(
    r"(?<=坚持以)思想(?=为(?:指导|引领|指引|统领))|(?<=学习贯彻)思想(?=[，。、和]|精神)|(?<=学习)思想(?=[，。、])"
)
_NAMED_BEFORE = re.compile(r"(?:习近平|[*＊xX×○_]|毛泽东|主席|马克思主义|特色社会主义)$")
_LED = re.compile(r"(?:坚持以|以|学习|贯彻|落实|践行|宣传|学|悟|深化|把握|领会|将|把|开展|围绕|坚持)$")


class LostName(Check):
    """深入学法治思想, 总书记法治思想: a filter has eaten the name."""

    code = "lost_name"
    name = "固定提法缺少姓名"
    sentence = "“习近平法治思想”等固定提法里的姓名丢失，多是网站过滤所致。"
    severity = Severity.ERROR
    source = "固定提法"
    bad = (
        Example("深入学习贯彻法治思想，坚持以总书记新时代中国特色社会主义思想为指导。",
                ("法治思想", "总书记新时代中国特色社会主义思想")),
    )  # fmt: skip
    good = ("深入学习贯彻习近平法治思想，坚持以习近平新时代中国特色社会主义思想为指导，增强法治思维。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find the phrases behind a verb or behind 总书记 without the name."""
        for match in _EMPTIED.finditer(paper.text):
            message = "固定提法里的姓名和名称丢失了，请核对原文。"
            yield Hit(message, *match.span(), "习近平新时代中国特色社会主义思想")
        for match in _NAMELESS.finditer(paper.text):
            before = paper.text[max(0, match.start() - 6) : match.start()]
            is_titled = match[0].startswith("总书记")
            if _NAMED_BEFORE.search(before) or not (is_titled or _LED.search(before)):
                continue
            right = "习近平" + match[0].removeprefix("总书记")
            yield replaced(*match.span(), right, f"固定提法应为“{right}”。")
