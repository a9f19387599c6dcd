"""The little language of numerators, denominators and rules: codes, + and -, one division.

Pure: no Django, no eval. Grammar, spaces free:
    formula  = sum [ "/" sum ]
    sum      = term { ("+" | "-") term }
    term     = code | whole number | "(" sum ")" | code "+…+" code   (LE02+…+LE10: every number between)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reports.indicators.values import (
    BLANK,
    NOT_APPLICABLE,
    Aggregation,
    Coverage,
    Figure,
    RolledUp,
    add,
    number,
    ratio,
    roll_up,
)

TOKEN = re.compile(r"\s*([A-Z]{2}\d{2}[a-z]?|\d+|…|[-+/()])")
SERIES = re.compile(r"([A-Z]{2})(\d{2})")
SERIES_MARK = ("+", "…", "+")


class FormulaError(ValueError):
    """A text is not a formula."""


@dataclass(frozen=True, slots=True)
class Code:
    """The figure of one indicator."""

    code: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms that are added, then terms that are taken away."""

    plus: tuple["Node", ...]
    minus: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Quotient:
    """A ratio, in percent."""

    numerator: "Node"
    denominator: "Node"


Node = Code | Number | Sum | Quotient


@cache
def parse(text: str) -> Node:
    """Read a formula; FormulaError says where it stops being one."""
    reader = _Reader(_tokens(text), text)
    node = reader.formula()
    reader.finish()
    return node


def codes(formula: str | Node) -> tuple[str, ...]:
    """The codes of a formula, each once, in their order."""
    node = parse(formula) if isinstance(formula, str) else formula
    return tuple(dict.fromkeys(_walk(node)))


def evaluate(formula: str | Node, figures: Mapping[str, Figure]) -> Figure:
    """Calculate a formula from figures; a code without a figure is 未填.

    Any part 未填 gives 未填. In a sum 不适用 adds nothing, and all 不适用 gives 不适用;
    a difference with a side 不适用 is 不适用.
    """
    match parse(formula) if isinstance(formula, str) else formula:
        case Code(code):
            return _plain(figures.get(code, BLANK))
        case Number(value):
            return number(value)
        case Quotient(numerator, denominator):
            return ratio(evaluate(numerator, figures), evaluate(denominator, figures))
        case Sum(plus, minus):
            return _sum([evaluate(n, figures) for n in plus], [evaluate(n, figures) for n in minus])


def evaluate_ratio(numerator: str, denominator: str, figures: Mapping[str, Figure]) -> Figure:
    """Calculate a coded ratio, in percent, with its parts."""
    return ratio(evaluate(numerator, figures), evaluate(denominator, figures))


def roll_up_ratio(
    numerator: str,
    denominator: str,
    *,
    units: Sequence[Mapping[str, Figure]],
    rolled: Mapping[str, RolledUp],
) -> RolledUp:
    """Make a parent's coded ratio: Σ numerator / Σ denominator over the units that gave both parts.

    Shape:  a unit's mapping holds the codes that it was asked for, unfilled ones as 未填.
    Offices: where no unit is asked for all parts, since two offices hold them (LS14 and PF09), the
            ratio is that of the rolled-up parts, `rolled`, with the coverage of the weakest.
    So a unit that gave one part only never bends the ratio.
    """
    needed = codes(numerator) + codes(denominator)
    parts = [rolled[code] for code in needed if code in rolled]
    may_overlap = any(part.needs_confirmation for part in parts)
    asked = [unit for unit in units if all(code in unit for code in needed)]
    if asked:
        result = roll_up(Aggregation.RECOMPUTE, [evaluate_ratio(numerator, denominator, u) for u in asked])
        return RolledUp(result.figure, result.coverage, may_overlap)
    figure = evaluate_ratio(
        numerator, denominator, {code: rolled[code].figure for code in needed if code in rolled}
    )
    return RolledUp(figure, _weakest(parts), may_overlap)


def _weakest(parts: Sequence[RolledUp]) -> Coverage:
    applying = [part.coverage for part in parts if part.coverage.applicable]
    return min(applying, key=lambda c: c.filled / c.applicable, default=Coverage(0, 0))


def _walk(node: Node) -> Iterator[str]:
    match node:
        case Code(code):
            yield code
        case Sum(plus, minus):
            for part in plus + minus:
                yield from _walk(part)
        case Quotient(numerator, denominator):
            yield from _walk(numerator)
            yield from _walk(denominator)


def _plain(figure: Figure) -> Figure:
    return figure if figure.value is None else number(figure.value)


def _sum(plus: list[Figure], minus: list[Figure]) -> Figure:
    if any(figure.is_blank for figure in plus + minus):
        return BLANK
    total, _ = add(plus)
    if not minus:
        return total
    taken, _ = add(minus)
    if total.value is None or taken.value is None:
        return NOT_APPLICABLE
    return number(total.value - taken.value)


def _tokens(text: str) -> list[str]:
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        found = TOKEN.match(text, at)
        if not found:
            raise FormulaError(f"not a formula at character {at}: {text}")
        tokens.append(found[1])
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right, one look ahead."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.at = 0

    def formula(self) -> Node:
        top = self.sum()
        if not self.take("/"):
            return top
        return Quotient(top, self.sum())

    def sum(self) -> Node:
        plus, minus = list(self.terms()), list[Node]()
        while self.peek() in ("+", "-"):
            side = plus if self.next() == "+" else minus
            side.extend(self.terms())
        return Sum(tuple(plus), tuple(minus)) if len(plus) + len(minus) > 1 else plus[0]

    def terms(self) -> list[Node]:
        token = self.next()
        if token == "(":
            inner = self.sum()
            if not self.take(")"):
                raise FormulaError(f"a bracket stays open: {self.text}")
            return [inner]
        if token.isdecimal():
            return [Number(Decimal(token))]
        if not token[0].isalpha():
            raise FormulaError(f"a code is missing before {token}: {self.text}")
        if tuple(self.tokens[self.at : self.at + 3]) == SERIES_MARK:
            self.at += 3
            return self.series(token, self.next())
        return [Code(token)]

    def series(self, first: str, last: str) -> list[Node]:
        start, stop = SERIES.fullmatch(first), SERIES.fullmatch(last)
        if not start or not stop or start[1] != stop[1] or start[2] >= stop[2]:
            raise FormulaError(f"not a series, {first} to {last}: {self.text}")
        return [Code(f"{start[1]}{n:02}") for n in range(int(start[2]), int(stop[2]) + 1)]

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        if self.at == len(self.tokens):
            raise FormulaError(f"a code is missing at the end: {self.text}")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, token: str) -> bool:
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def finish(self) -> None:
        if self.peek():
            raise FormulaError(f"more than a formula, from {self.peek()}: {self.text}")
