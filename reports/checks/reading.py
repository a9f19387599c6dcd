"""A report as the proof-reader's paper, and the way from each finding back to the words that people typed.

What is read is the paper as it prints, figures and all, so that what the checks see is what the office sends.
A finding leads back to characters of a stored field, where a repair can be made. Not for: keeping findings
(services), or what else a check may know (knowledge).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from reports.checks.catalogue import PRIVACY
from reports.checks.checking import Context, run_checks
from reports.checks.enums import Field
from reports.checks.findings import Finding, Repair
from reports.checks.paper import Paper, read_paper
from reports.checks.rulebook import Rulebook
from reports.checks.rules.grid import Inconsistent
from reports.checks.rules.private import WithheldPassage
from reports.document.markup import print_document, print_text
from reports.document.nodes import Block, Document, Heading, Origin, Table
from reports.drafting.assembly import assemble
from reports.drafting.editions import PUBLIC
from reports.drafting.snapshot import Snapshot, SnapshotBlock, SnapshotItem
from reports.indicators.values import display
from reports.text.projection import Projection, Replacement, project
from reports.text.publication import MARK
from reports.text.tokens import find_tokens

ROW_FIELDS = (Field.HEADING, Field.TEXT, Field.CAUSE, Field.REMEDY, Field.MEASURE, Field.RESPONSIBLE_UNIT)
"""The words of a row in the order in which they print."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which stored words: a field of the front, of a part, of a block or of one of its rows (from 0)."""

    field: str = ""
    section: str = ""
    block: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its place; the offsets of `span` and `repair` are into the stored words of that place.

    `source` are all these words; a finding about the whole paper has neither place nor span, one about
    characters that the product itself prints (a number, 主要原因：) has a place and no span.
    """

    finding: Finding
    place: Place
    source: str = ""
    span: tuple[int, int] | None = None
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    """Printed `[start, start + length)` of the paper is `[at, at + length)` of projected stored words."""

    start: int
    length: int
    place: Place
    source: str
    projection: Projection
    at: int

    @property
    def end(self) -> int:
        return self.start + self.length

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Lead a span of the paper back, as far as it lies here."""
        start, end = max(start, self.start), min(end, self.end)
        return self.projection.source_span(start - self.start + self.at, end - self.start + self.at)

    def holds(self, start: int, end: int) -> bool:
        """Whether a span of the paper lies here whole and stands in the stored words exactly so."""
        is_inside = self.start <= start and end <= self.end
        shift = self.at - self.start
        return is_inside and self.projection.is_verbatim(start + shift, end + shift)


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """The paper of a report; `links` are in the order of the text."""

    paper: Paper
    links: tuple[_Link, ...]

    def place(self, finding: Finding) -> Placed:
        """Lead a finding back to the stored words that it points at."""
        if finding.start is None or finding.end is None:
            return Placed(finding, Place())
        link = self._link_at(finding.start, finding.end)
        if link is None:
            return Placed(finding, self._beside(finding.start))
        repair = finding.repair
        if repair and link.holds(repair.start, repair.end):
            start, end = link.source_span(repair.start, repair.end)
            repair = Repair(start, end, repair.text)
        else:
            repair = None
        span = link.source_span(finding.start, finding.end)
        return Placed(finding, link.place, link.source, span, repair)

    def _link_at(self, start: int, end: int) -> _Link | None:
        """The stored words in which a span begins, or into which it reaches."""
        at = bisect_right(self.links, start, key=lambda link: link.start) - 1
        for link in self.links[max(at, 0) : at + 2]:
            if link.start < max(end, start + 1) and start < link.end:
                return link
        return None

    def _beside(self, at: int) -> Place:
        """The place of the words that stand in the same line, without a field; else of the whole paper."""
        line = self.paper.line_at(at)
        for link in self.links:
            if line.start <= link.start <= line.end:
                return replace(link.place, field="")
        return Place()


def read_report_paper(snapshot: Snapshot) -> ReportPaper:
    """Set a report as its paper and remember where each stretch of it was typed."""
    day = snapshot.dated_on or date(snapshot.year + 1, 1, 1)  # a draft is signed as if it were sent
    document = assemble(replace(snapshot, dated_on=day))
    text = print_document(document)
    fields = _Fields(snapshot)
    links = tuple(sorted(_links(document, text, fields), key=lambda link: link.start))
    paper = read_paper(text, year=snapshot.year)
    return ReportPaper(_with_roles(paper, document, text), links)


