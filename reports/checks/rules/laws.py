"""Names of laws and documents against the lexicon: the nearest right name of a wrong one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reports.checks.checking import Check, Context, Example
from reports.checks.findings import Hit, Repair, Severity
from reports.checks.paper import Paper

SHORTEST, LONG = 5, 9
"""A shorter name is like too many others; a long one may differ by two characters."""
BEGINNING = 3
"""So many characters begin a known name of which the ending is mistyped."""
MOST_NAMES = 400
"""A report cites some dozens of names; more different ones are not compared."""
_NAME = re.compile(r"《([^《》\n]{3,60})》")
_STATE = "中华人民共和国"
_PLACED = re.compile(r"^(?:中华人民共和国|中共中央办公厅|中共中央|国务院办公厅|国务院)")
_VERSION = re.compile(
    r"[（(](?:\d{4}年?(?:修订|修正|版)?|修订|修正|试行|暂行|草案|征求意见稿|修订草案|以下简称.{1,12})[）)]$"
)
_DASHES = re.compile("[－–—~～-]{1,4}|至")
_PERIOD = re.compile(r"（[0-9—年]{4,14}）$")
_BROKEN_STATE = re.compile(r"(?!中华人民共和国)中[^法]{2,8}?国(?=[^》]{2})")
_MASKED = re.compile(r"[*＊xX×○〇_]")
_KINDS = re.compile(r"(?:法|发|条例|规定|办法|纲要|规划|细则|意见|决定|计划)(?:（.{1,12}）)?$")


class LawName(Check):
    """《重大行政决策程序最暂行条例》: a name that is nearly another."""

    code = "law_name"
    name = "法律、文件名称有误"
    sentence = "书名号里的名称与已知的法律、文件只差一两个字。"
    severity = Severity.ERROR
    source = "国家法律法规数据库的名称"
    bad = (
        Example("根据《重大行政决策程序最暂行条例》编制目录。", ("最",)),
        Example("落实《优化营商坏境条例》《中华人民共国行政处罚法》。", ("坏", "共")),
        Example("落实《优化商营环境条例》《行政处罚发》。", ("商营", "发")),
        Example("落实《法治政府建设实施钢要（2021—2025年）》《中国人民共和国宪法》。", ("钢", "国")),
    )
    good = (
        "落实《行政处罚法》《中华人民共和国行政复议法》《海洋环境保护法》。",
        "印发《云岭县优化营商环境条例实施细则》，学习《未成年人保护条例》。",
    )

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find names that are no known one but nearly so."""
        known = _known(context.lexicon.laws)
        seen: dict[str, str] = {}
        for match in _NAME.finditer(paper.text):
            placed = _PLACED.match(match[1])
            start = match.start(1) + (placed.end() if placed else 0)
            name = _VERSION.sub("", paper.text[start : match.end(1)])
            if not _may_be_law(name):
                continue
            if name not in seen and len(seen) < MOST_NAMES:
                is_state = placed is not None and placed[0] == _STATE
                seen[name] = (known.kind_of(name) if is_state else "") or known.nearest(name)
            right = seen.get(name, "")
            if right:
                yield _difference(start, name, right)


def _may_be_law(name: str) -> bool:
    return not _MASKED.search(name)


def _folded(name: str) -> str:
    return _DASHES.sub("—", name)


class KnownNames:
    """The right names, found by how they end and how long they are."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = {_folded(name) for name in names}
        self.bases = {_PERIOD.sub("", name) for name in self.names}
        self.by_shape: dict[tuple[str, int], list[str]] = {}
        self.by_beginning: dict[str, list[str]] = {}
        self.short = {"".join(sorted(name)): name for name in self.names if 2 < len(name) < SHORTEST}
        for name in sorted(self.names):
            if len(name) >= SHORTEST:
                self.by_shape.setdefault((name[-1], len(name)), []).append(name)
                self.by_beginning.setdefault(name[:BEGINNING], []).append(name)

    def nearest(self, name: str) -> str:
        """The known name that differs by a character or, in a long one, two; '' where none does."""
        folded = _folded(name)
        state = _BROKEN_STATE.match(folded)
        if state and folded[state.end() :] in self.names and _distance(state[0], _STATE, 3) < 3:
            return _STATE + folded[state.end() :]
        if folded.startswith(_STATE[:2]) and not folded.startswith(_STATE):
            return self._nearest(folded, _STATE)
        if self._is_known(folded):
            return ""
        if folded.endswith("法法") and folded[:-1] in self.names:
            return folded[:-1]
        if len(folded) < SHORTEST:
            return self.short.get("".join(sorted(folded)), "")
        if not _KINDS.search(folded):
            return self._begun_alike(folded)
        if folded.endswith("发") and folded[:-1] + "法" in self.names:
            return folded[:-1] + "法"
        return self._nearest(folded, "")

    def _begun_alike(self, folded: str) -> str:
        """The known name whose ending was mistyped: 《…实施钢要（2021—2025年）》, 《民事诉讼发》."""
        for name in self.by_beginning.get(folded[:BEGINNING], ()):
            if abs(len(name) - len(folded)) <= 1 and _distance(folded, name, 2) < 2:
                return name
        return ""

    def kind_of(self, name: str) -> str:
        """The State's law that somebody calls a regulation: 家庭教育促进法 for 家庭教育促进条例."""
        law = name.removesuffix("条例") + "法"
        return law if name.endswith("条例") and name not in self.names and law in self.names else ""

    def _is_known(self, folded: str) -> bool:
        """Known itself, or a place's own version of a known one: 云岭县优化营商环境条例."""
        bare = _PERIOD.sub("", folded)
        endings = (folded[at:] for at in range(max(1, len(folded) - SHORTEST)))
        return bare in self.bases or any(ending in self.names for ending in endings)

    def _nearest(self, folded: str, prefix: str) -> str:
        most = 2 if len(folded) >= LONG else 1
        best, least = "", most + 1
        for length in range(len(folded) - most, len(folded) + most + 1):
            for name in self.by_shape.get((folded[-1], length - len(prefix)), ()):
                right = prefix + name
                if len(folded) < LONG and folded[0] != right[0]:
                    continue  # another beginning is another law: 《教育法》 and 《教师法》
                distance = _distance(folded, right, least)
                if distance < least:
                    best, least = right, distance
        return best


