"""What a person typed as a figure. Pure; every refusal is a sentence that says what to do."""

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.common.errors import Invalid
from reports.indicators.units import is_unit, power_between, shifted
from reports.indicators.values import (
    BLANK,
    BLANK_MARK,
    NOT_APPLICABLE,
    NOT_APPLICABLE_WORD,
    Figure,
    display,
    number,
)

PLAIN = re.compile(r"([0-9]+(?:\.[0-9]+)?)(.*)")
GROUPED = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(.*)")
HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－−％", "0123456789.,--%")
MAGNITUDES = re.compile(r"[十百千万亿]")
NONE_WORDS = (NOT_APPLICABLE_WORD, "/", "／", "无此项职责", "无此职责")
MOST_WHOLE_DIGITS = 16
MOST_DECIMALS = 4


class InvalidFigure(Invalid):
    """A figure cannot be kept as it was given."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the unit of its row; `understood` says how a typed unit was converted, if one was."""

    value: Decimal
    understood: str = ""


def read_figure(text: str, *, unit: str = "") -> Figure:
    """Read one cell of the grid: nothing or ×× is 未填, 不适用 or / is 不适用, all else a number."""
    word = "".join(text.split())
    if word in ("", BLANK_MARK):
        return BLANK
    if word in NONE_WORDS:
        return NOT_APPLICABLE
    return number(read_number(text, unit=unit))


def read_number(text: str, *, unit: str = "") -> Decimal:
    """Read a number as `read_quantity`, in the unit of its row."""
    return read_quantity(text, unit=unit).value


def read_quantity(text: str, *, unit: str = "") -> Quantity:
    """Read a number that is 0 or more, typed in any width, with spaces or thousands separators.

    Units:  a bare number is in `unit`; 3.5亿元 or 3.5亿 where `unit` is 万元 is 35000, exactly.
    Errors: InvalidFigure for a unit that counts other things, for what cannot be stored exactly, and
    for everything that is no number.
    """
    typed = "".join(text.translate(HALF_WIDTH).split())
    if typed.startswith("-") and typed[1:2].isdigit():
        raise InvalidFigure("数字不能为负数，请核对。")
    found = GROUPED.fullmatch(typed) or PLAIN.fullmatch(typed)
    if found is None or not _is_unit(found[2], unit):
        raise InvalidFigure(_why_not_a_number(text.strip(), unit))
    value, power = Decimal(found[1].replace(",", "")), 0
    if found[2]:
        power = _power(found[2], unit)
        value = shifted(value, power)
    _check_digits(value, typed=typed if power else "", unit=unit)
    return Quantity(value, f"{typed} = {display(number(value))}{unit}" if power else "")


def _is_unit(word: str, unit: str) -> bool:
    return not word or (bool(unit) and is_unit(word, unit=unit))


def _power(word: str, unit: str) -> int:
    """How far a typed unit moves the decimal point."""
    power = power_between(word, unit)
    if power is None:
        raise InvalidFigure(f"这一项以“{unit}”为单位，输入的单位是“{word}”，请核对。")
    return power


def _check_digits(value: Decimal, *, typed: str, unit: str) -> None:
    whole, _, decimals = f"{value:f}".partition(".")
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS:
        raise InvalidFigure("数字太大，请核对是否多输了位数。")
    if len(decimals.rstrip("0")) <= MOST_DECIMALS:
        return
    if not typed:
        raise InvalidFigure(f"小数最多保留{MOST_DECIMALS}位，请四舍五入后再填。")
    raise InvalidFigure(
        f"“{typed}”折合{display(number(value))}{unit}，小数超过{MOST_DECIMALS}位，不能如实保存，"
        f"请以“{unit}”为单位四舍五入后再填。"
    )


def _why_not_a_number(text: str, unit: str) -> str:
    shown = text if len(text) <= 20 else text[:20] + "…"
    if MAGNITUDES.search(text) and any(character.isdigit() for character in text):
        by_unit = f"以“{unit}”为单位" if unit else "按所列单位"
        return f"“{shown}”里有“{MAGNITUDES.findall(text)[0]}”字，请{by_unit}填写完整的阿拉伯数字。"
    return f"“{shown}”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"