def read_report(snapshot: Snapshot, rulebook: Rulebook, context: Context) -> tuple[Placed, ...]:
    """Read a report through: every finding with its place, in the order of the paper."""
    report = read_report_paper(snapshot)
    found = run_checks(report.paper, rulebook.checks, context=context, severities=rulebook.severities)
    public = _public_text(snapshot) if any(each.code in _PRIVACY for each in found) else ""
    kept = [each for each in found if each.code not in _PRIVACY or each.quote in public]
    asked = _places_of_breaches(snapshot, context)
    placed = [
        Placed(each, asked[each.message]) if each.code == Inconsistent.code else report.place(each)
        for each in kept
    ]
    return (*placed, *_torn_marks(snapshot, context))


_PRIVACY = frozenset(check.code for check in PRIVACY)


def _places_of_breaches(snapshot: Snapshot, context: Context) -> dict[str, Place]:
    """The block that asks for the figures of each breach, by its sentence."""
    section_of = {block.key: section.key for section in snapshot.sections for block in section.blocks}
    return {
        breach.sentence: Place("", section_of.get(breach.block, ""), breach.block)
        for breach in context.breaches
    }


def _public_text(snapshot: Snapshot) -> str:
    """What would be published: words that stay out of it endanger nobody's privacy."""
    return print_document(assemble(snapshot, PUBLIC))


def _torn_marks(snapshot: Snapshot, context: Context) -> Iterator[Placed]:
    """〖不公开〗 without its end, which the printed paper does not show."""
    check = WithheldPassage()
    for place, source in _stored_words(snapshot):
        if "〖" not in source:
            continue
        paper = read_paper(source, year=snapshot.year)
        for finding in run_checks(paper, [check], context=replace(context, is_public=False)):
            if finding.start is not None and finding.end is not None:
                yield Placed(finding, place, source, (finding.start, finding.end))


def _stored_words(snapshot: Snapshot) -> Iterator[tuple[Place, str]]:
    for section in snapshot.sections:
        yield Place(Field.SECTION_HEADING, section.key), section.heading
        for block in section.blocks:
            yield Place(Field.TEXT, section.key, block.key), block.text
            for row, item in enumerate(block.items):
                for field in ROW_FIELDS:
                    yield Place(field, section.key, block.key, row), getattr(item, field)


def _with_roles(paper: Paper, document: Document, text: str) -> Paper:
    """Give each level-1 part the role that its template gives it; headings alone may say otherwise."""
    roles = iter([block.role for block in document.headings()])
    lines, role, section = [], None, 0
    for line in paper.lines:
        if line.section != section:
            section, role = line.section, next(roles, line.role)
        lines.append(replace(line, role=role or line.role) if line.section else line)
    known = {line.number: line for line in lines}
    sections = {key: tuple(known[line.number] for line in within) for key, within in paper.sections.items()}
    return replace(paper, lines=tuple(lines), sections=sections)


class _Fields:
    """The stored words of a snapshot by their place, each projected once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.values = {figure.code: display(figure.this_year, figure.unit) for figure in snapshot.figures}
        self.blocks: Mapping[tuple[str, str], SnapshotBlock] = {
            (section.key, block.key): block for section in snapshot.sections for block in section.blocks
        }
        self.headings = {section.key: section.heading for section in snapshot.sections}
        self.lines: dict[tuple[str, str], tuple[Projection, list[int]]] = {}

    def project(self, source: str, *, joins_lines: bool = False) -> Projection:
        """Print stored words: marks go, figures stand for tokens, a row's lines join."""
        made = [Replacement(m.start(), m.end(), "\n" * m[0].count("\n")) for m in MARK.finditer(source)]
        made += [
            Replacement(token.start, token.end, self.values[token.code])
            for token in find_tokens(source)
            if token.code in self.values
        ]
        if joins_lines:
            made += [Replacement(at, at + 1, "") for at, sign in enumerate(source) if sign == "\n"]
        return project(source, made)

    def block_lines(self, section: str, block: str) -> tuple[Projection, list[int]]:
        """The printed text of a block and where each of its lines begins."""
        key = (section, block)
        if key not in self.lines:
            projection = self.project(self.blocks[key].text)
            starts = [0, *(at + 1 for at, sign in enumerate(projection.text) if sign == "\n")]
            self.lines[key] = projection, starts
        return self.lines[key]

    def row(self, origin: Origin) -> SnapshotItem:
        """The row that a node was made of."""
        return self.blocks[origin.section, origin.block].items[origin.row or 0]


