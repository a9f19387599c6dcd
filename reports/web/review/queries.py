"""Everything that the page of one report under review shows, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from reports.common.permissions import Denied
from reports.drafting.assembly import assemble
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit_dispatch, can_enter_figures_for
from reports.drafting.queries import Due, ShownState, shown_state
from reports.drafting.snapshot import Snapshot, SnapshotFigure, printed_snapshot, read_revision
from reports.indicators.values import change, display, display_change
from reports.opening.permissions import can_see_rounds
from reports.organisations.models import User
from reports.rendering.pages import paper
from reports.review.conditions import due_from_unit
from reports.review.enums import Move
from reports.review.models import Filing, Opinion, Publication, Signing, Step
from reports.review.permissions import can_give_opinion, can_move, is_reviewer, moves_for
from reports.review.queries import judged_revision, opinions_by_block, opinions_of, steps_of
from reports.review.readiness import Lack, LackKind, find_lacks
from reports.review.transitions import TRANSITIONS, Transition
from reports.web.drafting.downloads import Menu, read_menu
from reports.web.review.comparison import Comparison, compare
from reports.web.review.found import Found, read_found
from reports.web.review.paper import Part, cut_paper

BACKWARD_MOVES = frozenset(
    {Move.WITHDRAW, Move.RETURN, Move.REOPEN, Move.SEND_BACK, Move.ARCHIVE, Move.REGISTER_SIGNATURE}
)
"""Never the main button where another move is open too."""


_SHOWN_BESIDE = frozenset({LackKind.OPINION, LackKind.TEXT, LackKind.PLACEHOLDER})
"""Lacks that stand beside the paper as opinions and findings."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with last year's and the change, all printed."""

    code: str
    name: str
    unit: str
    this_year: str
    last_year: str
    change: str
    note: str
    is_blank: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """The bar of buttons: the main move, the others, or why the main one is closed."""

    main: Transition | None
    others: tuple[Transition, ...]
    closed: Transition | None = None
    why_closed: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """What signing, filing and publishing left behind, and stands."""

    signing: Signing | None
    filing: Filing | None
    publication: Publication | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One report under review."""

    report: Report
    state: ShownState
    due: Due | None
    comparison: Comparison | None
    parts: tuple[Part, ...]
    found: Found
    whole_opinions: tuple[Opinion, ...]
    opinions_with_labels: tuple[tuple[str, Opinion], ...]
    figures: tuple[FigureRow, ...]
    lacks: tuple[Lack, ...]
    steps: tuple[Step, ...]
    papers: Papers
    decisions: Decisions
    may_give_opinion: bool
    sees_task: bool
    may_edit_dispatch: bool
    may_enter_figures: bool
    menu: Menu

    @property
    def has_margin(self) -> bool:
        """Whether anything stands, or may be written, beside the text."""
        return self.may_give_opinion or any(part.opinions or part.found for part in self.parts)


def review_page(report: Report, *, user: User, now: datetime) -> ReviewPage:
    """Read one report for whoever may see it."""
    snapshot = printed_snapshot(report)
    opinions = opinions_of(report)
    lacks = _lacks(report, user, now=now)  # before the findings are gathered, since it reads the text through
    found = read_found(report, user)
    by_block = opinions_by_block(opinions)
    labels = {block.key: block.label for block in snapshot.blocks()}
    return ReviewPage(
        report=report,
        state=shown_state(report),
        due=due_from_unit(report, timezone.localdate(now)),
        comparison=comparison_of(report, snapshot),
        parts=cut_paper(paper(assemble(snapshot)), snapshot, by_block, found),
        found=found,
        whole_opinions=tuple(opinion for opinion in opinions if opinion.block_key not in labels),
        opinions_with_labels=tuple((labels.get(o.block_key, "全文"), o) for o in opinions),
        figures=tuple(_figure_row(figure) for figure in snapshot.figures),
        lacks=lacks,
        steps=tuple(steps_of(report)),
        papers=papers_of(report),
        decisions=decisions_for(user, report),
        may_give_opinion=bool(can_give_opinion(user, report)),
        sees_task=bool(can_see_rounds(user)),
        may_enter_figures=bool(can_enter_figures_for(user, report)),
        may_edit_dispatch=report.status == ReportStatus.SIGNED and bool(can_edit_dispatch(user, report)),
        menu=read_menu(report, snapshot, has_opinions=bool(opinions)),
    )


def comparison_of(report: Report, snapshot: Snapshot) -> Comparison | None:
    """What differs from the revision that the bureau judged last; None before its first judgement."""
    judged = judged_revision(report)
    return compare(judged, read_revision(judged), snapshot) if judged else None


def papers_of(report: Report) -> Papers:
    """The valid signing and filing and the publication of a report."""
    return Papers(
        report.signings.filter(is_void=False).select_related("registered_by").first(),
        report.filings.filter(is_void=False).first(),
        Publication.objects.filter(report=report).select_related("verified_by").first(),
    )


def decisions_for(user: User, report: Report) -> Decisions:
    """The moves this person may make; without one, who makes the main move."""
    moves = moves_for(user, report)
    main = next((row for row in moves if row.move not in BACKWARD_MOVES), None)
    if main is None and moves and moves[0].move == Move.REGISTER_SIGNATURE:
        main = moves[0]
    others = tuple(row for row in moves if row is not main)
    if main or others:
        return Decisions(main, others)
    return _closed(user, report)


def _closed(user: User, report: Report) -> Decisions:
    forward = (r for r in TRANSITIONS if report.status in r.sources and r.move not in BACKWARD_MOVES)
    row = next(forward, None)
    verdict = can_move(user, report, row.move) if row else None
    if isinstance(verdict, Denied):
        return Decisions(None, (), closed=row, why_closed=verdict.reason)
    return Decisions(None, ())


def _lacks(report: Report, user: User, *, now: datetime) -> tuple[Lack, ...]:
    if report.status != "awaiting_review" or not is_reviewer(user, report):
        return ()
    return tuple(lack for lack in find_lacks(report, now=now) if lack.kind not in _SHOWN_BESIDE)


def _figure_row(figure: SnapshotFigure) -> FigureRow:
    difference = change(figure.this_year, figure.last_year, unit=figure.unit)
    return FigureRow(
        code=figure.code,
        name=figure.name,
        unit=figure.unit,
        this_year="未填" if figure.this_year.is_blank else display(figure.this_year, figure.unit),
        last_year="—" if figure.last_year.is_blank else display(figure.last_year, figure.unit),
        change="—" if difference.figure.value is None else display_change(difference, in_column=True),
        note=figure.note,
        is_blank=figure.this_year.is_blank,
    )
