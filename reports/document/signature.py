"""署名、成文日期 and 附注: who signs a paper, when, and what is noted below, read.

Works on lines that are neither blank nor indented.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.document.asides import is_below_signature, is_short
from reports.document.attachments import MOST_NAMED, read_named
from reports.document.numbering import read_number
from reports.document.organs import is_organ
from reports.text.dates import is_month, print_date, read_date

MOST_ORGANS = 3
MOST_BELOW = 6
LONGEST_LINE = 80
LONGEST_REMARK = 200
REMARK = re.compile(r"（[^（）]+(?:（[^（）]*）[^（）]*)*）$")
PLAIN_REMARK = re.compile(r"（(?:此件|联系人|联系电话|联系方式)")
"""附注 that is one even where no date stands above it."""
STAMP = re.compile(r"\s*[（(](?:加?盖章|加?盖公章|公章|签章|印章|章)[）)]$")
DATED = re.compile(r"(?P<organ>\D{2,60}?)\s*(?P<day>(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\D.{1,12})$")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, when, and what is noted below; `start` is the first of its lines.

    `date_as_typed` stands without `date` for a month; `below` are lines that are left over at the end.
    """

    start: int
    organs: tuple[str, ...]
    date: datetime.date | None = None
    date_as_typed: str = ""
    as_typed: tuple[str, ...] = ()
    remark: str = ""
    below: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether a day or a month stands below the organs."""
        return self.date is not None or bool(self.date_as_typed)


def read_signature(lines: Sequence[str], start: int, end: int) -> Signature:
    """Read signatories, date and 附注 of which the last line, but for asides, is before `end`."""
    for dated in range(end - 1, max(start, end - MOST_BELOW - 1) - 1, -1):
        signature = _read_dated(lines, start, dated, end)
        if signature:
            return signature
    remarked = end > start and _is_remark(lines[end - 1]) and PLAIN_REMARK.match(lines[end - 1])
    signed = end - 1 if remarked else end
    first, organs = _read_organs(lines, start, signed)
    if not organs or not _is_below_body(lines, start, first):
        first, organs = signed, ()
    return Signature(
        start=first,
        organs=organs,
        as_typed=_unusual(lines[first:signed], organs),
        remark=lines[signed][1:-1] if remarked else "",
    )


def _read_dated(lines: Sequence[str], start: int, dated: int, end: int) -> Signature | None:
    """Read a signature whose date stands in one line; None where it has none or text follows it."""
    organ, words = _part_date(lines[dated])
    first, organs = _read_organs(lines, start, dated)
    organs += (organ,) if organ else ()
    day = read_date(words)
    if not words or (day is None and not organs):
        return None
    remarked = dated + 1 < end and _is_remark(lines[dated + 1])
    below = lines[dated + 1 + remarked : end]
    if not all(is_below_signature(line) or (organs and is_short(line)) for line in below):
        return None
    usual = print_date(day) if day else words
    return Signature(
        start=first,
        organs=organs,
        date=day,
        date_as_typed=words if day is None or words != usual else "",
        as_typed=_unusual(lines[first : dated + 1], (*organs, words)),
        remark=lines[dated + 1][1:-1] if remarked else "",
        below=tuple(below),
    )


def _part_date(line: str) -> tuple[str, str]:
    """Tell the organ and the day or month that share a line; the day is empty where it names none."""
    if len(line) > LONGEST_LINE:
        return "", ""
    if _is_date(line):
        return "", line
    match = DATED.match(line)
    organ = _organ_in(match["organ"]) if match and _is_date(match["day"]) else ""
    return (organ, match["day"]) if match and organ else ("", "")


def _is_date(words: str) -> bool:
    return read_date(words) is not None or is_month(words)


def _read_organs(lines: Sequence[str], start: int, end: int) -> tuple[int, tuple[str, ...]]:
    """Read the organs that sign above `end`, without their （盖章）; the place of the first comes first."""
    first, organs = end, list[str]()
    for at in range(end - 1, max(start, end - 2 * MOST_ORGANS) - 1, -1):
        organ = _organ_in(lines[at])
        if len(organs) == MOST_ORGANS or not (organ or STAMP.fullmatch(lines[at])):
            break
        if organ:
            first = at
            organs.insert(0, organ)
    return first, tuple(organs)


def _organ_in(line: str) -> str:
    """The organ that a line names and nothing else but （盖章）; empty for other lines."""
    organ = STAMP.sub("", line) if len(line) <= LONGEST_LINE else ""
    return organ if is_organ(organ) else ""


def _is_below_body(lines: Sequence[str], start: int, first: int) -> bool:
    """Without a date, organs sign only below a paragraph that is complete, or 附件说明."""
    if first == start:
        return False
    return lines[first - 1].endswith("。") or bool(read_named(lines[max(start, first - MOST_NAMED) : first]))


def _unusual(typed: Sequence[str], usual: Sequence[str]) -> tuple[str, ...]:
    return tuple(typed) if tuple(typed) != tuple(usual) else ()


def _is_remark(line: str) -> bool:
    is_short_enough = len(line) <= LONGEST_REMARK
    return (
        is_short_enough
        and REMARK.match(line) is not None
        and STAMP.fullmatch(line) is None
        and read_number(line) is None
    )
