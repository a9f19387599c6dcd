"""Years that stand in a text as digits: where they are, what they belong to, and how they move on.

Not for: days (dates), and {year} in blueprint strings (blueprints.expressions).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

TO = "—–－~～至到-"
BEGINS = rf"(?<![\d{TO}])|(?<=截至)|(?<=截止到)"
"""What may stand before a year that ends no span."""

_CHINESE_DIGITS = "〇○零一二三四五六七八九"
_TO_ARABIC = str.maketrans(_CHINESE_DIGITS, "000123456789")
_TO_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
_DIGITS = r"(?:19|20)\d{2}"
_PART_OF_DAY = r"(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?)?"
_MENTION = re.compile(
    rf"(?<![\d{{])(?P<span>{_DIGITS}{_PART_OF_DAY}\s*[{TO}]+\s*{_DIGITS})(?!\d)"
    rf"|[〔\[［(（](?P<number>{_DIGITS})[〕\]］)）](?=\s*第?\s*\d)"
    rf"|(?<=[到{TO}])(?<!截至)(?<!截止到)(?P<aim>{_DIGITS})(?=年)"
    rf"|(?<![\d{{])(?P<single>{_DIGITS})(?=年)"
    rf"|(?<![{_CHINESE_DIGITS}])(?P<chinese>[一二][{_CHINESE_DIGITS}]{{3}})(?=年)"
)


class YearForm(StrEnum):
    """What a year in a text belongs to."""

    SINGLE = "single"  # 2025年, 2025年度
    CHINESE = "chinese"  # 二〇二五年
    SPAN = "span"  # 2021—2025年: mostly the name of a plan
    AIM = "aim"  # 到2035年
    NUMBER = "number"  # 〔2024〕15号


@dataclass(frozen=True, slots=True)
class YearMention:
    """One year, or the span of two, as it stands; `year` is the first one."""

    start: int
    end: int
    year: int
    form: YearForm


def find_years(text: str) -> tuple[YearMention, ...]:
    """Find the years that a text writes out, left to right.

    Units:  offsets are characters, half open; they hold the digits alone, without 年 and brackets.
    Errors: raises nothing; four digits that are no year (2024件, {{2024}}) are left out.
    """
    return tuple(_mention(match) for match in _MENTION.finditer(text))


def _mention(match: re.Match[str]) -> YearMention:
    form = YearForm(match.lastgroup or YearForm.SINGLE)
    year = int(match[form.value][:4].translate(_TO_ARABIC))
    return YearMention(*match.span(form.value), year, form)


def moved_on(words: str, *, by: int) -> str:
    """Write one year `by` years later, in the digits that it was written in."""
    later = str(int(words.translate(_TO_ARABIC)) + by)
    return later if words.isascii() else later.translate(_TO_CHINESE)


def shift_years(text: str, *, year: int) -> str:
    """Write each `year`年 as the year after, and the year after that one likewise.

    A year that ends or begins a span (2021—2025年, 到2025年) is a plan's name or its aim, and a number
    without 年 (〔2024〕15号) is a document's: both stay.
    """
    span = rf"(?!(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[{TO}]+\d{{4}})"
    dated = re.compile(rf"(?:{BEGINS})({year}|{year + 1})(?=年{span})")
    return dated.sub(lambda found: str(int(found[1]) + 1), text)
