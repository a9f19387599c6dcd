"""Word's automatic numbers as the text that they print, counted as Word counts them.

Not for: numbers that somebody typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reports.text.numerals import LIMIT, to_chinese

_PLACE = {"%1": 0, "%2": 1, "%3": 2, "%4": 3, "%5": 4, "%6": 5, "%7": 6, "%8": 7, "%9": 8}
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SIGNS = frozenset("、.．）)是")


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """All lists of one file, with the counters as they stand."""

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)  # by abstract list
    lists: dict[str, str] = field(default_factory=dict)  # list to abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # by list, not yet taken
    counters: dict[str, dict[int, int]] = field(default_factory=dict)  # by abstract list

    def next_number(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and give the text of its number; a bullet has none."""
        abstract = self.lists.get(list_id)
        if abstract is None or level not in self.levels.get(abstract, {}):
            return ""
        levels, counters = self.levels[abstract], self.counters.setdefault(abstract, {})
        for restarted, value in self.restarts.pop(list_id, {}).items():
            counters[restarted] = value - 1
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        return _print_number(levels, counters, level)


def read_numbering(root: Any | None) -> Numbering:
    """Read numbering.xml; without it a file has no lists."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.findall("{*}abstractNum"):
        key = _value(abstract, "abstractNumId")
        numbering.levels[key] = dict(_read_level(level) for level in abstract.findall("{*}lvl"))
    for one in root.findall("{*}num"):
        key = _value(one, "numId")
        reference = one.find("{*}abstractNumId")
        numbering.lists[key] = _value(reference, "val") if reference is not None else ""
        numbering.restarts[key] = {
            _integer(_value(override, "ilvl"), 0): _integer(_value(start, "val"), 1)
            for override in one.findall("{*}lvlOverride")
            if (start := override.find("{*}startOverride")) is not None
        }
    return numbering


def _read_level(level: Any) -> tuple[int, ListLevel]:
    def child(name: str, default: str) -> str:
        found = level.find(f"{{*}}{name}")
        return _value(found, "val") if found is not None else default

    start = _integer(child("start", "1"), 1)
    return _integer(_value(level, "ilvl"), 0), ListLevel(
        start, child("numFmt", "decimal"), child("lvlText", "")
    )


def _print_number(levels: dict[int, ListLevel], counters: dict[int, int], level: int) -> str:
    printed = levels[level].text
    if levels[level].form in ("bullet", "none"):
        return ""
    for place, other in _PLACE.items():
        if place in printed:
            shown = levels.get(other, ListLevel())
            printed = printed.replace(place, _numeral(counters.get(other, shown.start), shown.form))
    return printed if not printed or printed[-1] in _SIGNS else printed + " "


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


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


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
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def _value(element: Any, name: str) -> str:
    """An attribute by its local name, whichever edition of the format named it."""
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(value)
    return ""


def _integer(text: str, default: int) -> int:
    return (
        int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10 else default
    )
