"""The dictionary as a list in plain words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min

from reports.drafting.requests import EVERY_UNIT
from reports.indicators.enums import Aggregation, Kind, Period
from reports.indicators.formulas import codes as codes_of
from reports.indicators.models import Indicator
from reports.indicators.queries import matching_indicators
from reports.web.indicators.states import state_condition

PAGE_LENGTH = 50
CODE = re.compile(r"[A-Z]{2}\d{2}[a-z]?")


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """One indicator; `numerator` and `denominator` in words, '' when it is no coded ratio."""

    code: str
    name: str
    unit: str
    area: str
    kind: str
    period: str
    aggregation: str
    numerator: str
    denominator: str
    holder: str
    aliases: str
    note: str
    ended: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class DictionaryPage:
    """The rows of one page, and the page for the pager."""

    rows: tuple[DictionaryRow, ...]
    page: Page


def area_choices() -> list[tuple[str, str]]:
    """The areas in the order of the dictionary, each with its number of indicators."""
    areas = Indicator.objects.values("area", "area_name").annotate(count=Count("pk"), first=Min("position"))
    return [(row["area"], f"{row['area_name']}（{row['count']}）") for row in areas.order_by("first")]


def dictionary_page(
    *, text: str = "", area: str = "", kind: str = "", state: str = "", number: str | None = None
) -> DictionaryPage:
    """Find indicators by name, alias or code, within an area, a kind, a state or all, 50 a page."""
    found = matching_indicators(text, area=area).filter(state_condition(state))
    page = Paginator(found.filter(kind=kind) if kind else found, PAGE_LENGTH).get_page(number)
    indicators = list(page)
    names = names_in_formulas(indicators)
    return DictionaryPage(tuple(_row(indicator, names) for indicator in indicators), page)


def names_in_formulas(indicators: Iterable[Indicator]) -> Mapping[str, str]:
    """The names of what ratios are made of, in one query whatever their number."""
    ratios = [indicator for indicator in indicators if indicator.is_coded_ratio]
    codes = {code for i in ratios for part in (i.numerator, i.denominator) for code in codes_of(part)}
    return dict(Indicator.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _row(indicator: Indicator, names: Mapping[str, str]) -> DictionaryRow:
    return DictionaryRow(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        area=indicator.area_name,
        kind=Kind(indicator.kind).label,
        period=Period(indicator.period).label,
        aggregation=Aggregation(indicator.aggregation).label,
        numerator=formula_in_words(indicator.numerator, names),
        denominator=formula_in_words(indicator.denominator, names),
        holder=holder_in_words(indicator.source_unit),
        aliases="、".join(indicator.aliases),
        note=indicator.note,
        ended=f"{indicator.valid_to}年度后停用" if indicator.valid_to else "",
        is_edited=indicator.edited_at is not None,
    )


def holder_in_words(source_unit: str) -> str:
    """Who has the figure, as a sentence."""
    if source_unit == EVERY_UNIT:
        return "各单位填报本单位的数据。"
    return f"全县数据在{source_unit}，其他单位不填报。" if source_unit else ""


def formula_in_words(formula: str, names: Mapping[str, str]) -> str:
    """A formula with names in the place of codes, as in 收到（RV02）加受理（RV03）."""
    words = CODE.sub(lambda found: f"{names.get(found[0], found[0])}（{found[0]}）", formula)
    return words.replace("+", "，加").replace("-", "，减")
