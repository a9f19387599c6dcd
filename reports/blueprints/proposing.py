"""Which entry of the dictionary belongs into a blank: by its unit and the words round it.

Pure and plain: pairs of characters that a name and the text share, rare ones worth more, near ones worth
more. It proposes; a person decides.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

MOST = 3
"""As many proposals as a person compares at a glance."""
LEAST = 0.4
"""Below this the words say nothing about the entry."""
AFAR = 0.4
LENGTH = 0.8
ALIKE = (
    frozenset({"件", "起", "宗", "例", "件次", "桩", "批"}),
    frozenset({"次", "场", "场次", "期", "场（期）", "批次"}),
    frozenset({"人", "名", "位"}),
    frozenset({"万元", "亿元", "元"}),
    frozenset({"个", "家", "户", "处", "所", "项", "类", "条", "部", "批", "户次", "家次"}),
    frozenset({"份", "件", "篇", "篇（期）", "条"}),
    frozenset({"人次", "万人次"}),
    frozenset({"万人", "人", "名"}),
)
"""Units that offices write for one another."""
_PARENTHESES = re.compile(r"[（(]([^）)]*)[）)]")
_FILLING = re.compile(r"其中：?|(?:件|份|人|次|个|项|家|场|条|卷|户|批)?(?:（[^）]*）)?数$|[、，：“”\s]")
_CLAUSE_END = re.compile(r"[。；;！？\n]")
_COMMA = re.compile(r"[，,、：]")
SAME_WORDS = {
    "立案": "受理",
    "办结": "审结",
    "收到": "新收",
    "接到": "收到",
    "召开": "会议",
    "执法证": "持证",
    "诉讼": "应诉",
}
"""What offices say for what the dictionary says."""


@dataclass(frozen=True, slots=True)
class Term:
    """What is known of one indicator for finding it in words; aliases that are mere units do not count."""

    code: str
    name: str
    unit: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words round one blank, the nearest first: its own clause, its sentence, the heading above."""

    before: str
    after: str
    sentence: str
    heading: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry that may belong there; `reason` says why, as a person reads it."""

    code: str
    name: str
    unit: str
    score: float
    reason: str


def surroundings(text: str, start: int, end: int, *, heading: str = "") -> Surroundings:
    """Cut the words round a blank out of its text."""
    opens = max((m.end() for m in _CLAUSE_END.finditer(text, 0, start)), default=0)
    closing = _CLAUSE_END.search(text, end)
    closes = closing.start() if closing else len(text)
    near = max((m.end() for m in _COMMA.finditer(text, opens, start)), default=opens)
    comma = _COMMA.search(text, end, closes)
    return Surroundings(
        before=text[near:start],
        after=text[end : comma.start() if comma else closes],
        sentence=text[opens:near],
        heading=heading,
    )


class Proposer:
    """The dictionary made ready for looking up many blanks."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._names = [(term, _pairs(name)) for term in terms for name in _names_of(term)]
        counts = Counter(pair for _, pairs in self._names for pair in set(pairs))
        self._weights = {pair: math.log(1 + len(self._names) / count) for pair, count in counts.items()}

    def proposals(self, near: Surroundings, unit: str) -> tuple[Proposal, ...]:
        """Find the entries whose unit fits and whose names are nearest to the words, the best first."""
        seen = self._seen(near)
        near_pairs = set(_pairs(_plain(near.before))) | set(_pairs(_plain(near.after)))
        best: dict[str, Proposal] = {}
        for term, pairs in self._names:
            fit = fitting(unit, term.unit)
            score = fit * self._score(pairs, seen, near_pairs) if fit else 0.0
            if score >= LEAST and (term.code not in best or best[term.code].score < score):
                best[term.code] = Proposal(
                    term.code, term.name, term.unit, score, _reason(term.name, near, fit)
                )
        return tuple(sorted(best.values(), key=lambda found: -found.score)[:MOST])

    def _seen(self, near: Surroundings) -> Mapping[str, float]:
        """How much each pair of characters round the blank counts: the nearer, the more."""
        seen: dict[str, float] = {}
        stretches = ((near.heading, 0.35), (near.sentence, 0.6), (near.after, 0.85), (near.before, 1.0))
        for words, nearness in stretches:
            for pair in _pairs(_plain(words)):
                seen[pair] = max(seen.get(pair, 0.0), nearness)
        return seen

    def _score(self, pairs: Sequence[str], seen: Mapping[str, float], beside: Collection[str]) -> float:
        """How much of a name was found; a long name may lack more, one wholly from afar counts little."""
        whole = sum(self._weights[pair] for pair in pairs)
        found = sum(self._weights[pair] * seen.get(pair, 0.0) for pair in pairs)
        distance = 1.0 if any(pair in beside for pair in pairs) else AFAR
        return distance * found / max(whole, 1.0) ** LENGTH


def fitting(written: str, wanted: str) -> float:
    """Tell how well the unit behind a blank fits an indicator's: 1 the same, 0 not at all."""
    if written == wanted:
        return 1.0
    return 0.9 if any(written in group and wanted in group for group in ALIKE) else 0.0


def _names_of(term: Term) -> Sequence[str]:
    """The name without and with what it has in brackets, and the aliases that are names."""
    inner = [part for found in _PARENTHESES.findall(term.name) for part in re.split("[、，]", found)]
    bare = _PARENTHESES.sub("", term.name)
    exchanged = [_PARENTHESES.sub(word, term.name) for word in inner[:1]]
    shorter = [_exchanged(term.name)] if inner else []
    names = (bare, *exchanged, *shorter, *(alias for alias in term.aliases if len(alias) > 2))
    return [plain for plain in dict.fromkeys(_FILLING.sub("", name) for name in names) if len(plain) > 1]


def _exchanged(name: str) -> str:
    """Put the words in brackets in the place of as many before them: 收到（新收）申请 gives 新收申请."""
    return re.sub(
        r"(\S*?)[（(]([^）)]*)[）)]",
        lambda m: m[1][: max(0, len(m[1]) - len(m[2]))] + m[2],
        name,
    )


def _plain(words: str) -> str:
    for spoken, written in SAME_WORDS.items():
        if spoken in words:
            words += f"。{written}"
    return words


def _pairs(words: str) -> list[str]:
    return [a + b for a, b in pairwise(words) if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff"]


def _reason(name: str, near: Surroundings, fit: float) -> str:
    words = f"{near.heading}\n{near.sentence}\n{near.before}\n{near.after}"
    blocks = SequenceMatcher(None, name, words, autojunk=False).get_matching_blocks()
    shared = [name[block.a : block.a + block.size] for block in blocks if block.size > 1]
    about = f"与文中“{'”“'.join(shared)}”相符" if shared else "与文中用词相近"
    return f"{about}，{'单位相同' if fit == 1 else '单位相近'}。"
