"""What stands round every page of one report: its state, its date, its parts with their marks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from reports.common.permissions import Verdict
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit
from reports.drafting.queries import (
    BlockProgress,
    Due,
    Mark,
    Progress,
    SectionProgress,
    ShownState,
    next_due,
    progress_of,
    shown_state,
)
from reports.organisations.models import User
from reports.review.enums import Move, OpinionState
from reports.review.permissions import can_answer_opinions, can_move
from reports.text.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class PartLink:
    """One part in the list at the left; `opinions` counts those that wait for an answer."""

    key: str
    name: str
    mark: Mark
    opinions: int
    blocks: tuple[BlockProgress, ...]


@dataclass(frozen=True, slots=True)
class ReportHead:
    """The head of a report's pages."""

    report: Report
    organisation: str
    year: int
    state: ShownState
    due: Due | None
    progress: Progress
    parts: tuple[PartLink, ...]
    open_opinions: int
    may_edit: Verdict
    may_submit: Verdict
    may_answer: Verdict

    @property
    def name(self) -> str:
        """As in 云岭县公安局 2025年度报告."""
        return f"{self.organisation} {self.year}年度报告"


def read_head(report: Report, user: User, *, now: datetime) -> ReportHead:
    """Read what every page of the report shows, in five queries."""
    progress = progress_of(report)
    waiting = Counter(report.opinions.filter(state=OpinionState.OPEN).values_list("block_key", flat=True))
    return ReportHead(
        report=report,
        organisation=report.assignment.organisation.name,
        year=report.assignment.round.year,
        state=shown_state(report),
        due=next_due(report, timezone.localtime(now).date()),
        progress=progress,
        parts=_parts(progress, waiting),
        open_opinions=sum(waiting.values()),
        may_edit=can_edit(user, report),
        may_submit=can_move(user, report, Move.SUBMIT),
        may_answer=can_answer_opinions(user, report),
    )


def _parts(progress: Progress, waiting: Mapping[str, int]) -> tuple[PartLink, ...]:
    found = []
    number = 0
    for section in progress.sections:
        number += bool(section.heading)
        opinions = sum(waiting.get(block.key, 0) for block in section.blocks)
        name = f"{to_chinese(number)}、{section.heading}" if section.heading else _plain_name(section)
        found.append(PartLink(section.key, name, section.mark, opinions, section.blocks))
    return tuple(found)


def _plain_name(section: SectionProgress) -> str:
    """A part without a heading (preamble, closing) is called by its block."""
    return section.blocks[0].label if section.blocks else "其他"
