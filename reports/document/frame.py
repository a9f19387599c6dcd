"""What stands round the body of a paper, from 版头 and title above it to signatories, date and 版记 below it.

Works on lines that are neither blank nor indented.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reports.document.asides import is_above_title, is_below_signature, is_below_title
from reports.document.attachments import MOST_NAMED, Enclosed, enclose, find_labels, read_named
from reports.document.head import read_head
from reports.document.imprint import read_imprint
from reports.document.nodes import Aside, Head, Imprint, Spot
from reports.document.numbering import read_number
from reports.document.signature import read_signature
from reports.text.dates import read_date

TITLE_END = re.compile(r"(?:报告|总结|汇报|年报|情况|要点|材料)(?:（[^（）]{1,20}）)?$")
TITLE_WORDS = re.compile(r"\d{4}年|法治")
NOT_IN_TITLE = re.compile(r"[，。：；！？|]|〔\d{4}〕|文件$|签发人|^[（(]|^\d{4}年\d{1,2}月")
LONGEST_LINE = 60
MOST_LINES = 3
MOST_ASIDES = 12
MOST_BELOW_IMPRINT = 3
ADDRESSEE = re.compile(r"[^。；！？：:\d|]{1,60}[：:]$")
MOST_ADDRESSED = 3
BROKEN = re.compile(r"(?=.*[、，,])[^。；！？：:\d|]{2,60}$")
"""A line of 主送 that goes on in the next."""
COLONS = "：:"
ORGAN_IN_ADDRESS = re.compile(r"委|政府|人大|政协|局|办|院|厅|会|部")
NO_ADDRESS = re.compile(r"如下|以下|报告|汇报|差距|问题|方面|体现|情况")


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines round the body; `body` is the slice of lines between them."""

    head: Head | None
    title: str
    addressees: tuple[str, ...]
    addressed_as_typed: tuple[str, ...]
    body: slice
    signatories: tuple[str, ...]
    date: datetime.date | None
    date_as_typed: str
    signed_as_typed: tuple[str, ...]
    remark: str
    enclosed: tuple[Enclosed, ...]
    imprint: Imprint | None
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class _Top:
    """版头 and title by their places: each is between the end of the one above it and its own."""

    head: Head | None = None
    above: int = 0
    headed: int = 0
    titling: int = 0
    titled: int = 0


def split_frame(lines: Sequence[str]) -> Frame:
    """Tell what stands round the body; what is not clearly something else belongs to the body."""
    top = _read_top(lines)
    addressing = top.titled + (_count_below_title(lines[top.titled :]) if top.titled > top.titling else 0)
    addressees, start = _read_addressees(lines, addressing)
    addressed = tuple(lines[addressing:start])
    imprint, end, foot = _read_foot(lines, start)
    labels = _find_labels(lines, start, end)
    signature = read_signature(lines, start, labels[0] if labels else end)
    named = read_named(lines[max(start, signature.start - MOST_NAMED) : signature.start])
    asides = {
        Spot.TOP: lines[: top.above],
        Spot.BELOW_HEAD: lines[top.headed : top.titling],
        Spot.BELOW_TITLE: lines[top.titled : addressing],
        Spot.BELOW_SIGNATURE: signature.below,
        Spot.FOOT: lines[foot:],
    }
    return Frame(
        head=top.head,
        title="\n".join(lines[top.titling : top.titled]),
        addressees=addressees,
        addressed_as_typed=addressed if addressed != tuple(f"{name}：" for name in addressees) else (),
        body=slice(start, signature.start - len(named)),
        signatories=signature.organs,
        date=signature.date,
        date_as_typed=signature.date_as_typed,
        signed_as_typed=signature.as_typed,
        remark=signature.remark,
        enclosed=enclose(lines, labels, end=end, named=named),
        imprint=imprint,
        asides=tuple(Aside(text, spot) for spot, texts in asides.items() for text in texts),
    )


# ---------- Above the body ----------


def _read_top(lines: Sequence[str]) -> _Top:
    """Read 版头 and title below the asides; other lines above a title only where 主送 leaves no doubt."""
    is_known = True
    for above in range(min(MOST_ASIDES, len(lines)) + 1):
        is_known = is_known and (above == 0 or is_above_title(lines[above - 1]))
        top = _read_titled(lines, above)
        if top and (is_known or _is_addressed(lines, top)):
            return top
    return _Top()


