"""The numbers that open a line of 公文 text: 一、 （一） 1. （1）, and what only looks like one.

Not for 一是, which is a word of the sentence.
"""

import re
from dataclasses import dataclass

from reports.text.numerals import from_chinese, to_chinese

CHINESE = "[零一二三四五六七八九十百]{1,7}"
ARABIC = "[1-9１-９][0-9０-９]?"
FORMS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"({CHINESE})(?:、|[.．](?!\d))\s*")),
    (2, re.compile(rf"[（(]({CHINESE})[）)]、?\s*")),
    (3, re.compile(rf"({ARABIC})[.．、](?=\D|\d{{4}}年)\s*")),
    (4, re.compile(rf"[（(]({ARABIC})[）)]、?\s*")),
)
OPENERS = frozenset("（(零一二三四五六七八九十百0123456789０１２３４５６７８９")
LISTED = re.compile(rf"[、，,和及与或至到—－～~-]?\s*[（(](?:{CHINESE}|{ARABIC})[）)]")
"""（一）（三）项, （一）至（三）: numbers that a sentence speaks of."""
ORDINAL_WORDS = "、审级类等产线批期者号季"
"""一、二审 and 一、二级: two ordinals of a sentence, not number and heading."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Number:
    """The number at the beginning of a line, as typed and with the blanks after it."""

    level: int
    typed: str
    value: int


def read_number(line: str) -> Number | None:
    """Read the number that opens a line; None where the line opens with something else.

    A year, a decimal (1.5亿元), a day (12·4) and numbers that a sentence lists (一、二审) are something else.
    """
    if line[:1] not in OPENERS:  # most lines of a report
        return None
    for level, form in FORMS:
        match = form.match(line)
        if match:
            numeral = match.group(1)
            value = from_chinese(numeral) if level <= 2 else int(numeral)
            if value is None or _is_spoken_of(level, value, line[match.end() : match.end() + 20]):
                return None
            return Number(level, match.group(), value)
    return None


def with_value(number: Number, value: int) -> str:
    """Write another value in the form in which a number was typed."""
    _, form = next(pair for pair in FORMS if pair[0] == number.level)
    match = form.match(number.typed + "字")
    if match is None:
        raise ValueError(f"{number.typed!r} is no number")
    numeral = to_chinese(value) if number.level <= 2 else str(value)
    if number.level > 2 and not match.group(1).isascii():
        numeral = numeral.translate(FULL_WIDTH)
    return number.typed[: match.start(1)] + numeral + number.typed[match.end(1) :]


def _is_spoken_of(level: int, value: int, rest: str) -> bool:
    if level == 1:
        following = to_chinese(value + 1)
        return rest.startswith(following) and rest[len(following) : len(following) + 1] in ORDINAL_WORDS
    return level in {2, 4} and LISTED.match(rest) is not None
