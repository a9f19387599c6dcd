"""The page of one part of the county's report: coverage at the left, the draft, the candidates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.http import QueryDict

from reports.document.roles import Role
from reports.drafting.enums import FILED_STATUSES
from reports.drafting.models import Report, ReportSection
from reports.drafting.permissions import can_edit_block
from reports.drafting.queries import ShownState, shown_state
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotSection, printed_snapshot
from reports.organisations.models import User
from reports.rollup.passages import (
    AdoptedSource,
    Candidate,
    CandidateGroup,
    find_candidates,
    find_sources,
)
from reports.rollup.permissions import can_gather, can_see_rollup
from reports.rollup.services import ADOPTING_KINDS
from reports.web.rollup.forms import CandidateFilters
from reports.web.rollup.texts import Line, Piece, lines_of, pieces_of

PAGE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One part of the county's report; `filed` of `assigned` units have a part of the same role."""

    key: str
    title: str
    filed: int
    assigned: int
    adopted: int


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """One block of the county's draft with the sources beneath it."""

    key: str
    label: str
    lines: tuple[Line, ...]
    sources: tuple[AdoptedSource, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The part in focus; `targets` are the blocks that can take a passage now."""

    key: str
    title: str
    blocks: tuple[DraftBlock, ...]
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A candidate with its text cut at the marks; `source` names it when it is taken over."""

    candidate: Candidate
    pieces: tuple[Piece, ...]

    @property
    def source(self) -> str:
        """The revision and the mark of the text."""
        return f"{self.candidate.revision_id}-{self.candidate.digest}"


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """The candidates of one unit, side by side in one group."""

    organisation: str
    report_id: int
    candidates: tuple[ShownCandidate, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The candidates of one block; `target` is the county's block that takes them unless one chooses."""

    key: str
    label: str
    target: str
    units: tuple[ShownUnit, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """One page of candidates and the filters over them."""

    groups: tuple[ShownGroup, ...]
    page: Page
    filters: CandidateFilters
    total: int


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A unit that has not filed, and where its report stands."""

    organisation: str
    state: ShownState


@dataclass(frozen=True, slots=True)
class RollupPage:
    """All that the page shows."""

    sections: tuple[SectionRow, ...]
    draft: Draft
    candidates: Candidates
    unfiled: tuple[Unfiled, ...]
    filed: int


def county_reports(user: User) -> list[Report]:
    """The county reports that this person may gather for or look at, the newest round first."""
    found = (
        Report.objects.visible_to(user)
        .in_force()
        .with_assignment()
        .exclude(assignment__organisation=F("assignment__drafted_by"))
        .order_by("-assignment__round__year", "pk")
    )
    return [report for report in found if can_see_rollup(user, report)]


def first_section(report: Report) -> ReportSection | None:
    """The part where gathering begins: what was achieved, else the first."""
    sections = list(report.sections.order_by("position", "pk"))
    achieved = (section for section in sections if section.role == Role.ACHIEVEMENTS)
    return next(achieved, sections[0] if sections else None)


def rollup_page(report: Report, section: ReportSection, *, user: User, address: QueryDict) -> RollupPage:
    """Read the whole page; the number of queries does not depend on units, blocks or passages."""
    snapshot = printed_snapshot(report)
    sources = find_sources(report)
    section.report = report
    draft = _draft(snapshot, section, sources, user=user)
    units = _units(report)
    return RollupPage(
        sections=_sections(report, snapshot, sources),
        draft=draft,
        candidates=_candidates(find_candidates(section), draft, address),
        unfiled=tuple(
            Unfiled(unit.assignment.organisation.name, shown_state(unit))
            for unit in units
            if unit.status not in FILED_STATUSES
        ),
        filed=sum(unit.status in FILED_STATUSES for unit in units),
    )


def draft_of(report: Report, section: ReportSection, *, user: User) -> Draft:
    """The middle alone, after a passage was taken over."""
    section.report = report
    return _draft(printed_snapshot(report), section, find_sources(report), user=user)


def _units(report: Report) -> list[Report]:
    return list(
        Report.objects.in_force()
        .with_assignment()
        .filter(assignment__round=report.assignment.round_id)
        .exclude(pk=report.pk)
        .order_by("assignment__organisation__position", "assignment__organisation__pk")
    )


def _sections(
    report: Report, snapshot: Snapshot, sources: Mapping[str, list[AdoptedSource]]
) -> tuple[SectionRow, ...]:
    counts = {
        row["role"]: (row["filed"], row["assigned"])
        for row in ReportSection.objects.filter(
            report__in=Report.objects.in_force().filter(assignment__round=report.assignment.round_id)
        )
        .exclude(report=report)
        .values("role")
        .annotate(
            assigned=Count("report", distinct=True),
            filed=Count("report", distinct=True, filter=Q(report__status__in=FILED_STATUSES)),
        )
    }
    return tuple(
        SectionRow(
            section.key,
            _title(section),
            *counts.get(section.role, (0, 0)),
            adopted=sum(len(sources.get(block.key, ())) for block in section.blocks),
        )
        for section in snapshot.sections
    )


def _title(section: SnapshotSection) -> str:
    return section.heading or (section.blocks[0].label if section.blocks else "开头")


def _draft(
    snapshot: Snapshot,
    section: ReportSection,
    sources: Mapping[str, list[AdoptedSource]],
    *,
    user: User,
) -> Draft:
    found = next(each for each in snapshot.sections if each.key == section.key)
    return Draft(
        key=section.key,
        title=_title(found),
        blocks=tuple(_block(snapshot, block, sources.get(block.key, [])) for block in found.blocks),
        targets=_targets(section, user),
    )


def _block(snapshot: Snapshot, block: SnapshotBlock, sources: Iterable[AdoptedSource]) -> DraftBlock:
    return DraftBlock(block.key, block.label, lines_of(snapshot, block), tuple(sources))


def _targets(section: ReportSection, user: User) -> tuple[tuple[str, str], ...]:
    """The open blocks with text; without permission none, and without a query."""
    if not can_gather(user, section.report):
        return ()
    blocks = list(section.blocks.filter(kind__in=ADOPTING_KINDS).order_by("position", "pk"))
    for block in blocks:
        block.report = section.report
    return tuple((block.key, block.label) for block in blocks if can_edit_block(user, block))


def _candidates(groups: list[CandidateGroup], draft: Draft, address: QueryDict) -> Candidates:
    every = [candidate for group in groups for candidate in group.candidates]
    filters = CandidateFilters(
        address,
        blocks=[(group.block_key, group.label) for group in groups],
        units=[candidate.organisation for candidate in every],
    )
    chosen = [candidate for candidate in every if _fits(candidate, filters.wanted())]
    page = Paginator(chosen, PAGE_LENGTH).get_page(address.get("page"))
    labels = {group.block_key: group.label for group in groups}
    return Candidates(_shown_groups(list(page), labels, draft), page, filters, len(every))


def _fits(candidate: Candidate, wanted: Mapping[str, str]) -> bool:
    return (
        candidate.block_key == wanted.get("block", candidate.block_key)
        and candidate.organisation == wanted.get("unit", candidate.organisation)
        and wanted.get("text", "") in candidate.text
    )


def _shown_groups(
    candidates: list[Candidate], labels: Mapping[str, str], draft: Draft
) -> tuple[ShownGroup, ...]:
    targets = dict(draft.targets)
    first = next(iter(targets), "")
    keys = dict.fromkeys(candidate.block_key for candidate in candidates)
    return tuple(
        ShownGroup(
            key=key,
            label=labels[key],
            target=key if key in targets else first,
            units=_shown_units([c for c in candidates if c.block_key == key]),
        )
        for key in keys
    )


def _shown_units(candidates: list[Candidate]) -> tuple[ShownUnit, ...]:
    reports = dict.fromkeys((c.report_id, c.organisation) for c in candidates)
    return tuple(
        ShownUnit(
            organisation,
            report_id,
            tuple(shown_candidate(c) for c in candidates if c.report_id == report_id),
        )
        for report_id, organisation in reports
    )


def shown_candidate(candidate: Candidate) -> ShownCandidate:
    """A candidate ready to be shown."""
    return ShownCandidate(candidate, pieces_of(candidate.text))
