"""How far reports have got: complete parts, shown states, the date that counts next.

Not for: what a report still lacks before it may be handed in (review.readiness).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef

from reports.blueprints.enums import BlockKind
from reports.drafting.enums import ReportStatus
from reports.drafting.models import FigureRequest, Report, ReportBlock, ReportItem, ReportSection
from reports.indicators.enums import ValueState
from reports.indicators.models import Observation
from reports.rounds.enums import DueDate

WITHDRAWN = "withdrawn"
"""The shown state of a report whose task was taken back; no stored state has this code."""


class Mark(StrEnum):
    """How complete a block or a part is."""

    DONE = "done"
    PARTLY = "partly"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class BlockProgress:
    """One block of the form; `is_optional` when its part is complete without it."""

    key: str
    label: str
    mark: Mark
    is_optional: bool


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One part with its blocks."""

    key: str
    heading: str
    mark: Mark
    blocks: tuple[BlockProgress, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """A whole report; `done` and `total` count the parts that have a heading."""

    sections: tuple[SectionProgress, ...]

    @property
    def total(self) -> int:
        """How many parts the report has."""
        return sum(bool(section.heading) for section in self.sections)

    @property
    def done(self) -> int:
        """How many of them are complete."""
        return sum(bool(section.heading) and section.mark is Mark.DONE for section in self.sections)


@dataclass(frozen=True, slots=True)
class ShownState:
    """A state as people see it, 未开始 and 退回补正 included; `code` names its colour."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Due:
    """The date that counts next, and what is due then."""

    what: str
    on: date
    days_left: int

    @property
    def days_late(self) -> int:
        """Whole days past the date, 0 when it has not passed."""
        return max(0, -self.days_left)


def shown_state(report: Report) -> ShownState:
    """Name the state of a report, derived ones first."""
    if report.assignment.is_withdrawn:
        return ShownState(WITHDRAWN, "任务已撤回")
    if report.is_not_begun:
        return ShownState("not_begun", "未开始")
    if report.awaits_supplement:
        return ShownState("returned_for_supplement", "退回补正")
    return ShownState(report.status, ReportStatus(report.status).label)


_DRAFT_STATES = frozenset({ReportStatus.DRAFTING, ReportStatus.AWAITING_REVIEW, ReportStatus.RETURNED})
_FILING_STATES = frozenset({ReportStatus.AWAITING_SIGNATURE, ReportStatus.SIGNED})
_PUBLICATION_STATES = frozenset({ReportStatus.FILED, ReportStatus.RECORDED})
_WHAT_IS_DUE = {DueDate.DRAFT: "预审稿", DueDate.FILING: "报送", DueDate.PUBLICATION: "公开"}


def next_due(report: Report, today: date) -> Due | None:
    """Find the date that the unit must keep next; None once the report is published."""
    due = next_due_date(report)
    if due is None:
        return None
    on = report.assignment.dates.on(due)
    return Due(_WHAT_IS_DUE[due], on, report.assignment.days_left(today, due=on))


def next_due_date(report: Report) -> DueDate | None:
    """Which of the three dates counts next; none once the report is published or its task withdrawn."""
    if report.assignment.is_withdrawn:
        return None
    if report.status in _FILING_STATES or report.awaits_supplement:
        return DueDate.FILING
    if report.status in _DRAFT_STATES:
        return DueDate.DRAFT
    return DueDate.PUBLICATION if report.status in _PUBLICATION_STATES else None


def progress_of(report: Report) -> Progress:
    """Measure one report, as `progress_of_many`."""
    return progress_of_many([report])[report.pk]


def progress_of_many(reports: Sequence[Report]) -> dict[int, Progress]:
    """Measure how complete reports are, in four queries whatever their number and size.

    A block is complete when its text was written and confirmed and all its figures are filled; an
    items block is optional, and its rows stand for the prose of its part where there is none.
    """
    wanting = _wanting_figures(reports)
    blocks: dict[int, list[ReportBlock]] = defaultdict(list)
    for block in _blocks(reports):
        blocks[block.section_id].append(block)
    sections: dict[int, list[SectionProgress]] = defaultdict(list)
    for section in ReportSection.objects.filter(report__in=reports).order_by("position", "pk"):
        sections[section.report_id].append(_section(section, blocks[section.pk], wanting))
    return {report.pk: Progress(tuple(sections[report.pk])) for report in reports}


def _blocks(reports: Iterable[Report]) -> Iterable[ReportBlock]:
    rows = ReportItem.objects.filter(block=OuterRef("pk"))
    return (
        ReportBlock.objects.filter(report__in=reports)
        .annotate(has_rows=Exists(rows))
        .order_by("position", "pk")
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """How many figures of a block are asked and how many of them nobody has filled."""

    asked: int = 0
    blank: int = 0


def _wanting_figures(reports: Iterable[Report]) -> Mapping[int, _Asked]:
    by_report = {report.pk: report.assignment for report in reports}
    requests = FigureRequest.objects.filter(report__in=by_report).select_related("indicator")
    filled = set(
        Observation.objects.filter(
            organisation__in={assignment.organisation_id for assignment in by_report.values()},
            year__in={assignment.round.year for assignment in by_report.values()},
        )
        .exclude(state=ValueState.BLANK)
        .values_list("organisation_id", "year", "indicator_id")
    )
    found: dict[int, _Asked] = defaultdict(_Asked)
    for request in requests:
        if request.indicator.is_coded_ratio:
            continue  # computed from figures that are asked themselves
        assignment = by_report[request.report_id]
        key = (assignment.organisation_id, assignment.round.year, request.indicator_id)
        before = found[request.block_id]
        found[request.block_id] = _Asked(before.asked + 1, before.blank + (key not in filled))
    return found


def _section(
    section: ReportSection, blocks: Sequence[ReportBlock], wanting: Mapping[int, _Asked]
) -> SectionProgress:
    rows_stand_in = any(getattr(block, "has_rows", False) for block in blocks)
    found = tuple(_block(block, wanting.get(block.pk, _Asked()), rows_stand_in) for block in blocks)
    marks = [block.mark for block in found if not (block.is_optional and block.mark is Mark.BLANK)]
    return SectionProgress(section.key, section.heading, _joined(marks), found)


def _block(block: ReportBlock, figures: _Asked, rows_stand_in: bool) -> BlockProgress:
    is_optional = block.kind == BlockKind.ITEMS
    is_written = bool(getattr(block, "has_rows", False)) or not block.is_untouched
    parts = []
    if block.kind == BlockKind.FIXED:
        parts.append(Mark.DONE)
    elif block.kind != BlockKind.FIGURES and not (rows_stand_in and not is_written and not is_optional):
        parts.append(_text_mark(is_written, block.needs_confirmation))
    if figures.asked:
        filled = figures.asked - figures.blank
        parts.append(Mark.BLANK if not filled else Mark.PARTLY if figures.blank else Mark.DONE)
    return BlockProgress(block.key, block.label, _joined(parts), is_optional)


def _text_mark(is_written: bool, needs_confirmation: bool) -> Mark:
    if not is_written:
        return Mark.BLANK
    return Mark.PARTLY if needs_confirmation else Mark.DONE


def _joined(marks: Sequence[Mark]) -> Mark:
    """All complete (or nothing asked) is complete, all blank is blank, everything between is partly."""
    if all(mark is Mark.DONE for mark in marks):
        return Mark.DONE
    return Mark.BLANK if all(mark is Mark.BLANK for mark in marks) else Mark.PARTLY
