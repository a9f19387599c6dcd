"""The sentences of the figure pages: how a county's figure came about."""

from decimal import Decimal

from reports.indicators.enums import Aggregation
from reports.indicators.values import Coverage, display, display_change, number
from reports.indicators.values import change as change_of
from reports.rollup.figures import CombinedFigure

OWN_LEVEL = "本级数据，由县政府报告自行填写，不逐单位相加。"
TWO_HOLDERS = "分子和分母由不同单位掌握，占比按两项汇总数重算，不取平均。"
MAY_OVERLAP = "各单位可能重复统计同一事项，写入前请核对。"


def coverage_words(coverage: Coverage) -> str:
    """As in 41/60; nothing to cover is a dash."""
    return f"{coverage.filled}/{coverage.applicable}" if coverage.applicable else "—"


def change_words(figure: CombinedFigure) -> str:
    """The change against last year; nothing where either year is 未填, or a unit still lacks in the sum."""
    if figure.comes_from_units and not figure.result.coverage.is_complete:
        return ""
    change = change_of(figure.result.figure, figure.last_year, unit=figure.indicator.unit)
    if change.figure.value == 0:
        return "持平"
    return "" if change.figure.is_blank else display_change(change, in_column=True)


def note_words(figure: CombinedFigure) -> str:
    """What the table says beside a figure; nothing for a plain sum."""
    if figure.result.needs_confirmation:
        return "需核对是否重复"
    if not figure.is_summed and figure.comes_from_units:
        return f"取自{figure.indicator.source_unit}"
    return ""


def explain(figure: CombinedFigure) -> str:
    """Say in words how the result came about."""
    if not figure.is_summed:
        return _explain_own_level(figure)
    if figure.indicator.aggregation == Aggregation.RECOMPUTE:
        return _explain_ratio(figure)
    return f"{_who_reported(figure)}，{_total(figure)}。{_not_applicable(figure)}{_doubts(figure)}"


def _total(figure: CombinedFigure) -> str:
    result, unit = figure.result.figure, figure.indicator.unit
    return f"合计{display(result, unit)}{unit}" if result.is_number else "没有可以相加的数"


def _doubts(figure: CombinedFigure) -> str:
    """What a person must look at before the figure is used."""
    doubts = MAY_OVERLAP if figure.result.needs_confirmation else ""
    if not figure.own.is_blank and figure.own.value != figure.result.figure.value:
        unit = figure.indicator.unit if figure.own.is_number else ""
        doubts += f"县政府报告中自行填写的是{display(figure.own, unit)}{unit}，没有计入，请核对。"
    return doubts


def _explain_own_level(figure: CombinedFigure) -> str:
    if not figure.comes_from_units:
        return OWN_LEVEL
    return f"全县数据取自{figure.indicator.source_unit}，不逐单位相加。{_doubts(figure)}"


def _explain_ratio(figure: CombinedFigure) -> str:
    if not figure.parts:
        return TWO_HOLDERS
    result = figure.result.figure
    sentence = _who_reported(figure)
    if result.numerator is not None:
        sentence += f"，分子合计{plain(result.numerator)}，分母合计{plain(result.denominator)}"
    sentence += f"；占比按分子、分母分别相加后重算，不取平均。{_not_applicable(figure)}"
    if figure.result.coverage.stated:
        sentence += f"{figure.result.coverage.stated}个单位只填了比率，没有分子和分母，未计入。"
    return sentence + _doubts(figure)


def _who_reported(figure: CombinedFigure) -> str:
    asked = sum(not part.figure.is_not_applicable for part in figure.parts)
    given = sum(part.figure.is_number for part in figure.parts)
    return f"{asked}个单位应报，{given}个已报"


def _not_applicable(figure: CombinedFigure) -> str:
    count = sum(part.figure.is_not_applicable for part in figure.parts)
    return f"另有{count}个单位不适用。" if count else ""


def plain(value: Decimal | None) -> str:
    """A part of a ratio as people write it, without trailing zeros."""
    return "" if value is None else display(number(value))
