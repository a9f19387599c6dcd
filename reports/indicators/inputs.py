"""What a person typed as a figure. Pure; every refusal is a sentence that says what to do."""

import re
from decimal import Decimal

from reports.common.errors import Invalid
from reports.indicators.values import (
    BLANK,
    BLANK_MARK,
    NOT_APPLICABLE,
    NOT_APPLICABLE_WORD,
    PERCENT,
    Figure,
    number,
)

PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－−％", "0123456789.,--%")
MAGNITUDES = re.compile(r"[十百千万亿]")
MOST_WHOLE_DIGITS = 16
MOST_DECIMALS = 4


class InvalidFigure(Invalid):
    """A figure cannot be kept as it was given."""


def read_figure(text: str, *, unit: str = "") -> Figure:
    """Read one cell of the grid: nothing or ×× is 未填, 不适用 is itself, all else a number."""
    word = "".join(text.split())
    if word in ("", BLANK_MARK):
        return BLANK
    if word == NOT_APPLICABLE_WORD:
        return NOT_APPLICABLE
    return number(read_number(text, unit=unit))


def read_number(text: str, *, unit: str = "") -> Decimal:
    """Read a number that is 0 or more, typed in any width, with spaces or thousands separators.

    Errors: InvalidFigure for everything else; words such as 万 are refused, never multiplied out.
    """
    digits = "".join(text.translate(HALF_WIDTH).split())
    if unit == PERCENT:
        digits = digits.removesuffix("%")
    if digits.startswith("-") and digits[1:2].isdigit():
        raise InvalidFigure("数字不能为负数，请核对。")
    if GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if not PLAIN.fullmatch(digits):
        raise InvalidFigure(_why_not_a_number(text.strip(), unit))
    whole, _, decimals = digits.partition(".")
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS:
        raise InvalidFigure("数字太大，请核对是否多输了位数。")
    if len(decimals.rstrip("0")) > MOST_DECIMALS:
        raise InvalidFigure(f"小数最多保留{MOST_DECIMALS}位，请四舍五入后再填。")
    return Decimal(digits)


def _why_not_a_number(text: str, unit: str) -> str:
    shown = text if len(text) <= 20 else text[:20] + "…"
    if MAGNITUDES.search(text) and any(character.isdigit() for character in text):
        by_unit = f"以“{unit}”为单位" if unit else "按所列单位"
        return f"“{shown}”里有“{MAGNITUDES.findall(text)[0]}”字，请{by_unit}填写完整的阿拉伯数字。"
    return f"“{shown}”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"
