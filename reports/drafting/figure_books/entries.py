"""What somebody wrote into a cell or a row for one figure, against what stands there."""

import re
from dataclasses import dataclass

from reports.drafting.figure_books.asked import Asked
from reports.drafting.figure_books.columns import NOTHING
from reports.drafting.figures import FigureChange
from reports.indicators.enums import Kind
from reports.indicators.inputs import InvalidFigure, read_figure, read_number
from reports.indicators.services import check_figure
from reports.indicators.values import PERCENT, Figure, display, ratio_of, stated

SLASH = re.compile(r"[/／]")
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """The texts that concern one figure; an empty one touches nothing."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    note: str = ""


def read_entry(asked: Asked, entry: Entry) -> FigureChange | None:
    """Read what an entry would change; None where everything stands so already.

    Errors: InvalidFigure for what cannot be kept, and for a change of a figure that no file may change.
    """
    figure, note = _figure(asked, entry), asked.note
    if entry.note:
        note = "" if entry.note == NOTHING else entry.note
    if (figure, note) == (asked.this_year, asked.note):
        return None
    indicator = asked.indicator
    if asked.why_closed:
        stands = f"改回“{asked.shown}”或者空着" if asked.shown else "空着"
        raise InvalidFigure(f"“{indicator.name}”{asked.why_closed}，不能用表格修改，请把这一格{stands}。")
    check_figure(indicator, figure, note=note)
    return FigureChange(indicator.code, figure, note)


def _figure(asked: Asked, entry: Entry) -> Figure:
    is_ratio = asked.indicator.kind == Kind.RATIO
    if entry.numerator or entry.denominator:
        if not is_ratio:
            raise InvalidFigure(f"“{asked.indicator.name}”不是比率，分子和分母请空着。")
        return _of_parts(asked, entry)
    if entry.value in ("", asked.shown):
        return asked.this_year
    if A_DAY.fullmatch(entry.value):
        hint = "比率请把单元格设为文本，再填“分子/分母”。" if is_ratio else "请把单元格设为常规，再填数字。"
        raise InvalidFigure(f"这一格是日期（{entry.value}），{hint}")
    return _ratio(entry.value) if is_ratio else read_figure(entry.value, unit=asked.indicator.unit)


def _of_parts(asked: Asked, entry: Entry) -> Figure:
    if not (entry.numerator and entry.denominator):
        raise InvalidFigure("分子和分母要填就都填上。")
    made = ratio_of(read_number(entry.numerator), read_number(entry.denominator))
    if entry.value in ("", asked.shown, display(made, PERCENT)):
        return made
    if made == asked.this_year and not read_figure(entry.value, unit=PERCENT).is_number:
        return read_figure(entry.value, unit=PERCENT)  # 不适用 or ×× beside parts that nobody touched
    raise InvalidFigure(
        f"分子和分母算出来是{display(made, PERCENT)}%，与这一格不同，请删去这一格或者改正分子、分母。"
    )


def _ratio(text: str) -> Figure:
    """Read 29/151, or a percentage of which only the result is known; / alone is 不适用."""
    top, *rest = SLASH.split(text)
    if len(rest) == 1 and top.strip() and rest[0].strip():
        return ratio_of(read_number(top), read_number(rest[0]))
    figure = read_figure(text, unit=PERCENT)
    return figure if figure.value is None else stated(figure.value)
