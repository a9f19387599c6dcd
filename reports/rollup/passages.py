"""The units' paragraphs that fit a part of the county's report."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from reports.drafting.assembly import item_paragraph, print_figures
from reports.drafting.models import Report, ReportSection, Revision
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotSection, read_revision
from reports.review.models import Signing
from reports.rollup.models import AdoptedPassage
from reports.text.publication import CLOSING, OPENING


@dataclass(frozen=True, slots=True)
class Candidate:
    """One paragraph of one unit's filed report, its figures printed."""

    organisation: str
    report_id: int
    revision_id: int
    block_key: str
    block_label: str
    text: str
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """The candidates that answer one block, in the order of the units."""

    block_key: str
    label: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class AdoptedSource:
    """Where an adopted paragraph came from, and whether the unit has signed another text since."""

    passage: AdoptedPassage
    organisation: str
    is_outdated: bool


def find_candidates(section: ReportSection) -> list[CandidateGroup]:
    """List the filed paragraphs of the same role, grouped by block; the county's own blocks come first.

    The number of queries does not depend on the units.
    """
    adopted = {
        (p.source_revision_id, p.source_block_key, p.digest)
        for p in AdoptedPassage.objects.filter(block__report=section.report_id)
    }
    found = [
        candidate
        for signing in _filed_signings(section.report)
        for candidate in _candidates(signing, section.role, adopted)
    ]
    return _grouped(found, section)


def find_sources(report: Report) -> dict[str, list[AdoptedSource]]:
    """List what each block of the county's report took over, by block key."""
    passages = (
        AdoptedPassage.objects.filter(block__report=report)
        .select_related("block", "source_revision__report__assignment__organisation")
        .order_by("adopted_at", "pk")
    )
    valid = set(_filed_signings(report).values_list("revision_id", flat=True))
    sources: dict[str, list[AdoptedSource]] = {}
    for passage in passages:
        organisation = passage.source_revision.report.assignment.organisation.name
        is_outdated = passage.source_revision_id not in valid
        sources.setdefault(passage.block.key, []).append(AdoptedSource(passage, organisation, is_outdated))
    return sources


def lines_of_block(snapshot: Snapshot, block: SnapshotBlock) -> list[str]:
    """The paragraphs of a block as they read in print, private ones still marked."""
    lines = [print_figures(line, snapshot) for line in block.text.split("\n") if line.strip()]
    lines += [
        _marked(item_paragraph(item, number).text, item.is_private)
        for number, item in enumerate(block.items, start=1)
    ]
    return [_marked(line, block.is_private) for line in lines]


def _marked(text: str, is_private: bool) -> str:
    return f"{OPENING}{text}{CLOSING}" if is_private and OPENING not in text else text


def _filed_signings(county_report: Report) -> QuerySet[Signing]:
    return (
        Signing.objects.filter(
            is_void=False,
            report__in=Report.objects.filed()
            .filter(assignment__round=county_report.assignment.round_id)
            .exclude(pk=county_report.pk),
        )
        .select_related("revision", "report__assignment__organisation")
        .order_by("report__assignment__organisation__position", "report_id")
    )


def _candidates(signing: Signing, role: str, adopted: set[tuple[int, str, str]]) -> Iterator[Candidate]:
    snapshot = read_revision(signing.revision)
    for section in snapshot.sections:
        if section.role == role:
            yield from _section_candidates(signing, snapshot, section, adopted)


def _section_candidates(
    signing: Signing, snapshot: Snapshot, section: SnapshotSection, adopted: set[tuple[int, str, str]]
) -> Iterator[Candidate]:
    for block in section.blocks:
        for line in lines_of_block(snapshot, block):
            yield Candidate(
                organisation=snapshot.organisation,
                report_id=signing.report_id,
                revision_id=signing.revision_id,
                block_key=block.key,
                block_label=block.label,
                text=line,
                is_adopted=(signing.revision_id, block.key, passage_digest(line)) in adopted,
            )


def passage_digest(text: str) -> str:
    """The mark by which one paragraph is taken over once."""
    return hashlib.sha256(text.encode()).hexdigest()


def _grouped(candidates: list[Candidate], section: ReportSection) -> list[CandidateGroup]:
    own = {block.key: block.label for block in section.blocks.order_by("position")}
    labels = {**own, **{c.block_key: c.block_label for c in candidates if c.block_key not in own}}
    return [
        CandidateGroup(key, label, chosen)
        for key, label in labels.items()
        if (chosen := tuple(c for c in candidates if c.block_key == key))
    ]


def revision_lines(revision: Revision, block_key: str) -> list[str]:
    """The paragraphs that one block of a kept revision offers."""
    snapshot = read_revision(revision)
    return [
        line
        for block in snapshot.blocks()
        if block.key == block_key
        for line in lines_of_block(snapshot, block)
    ]