def _links(document: Document, text: str, fields: _Fields) -> Iterator[_Link]:
    snapshot, at = fields.snapshot, 0
    if document.title:
        yield from _linked(text, 0, [(Place(Field.TITLE), snapshot.title)], fields)
        at = len(document.title) + 1
    for line in document.addressed:
        yield from _linked(text, at, [(Place(Field.ADDRESSEES), line.rstrip("："))], fields)
        at += len(line) + 1
    for block in document.blocks:
        printed = print_text([block])
        yield from _block_links(block, printed, at, fields)
        at += len(printed) + 1 if printed else 0
    for organ in document.signatories:
        found = text.find(organ, at)
        if found >= 0:
            yield from _linked(text[: found + len(organ)], found, [(Place(Field.SIGNATORIES), organ)], fields)


def _block_links(block: Block, printed: str, start: int, fields: _Fields) -> Iterator[_Link]:
    """The links of one node: a part's heading alone or before it, then its line, its table or its row."""
    origin, cursor = block.origin, 0
    heading = fields.headings.get(origin.section, "")
    is_heading = isinstance(block, Heading) and block.level == 1 and not origin.block
    if heading and (is_heading or _runs_on(block, heading)):
        for link in _linked(printed, 0, [(Place(Field.SECTION_HEADING, origin.section), heading)], fields):
            cursor = link.end
            yield replace(link, start=start + link.start)
    if not origin.block:
        return
    if origin.row is not None:
        yield from _row_links(origin, printed, start, fields)
    elif origin.line is not None:
        yield from _line_links(block, origin, printed[cursor:], start + cursor, fields)


def _runs_on(block: Block, heading: str) -> bool:
    lead = getattr(block, "lead", None)
    return bool(lead and lead.level == 1 and lead.text == heading)


def _line_links(block: Block, origin: Origin, printed: str, start: int, fields: _Fields) -> Iterator[_Link]:
    place = Place(Field.TEXT, origin.section, origin.block)
    projection, starts = fields.block_lines(origin.section, origin.block)
    source = fields.blocks[origin.section, origin.block].text
    height = len(block.rows) if isinstance(block, Table) else 1
    cursor = 0
    for number in range((origin.line or 1) - 1, (origin.line or 1) - 1 + height):
        if number >= len(starts):
            return
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(projection.text)
        line = projection.text[starts[number] : end]
        words = line.strip()
        found = printed.find(words, cursor) if words else -1
        if found >= 0:
            at = starts[number] + line.index(words)
            yield _Link(start + found, len(words), place, source, projection, at)
            cursor = found + len(words)


def _row_links(origin: Origin, printed: str, start: int, fields: _Fields) -> Iterator[_Link]:
    item = fields.row(origin)
    words = [
        (Place(field, origin.section, origin.block, origin.row), getattr(item, field)) for field in ROW_FIELDS
    ]
    for link in _linked(printed, 0, words, fields, joins_lines=True):
        yield replace(link, start=start + link.start)


def _linked(
    printed: str,
    start: int,
    words: Iterable[tuple[Place, str]],
    fields: _Fields,
    *,
    joins_lines: bool = False,
) -> Iterator[_Link]:
    """Find stored words one after the other in what was printed; what does not print has no link."""
    cursor = start
    for place, source in words:
        projection = fields.project(source, joins_lines=joins_lines)
        plain = projection.text.strip()
        if place.field == Field.HEADING:
            plain = plain.rstrip("。")
        found = printed.find(plain, cursor) if plain else -1
        if found >= 0:
            at = projection.text.index(plain)
            yield _Link(found, len(plain), place, source, projection, at)
            cursor = found + len(plain)
