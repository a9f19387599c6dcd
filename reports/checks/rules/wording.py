"""Set phrases, names and words against the lexicon, by report year."""

import re
from collections.abc import Iterator

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity, replaced
from reports.checks.lexicon import Wording
from reports.checks.paper import Paper

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


_DECISION_REVIEW = re.compile(r"(?<!执法)(?:重大)?行政决策(?:事项|方案|草案|的)?(法制审核)")


class DecisionReview(Check):
    """A decision gets 合法性审查, an enforcement decision 法制审核."""

    code = "decision_review"
    name = "行政决策的“法制审核”"
    sentence = "重大行政决策是“合法性审查”，重大行政执法决定才是“法制审核”。"
    severity = Severity.WARNING
    source = "《重大行政决策程序暂行条例》第二十五条"
    bad = (Example("落实重大行政决策法制审核。", ("法制审核",)),)
    good = ("落实重大行政决策合法性审查和重大行政执法决定法制审核。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find 法制审核 of decisions."""
        for match in _DECISION_REVIEW.finditer(paper.text):
            yield replaced(*match.span(1), "合法性审查", "行政决策应为“合法性审查”。")


_NAMELESS = re.compile(
    r"""
    (?<!习近平)(?:总书记)?(?:新时代中国特色社会主义思想|法治思想)(?=[，。；、为进走入的和武指引学宣大]|学习|精神|$)
    """,
    re.VERBOSE,
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
        for match in _NAMELESS.finditer(paper.text):
            before = paper.text[max(0, match.start() - 6) : match.start()]
            is_titled = match[0].startswith("总书记")
            if _NAMED_BEFORE.search(before) or not (is_titled or _LED.search(before)):
                continue
            right = "习近平" + match[0].removeprefix("总书记")
            yield replaced(*match.span(), right, f"固定提法应为“{right}”。")
