"""Word's automatic numbers as the text that they print, counted as Word counts them.

Not for: numbers that somebody typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reports.importing.docx_xml import attribute, child_value, integer, is_on
from reports.text.numerals import LIMIT, to_chinese

_PLACE = {"%1": 0, "%2": 1, "%3": 2, "%4": 3, "%5": 4, "%6": 5, "%7": 6, "%8": 7, "%9": 8}
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SIGNS = frozenset("、.．）)是")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered.

    `text` names the numbers of levels as %1 to %9; `restarts_after` is the deepest level (from 0) whose
    paragraphs let it begin again, -1 for none; `style` is the paragraph style that stands for it.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_legal: bool = False  # all numbers in Arabic digits
    is_close: bool = False  # nothing between number and text
    restarts_after: int = 8
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """All lists of one file, with the counters as they stand."""

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, str] = field(default_factory=dict)  # list to abstract list
    overrides: dict[str, dict[int, ListLevel]] = field(default_factory=dict)  # by list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # by list, not yet taken
    counters: dict[str, dict[int, int]] = field(default_factory=dict)  # by abstract list

    def next_number(self, list_id: str, level: int, *, style: str = "") -> str:
        """Count one paragraph of a list and give the text of its number; a bullet has none."""
        abstract = self.lists.get(list_id)
        if abstract is None:
            return ""
        levels = {**self.levels.get(abstract, {}), **self.overrides.get(list_id, {})}
        if not level and style:
            level = next((at for at, found in levels.items() if found.style == style), 0)
        if level not in levels:
            return ""
        counters = self.counters.setdefault(abstract, {})
        for restarted, value in self.restarts.pop(list_id, {}).items():
            counters[restarted] = value - 1
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            if levels.get(deeper, _PLAIN).restarts_after >= level:
                del counters[deeper]
        return _print_number(levels, counters, level)


_PLAIN = ListLevel()


def read_numbering(root: Any | None) -> Numbering:
    """Read numbering.xml; without it a file has no lists."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.findall("{*}abstractNum"):
        key = attribute(abstract, "abstractNumId")
        numbering.levels[key] = dict(_read_level(level) for level in abstract.findall("{*}lvl"))
    _follow_links(root, numbering)
    for one in root.findall("{*}num"):
        key = attribute(one, "numId")
        numbering.lists[key] = child_value(one, "abstractNumId")
        overrides = one.findall("{*}lvlOverride")
        numbering.restarts[key] = {
            integer(attribute(override, "ilvl"), 0): integer(attribute(start, "val"), 1)
            for override in overrides
            if (start := override.find("{*}startOverride")) is not None
        }
        own = [level for override in overrides for level in override.findall("{*}lvl")]
        numbering.overrides[key] = dict(_read_level(level) for level in own)
    return numbering


def _follow_links(root: Any, numbering: Numbering) -> None:
    """Give lists that only name a numbering style the levels of the list that defines it."""
    abstracts = root.findall("{*}abstractNum")
    defined = {child_value(one, "styleLink"): attribute(one, "abstractNumId") for one in abstracts}
    for one in abstracts:
        linked = child_value(one, "numStyleLink")
        if linked and linked in defined:
            numbering.levels[attribute(one, "abstractNumId")] = numbering.levels[defined[linked]]


def _read_level(level: Any) -> tuple[int, ListLevel]:
    place = integer(attribute(level, "ilvl"), 0)
    return place, ListLevel(
        start=integer(child_value(level, "start"), 1),
        form=child_value(level, "numFmt") or "decimal",
        text=child_value(level, "lvlText")[:LONGEST_NUMBER],
        is_legal=is_on(level, "{*}isLgl"),
        is_close=child_value(level, "suff") == "nothing",
        restarts_after=integer(child_value(level, "lvlRestart"), place) - 1,
        style=child_value(level, "pStyle"),
    )


def _print_number(levels: dict[int, ListLevel], counters: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.form in ("bullet", "none"):
        return ""
    printed = own.text
    for place, other in _PLACE.items():
        if place in printed:
            shown = levels.get(other, _PLAIN)
            form = "decimal" if own.is_legal else shown.form
            printed = printed.replace(place, _numeral(counters.get(other, shown.start), form))
    return printed if not printed or own.is_close or printed[-1] in _SIGNS else printed + " "


def _numeral(number: int, form: str) -> str:
    if not 0 < number < LIMIT:
        return str(number)
    return _FORMS.get(form, str)(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)


def _roman(number: int) -> str:
    pairs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
    written = ""
    for value, sign in (*pairs, (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        count, number = divmod(number, value)
        written += sign * count
    return written


def _in_row(first: str) -> Callable[[int], str]:
    """Twenty signs that stand in a row, from the first; digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if number <= 20 else str(number)


def _of(signs: str) -> Callable[[int], str]:
    """The signs of a series, beginning again at its end."""
    return lambda number: signs[(number - 1) % len(signs)]


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "ideographDigital",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        to_chinese,
    ),
    "chineseLegalSimplified": lambda number: to_chinese(number).translate(_LEGAL),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _in_row("①"),
    "decimalEnclosedCircleChinese": _in_row("①"),
    "decimalEnclosedParen": _in_row("⑴"),
    "decimalEnclosedFullstop": _in_row("⒈"),
    "numberInDash": lambda number: f"- {number} -",
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
