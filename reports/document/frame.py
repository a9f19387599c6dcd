"""What stands round the body of a paper: title, 主送 above it, signatories and date below it.

Works on lines that are neither blank nor indented.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.document.numbering import read_number
from reports.text.numerals import from_chinese

TITLE_END = re.compile(r"(?:报告|总结|汇报|年报|情况|要点|材料)(?:（[^（）]{1,20}）)?$")
TITLE_WORDS = re.compile(r"\d{4}年|法治")
NOT_IN_TITLE = re.compile(r"[，。：；！？|]|〔\d{4}〕|文件$|签发人|^[（(]|^\d{4}年\d{1,2}月")
LONGEST_LINE = 60
MOST_LINES = 3
ADDRESSEE = re.compile(r"[^。；！？：\d|]{2,60}：$")
ORGAN_IN_ADDRESS = re.compile(r"委|政府|人大|政协|局|办|院|厅|会|部")
NO_ADDRESS = re.compile(r"如下|以下|报告|汇报|差距|问题|方面|体现|情况")
ORGAN = re.compile(
    r"[^，。；：、！？|\d]{2,40}"
    r"(?:政府|委员会|党委|党组|党工委|管委会|镇委|乡委|局|厅|办公室|办事处|委|院|队|站|中心)(?:[（(].{1,6}[）)])?$"
)
DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$")
CHINESE_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines round the body; `body` is the slice of lines between them."""

    title: str
    addressees: tuple[str, ...]
    body: slice
    signatories: tuple[str, ...]
    date: datetime.date | None
    date_as_typed: str


def split_frame(lines: Sequence[str]) -> Frame:
    """Tell what stands round the body; what is not clearly something else belongs to the body."""
    titled = _count_title_lines(lines)
    start = titled
    while start < len(lines) and _is_addressee(lines[start]):
        start += 1
    day = _read_date(lines[-1]) if len(lines) > start else None
    end = len(lines) - (day is not None)
    first_organ = _find_first_organ(lines, start, end, is_dated=day is not None)
    return Frame(
        title="\n".join(lines[:titled]),
        addressees=tuple(line.removesuffix("：") for line in lines[titled:start]),
        body=slice(start, first_organ),
        signatories=tuple(lines[first_organ:end]),
        date=day,
        date_as_typed=lines[-1] if day and lines[-1] != print_date(day) else "",
    )


def print_date(day: datetime.date) -> str:
    """Write a date as papers do: full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def _count_title_lines(lines: Sequence[str]) -> int:
    """A title is one to three short lines without punctuation, the last ending in 报告 or its like."""
    for at, line in enumerate(lines[:MOST_LINES]):
        if len(line) > LONGEST_LINE or NOT_IN_TITLE.search(line) or read_number(line):
            break
        if TITLE_END.search(line):
            return at + 1
    is_named = bool(lines) and len(lines[0]) <= LONGEST_LINE and TITLE_WORDS.search(lines[0]) is not None
    return 1 if is_named and not NOT_IN_TITLE.search(lines[0]) and not read_number(lines[0]) else 0


def _is_addressee(line: str) -> bool:
    return (
        ADDRESSEE.match(line) is not None
        and ORGAN_IN_ADDRESS.search(line) is not None
        and NO_ADDRESS.search(line) is None
        and read_number(line) is None
    )


def _find_first_organ(lines: Sequence[str], start: int, end: int, *, is_dated: bool) -> int:
    """Where the signatories begin; without a date only below a paragraph that is complete."""
    first = end
    while first > start and end - first < MOST_LINES and _is_organ(lines[first - 1]):
        first -= 1
    is_below_body = first > start and lines[first - 1].endswith("。")
    return first if is_dated or is_below_body else end


def _is_organ(line: str) -> bool:
    return ORGAN.match(line) is not None and read_number(line) is None


def _read_date(line: str) -> datetime.date | None:
    match = DATE.match(line)
    parts = [int(part) for part in match.groups()] if match else _read_chinese_date(line)
    try:
        return datetime.date(*parts) if parts else None
    except ValueError:
        return None


def _read_chinese_date(line: str) -> list[int]:
    match = CHINESE_DATE.match(line)
    if not match:
        return []
    year, month, day = match.groups()
    numbers = [from_chinese(month), from_chinese(day)]
    return [int(year.translate(CHINESE_DIGITS)), *(number or 0 for number in numbers)]
