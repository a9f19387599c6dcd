"""What the proof-reader says of an old paper before anything is stored, at the paragraphs of the page.

The text is the one that was read from the file, row after row; so a place in it is a place in a row.
Not for: findings of reports that are stored, and their dismissal. Nothing found here is kept.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from reports.checks.catalogue import GROUPS, PRIVACY, SECRECY
from reports.checks.checking import Context, run_checks
from reports.checks.findings import Finding, Severity
from reports.checks.knowledge import official_names
from reports.checks.lexicon import Lexicon, shipped_lexicon
from reports.checks.lexicons import lexicon_for, stamp_of
from reports.checks.paper import read_paper
from reports.checks.quoting import Quotation, quote_in_context
from reports.checks.rulebook import Rulebook, rulebook_for, shipped_rulebook
from reports.importing.places import Row, Where
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation

MOST_CHECKED = 60_000
"""Characters of one paper, ten times a long report; they take a third of a second."""
MOST_LISTED = 40
"""Findings of one group; all of them are marked in the paragraphs."""
MOST_MARKED = 200
"""Places marked in one paragraph."""
URGENT = frozenset(check.code for check in (*SECRECY, *PRIVACY) if not check.may_be_dismissed)
"""What may not be published, or not even be typed in: said above everything else."""
_GROUP_OF = {check.code: name for name, checks in GROUPS.items() for check in checks}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings weigh how much."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.hints

    @property
    def worst(self) -> Severity:
        """The weight of the heaviest."""
        return Severity.ERROR if self.errors else Severity.WARNING if self.warnings else Severity.HINT


def count(findings: Sequence[Finding]) -> Counts:
    """Count findings by their weight."""
    found = Counter(finding.severity for finding in findings)
    return Counts(found[Severity.ERROR], found[Severity.WARNING], found[Severity.HINT])


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a row that a finding is about; `[start, end)` counts within the row's text."""

    start: int
    end: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class OldFinding:
    """A finding as the page lists it: the words in their line, and the row; None where it is about all.

    `anchor` is where its link leads; `is_left_out` says that the row is not imported.
    """

    finding: Finding
    quotation: Quotation | None = None
    row: int | None = None
    anchor: str = ""
    is_left_out: bool = False

    @property
    def place(self) -> str:
        """Where it is in words."""
        return "全文" if self.row is None else f"第{self.row}段"


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one subject; of many only the first are listed."""

    name: str
    counts: Counts
    listed: tuple[OldFinding, ...]

    @property
    def unlisted(self) -> int:
        """How many are marked in the paragraphs alone."""
        return self.counts.total - len(self.listed)


@dataclass(frozen=True, slots=True)
class Urgent:
    """One sentence about what may not be published, and the findings that say it."""

    sentence: str
    findings: tuple[OldFinding, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything found in one old paper; `checked` characters of it were read, all unless `is_cut`."""

    counts: Counts
    groups: tuple[Group, ...]
    urgent: tuple[Urgent, ...]
    checked: int
    is_cut: bool
    marks: Mapping[int, tuple[Mark, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text, and how much of it was read."""

    findings: tuple[Finding, ...]
    length: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """By what an old paper is read: the checks and words of its county, the names of its unit."""

    rulebook: Rulebook
    lexicon: Lexicon
    names: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """Another stamp, other findings."""
        return "|".join((self.rulebook.stamp, stamp_of(self.lexicon), *self.names))

    def findings(self, text: str, *, year: int) -> tuple[Finding, ...]:
        """Read a text through."""
        context = Context(lexicon=self.lexicon, names=self.names)
        rules = self.rulebook
        return run_checks(
            read_paper(text, year=year), rules.checks, context=context, severities=rules.severities
        )


SHIPPED_READER = Reader(shipped_rulebook(), shipped_lexicon())


class Readers:
    """The readers of many papers; what a county has chosen is asked for once."""

    def __init__(self) -> None:
        self._known: dict[int | None, tuple[Rulebook, Lexicon]] = {}

    def for_unit(self, unit: Organisation | None) -> Reader:
        """Who reads the papers of one unit; of an unknown one, by what comes with the product."""
        if unit is None:
            return SHIPPED_READER
        is_government = unit.kind == OrganisationKind.COUNTY_GOVERNMENT
        county = unit.pk if is_government else unit.parent_id
        if county not in self._known:
            self._known[county] = rulebook_for(unit, None), lexicon_for(unit)
        return Reader(*self._known[county], names_over(unit))


def check_text(text: str, *, year: int, reader: Reader) -> Checked:
    """Check an old paper, up to MOST_CHECKED, where that is not too much less to the end of a paragraph.

    Of a paper that was cut nothing is said about the whole, nor about the words where it was cut.
    """
    if len(text) <= MOST_CHECKED:
        return Checked(reader.findings(text, year=year), len(text), is_cut=False)
    line_end = text.rfind("\n", 0, MOST_CHECKED + 1)
    length = line_end if line_end > MOST_CHECKED // 2 else MOST_CHECKED
    found = reader.findings(text[:length], year=year)
    kept = tuple(each for each in found if each.end is not None and each.end < length)
    return Checked(kept, length, is_cut=True)


def names_over(unit: Organisation) -> tuple[str, ...]:
    """What a unit and the one above it are called, for what a paper says of other places."""
    return official_names(each for each in (unit, unit.parent) if each)


def proofread(rows: Sequence[Row], *, year: int, reader: Reader) -> Proof:
    """Check the rows of a paper, and find the row of each finding."""
    text = "\n".join(row.text for row in rows)
    checked = check_text(text, year=year, reader=reader)
    lines = _Lines(rows)
    marks = lines.marks(checked.findings)
    found = [lines.place(finding, marks) for finding in checked.findings]
    return Proof(
        counts=count(checked.findings),
        groups=tuple(_groups(found)),
        urgent=tuple(_urgent(found)),
        checked=checked.length,
        is_cut=checked.is_cut,
        marks=marks,
    )


class _Lines:
    """The rows of a paper as stretches of its text."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.starts = list(accumulate((len(row.text) + 1 for row in rows[:-1]), initial=0))

    def at(self, offset: int) -> int:
        """The index of the row in which a character stands."""
        return bisect_right(self.starts, offset) - 1

    def marks(self, findings: Sequence[Finding]) -> dict[int, tuple[Mark, ...]]:
        """What is marked in each row, by its number."""
        found: dict[int, list[Mark]] = {}
        for finding in findings:
            for number, mark in self._pieces(finding):
                marked = found.setdefault(number, [])
                if len(marked) < MOST_MARKED:
                    marked.append(mark)
        return {number: tuple(marked) for number, marked in found.items()}

    def _pieces(self, finding: Finding) -> Iterator[tuple[int, Mark]]:
        """A finding in each row that it touches."""
        if finding.start is None or finding.end is None:
            return
        for at in range(self.at(finding.start), self.at(max(finding.start, finding.end - 1)) + 1):
            row, first = self.rows[at], self.starts[at]
            start, end = max(0, finding.start - first), min(len(row.text), finding.end - first)
            if start < end:
                yield row.number, Mark(start, end, finding)

    def place(self, finding: Finding, marks: Mapping[int, tuple[Mark, ...]]) -> OldFinding:
        """A finding with its words and the row in which it begins."""
        if finding.start is None or finding.end is None:
            return OldFinding(finding)
        at = self.at(finding.start)
        row, first = self.rows[at], self.starts[at]
        start, end = finding.start - first, finding.end - first
        line_start = row.text.rfind("\n", 0, start) + 1
        line_end = row.text.find("\n", start)
        line = row.text[line_start : line_end if line_end >= 0 else len(row.text)]
        return OldFinding(
            finding,
            quote_in_context(line, start - line_start, min(end - line_start, len(line))),
            row.number,
            anchor_of(row, start, marks.get(row.number, ())),
            row.place.where is Where.NOWHERE,
        )


def anchor_of(row: Row, start: int, marks: Sequence[Mark]) -> str:
    """Where a link to a finding leads: to its words, or to the row where they are not marked."""
    is_marked = any(mark.start == start for mark in marks)
    return f"at-{row.number}-{start}" if is_marked else f"row-{row.number}"


def _groups(found: Sequence[OldFinding]) -> Iterator[Group]:
    for name in GROUPS:
        own = [each for each in found if _GROUP_OF[each.finding.code] == name]
        if own:
            yield Group(name, count([each.finding for each in own]), tuple(own[:MOST_LISTED]))


def _urgent(found: Sequence[OldFinding]) -> Iterator[Urgent]:
    urgent = [each for each in found if each.finding.code in URGENT]
    for sentence in dict.fromkeys(each.finding.message for each in urgent):
        own = tuple(each for each in urgent if each.finding.message == sentence)
        yield Urgent(sentence, own[:MOST_LISTED])
