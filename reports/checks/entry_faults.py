"""What is wrong with an entry of the lexicon before anybody is plagued by it.

Entries are plain words, never patterns, so that none can be slow; what remains to be refused is one that
would be found everywhere, in what is right, or in its own repair. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.checks.checking import Context
from reports.checks.entries import Entry, Key
from reports.checks.lexicon import Lexicon, wording_of
from reports.checks.paper import read_paper
from reports.checks.rules.wording import REACH, SetPhrase

LONGEST: Mapping[str, int] = {"words": 80, "right": 80, "why": 200, "source": 200, "off": 200}
LABELS: Mapping[str, str] = {
    "kind": "类别",
    "words": "不当的写法",
    "right": "正确的写法",
    "why": "理由",
    "severity": "等级",
    "unless_before": "前面是这些字时不算错",
    "unless_after": "后面是这些字时不算错",
    "first_year": "起始年度",
    "last_year": "截止年度",
    "source": "依据",
    "once": "全文只提示第一处",
    "off": "停用的理由",
}
LEAST_SIGNS = 2
SHORTEST_LAW = 2
MOST_EXCEPTIONS = 40
EARLIEST, LATEST = 1990, 2100
SEPARATORS = "、，, \t\n"
"""What stands between two exceptions in a field or a cell, and so in none of them."""


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What is wrong with one part of an entry."""

    field: str
    sentence: str


def faults_of(entry: Entry) -> tuple[EntryFault, ...]:
    """Find what is wrong with an entry by itself."""
    own = _of_law(entry) if entry.is_law else _of_wording(entry)
    return (*_of_texts(entry), *own)


def _of_texts(entry: Entry) -> Iterator[EntryFault]:
    for field, longest in LONGEST.items():
        text = getattr(entry, field)
        if len(text) > longest:
            yield EntryFault(field, f"{LABELS[field]}最多{longest}个字，请缩短。")
        if text != text.strip() or any(not sign.isprintable() for sign in text):
            yield EntryFault(field, f"{LABELS[field]}首尾不能有空格，中间不能换行，请删去。")


def _of_law(entry: Entry) -> Iterator[EntryFault]:
    if len(entry.words) < SHORTEST_LAW:
        yield EntryFault("words", "请填写法律、文件的名称，不带书名号。")
    if any(sign in entry.words for sign in "《》\n"):
        yield EntryFault("words", "名称不带书名号，请删去。")
    if entry.right:
        yield EntryFault("right", "法律文件名称只写名称，不写“正确的写法”；要纠正一种写法，请选别的类别。")


def _of_wording(entry: Entry) -> Iterator[EntryFault]:
    if not entry.right:
        yield EntryFault("right", "请填写正确的写法。")
    if not entry.why:
        yield EntryFault("why", "请写明理由，起草的人会看到。")
    if sum(sign.isalpha() for sign in entry.words) < LEAST_SIGNS:
        yield EntryFault("words", "至少要有两个字，一个字或者标点会到处误报，请写出完整的词语。")
    elif entry.words == entry.right:
        yield EntryFault("right", "正确的写法与不当的写法相同，请核对。")
    elif entry.right and _is_found(entry, entry.right):
        sentence = "正确的写法里还含有不当的写法，改过以后仍会提示，请补充前后出现什么字时不算错。"
        yield EntryFault("unless_after", sentence)
    yield from _of_exceptions("unless_before", entry.unless_before)
    yield from _of_exceptions("unless_after", entry.unless_after)
    yield from _of_years(entry)


def _of_exceptions(field: str, exceptions: Sequence[str]) -> Iterator[EntryFault]:
    if len(exceptions) > MOST_EXCEPTIONS:
        yield EntryFault(field, f"最多写{MOST_EXCEPTIONS}项，请精简。")
    for words in exceptions:
        if not words or any(sign in SEPARATORS for sign in words):
            yield EntryFault(field, "每一项里不能有空格、逗号和顿号，请核对。")
        elif len(words) > REACH:
            yield EntryFault(field, f"“{words}”超过{REACH}个字，请只写紧挨着的几个字。")


def _of_years(entry: Entry) -> Iterator[EntryFault]:
    for field in ("first_year", "last_year"):
        year = getattr(entry, field)
        if year and not EARLIEST <= year <= LATEST:
            yield EntryFault(field, f"年度应在{EARLIEST}与{LATEST}之间，请核对。")
    if entry.last_year and entry.last_year < entry.first_year:
        yield EntryFault("last_year", "截止年度不能早于起始年度，请核对。")


def _is_found(entry: Entry, text: str) -> bool:
    return bool(list(_found([entry], [text])))


def clashes(changed: Iterable[Entry], standing: Mapping[Key, Entry]) -> dict[Key, EntryFault]:
    """Find which of the changed entries would flag what is right, or have their repair flagged.

    `standing` are all entries as they would be, the changed ones among them; what is off, disturbs nobody.
    """
    new = {entry.key: entry for entry in changed if not entry.off}
    there = [entry for entry in standing.values() if not entry.off]
    wordings = [entry for entry in there if not entry.is_law]
    told: dict[Key, EntryFault] = {}
    fresh = [entry for entry in new.values() if not entry.is_law]
    for entry, other in _found(fresh, [each.words if each.is_law else each.right for each in there], there):
        if entry.key != other.key:
            told.setdefault(entry.key, EntryFault("words", _flags(other)))
    lines = [each.words if each.is_law else each.right for each in new.values()]
    for other, entry in _found(wordings, lines, list(new.values())):
        if entry.key != other.key and other.key not in told:
            told.setdefault(entry.key, EntryFault("words" if entry.is_law else "right", _flagged(other)))
    return told


def _flags(other: Entry) -> str:
    if other.is_law:
        return f"《{other.words}》是词库里的名称，按这一条会被误报，请补充前后出现什么字时不算错。"
    return (
        f"词库里另一条把“{other.words}”改为“{other.right}”，按这一条又会被误报，"
        "请补充前后出现什么字时不算错，或者先停用那一条。"
    )


def _flagged(other: Entry) -> str:
    return f"词库里另一条会把其中的“{other.words}”改为“{other.right}”，请改写，或者先停用那一条。"


def _found(
    entries: Sequence[Entry], lines: Sequence[str], owners: Sequence[Entry] | None = None
) -> Iterator[tuple[Entry, Entry]]:
    """Look entries up in the lines that belong to others, as the check would in a report of their years."""
    by_words = {entry.words: entry for entry in entries}
    always = (replace(wording_of(entry), first_year=0, last_year=0, once=False) for entry in entries)
    paper = read_paper("\n".join(lines))
    context = Context(lexicon=Lexicon(laws=(), wordings=tuple(always), dated=()))
    for hit in SetPhrase().find(paper, context):
        assert hit.start is not None
        assert hit.end is not None
        entry = by_words[paper.text[hit.start : hit.end]]
        owner = owners[paper.line_at(hit.start).number - 1] if owners else entry
        if entry.shares_a_year_with(owner):
            yield entry, owner
