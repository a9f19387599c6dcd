"""Calculating formulas: what a numerator, a denominator or a side of a rule comes to.

Pure: no Django. How a formula is written is `grammar`.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from reports.indicators.grammar import (
    Call,
    Code,
    It,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    leaves,
    parse,
)
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


def _no_calls(call: Call) -> Figure:
    """A formula that is no rule knows this year's figures only."""
    raise ValueError(f"nobody says what {call} is")


def codes(formula: str | Node) -> tuple[str, ...]:
    """The codes of a formula, each once, in their order."""
    node = parse(formula) if isinstance(formula, str) else formula
    named = (leaf.of if isinstance(leaf, Call) else leaf for leaf in leaves(node))
    return tuple(dict.fromkeys(leaf.code for leaf in named if isinstance(leaf, Code)))


def evaluate(
    formula: str | Node, figures: Mapping[str, Figure], *, calls: Callable[[Call], Figure] = _no_calls
) -> Figure:
    """Calculate a formula from figures; a code without a figure is 未填, a function is asked of `calls`.

    Any part 未填 gives 未填. In a sum 不适用 adds nothing, and all 不适用 gives 不适用;
    a difference with a side 不适用 is 不适用.
    """

    def value(node: Node) -> Figure:
        match node:
            case Code(code):
                return _plain(figures.get(code, BLANK))
            case Call():
                return _plain(calls(node))
            case Number(given):
                return number(given)
            case Product(factor, of):
                return _times(factor, value(of))
            case Quotient(numerator, denominator):
                return ratio(value(numerator), value(denominator))
            case Sum(plus, minus):
                return _sum([value(part) for part in plus], [value(part) for part in minus])
            case It():
                raise ValueError("a clause about each figure speaks of none yet")

    return value(parse(formula) if isinstance(formula, str) else formula)


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


def _times(factor: Decimal, figure: Figure) -> Figure:
    return figure if figure.value is None else number(factor * figure.value)
