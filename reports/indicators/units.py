"""Units of measure: which words name the same one, which may be added, what a typed one is worth. Pure.

`static/js/quantities.js` shows while one types what this decides.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

SAME = (
    ("件", "起", "宗", "例"),
    ("场", "场次", "期", "场（期）"),
    ("人", "名"),
    ("家", "户"),
    ("家次", "户次"),
)
"""Words for one and the same unit; the first stands for all."""

ALSO_WRITTEN = {
    "人次": ("人", "名"),
    "件次": ("件", "次"),
    "卷": ("件", "宗"),
    "条": ("件",),
    "批次": ("批",),
    "所": ("个",),
}
"""What reports write loosely for another unit; nothing is added on its strength."""

MAGNITUDES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit apart from its magnitude: 万元 is 10000 of 元."""

    base: str
    scale: Decimal


def measure_of(unit: str) -> Measure:
    """Take a unit apart."""
    scale = Decimal(1)
    while len(unit) > 1 and unit[0] in MAGNITUDES:
        scale, unit = scale * MAGNITUDES[unit[0]], unit[1:]
    return Measure(next((words[0] for words in SAME if unit in words), unit), scale)


def other_words_for(unit: str) -> tuple[str, ...]:
    """What reports write in the place of this unit."""
    same = next((words for words in SAME if unit in words), ())
    return tuple(word for word in (*same, *ALSO_WRITTEN.get(unit, ())) if word != unit)


def is_unit(word: str, *, unit: str) -> bool:
    """Whether a word typed behind a number is a unit: a magnitude, one that is counted in, the row's own."""
    return _is_bare(word) or measure_of(word).base in _KNOWN | _bases(unit)


def power_between(typed: str, unit: str) -> int | None:
    """How many places a typed unit moves the decimal point in a row of `unit`.

    亿元, or 亿 alone, is 4 where the unit is 万元. None when the two count other things.
    """
    wanted = measure_of(unit)
    given = measure_of(typed + wanted.base if _is_bare(typed) else typed)
    if given.base not in _bases(unit):
        return None
    return given.scale.adjusted() - wanted.scale.adjusted()


def shifted(value: Decimal, power: int) -> Decimal:
    """Multiply by a power of ten without ever rounding."""
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) + power))


def _is_bare(word: str) -> bool:
    return bool(word) and all(sign in MAGNITUDES for sign in word)


def _bases(unit: str) -> frozenset[str]:
    """What may be counted in a unit: of 篇（期） either."""
    found = _EITHER.fullmatch(unit)
    words = (unit, *found.groups()) if found else (unit,)
    return frozenset(measure_of(word).base for word in words)


_EITHER = re.compile(r"(.+)[（(](.+)[）)]")
_OTHER_WORDS = frozenset(
    {"元", "次", "人次", "个", "项", "份", "卷", "批", "批次", "件次", "处", "条", "所", "台", "篇", "类"}
    | {"部", "天", "日", "工作日", "小时", "公里", "亩", "%"}
)
_KNOWN = frozenset(measure_of(word).base for word in _OTHER_WORDS).union(words[0] for words in SAME)
