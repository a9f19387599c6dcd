"""Checks and how they run: a small class each, an explicit list, one pass over a paper.

Pure. Not for: the rules themselves (rules/), or what people decide about findings (services).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import ClassVar

from reports.checks.findings import Finding, Hit, Severity
from reports.checks.lexicon import Lexicon, shipped_lexicon
from reports.checks.paper import Paper
from reports.document.roles import STATUTORY_ROLES, Role

MOST_OF_ONE_CHECK = 200
"""More places of one kind are one mistake, told once more and no longer."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which a check finds exactly `quotes`; without any it is about the whole paper."""

    text: str
    quotes: tuple[str, ...] = ()
    context: "Context | None" = None


@dataclass(frozen=True, slots=True)
class GridFigure:
    """One figure of the grid as it prints: what it is called, this year's and last year's value.

    A value that is no number (不适用, nothing yet) is an empty string.
    """

    names: tuple[str, ...]
    value: str
    unit: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """Figures of the grid that contradict each other, in the words of the rule; `block` asks for them."""

    sentence: str
    severity: Severity = Severity.ERROR
    block: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know besides the text.

    `names`: the unit's own names and those above it; `roles`: the parts that its template asks for;
    `last_text`: what the unit printed a year ago; `is_public`: whether the text is about to be published.
    """

    lexicon: Lexicon = field(default_factory=shipped_lexicon)
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = STATUTORY_ROLES
    last_text: str = ""
    figures: tuple[GridFigure, ...] = ()
    breaches: tuple[Breach, ...] = ()
    is_public: bool = False


class Check(ABC):
    """One thing that a proof-reader looks for; subclasses say what and where."""

    code: ClassVar[str]
    name: ClassVar[str]
    sentence: ClassVar[str]
    severity: ClassVar[Severity]
    source: ClassVar[str]
    bad: ClassVar[tuple[Example, ...]] = ()
    good: ClassVar[tuple[str, ...]] = ()
    may_be_dismissed: ClassVar[bool] = True

    @abstractmethod
    def find(self, paper: Paper, context: Context) -> Iterator[Hit]:
        """Find every place that breaks the rule, left to right."""


def run_checks(
    paper: Paper,
    checks: Iterable[Check],
    *,
    context: Context | None = None,
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Finding, ...]:
    """Run checks over a paper; document-wide findings come first, then in the order of the text.

    `severities` are those that a county or template has chosen, and they win over a single place's. Of two
    findings on the same characters the heavier one stays, and of equals the first check's; what lies within a
    longer place that a repair writes anew is left out.
    """
    context = context or Context()
    chosen = severities or {}
    found = [
        _finding(check, hit, paper, chosen.get(check.code) or hit.severity or check.severity)
        for check in checks
        for hit in _bounded(check.find(paper, context))
    ]
    return tuple(_without_doubles(found))


def _bounded(hits: Iterator[Hit]) -> Iterator[Hit]:
    return islice(hits, MOST_OF_ONE_CHECK)


def _finding(check: Check, hit: Hit, paper: Paper, severity: Severity) -> Finding:
    quote = "" if hit.start is None or hit.end is None else paper.text[hit.start : hit.end]
    return Finding(check.code, severity, hit.message, hit.start, hit.end, quote, hit.suggestion, hit.repair)


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def _without_doubles(found: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    taken: set[tuple[int, int]] = set()
    for finding in sorted(found, key=lambda each: _WEIGHT[each.severity]):
        if finding.start is None or finding.end is None:
            kept.append(finding)
        elif (finding.start, finding.end) not in taken:
            taken.add((finding.start, finding.end))
            kept.append(finding)
    return list(_without_inner(sorted(kept, key=_place)))


def _place(finding: Finding) -> tuple[int, int]:
    """Document-wide ones first; of those that begin together the longest."""
    return (-1, 0) if finding.start is None else (finding.start, -(finding.end or 0))


def _without_inner(found: list[Finding]) -> Iterator[Finding]:
    """Leave out what lies within a longer place whose repair writes these characters anew."""
    mended_until = -1
    for finding in found:
        if finding.start is None or finding.end is None:
            yield finding
        elif finding.end > mended_until:
            yield finding
            repair = finding.repair
            if repair and (repair.start, repair.end) == (finding.start, finding.end):
                mended_until = finding.end
