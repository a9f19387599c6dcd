"""Consistency rules between figures: what must add up, what cannot exceed what, what differs from last year.

Pure; a rule's text is read by `grammar`. Not for: which rules a county judges by (rulebook), what
needs the report's text (checks).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.indicators.formulas import evaluate
from reports.indicators.grammar import (
    Call,
    Code,
    Comparison,
    It,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    is_computed,
    leaves,
    parse_sum,
    read_rule,
)
from reports.indicators.values import BLANK, Figure, change, number
from reports.indicators.wording import Wording

HALF = Decimal("0.5")
OFF = "off"


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator as rules see it; `numerator` and `denominator` are '' when it is no coded ratio."""

    code: str
    name: str
    unit: str
    is_ratio: bool
    is_flow: bool
    numerator: str = ""
    denominator: str = ""

    def is_one_of(self, kind: str) -> bool:
        """Whether a clause about each `kind` speaks of it; a ratio is no flow."""
        match kind:
            case "ratio":
                return self.is_ratio
            case "flow":
                return self.is_flow and not self.is_ratio
            case _:
                return True


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when rules are judged: figures of this year and last, and 同比 written beside them."""

    figures: Mapping[str, Figure]
    last: Mapping[str, Figure] = field(default_factory=dict)
    stated_changes: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison that must hold, where its condition holds."""

    rule: str
    comparison: Comparison
    severity: str
    hint: str = ""
    each: str = ""
    condition: Comparison | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that it compares, in its order."""
        return _codes(self.comparison)


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause that does not hold, as a sentence for the user."""

    rule: str
    codes: tuple[str, ...]
    sentence: str
    severity: str


def parse_rule(code: str, text: str, *, severity: str, hint: str = "") -> tuple[Clause, ...]:
    """Read a rule's clauses; FormulaError for what is no rule."""
    return tuple(
        Clause(code, _plainer(comparison), severity, hint, statement.each, statement.condition)
        for statement in read_rule(text)
        for comparison in statement.comparisons
    )


def judge(clauses: Iterable[Clause], known: Known, subjects: Mapping[str, Subject]) -> tuple[Finding, ...]:
    """Find the clauses that do not hold; one with a side 未填 or 不适用 is not judged.

    A clause about each indicator of a kind yields where a rule about that very pair has been written,
    switched off or not: the written one knows better how grave it is.
    """
    applied = dict.fromkeys(_applied(tuple(clauses), subjects.values()))
    judged = (_judge(clause, known, subjects) for clause in applied if clause.severity != OFF)
    return tuple(finding for finding in judged if finding)


def _applied(clauses: tuple[Clause, ...], subjects: Iterable[Subject]) -> Iterator[Clause]:
    """The written clauses, then each quantified one once for every indicator of its kind."""
    yield from (clause for clause in clauses if not clause.each)
    written = {clause.comparison for clause in clauses if not clause.each}
    everyone = tuple(subjects)
    for clause in clauses:
        for subject in everyone if clause.each else ():
            about = _about(clause, subject) if subject.is_one_of(clause.each) else None
            if about and about.comparison not in written:
                yield about


def _about(clause: Clause, subject: Subject) -> Clause | None:
    """The clause with this indicator in the place of `it`; None where it asks for parts that it lacks."""
    comparisons = [clause.comparison, *([clause.condition] if clause.condition else [])]
    asked = [leaf for c in comparisons for side in (c.left, c.right) for leaf in leaves(side)]
    if not subject.numerator and any(_is_part(leaf) for leaf in asked):
        return None
    first, *condition = [
        Comparison(_put(c.left, subject), c.relation, _put(c.right, subject)) for c in comparisons
    ]
    return replace(clause, comparison=_plainer(first), each="", condition=condition[0] if condition else None)


def _is_part(leaf: Node) -> bool:
    return isinstance(leaf, Call) and leaf.function in ("numerator", "denominator")


def _put(node: Node, subject: Subject) -> Node:
    match node:
        case It():
            return Code(subject.code)
        case Call("numerator", It()):
            return parse_sum(subject.numerator)
        case Call("denominator", It()):
            return parse_sum(subject.denominator)
        case Call(function, It()):
            return Call(function, Code(subject.code))
        case Product(factor, of):
            return Product(factor, _put(of, subject))
        case Sum(plus, minus):
            return Sum(tuple(_put(n, subject) for n in plus), tuple(_put(n, subject) for n in minus))
        case Quotient(numerator, denominator):
            return Quotient(_put(numerator, subject), _put(denominator, subject))
        case _:
            return node


