"""Days as papers write them: 2025年3月1日, 2025.3.1 in careless and 二〇二五年三月一日 in old ones."""

import datetime
import re

from reports.text.numerals import from_chinese

ARABIC = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$")
NUMERIC = re.compile(r"(\d{4})\s*([.．/／-])\s*(\d{1,2})\s*\2\s*(\d{1,2})$")
CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
MONTH = re.compile(
    r"(?:\d{4}\s*年\s*\d{1,2}|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2})\s*月份?$"
)
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def print_date(day: datetime.date) -> str:
    """Write a date as papers do: full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def read_date(words: str) -> datetime.date | None:
    """Read words that are one day and nothing else; None for other words and for days that never were."""
    match = ARABIC.match(words) or NUMERIC.match(words)
    parts = [int(part) for part in match.groups() if part.isdecimal()] if match else _read_chinese(words)
    try:
        return datetime.date(*parts) if parts else None
    except ValueError:
        return None


def is_month(words: str) -> bool:
    """Tell whether words are a month of a year and nothing else; it makes no day."""
    return MONTH.match(words) is not None


def _read_chinese(words: str) -> list[int]:
    match = CHINESE.match(words)
    if not match:
        return []
    year, month, day = match.groups()
    numbers = [from_chinese(month), from_chinese(day)]
    return [int(year.translate(DIGITS)), *(number or 0 for number in numbers)]
