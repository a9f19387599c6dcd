"""Consistency rules between figures: what must add up, what cannot exceed what.

Pure. A rule's text is clauses parted by `;`, each a chain of formulas (`ST08 <= ST07 <= ST06`) or
an equation; a clause with a division judges a ratio. Not for: what needs the report's text (checks).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from reports.indicators.dictionary import Entry, Rule, shipped_dictionary
from reports.indicators.formulas import Code, Node, Number, Quotient, Sum, codes, evaluate, parse
from reports.indicators.values import PERCENT, Figure, display, number

PROSE_RULES = (
    "C17",  # last year's pending cases are no indicator yet
    "C23",  # pending applications are no indicator
    "C34b",  # items added to the annual list are no indicator
    "C35",  # units without a lawyer of their own are no indicator
    "C45",  # one-person offices are no indicator
    "C47",  # see `part_clauses`
    "C48",
    "C49",
    "C50",
    "C51",
    "C52",
    "C53",
    "C54",
    "C55",
    "C56",
)
"""Rules that are no arithmetic between codes: they need the text, last year, or the units."""

RELATION = re.compile(r"(<=|=)")
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison that must hold; `relation` is `<=` or `=`."""

    rule: str
    left: Node
    relation: str
    right: Node
    severity: str
    hint: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that it speaks of, in its order."""
        return tuple(dict.fromkeys(codes(self.left) + codes(self.right)))


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause that does not hold, as a sentence for the user."""

    rule: str
    codes: tuple[str, ...]
    sentence: str
    severity: str


@cache
def shipped_clauses() -> tuple[Clause, ...]:
    """All clauses of the shipped dictionary, the implied ones last."""
    dictionary = shipped_dictionary()
    explicit = [c for rule in dictionary.rules if rule.code not in PROSE_RULES for c in parse_rule(rule)]
    return (*explicit, *part_clauses(dictionary.entries, explicit))


def parse_rule(rule: Rule) -> tuple[Clause, ...]:
    """Read a rule's clauses; FormulaError for prose."""
    found: list[Clause] = []
    for text in rule.text.split(";"):
        pieces = RELATION.split(text)
        nodes = [parse(piece.strip()) for piece in pieces[::2]]
        for (left, right), relation in zip(pairwise(nodes), pieces[1::2], strict=True):
            found.append(Clause(rule.code, left, relation, right, rule.severity, rule.hint))
    return tuple(found)


def part_clauses(entries: Iterable[Entry], explicit: Iterable[Clause]) -> tuple[Clause, ...]:
    """C47 as arithmetic: no ratio above 100 %, so no numerator above its denominator.

    Left out where an explicit clause says so already, perhaps more gently.
    """
    said = {(clause.left, clause.right) for clause in explicit if clause.relation == "<="}
    ratios = [entry for entry in entries if entry.numerator]
    pairs = dict.fromkeys(_part_and_whole(parse(r.numerator), parse(r.denominator)) for r in ratios)
    return tuple(
        Clause("C47", part, "<=", whole, "error") for part, whole in pairs if (part, whole) not in said
    )


def _part_and_whole(numerator: Node, denominator: Node) -> tuple[Node, Node]:
    """What cannot exceed what; in (LE40 - LE41) / LE40 it is LE41 that must stay below LE40."""
    match numerator:
        case Sum((whole,), (taken,)) if whole == denominator:
            return taken, whole
        case _:
            return numerator, denominator


def judge(
    clauses: Iterable[Clause], figures: Mapping[str, Figure], *, names: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Find the clauses that do not hold; one with any part 未填 or 不适用 is not judged."""
    return tuple(
        Finding(clause.rule, clause.codes, sentence, clause.severity)
        for clause in clauses
        if (sentence := _fault(clause, figures, names))
    )


def _fault(clause: Clause, figures: Mapping[str, Figure], names: Mapping[str, str]) -> str:
    """The sentence of a clause that does not hold, or ''."""
    if any(code not in figures or not figures[code].is_number for code in clause.codes):
        return ""
    left, right = evaluate(clause.left, figures).value, evaluate(clause.right, figures).value
    if left is None or right is None:
        return ""
    wording = _Wording(names, is_rate=any(_is_rate(figures[code]) for code in clause.codes))
    if isinstance(clause.right, Quotient):
        return "" if _same_as_printed(left, right) else wording.of_ratio(clause, left, right)
    if left == right or (clause.relation == "<=" and left < right):
        return ""
    return wording.of_comparison(clause, left, right)


def _is_rate(figure: Figure) -> bool:
    return figure.has_parts or figure.is_stated


def _same_as_printed(printed: Decimal, exact: Decimal) -> bool:
    """Whether they differ by at most half a unit of the last printed digit."""
    exponent = printed.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return abs(printed - exact) <= HALF.scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class _Wording:
    """Puts a clause that does not hold into words."""

    names: Mapping[str, str]
    is_rate: bool

    def of_comparison(self, clause: Clause, left: Decimal, right: Decimal) -> str:
        """“调解成功件数”为170，大于“人民调解案件数（受理）”的168，请核对。"""
        other = "" if isinstance(clause.right, Number) else f"{self.name(clause.right)}的"
        fault = "大于{}" if clause.relation == "<=" else "与{}不相等"
        shown = fault.format(other + self.show(right))
        return f"{self.name(clause.left)}为{self.show(left)}，{shown}，请核对。{clause.hint}"

    def of_ratio(self, clause: Clause, left: Decimal, right: Decimal) -> str:
        """“调解成功率”为99%，按“调解成功件数”与“人民调解案件数（受理）”之比应为98.81%，请核对。"""
        rate = _Wording(self.names, is_rate=True)
        due = f"按{self.name(clause.right)}应为{rate.show(right)}"
        return f"{self.name(clause.left)}为{rate.show(left)}，{due}，请核对。{clause.hint}"

    def show(self, value: Decimal) -> str:
        if self.is_rate:
            return display(number(value), PERCENT) + PERCENT
        return display(number(round(value, 4)))

    def name(self, node: Node) -> str:
        """“甲”, “甲”“乙”之和, “甲”减去“乙”, “甲”与“乙”之比."""
        match node:
            case Code(code):
                return f"“{self.names.get(code, code)}”"
            case Number(value):
                return self.show(value)
            case Sum(plus, minus):
                total = self.list(plus) + ("之和" if len(plus) > 1 else "")
                return f"{total}减去{self.list(minus)}" if minus else total
            case Quotient(numerator, denominator):
                return f"{self.name(numerator)}与{self.name(denominator)}之比"

    def list(self, nodes: Sequence[Node]) -> str:
        return "".join(self.name(node) for node in nodes)
