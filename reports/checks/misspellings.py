"""Forms that the commonest words of papers take when a character is mistyped.

Pure. Every form is four characters long, so that a text is read by looking each of its places up once,
however many words are known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "lexicon_files" / "set_words.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WIDTH = 4
_EITHER = frozenset(map(frozenset, ("治制", "察查", "作做", "至止", "映应", "力利", "账帐")))
"""Pairs of which both may be right in such words: the lexicon says where one of them is not."""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """What stands wrong in a form: characters `[start, end)` of it should be `right`, as in `word`."""

    start: int
    end: int
    right: str
    word: str


@cache
def misspellings() -> Mapping[str, Misspelling]:
    """All wrong forms, read and derived once."""
    known = yaml.load(_FILE.read_text("utf-8"), Loader=_LOADER)
    words = sorted(_listed(known["words"]), key=len)
    alike = _alike([*_listed(known["sounds"]), *_listed(known["shapes"])])
    sound = {word[at : at + WIDTH] for word in words for at in range(len(word) - WIDTH + 1)}
    sound.update(_listed(known["allowed"]))
    found: dict[str, Misspelling] = {}
    for word in words:
        for form, misspelling in _forms(word, alike):
            if form not in sound:
                found.setdefault(form, misspelling)
    return found


def _listed(rows: list[Any]) -> list[str]:
    return [each for row in rows for each in str(row).split()]


def _alike(groups: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for sign in group:
            found.setdefault(sign, set()).update(group)
    return found


def _forms(word: str, alike: Mapping[str, set[str]]) -> Iterator[tuple[str, Misspelling]]:
    """The wrong forms of a word: another character, two that change places, one typed twice.

    Neither the first character is doubled nor the last: 推行行政执法, 中心组组织.
    """
    for at, sign in enumerate(word):
        first = min(max(at - 2, 0), len(word) - WIDTH)
        inside, form = at - first, word[first : first + WIDTH]
        before, after = form[:inside], form[inside + 1 :]
        replaced = Misspelling(inside, inside + 1, sign, word)
        for other in alike.get(sign, ()):
            if other != sign and frozenset((sign, other)) not in _EITHER:
                yield before + other + after, replaced
        if after and after[0] != sign:
            swapped = Misspelling(inside, inside + 2, sign + after[0], word)
            yield before + after[0] + sign + after[1:], swapped
        if 0 < at < len(word) - 1:
            yield word[at - 1] + sign + sign + word[at + 1], Misspelling(1, 3, sign, word)