def _plainer(comparison: Comparison) -> Comparison:
    """The same in plainer words: 0 <= a - b is b <= a."""
    match comparison:
        case Comparison(Number(zero), "<=", Sum((whole,), (taken,))) if zero == 0:
            return Comparison(taken, "<=", whole)
        case _:
            return comparison


def _judge(clause: Clause, known: Known, subjects: Mapping[str, Subject]) -> Finding | None:
    if clause.condition and not _holds(clause.condition, known, subjects):
        return None
    left, right = _sides(clause.comparison, known, subjects)
    if left is None or right is None or _stands(clause.comparison, left, right):
        return None
    names = {code: subject.name for code, subject in subjects.items()}
    wording = Wording(names, is_rate=_is_rate(clause.comparison, known, subjects))
    sentence = wording.of_fault(clause.comparison, left, right) + clause.hint
    return Finding(clause.rule, clause.codes, sentence, clause.severity)


def _holds(condition: Comparison, known: Known, subjects: Mapping[str, Subject]) -> bool:
    """Whether a condition is known to hold."""
    left, right = _sides(condition, known, subjects)
    return left is not None and right is not None and _stands(condition, left, right)


def _sides(
    comparison: Comparison, known: Known, subjects: Mapping[str, Subject]
) -> tuple[Decimal | None, Decimal | None]:
    def call(asked: Call) -> Figure:
        return _call(asked, known, subjects)

    if any(_is_missing(leaf, known) for side in (comparison.left, comparison.right) for leaf in leaves(side)):
        return None, None  # most rules speak of what this report is not asked
    left = evaluate(comparison.left, known.figures, calls=call)
    return left.value, evaluate(comparison.right, known.figures, calls=call).value


def _is_missing(leaf: Code | It | Call, known: Known) -> bool:
    return isinstance(leaf, Code) and leaf.code not in known.figures


def _call(asked: Call, known: Known, subjects: Mapping[str, Subject]) -> Figure:
    code = asked.of.code if isinstance(asked.of, Code) else ""
    this, last = known.figures.get(code, BLANK), known.last.get(code, BLANK)
    match asked.function:
        case "last":
            return last
        case "stated_change":
            return known.stated_changes.get(code, BLANK)
        case "change":
            return change(this, last, unit=subjects[code].unit if code in subjects else "").figure
        case _:
            return number(this.value) if this.is_stated and this.value is not None else BLANK


def _stands(comparison: Comparison, left: Decimal, right: Decimal) -> bool:
    match comparison.relation:
        case "<=":
            return left <= right
        case ">=":
            return left >= right
        case "<":
            return left < right
        case ">":
            return left > right
        case "!=":
            return left != right
        case _:
            return _is_equal(comparison, left, right)


def _is_equal(comparison: Comparison, left: Decimal, right: Decimal) -> bool:
    """Whether both sides are equal; against a computed side the other may be rounded as it is printed."""
    if is_computed(comparison.right):
        return _same_as_printed(left, right)
    if is_computed(comparison.left):
        return _same_as_printed(right, left)
    return left == right


def _same_as_printed(printed: Decimal, exact: Decimal) -> bool:
    """Whether they differ by at most half a unit of the last printed digit."""
    exponent = printed.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return abs(printed - exact) <= HALF.scaleb(-decimals)


def _is_rate(comparison: Comparison, known: Known, subjects: Mapping[str, Subject]) -> bool:
    """Whether its numbers are percentages."""
    sides = (comparison.left, comparison.right)
    if any(is_computed(side) for side in sides):
        return True
    ratios = {code for code, subject in subjects.items() if subject.is_ratio}
    return any(code in ratios or _has_ratio(known, code) for code in _codes(comparison))


def _has_ratio(known: Known, code: str) -> bool:
    figure = known.figures.get(code, BLANK)
    return figure.has_parts or figure.is_stated


def _codes(comparison: Comparison) -> tuple[str, ...]:
    found = [leaf for side in (comparison.left, comparison.right) for leaf in leaves(side)]
    named = (leaf.of if isinstance(leaf, Call) else leaf for leaf in found)
    return tuple(dict.fromkeys(leaf.code for leaf in named if isinstance(leaf, Code)))
