"""Chinese numerals of headings (一 to 九千九百九十九) and the integers they stand for.

Not for quantities in prose (三四十个, 两万): those are words, not numbering.
"""

from functools import lru_cache

DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"))
LIMIT = 10_000


@lru_cache(maxsize=LIMIT)
def to_chinese(number: int) -> str:
    """Write a heading's number in Chinese: 1 is 一, 12 is 十二, 105 is 一百零五.

    Errors: ValueError for a number below 1 or from 10,000 on.
    """
    if not 0 < number < LIMIT:
        raise ValueError(f"no heading has the number {number}")
    written, rest, gap = "", number, False
    for unit, name in UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            written += ("零" if gap else "") + DIGITS[digit] + name
        gap = bool(written) and not digit
    if rest:
        written += ("零" if gap else "") + DIGITS[rest]
    return written.removeprefix("一") if 10 <= number < 20 else written


@lru_cache(maxsize=LIMIT)
def from_chinese(numeral: str) -> int | None:
    """Read a heading's numeral; None for what nobody writes as a number (十一二, 一十)."""
    number, digit = 0, 0
    values = {name: unit for unit, name in UNITS}
    for position, sign in enumerate(numeral):
        if sign in values:
            number += (digit or (1 if position == 0 else 0)) * values[sign]
            digit = 0
        elif sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            return None
    number += digit
    return number if 0 < number < LIMIT and to_chinese(number) == numeral else None
