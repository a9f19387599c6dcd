"""What the form of one part shows: its blocks, their rows, their figures with last year's beside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from reports.common.permissions import Denied
from reports.drafting.figures import was_handed_in
from reports.drafting.models import FigureRequest, Report, ReportBlock, ReportItem, ReportSection
from reports.drafting.permissions import can_edit_block, can_edit_front
from reports.drafting.services import text_digest
from reports.drafting.snapshot import SnapshotItem
from reports.indicators.enums import Kind, Source
from reports.indicators.formulas import codes as codes_of
from reports.indicators.models import Indicator
from reports.indicators.queries import (
    ROLLED_UP_FIRST,
    Recorded,
    change_counts,
    figures_of,
    recorded_of,
)
from reports.indicators.rulebook import judge_figures
from reports.indicators.rules import Finding
from reports.indicators.values import BLANK, Figure, change, display, display_change
from reports.organisations.models import User
from reports.text.normal import normal
from reports.text.tokens import replace_tokens

COMPUTED = "自动计算"
SUBTRACTED = re.compile(r"[-(/]|(?<![A-Z0-9])[0-9]")


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One row of the grid; `why_closed` says why it is not typed here, if it is not.

    `numerator` and `denominator` are the codes whose sums a computed ratio divides, for the page's
    arithmetic; `changes` and `files` count what its history and its evidence hold.
    """

    code: str
    name: str
    unit: str
    meaning: str
    is_ratio: bool
    this_year: Figure
    last_year: Figure
    note: str
    why_closed: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    changes: int = 0
    files: int = 0

    @property
    def shown(self) -> str:
        """This year's number as it prints; 未填 in words."""
        return "未填" if self.this_year.is_blank else display(self.this_year, self.unit)

    @property
    def shown_last_year(self) -> str:
        """Last year's number as it prints, empty when nobody filled it in."""
        return "" if self.last_year.is_blank else display(self.last_year, self.unit)

    @property
    def last_year_number(self) -> str:
        """Last year's number for the page's arithmetic, empty unless it is one."""
        return display(self.last_year, self.unit) if self.last_year.is_number else ""

    @property
    def shown_change(self) -> str:
        """The change against last year, empty unless both are numbers."""
        result = change(self.this_year, self.last_year, unit=self.unit)
        return display_change(result) if result.figure.is_number else ""


