"""Finding indicators for a block: by name, alias or code, with where the draft asks for them already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from reports.blueprints.content import Content, FigureAsk
from reports.drafting.requests import EVERY_UNIT
from reports.indicators.models import Indicator
from reports.indicators.queries import matching_indicators
from reports.organisations.enums import Duty, OrganisationKind

PAGE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class FoundIndicator:
    """One indicator of the dictionary; `used_in` names the blocks that ask for it, `is_here` this one."""

    code: str
    name: str
    unit: str
    area: str
    aliases: str
    definition: str
    holder: str
    ended: str
    used_in: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    rows: tuple[FoundIndicator, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Tick:
    """One box of a row: a kind of unit, or a duty."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One row of the block's table of figures, with its boxes and what they come to in words."""

    code: str
    name: str
    unit: str
    definition: str
    holder: str
    kinds: tuple[Tick, ...]
    duties: tuple[Tick, ...]

    @property
    def asked_of(self) -> str:
        """Whom it is asked of."""
        kinds = "、".join(tick.label for tick in self.kinds if tick.is_on) or "全部适用单位"
        duties = "、".join(tick.label for tick in self.duties if tick.is_on)
        return f"{kinds}中有{duties}职责的" if duties else kinds


def find_indicators(text: str, number: str | None, *, content: Content, block: str) -> Found:
    """Find indicators, eight a page; two queries whatever is found."""
    page = Paginator(matching_indicators(text), PAGE_LENGTH).get_page(number)
    used = _uses(content)
    rows = tuple(
        FoundIndicator(
            code=indicator.code,
            name=indicator.name,
            unit=indicator.unit,
            area=indicator.area_name,
            aliases="、".join(indicator.aliases),
            definition=indicator.note,
            holder=holder_words(indicator.source_unit),
            ended=f"{indicator.valid_to}年度后停用" if indicator.valid_to else "",
            used_in="、".join(label for key, label in used.get(indicator.code, {}).items() if key != block),
            is_here=block in used.get(indicator.code, {}),
        )
        for indicator in page
    )
    return Found(rows, page)


def _uses(content: Content) -> Mapping[str, dict[str, str]]:
    """The blocks that ask for each code: their keys and labels."""
    used: dict[str, dict[str, str]] = {}
    for block in content.blocks:
        for figure in block.figures:
            used.setdefault(figure.code, {})[block.key] = block.label
    return used


def asked_figures(figures: Iterable[FigureAsk], *, content: Content) -> tuple[AskedFigure, ...]:
    """Say the figures that a block asks for, in one query; a code that the dictionary lacks names itself."""
    asks = list(figures)
    known = {each.code: each for each in Indicator.objects.filter(code__in=[ask.code for ask in asks])}
    return tuple(_asked(ask, known.get(ask.code), content) for ask in asks)


def _asked(ask: FigureAsk, indicator: Indicator | None, content: Content) -> AskedFigure:
    offered = dict.fromkeys([*content.kinds, *ask.kinds])
    return AskedFigure(
        code=ask.code,
        name=indicator.name if indicator else f"指标字典里没有“{ask.code}”",
        unit=indicator.unit if indicator else "",
        definition=indicator.note if indicator else "",
        holder=holder_words(indicator.source_unit) if indicator else "",
        kinds=tuple(Tick(kind, _kind_label(kind, content), kind in ask.kinds) for kind in offered),
        duties=tuple(Tick(duty.value, str(duty.label), duty.value in ask.duties) for duty in Duty),
    )


def _kind_label(kind: str, content: Content) -> str:
    label = dict(OrganisationKind.choices).get(kind, kind)
    return str(label) if kind in content.kinds else f"{label}（本模板不适用）"


def holder_words(source_unit: str) -> str:
    """Who has the figure for the whole county, '' where each unit knows its own."""
    return "" if source_unit in ("", EVERY_UNIT) else f"只向{source_unit}询问全县数据"
