"""What stands round the body of a paper, from 版头 and title above it to signatories, date and 版记 below it.

Works on lines that are neither blank nor indented.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from reports.document.attachments import MOST_NAMED, Enclosed, enclose, find_labels, read_named
from reports.document.head import read_head
from reports.document.imprint import read_imprint
from reports.document.nodes import Head, Imprint
from reports.document.numbering import read_number
from reports.document.organs import is_organ
from reports.text.dates import print_date, read_date

TITLE_END = re.compile(r"(?:报告|总结|汇报|年报|情况|要点|材料)(?:（[^（）]{1,20}）)?$")
TITLE_WORDS = re.compile(r"\d{4}年|法治")
NOT_IN_TITLE = re.compile(r"[，。：；！？|]|〔\d{4}〕|文件$|签发人|^[（(]|^\d{4}年\d{1,2}月")
LONGEST_LINE = 60
MOST_LINES = 3
LONGEST_REMARK = 200
ADDRESSEE = re.compile(r"[^。；！？：\d|]{2,60}：$")
ORGAN_IN_ADDRESS = re.compile(r"委|政府|人大|政协|局|办|院|厅|会|部")
NO_ADDRESS = re.compile(r"如下|以下|报告|汇报|差距|问题|方面|体现|情况")
REMARK = re.compile(r"（[^（）]+(?:（[^（）]*）[^（）]*)*）$")
PLAIN_REMARK = re.compile(r"（(?:此件|联系人|联系电话|联系方式)")
"""附注 that is one even where no date stands above it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines round the body; `body` is the slice of lines between them."""

    head: Head | None
    title: str
    addressees: tuple[str, ...]
    body: slice
    signatories: tuple[str, ...]
    date: datetime.date | None
    date_as_typed: str
    remark: str
    enclosed: tuple[Enclosed, ...]
    imprint: Imprint | None


@dataclass(frozen=True, slots=True)
class _Signature:
    """Who signs, when, and what is noted below; `start` is the first of its lines."""

    start: int
    organs: tuple[str, ...]
    date: datetime.date | None
    date_as_typed: str
    remark: str


def split_frame(lines: Sequence[str]) -> Frame:
    """Tell what stands round the body; what is not clearly something else belongs to the body."""
    head, above, titled = _read_top(lines)
    start = titled
    while start < len(lines) and _is_addressee(lines[start]):
        start += 1
    imprint, below = read_imprint(lines[start:])
    end = len(lines) - below
    labels = _find_labels(lines, start, end)
    signature = _read_signature(lines, start, labels[0] if labels else end)
    named = read_named(lines[max(start, signature.start - MOST_NAMED) : signature.start])
    return Frame(
        head=head,
        title="\n".join(lines[above:titled]),
        addressees=tuple(line.removesuffix("：") for line in lines[titled:start]),
        body=slice(start, signature.start - len(named)),
        signatories=signature.organs,
        date=signature.date,
        date_as_typed=signature.date_as_typed,
        remark=signature.remark,
        enclosed=enclose(lines, labels, end=end, named=named),
        imprint=imprint,
    )


def _read_top(lines: Sequence[str]) -> tuple[Head | None, int, int]:
    """Read 版头, and where the title starts and ends; without a title or 发文字号 nothing is 版头."""
    head, above = read_head(lines)
    if head:
        titled = _count_title_lines(lines[above : above + MOST_LINES + 1], is_below_head=True)
        if titled or head.number:
            return head, above, above + titled
    return None, 0, _count_title_lines(lines[:MOST_LINES])


def _find_labels(lines: Sequence[str], start: int, end: int) -> list[int]:
    """Where attachments begin: below the date, or anywhere in a paper that has no date below them."""
    labels = [at + start for at in find_labels(lines[start:end])]
    for place, at in enumerate(labels):
        if _read_signature(lines, start, at).date:
            return labels[place:]
    is_dated = bool(labels) and any(read_date(line) for line in lines[labels[0] : end])
    return [] if is_dated else labels


def _read_signature(lines: Sequence[str], start: int, end: int) -> _Signature:
    """Read signatories, date and 附注 of which the last line is before `end`."""
    remarked = end > start and _is_remark(lines[end - 1])
    below = end - remarked
    day = read_date(lines[below - 1]) if below > start else None
    if remarked and not day and not PLAIN_REMARK.match(lines[below]):
        remarked, below = False, end
    signed = below - (day is not None)
    first = _find_first_organ(lines, start, signed, is_dated=day is not None)
    return _Signature(
        start=first,
        organs=tuple(lines[first:signed]),
        date=day,
        date_as_typed=lines[signed] if day and lines[signed] != print_date(day) else "",
        remark=lines[below][1:-1] if remarked else "",
    )


def _is_remark(line: str) -> bool:
    is_short = len(line) <= LONGEST_REMARK
    return is_short and REMARK.match(line) is not None and read_number(line) is None


def _count_title_lines(lines: Sequence[str], *, is_below_head: bool = False) -> int:
    """A title is one to three short lines without punctuation, the last ending in 报告 or its like.

    Below 版头 it is whatever stands above 主送.
    """
    fitting = list(takewhile(_can_be_title, lines[:MOST_LINES]))
    for at, line in enumerate(fitting):
        if TITLE_END.search(line):
            return at + 1
    if is_below_head and fitting and any(map(_is_addressee, lines[len(fitting) : len(fitting) + 1])):
        return len(fitting)
    return 1 if fitting and TITLE_WORDS.search(fitting[0]) else 0


def _can_be_title(line: str) -> bool:
    return len(line) <= LONGEST_LINE and NOT_IN_TITLE.search(line) is None and read_number(line) is None


def _is_addressee(line: str) -> bool:
    return (
        ADDRESSEE.match(line) is not None
        and ORGAN_IN_ADDRESS.search(line) is not None
        and NO_ADDRESS.search(line) is None
        and read_number(line) is None
    )


def _find_first_organ(lines: Sequence[str], start: int, end: int, *, is_dated: bool) -> int:
    """Where the signatories begin; without a date only below a paragraph that is complete, or 附件说明."""
    first = end
    while first > start and end - first < MOST_LINES and is_organ(lines[first - 1]):
        first -= 1
    if is_dated or first == start:
        return first if is_dated else end
    is_below_body = lines[first - 1].endswith("。") or bool(
        read_named(lines[max(start, first - MOST_NAMED) : first])
    )
    return first if is_below_body else end
