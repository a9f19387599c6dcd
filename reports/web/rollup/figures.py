"""The figure pages of the roll-up: the table, one figure's parts, what writing down would change."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from reports.drafting.models import Report, ReportBlock
from reports.drafting.queries import ShownState, shown_state
from reports.indicators.enums import Aggregation, Source
from reports.indicators.queries import Recorded, recorded_of
from reports.indicators.values import Figure, display
from reports.rollup.figures import CombinedFigure, Part, combine_figures
from reports.web.rollup.words import change_words, coverage_words, explain, note_words, plain

PARTS_LENGTH = 100
ROLLED_UP = (Source.ROLLED_UP,)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator of the county; `section_key` leads to the figure grid, `written` is what stands now."""

    code: str
    name: str
    unit: str
    area: str
    result: str
    aggregation: str
    coverage: str
    is_complete: bool
    last_year: str
    change: str
    explanation: str
    note: str
    section_key: str
    block_key: str
    is_own_level: bool
    needs_confirmation: bool
    written: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """One unit behind a figure."""

    organisation: str
    report_id: int
    state: ShownState
    value: str
    note: str
    is_filed: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One indicator with the list behind it."""

    row: FigureRow
    numerator: str
    denominator: str
    own: str
    parts: tuple[PartRow, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Writing:
    """What writing down would change, what must be confirmed first, and how many stay as they are."""

    changes: tuple[FigureRow, ...]
    doubtful: tuple[FigureRow, ...]
    unchanged: int


def figure_rows(report: Report) -> list[FigureRow]:
    """All figures of the county's report in its order."""
    return _rows(report, combine_figures(report))


def figure_page(report: Report, code: str, *, number: str | None) -> FigurePage | None:
    """One figure and its parts; None when the county's report does not ask for it."""
    combined = combine_figures(report, codes=[code])
    if not combined:
        return None
    figure, (row,) = combined[0], _rows(report, combined)
    page = Paginator(figure.parts, PARTS_LENGTH).get_page(number)
    return FigurePage(
        row=row,
        numerator=plain(figure.result.figure.numerator),
        denominator=plain(figure.result.figure.denominator),
        own="" if figure.own.is_blank else display(figure.own, row.unit),
        parts=tuple(_part_row(part, row.unit) for part in page),
        page=page,
    )


def writing_of(report: Report) -> Writing:
    """Compare what is gathered with what is written down, in the blocks that are open."""
    open_keys = set(report.blocks.filter(is_open=True).values_list("key", flat=True))
    rows = [
        row
        for row, figure in _rows_with_figures(report)
        if figure.block_key in open_keys and (_is_taken_out(row, figure) or _is_gathered(row, figure))
    ]
    changed = [row for row in rows if row.written != row.result]
    return Writing(
        changes=tuple(row for row in changed if not row.needs_confirmation),
        doubtful=tuple(row for row in changed if row.needs_confirmation),
        unchanged=len(rows) - len(changed),
    )


def _is_gathered(row: FigureRow, figure: CombinedFigure) -> bool:
    return figure.comes_from_units and (row.is_written or not figure.result.figure.is_blank)


def _is_taken_out(row: FigureRow, figure: CombinedFigure) -> bool:
    """Whether the office has withdrawn its figure, so that the county's own entry stands again."""
    return row.is_written and figure.is_gathered and not figure.comes_from_units


def _rows_with_figures(report: Report) -> list[tuple[FigureRow, CombinedFigure]]:
    """Each figure with its row."""
    combined = combine_figures(report)
    return list(zip(_rows(report, combined), combined, strict=True))


def _rows(report: Report, combined: list[CombinedFigure]) -> list[FigureRow]:
    assignment = report.assignment
    written = recorded_of(
        assignment.organisation,
        year=assignment.round.year,
        codes=[figure.indicator.code for figure in combined],
        sources=ROLLED_UP,
    )
    sections = dict(ReportBlock.objects.filter(report=report).values_list("key", "section__key"))
    return [_row(figure, written, sections[figure.block_key]) for figure in combined]


def _row(figure: CombinedFigure, written: Mapping[str, Recorded], section_key: str) -> FigureRow:
    indicator, coverage = figure.indicator, figure.result.coverage
    stored = written.get(indicator.code)
    return FigureRow(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        area=indicator.area_name,
        result=_shown(figure.result.figure, indicator.unit),
        aggregation=Aggregation(indicator.aggregation).label,
        coverage=coverage_words(coverage) if figure.is_summed else "—",
        is_complete=coverage.is_complete or not figure.is_summed,
        last_year=_shown(figure.last_year, indicator.unit),
        change=change_words(figure),
        explanation=explain(figure),
        note=note_words(figure),
        section_key=section_key,
        block_key=figure.block_key,
        is_own_level=not figure.comes_from_units,
        needs_confirmation=figure.result.needs_confirmation,
        written=_shown(stored.figure, indicator.unit) if stored else "未填",
        is_written=stored is not None and not stored.figure.is_blank,
    )


def _shown(figure: Figure, unit: str) -> str:
    return "未填" if figure.is_blank else display(figure, unit)


def _part_row(part: Part, unit: str) -> PartRow:
    return PartRow(
        organisation=part.organisation,
        report_id=part.report.pk,
        state=shown_state(part.report),
        value=_shown(part.figure, unit) if part.is_filed else "未报",
        note=_note(part.figure),
        is_filed=part.is_filed,
    )


def _note(figure: Figure) -> str:
    if figure.has_parts:
        return f"分子{plain(figure.numerator)}，分母{plain(figure.denominator)}"
    return "只填了比率，不汇入" if figure.is_stated else ""
