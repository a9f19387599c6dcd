"""What an old paper leaves open: xx件, **万元, 20XX年, **区, 某某镇.

Not for: which figure belongs into a blank (blueprints.proposing).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_MARK = r"[xXｘＸ×╳✕*＊]"
_OPEN = rf"(?:{_MARK}{{1,8}}(?:[.．]{_MARK}{{1,4}})?|_{{2,}}|＿{{2,}}|□{{1,6}}|〇{{2,}}|○{{2,}})"
UNITS = (
    "万人次",
    "场（期）",
    "篇（期）",
    "工作日",
    "百分点",
    "万元",
    "亿元",
    "万人",
    "人次",
    "场次",
    "批次",
    "件次",
    "户次",
    "家次",
    *"件起宗次场期人名位个项家户所处份条卷台类篇元部辆批桩例",
    "%",
    "％",
)
"""Longer ones first: 人次 is not 人."""
_UNIT = "|".join(map(re.escape, UNITS))
_PLACE = "省|市|区|县|镇|乡|街道|村|社区|局|办|委|公司|同志|某|会|办公室|派出所"
_BLANK = re.compile(
    rf"(?P<year>(?:20|19)(?:{_MARK}{{1,2}}|\d{_MARK}|_{{2}})(?=年)|(?<![\d月]){_MARK}{{4}}(?=年))"
    rf"|(?P<day>{_OPEN}(?=[月日届号])|{_OPEN}(?=年))"
    rf"|(?<!第)(?P<number>\d*{_OPEN}\d*)(?=\s*(?:余|多|个百|)\s*(?P<unit>{_UNIT}))"
    rf"|(?P<place>{_OPEN}(?=(?:{_PLACE}))|某{{1,2}}(?=(?:{_PLACE})))"
    rf"|(?P<other>(?<![A-Za-z]){_MARK}{{2,8}}(?![A-Za-z])|_{{3,}}|＿{{2,}})"
)


class BlankKind(StrEnum):
    """What would stand in a blank."""

    NUMBER = "number"
    YEAR = "year"
    DAY = "day"
    PLACE = "place"  # or a unit's or person's name
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank, `[start, end)` without the unit behind it; `unit` is empty unless a number belongs there."""

    start: int
    end: int
    kind: BlankKind
    unit: str = ""


def find_blanks(text: str) -> tuple[Blank, ...]:
    """Find the blanks of a text, left to right; digits that are there already are none."""
    return tuple(_blank(match) for match in _BLANK.finditer(text))


def _blank(match: re.Match[str]) -> Blank:
    kind = next(kind for kind in BlankKind if match[kind.value] is not None)
    unit = match["unit"] or "" if kind is BlankKind.NUMBER else ""
    return Blank(*match.span(kind.value), kind, "%" if unit == "％" else unit)
