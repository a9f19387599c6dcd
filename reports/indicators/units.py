"""Units of measure: which words name the same one, and which may be added. Pure."""

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