@lru_cache(maxsize=8)
def _known(laws: tuple[str, ...]) -> KnownNames:
    return KnownNames(laws)


def _distance(one: str, other: str, limit: int) -> int:
    """Edits from one name to the other, two characters changing places being one; `limit` is enough."""
    earlier: list[int] = []
    previous = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        row = [i]
        for j, right in enumerate(other, start=1):
            edits = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and right == one[i - 2]:
                edits = min(edits, earlier[j - 2] + 1)
            row.append(edits)
        if min(row) >= limit:
            return limit
        earlier, previous = previous, row
    return previous[-1]


def _difference(start: int, typed: str, right: str) -> Hit:
    """Point at the characters that differ, and no further; at the one before a lost character."""
    most = min(len(typed), len(right))
    pairs = zip(typed, right, strict=False)
    head = next((at for at, (one, other) in enumerate(pairs) if one != other), most)
    backward = zip(reversed(typed[head:]), reversed(right[head:]), strict=False)
    tail = next((at for at, (one, other) in enumerate(backward) if one != other), most - head)
    repair = Repair(start + head, start + len(typed) - tail, right[head : len(right) - tail])
    first = repair.start if repair.end > repair.start else max(start, repair.start - 1)
    return Hit(f"名称应为《{right}》，请核对。", first, max(repair.end, first + 1), right, repair)


_NOT_EXISTING = {
    "行政法": "没有名为《行政法》的法律，请写明具体的法律。",
    "突发事件法": "法律名称是《突发事件应对法》。",
    "治安处罚法": "法律名称是《治安管理处罚法》。",
    "民法通则": "《民法通则》已经废止，现为《民法典》。",
    "物权法": "《物权法》已经废止，现为《民法典》。",
    "合同法": "《合同法》已经废止，现为《民法典》。",
    "婚姻法": "《婚姻法》已经废止，现为《民法典》。",
    "继承法": "《继承法》已经废止，现为《民法典》。",
    "侵权责任法": "《侵权责任法》已经废止，现为《民法典》。",
    "信访条例": "《信访条例》已经废止，现为《信访工作条例》。",
    "民法总则": "《民法总则》已经废止，现为《民法典》。",
    "担保法": "《担保法》已经废止，现为《民法典》。",
    "收养法": "《收养法》已经废止，现为《民法典》。",
    "行政处罚条例": "法律名称是《行政处罚法》。",
    "行政许可条例": "法律名称是《行政许可法》。",
    "行政复议条例": "《行政复议条例》已经废止，现为《行政复议法》。",
    "食品卫生法": "《食品卫生法》已经废止，现为《食品安全法》。",
    "城市规划法": "《城市规划法》已经废止，现为《城乡规划法》。",
}
_DATED_FROM = 2022


class RepealedLaw(Check):
    """《合同法》, 《行政法》: not in force, or never there."""

    code = "repealed_law"
    name = "不存在或已废止的法律"
    sentence = "引用的法律已经废止，或者没有这个名称。"
    severity = Severity.WARNING
    source = "国家法律法规数据库"
    bad = (
        Example("学习《行政法》和《合同法》。", ("《行政法》", "《合同法》")),
        Example("落实《突发事件法》。", ("《突发事件法》",)),
    )
    good = ("学习《行政处罚法》《民法典》《突发事件应对法》《劳动合同法》。",)

    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find their names, with the State's name or without."""
        if paper.year is not None and paper.year < _DATED_FROM:
            return
        for match in _NAME.finditer(paper.text):
            message = _NOT_EXISTING.get(match[1].removeprefix(_STATE))
            if message:
                yield Hit(message, *match.span())