@dataclass(frozen=True, slots=True)
class BlockPage:
    """One block of the form; `why_closed` is empty when this person may write in it now."""

    block: ReportBlock
    items: tuple[SnapshotItem, ...]
    figures: tuple[FigureCell, ...]
    warnings: tuple[str, ...]
    why_closed: str
    digest: str
    printed: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One part of a report as its form shows it; `tokens` are all figures of the report.

    `wants_reason` asks why figures change, once others have read the report.
    """

    section: ReportSection
    why_heading_closed: str
    wants_reason: bool
    blocks: tuple[BlockPage, ...]
    tokens: tuple[FigureCell, ...]

    def token_values(self) -> dict[str, dict[str, str]]:
        """What the chips in the prose say, by code."""
        return {
            cell.code: {
                "name": cell.name,
                "value": "" if cell.this_year.is_blank else display(cell.this_year, cell.unit),
                "unit": cell.unit,
            }
            for cell in self.tokens
        }


def read_section(report: Report, section: ReportSection, user: User) -> SectionPage:
    """Read one part with the figures of the whole report; the number of queries is fixed."""
    section.report = report
    cells = read_cells(report)
    findings = findings_in(report, [cell for group in cells.values() for cell in group])
    items = _items(section)
    tokens = {cell.code: display(cell.this_year, cell.unit) for group in cells.values() for cell in group}
    blocks = ReportBlock.objects.filter(section=section).select_related("saved_by").order_by("position", "pk")
    pages = []
    for block in blocks:
        block.report, block.section = report, section
        pages.append(_block(block, items[block.pk], cells.get(block.key, ()), findings, tokens, user))
    return SectionPage(
        section=section,
        why_heading_closed=_reason(can_edit_front(user, report)),
        wants_reason=was_handed_in(report) and any(p.figures and not p.why_closed for p in pages),
        blocks=tuple(pages),
        tokens=tuple(cell for group in cells.values() for cell in group),
    )


def _block(
    block: ReportBlock,
    items: Iterable[SnapshotItem],
    cells: Iterable[FigureCell],
    findings: Iterable[Finding],
    tokens: Mapping[str, str],
    user: User,
) -> BlockPage:
    rows, figures = tuple(items), tuple(cells)
    codes = {cell.code for cell in figures}
    return BlockPage(
        block=block,
        items=rows,
        figures=figures,
        warnings=tuple(dict.fromkeys(f.sentence for f in findings if codes.intersection(f.codes))),
        why_closed=_reason(can_edit_block(user, block)),
        digest=text_digest(block.text, rows),
        printed=_printed(block.text, rows, tokens),
    )


def _printed(text: str, rows: Iterable[SnapshotItem], tokens: Mapping[str, str]) -> str:
    """The paragraphs of a block with their figures, for reading."""
    lines = [text, *("。".join(filter(None, (row.heading.rstrip("。"), row.text))) for row in rows)]
    return "\n".join(replace_tokens(line, tokens.get) for line in lines if line)


def _reason(verdict: object) -> str:
    return verdict.reason if isinstance(verdict, Denied) else ""


def _items(section: ReportSection) -> Mapping[int, list[SnapshotItem]]:
    found: dict[int, list[SnapshotItem]] = defaultdict(list)
    for row in ReportItem.objects.filter(block__section=section).order_by("block_id", "position"):
        found[row.block_id].append(
            SnapshotItem(
                heading=row.heading,
                text=normal(row.text),
                cause=normal(row.cause),
                remedy=normal(row.remedy),
                measure=normal(row.measure),
                responsible_unit=row.responsible_unit,
                due_on=row.due_on,
                is_private=row.is_private,
            )
        )
    return found


def read_cells(report: Report) -> dict[str, list[FigureCell]]:
    """Read the figures of the report by block key, in the order of the paper."""
    requests = list(
        FigureRequest.objects.filter(report=report)
        .select_related("indicator", "block")
        .annotate(files=Count("evidence", filter=Q(evidence__removed_at=None)))
        .order_by("block__section__position", "block__position", "position")
    )
    organisation, year = report.assignment.organisation, report.assignment.round.year
    codes = {request.indicator.code for request in requests}
    this_year = figures_of(organisation, year=year, codes=codes)
    last_year = figures_of(organisation, year=year - 1, codes=codes)
    recorded = recorded_of(organisation, year=year, codes=codes, sources=ROLLED_UP_FIRST)
    changes = change_counts(organisation, year=year, codes=codes)
    found: dict[str, list[FigureCell]] = defaultdict(list)
    for request in requests:
        indicator = request.indicator
        record = recorded.get(indicator.code)
        why_closed = _why_not_typed(indicator, record, codes)
        is_computed = why_closed == COMPUTED
        found[request.block.key].append(
            FigureCell(
                code=indicator.code,
                name=indicator.name,
                unit=indicator.unit,
                meaning=indicator.note,
                is_ratio=indicator.kind == Kind.RATIO,
                this_year=this_year.get(indicator.code, BLANK),
                last_year=last_year.get(indicator.code, BLANK),
                note=record.note if record else "",
                why_closed=why_closed,
                numerator=_summed(indicator.numerator) if is_computed else (),
                denominator=_summed(indicator.denominator) if is_computed else (),
                changes=changes.get(indicator.code, 0),
                files=request.files,
            )
        )
    return found


def _why_not_typed(indicator: Indicator, record: Recorded | None, asked: set[str]) -> str:
    if record is not None and record.source == Source.ROLLED_UP and not record.figure.is_blank:
        return "汇总得出"
    if not indicator.is_coded_ratio:
        return ""
    parts = codes_of(indicator.numerator) + codes_of(indicator.denominator)
    return COMPUTED if asked.issuperset(parts) else ""


def _summed(formula: str) -> tuple[str, ...]:
    """The codes of a formula that only adds; none for any other, which the page leaves to the server."""
    return () if SUBTRACTED.search(formula) else codes_of(formula)


def findings_in(report: Report, cells: Iterable[FigureCell]) -> tuple[Finding, ...]:
    """Judge what the figures of the whole report say against each other and against last year."""
    shown = list(cells)
    return judge_figures(
        report.assignment.organisation,
        year=report.assignment.round.year,
        figures={cell.code: cell.this_year for cell in shown},
        last={cell.code: cell.last_year for cell in shown},
        notes={cell.code: cell.note for cell in shown},
    )


def first_section(report: Report) -> ReportSection | None:
    """Where writing goes on: the first open part, one that prints a heading before any other."""
    is_open = ReportBlock.objects.filter(section=OuterRef("pk"), is_open=True)
    sections = list(report.sections.annotate(is_open=Exists(is_open)).order_by("position", "pk"))
    return min(sections, key=lambda s: (not s.is_open, not s.heading, s.position), default=None)