def _read_titled(lines: Sequence[str], above: int) -> _Top | None:
    """Read 版头 and title from one line on; without a title or 发文字号 nothing is 版头."""
    head, count = read_head(lines[above : above + MOST_ASIDES])
    headed = above + count
    if head:
        for titling in _places_below(lines, headed):
            window = lines[titling : titling + MOST_LINES + 1]
            titled = titling + _count_title_lines(window, is_below_head=True)
            if titled > titling:
                return _Top(head, above, headed, titling, titled)
        if head.number:
            return _Top(head, above, headed, headed, headed)
    titled = above + _count_title_lines(lines[above : above + MOST_LINES])
    return _Top(None, above, above, above, titled) if titled > above else None


def _places_below(lines: Sequence[str], headed: int) -> Iterator[int]:
    """Where a title may begin below 版头: at once, or below asides."""
    window = lines[headed : headed + MOST_LINES]
    yield from range(headed, headed + 1 + sum(1 for _ in takewhile(is_above_title, window)))


def _is_addressed(lines: Sequence[str], top: _Top) -> bool:
    """Whether a title that ends as one stands right above 主送."""
    if top.titled == top.titling or not TITLE_END.search(lines[top.titled - 1]):
        return False
    below = top.titled + _count_below_title(lines[top.titled :])
    return _read_addressees(lines, below)[1] > below


def _count_below_title(lines: Sequence[str]) -> int:
    """How many lines below a title are asides; none where nothing else follows."""
    count = sum(1 for _ in takewhile(is_below_title, lines[:MOST_ASIDES]))
    return count if count < len(lines) else 0


def _read_addressees(lines: Sequence[str], start: int) -> tuple[tuple[str, ...], int]:
    """Read 主送 from one line on, and where it ends; an addressee may be broken over lines."""
    addressees: list[str] = []
    while count := _count_addressed(lines[start : start + MOST_ADDRESSED]):
        addressees.append("".join(lines[start : start + count]).rstrip(COLONS))
        start += count
    return tuple(addressees), start


def _count_addressed(lines: Sequence[str]) -> int:
    """How many lines the next addressee takes; 0 where there is none."""
    for count, line in enumerate(lines, start=1):
        if ADDRESSEE.match(line):
            return count if _is_address("".join(lines[:count])) else 0
        if not BROKEN.match(line):
            return 0
    return 0


def _is_address(words: str) -> bool:
    return (
        ORGAN_IN_ADDRESS.search(words) is not None
        and NO_ADDRESS.search(words) is None
        and read_number(words) is None
    )


def _count_title_lines(lines: Sequence[str], *, is_below_head: bool = False) -> int:
    """A title is one to three short lines without punctuation, the last ending in 报告 or its like.

    Below 版头 it is whatever stands above 主送.
    """
    fitting = list(takewhile(_can_be_title, lines[:MOST_LINES]))
    for at, line in enumerate(fitting):
        if TITLE_END.search(line):
            return at + 1
    if is_below_head and fitting and _count_addressed(lines[len(fitting) :]):
        return len(fitting)
    return 1 if fitting and TITLE_WORDS.search(fitting[0]) else 0


def _can_be_title(line: str) -> bool:
    is_plain = NOT_IN_TITLE.search(line) is None and read_number(line) is None
    return len(line) <= LONGEST_LINE and is_plain and not is_above_title(line)


# ---------- Below the body ----------


def _read_foot(lines: Sequence[str], start: int) -> tuple[Imprint | None, int, int]:
    """Read 版记, and where it starts and ends; below it stand asides alone."""
    for end in range(len(lines), max(start, len(lines) - MOST_BELOW_IMPRINT) - 1, -1):
        imprint, count = read_imprint(lines[start:end])
        if imprint:
            return imprint, end - count, end
        if not lines[start:end] or not is_below_signature(lines[end - 1]):
            break
    return None, len(lines), len(lines)


def _find_labels(lines: Sequence[str], start: int, end: int) -> list[int]:
    """Where attachments begin: below the date, or anywhere in a paper that has no date below them."""
    labels = [at + start for at in find_labels(lines[start:end])]
    for place, at in enumerate(labels):
        if read_signature(lines, start, at).is_dated:
            return labels[place:]
    is_dated = bool(labels) and any(read_date(line) for line in lines[labels[0] : end])
    return [] if is_dated else labels
