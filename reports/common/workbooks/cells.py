"""What one cell of a workbook says, as a person would read it off the screen."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

LONGEST = 2000
FORMULA = "这一格是公式，请复制后选择性粘贴为数值，或者直接填写结果。"
ERROR = "这一格是错误值“{}”，请改成要填的内容。"
UNREADABLE = "这一格的内容读不出来，请删去后重新填写。"
TOO_LONG = f"这一格超过{LONGEST}个字，请缩短。"

_YES_NO = {"1": "是", "0": "否"}
_KEPT_CONTROLS = "\n\t"


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell, or the sentence that says why it cannot be read."""

    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What cells refer to: texts by number, number formats by style, and the year that dates count from."""

    texts: Sequence[str]
    formats: Sequence[str]
    counts_from_1904: bool


def read_cell(element: Any, context: Context) -> Cell:
    """Read a `c` element; an empty one is an empty text."""
    if element.find("{*}f") is not None:
        return Cell(problem=FORMULA)
    try:
        cell = _READERS.get(element.get("t", "n"), _read_number)(element, context)
    except (ValueError, IndexError, OverflowError):
        return Cell(problem=UNREADABLE)
    return cell if len(cell.text) <= LONGEST else Cell(problem=TOO_LONG)


def text_of(element: Any) -> str:
    """The words of a text with its runs, without the readings above them."""
    pieces = [*element.findall("{*}t"), *element.findall("{*}r/{*}t")]
    return clean("".join(piece.text or "" for piece in pieces))


def clean(text: str) -> str:
    """Take away blanks round a text and signs that nobody sees."""
    plain = unescape(text).replace("\r\n", "\n")
    kept = (sign for sign in plain if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in _UNSEEN)
    return "".join(kept).strip()


_UNSEEN = ("Cc", "Cf", "Cs")  # not Co: rare signs of names stand there


def _value(element: Any) -> str:
    return str(element.findtext("{*}v") or "").strip()


def _read_shared(element: Any, context: Context) -> Cell:
    value = _value(element)
    return Cell(context.texts[_index(value)]) if value else Cell()


def _read_inline(element: Any, context: Context) -> Cell:
    inside = element.find("{*}is")
    return Cell("" if inside is None else text_of(inside))


def _read_plain(element: Any, context: Context) -> Cell:
    return Cell(clean(_value(element)))


def _read_truth(element: Any, context: Context) -> Cell:
    return Cell(_YES_NO.get(_value(element), ""))


def _read_error(element: Any, context: Context) -> Cell:
    return Cell(problem=ERROR.format(_value(element)[:20]))


def _read_number(element: Any, context: Context) -> Cell:
    value = _value(element)
    if not value:
        return Cell()
    amount = float(value)
    if not math.isfinite(amount) or len(value) > 40:
        return Cell(problem=UNREADABLE)
    style = element.get("s", "")
    shown = context.formats[_index(style)] if style else ""
    if is_date_format(shown):
        return Cell(_day(amount, context))
    return Cell(_percent(amount) if "%" in shown else _plain(amount))


def _plain(amount: float) -> str:
    """The number with the fifteen digits that a spreadsheet keeps."""
    return _without_zeros(Decimal(f"{amount:.15g}"))


def _percent(amount: float) -> str:
    return f"{_without_zeros(Decimal(f'{amount:.15g}') * 100)}%"


def _without_zeros(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(amount: float, context: Context) -> str:
    moment = from_excel(amount, CALENDAR_MAC_1904 if context.counts_from_1904 else CALENDAR_WINDOWS_1900)
    if isinstance(moment, datetime):
        moment = moment.date()
    return moment.isoformat() if isinstance(moment, date) else _plain(amount)


def _index(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


_READERS: Mapping[str, Callable[[Any, Context], Cell]] = {
    "s": _read_shared,
    "inlineStr": _read_inline,
    "str": _read_plain,
    "d": _read_plain,
    "b": _read_truth,
    "e": _read_error,
    "n": _read_number,
}


def formats_of(styles: Any | None) -> list[str]:
    """The number format of every style that a cell may name."""
    if styles is None:
        return []
    own = {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iterfind("{*}numFmts/{*}numFmt")}
    ids = [style.get("numFmtId", "0") for style in styles.iterfind("{*}cellXfs/{*}xf")]
    return [own.get(number) or BUILTIN_FORMATS.get(int(number), "") for number in ids if number.isdigit()]
