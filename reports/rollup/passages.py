"""The units' paragraphs that fit a part of the county's report."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from reports.document.markup import parse
from reports.document.nodes import Heading
from reports.drafting.assembly import item_paragraph, print_figures
from reports.drafting.models import Report, ReportSection, Revision
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotSection, read_revision
from reports.review.models import Signing
from reports.rollup.models import AdoptedPassage
from reports.text.publication import CLOSING, OPENING, find_passages, without_marks
from reports.text.publication import Passage as PrivatePassage


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """One paragraph as it prints, and the heading it stands under; or such a heading itself."""

    text: str
    heading: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One paragraph of one unit's filed report, its figures printed."""

    organisation: str
    report_id: int
    revision_id: int
    block_key: str
    block_label: str
    heading: str
    text: str
    is_adopted: bool

    @property
    def digest(self) -> str:
        """The mark by which the paragraph is named when it is taken over."""
        return passage_digest(self.text)


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


def passages_of_block(snapshot: Snapshot, block: SnapshotBlock) -> list[ShownPassage]:
    """The paragraphs that a block offers: a heading alone is not offered, it stands over what follows."""
    return [passage for passage in shown_passages(snapshot, block) if not passage.is_heading]


def shown_passages(snapshot: Snapshot, block: SnapshotBlock) -> list[ShownPassage]:
    """A block line by line as it prints, each line with its own 不公开 marks, a table in one piece."""
    found: list[ShownPassage] = []
    heading = ""
    for text in _with_rows(block, lines_with_own_marks(block.text)):
        printed = print_figures(text, snapshot)
        is_heading = _is_heading(printed)
        heading = without_marks(printed) if is_heading else heading
        shown = as_private(printed) if block.is_private else printed
        found.append(ShownPassage(shown, "" if is_heading else heading, is_heading))
    return found


def _with_rows(block: SnapshotBlock, lines: Sequence[str]) -> Iterator[str]:
    """The lines of the prose, a table's in one, then the rows of the items."""
    for is_table, group in groupby(lines, key=lambda line: without_marks(line).startswith("|")):
        rows = list(group)
        yield from ["\n".join(rows)] if is_table else rows
    for number, item in enumerate(block.items, start=1):
        text = item_paragraph(item, number).text
        yield from [as_private(text)] if item.is_private else lines_with_own_marks(text)


def _is_heading(text: str) -> bool:
    return all(isinstance(node, Heading) for node in parse(without_marks(text)))


def lines_with_own_marks(text: str) -> list[str]:
    """Split a text so that what was private stays so when a line is taken out alone.

    A private passage may run over several lines, and a mark may lack its partner (text.publication).
    """
    passages = find_passages(text)
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(_marked_line(text, start, start + len(line), passages))
        start += len(line) + 1
    return [line for line in lines if without_marks(line).strip()]


def _marked_line(text: str, start: int, end: int, passages: Iterable[PrivatePassage]) -> str:
    pieces, at = [], start
    for passage in passages:
        if passage.start < end and passage.end > start:
            first, last = max(passage.start, start), min(passage.end, end)
            pieces += [text[at:first], as_private(text[first:last])]
            at = last
    return "".join([*pieces, text[at:end]])


def as_private(text: str) -> str:
    """Mark the whole text 不公开, whatever part of it was marked before."""
    plain = without_marks(text)
    return f"{OPENING}{plain}{CLOSING}" if plain.strip() else plain


def _filed_signings(county_report: Report) -> QuerySet[Signing]:
    return (
        Signing.objects.filter(
            is_void=False,
            report__in=Report.objects.filed()
            .in_force()
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
        for passage in passages_of_block(snapshot, block):
            yield Candidate(
                organisation=snapshot.organisation,
                report_id=signing.report_id,
                revision_id=signing.revision_id,
                block_key=block.key,
                block_label=block.label,
                heading=passage.heading,
                text=passage.text,
                is_adopted=(signing.revision_id, block.key, passage_digest(passage.text)) in adopted,
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


def offered_texts(revision: Revision, block_key: str) -> list[str]:
    """The paragraphs that one block of a kept revision offers."""
    snapshot = read_revision(revision)
    return [
        passage.text
        for block in snapshot.blocks()
        if block.key == block_key
        for passage in passages_of_block(snapshot, block)
    ]
