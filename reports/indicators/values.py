"""Figures of four values and their arithmetic (architecture decision 5).

Pure: no Django, no database. Not for: what is stored (models), what was typed (inputs).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

PERCENT = "%"
PERCENTAGE_POINT = "个百分点"
BLANK_MARK = "××"
NOT_APPLICABLE_WORD = "不适用"
RATE_STEP = Decimal("0.01")


class State(StrEnum):
    """Which of the four values a figure is; 0 is a number like any other."""

    NUMBER = "number"
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"


class Aggregation(StrEnum):
    """How a parent's value comes from its units (the values of the dictionary file)."""

    SUM = "sum"
    OWN_LEVEL_ONLY = "own_level_only"
    RECOMPUTE = "recompute_from_numerator_and_denominator"
    SUM_IF_NO_OVERLAP = "sum_only_if_units_do_not_overlap"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one indicator: a number, 不适用 or 未填.

    A ratio is a number in percent; it carries its numerator and denominator, or is stated
    (printed as somebody gave it, never part of a sum). Make it with `number`, `ratio_of` or
    `stated`, or take `BLANK` and `NOT_APPLICABLE`.
    """

    state: State
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_stated: bool = False

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state is State.NUMBER):
            raise ValueError("a value belongs to a number, and to nothing else")
        if self.value is not None and not self.value.is_finite():
            raise ValueError("a number is finite")
        if (self.numerator is None) != (self.denominator is None):
            raise ValueError("numerator and denominator come together")
        if self.is_stated and (self.value is None or self.has_parts):
            raise ValueError("a stated figure is a number without parts")
        if self.has_parts and not self._is_quotient():
            raise ValueError("the value of a ratio is numerator / denominator in percent")

    def _is_quotient(self) -> bool:
        top, bottom = self.numerator, self.denominator
        return top is not None and bottom is not None and bottom > 0 and self.value == _percent(top, bottom)

    @property
    def is_number(self) -> bool:
        """Whether there is a number, 0 included."""
        return self.state is State.NUMBER

    @property
    def is_blank(self) -> bool:
        """Whether nobody has filled it in (未填)."""
        return self.state is State.BLANK

    @property
    def is_not_applicable(self) -> bool:
        """Whether the unit has no such duty, or the ratio no denominator (不适用)."""
        return self.state is State.NOT_APPLICABLE

    @property
    def has_parts(self) -> bool:
        """Whether it is a ratio that carries its numerator and denominator."""
        return self.numerator is not None


BLANK = Figure(State.BLANK)
NOT_APPLICABLE = Figure(State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was asked stands behind a sum.

    `applicable` counts the parts that are not 不适用; `filled` those of them that were used;
    `stated` those that were left out because they are stated ratios.
    """

    filled: int
    applicable: int
    stated: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every part to which the figure applies was used."""
        return self.filled == self.applicable


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A parent's figure, what stands behind it, and whether a person must rule out double counting."""

    figure: Figure
    coverage: Coverage
    needs_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """This year against last: `figure` is in `unit`, percent or 个百分点, and may be negative."""

    figure: Figure
    unit: str


def number(value: Decimal | int) -> Figure:
    """Make a figure of a plain number."""
    return Figure(State.NUMBER, Decimal(value))


def stated(value: Decimal | int) -> Figure:
    """Make a ratio, in percent, of which only the result is known."""
    return Figure(State.NUMBER, Decimal(value), is_stated=True)


def ratio_of(numerator: Decimal | int, denominator: Decimal | int) -> Figure:
    """Make a ratio of two numbers; a denominator of 0, or a difference below it, gives 不适用."""
    top, bottom = Decimal(numerator), Decimal(denominator)
    if bottom <= 0:
        return NOT_APPLICABLE
    return Figure(State.NUMBER, _percent(top, bottom), top, bottom)


def ratio(numerator: Figure, denominator: Figure) -> Figure:
    """Divide one figure by another, in percent.

    Any part 未填 gives 未填; else any part 不适用, or a denominator that is not above 0, gives 不适用.
    """
    if numerator.is_blank or denominator.is_blank:
        return BLANK
    if numerator.value is None or denominator.value is None:
        return NOT_APPLICABLE
    return ratio_of(numerator.value, denominator.value)


def add(figures: Iterable[Figure]) -> tuple[Figure, Coverage]:
    """Sum what is there and say how much that is.

    不适用 adds nothing, 未填 lowers the coverage; all 不适用 gives 不适用; nothing filled gives 未填.
    Errors: ValueError for a ratio, since ratios are never added.
    """
    parts = list(figures)
    if any(part.has_parts or part.is_stated for part in parts):
        raise ValueError("ratios are never added")
    numbers = [part.value for part in parts if part.value is not None]
    coverage = Coverage(len(numbers), sum(not part.is_not_applicable for part in parts))
    if numbers:
        return number(sum(numbers, Decimal(0))), coverage
    return _without_numbers(parts), coverage


def change(this: Figure, last: Figure, *, unit: str = "") -> Change:
    """Compare this year with last year; a rate (`unit` %) changes by 个百分点, all else by percent.

    未填 on either side gives 未填; else 不适用 on either side, or a change against 0, gives 不适用.
    """
    is_rate = unit == PERCENT
    result_unit = PERCENTAGE_POINT if is_rate else PERCENT
    if this.is_blank or last.is_blank:
        return Change(BLANK, result_unit)
    if this.value is None or last.value is None or (last.value <= 0 and not is_rate):
        return Change(NOT_APPLICABLE, result_unit)
    difference = this.value - last.value
    return Change(number(difference if is_rate else _percent(difference, last.value)), result_unit)


def roll_up(aggregation: str, parts: Sequence[Figure], *, own: Figure = BLANK) -> RolledUp:
    """Make a parent's figure out of its units' figures.

    Sums:      `parts` are the units' figures, and the parent's own where it counts itself.
    Own level: `own` is the figure, of the parent or of the office that has it; `parts` play no role.
    Ratios:    Σ numerator / Σ denominator of the parts that carry both; stated ones are left out.
    """
    if aggregation == Aggregation.OWN_LEVEL_ONLY:
        return RolledUp(own, Coverage(int(own.is_number), int(not own.is_not_applicable)))
    if aggregation == Aggregation.RECOMPUTE:
        return _ratio_of_sums(parts)
    figure, coverage = add(parts)
    may_overlap = aggregation == Aggregation.SUM_IF_NO_OVERLAP and coverage.filled > 1
    return RolledUp(figure, coverage, may_overlap)


def display(figure: Figure, unit: str = "") -> str:
    """Print the number alone, as GB/T 15835 has it: no thousands separator, no trailing zeros.

    A percentage has at most two decimals, rounded half up; 未填 prints ××.
    """
    if figure.value is None:
        return BLANK_MARK if figure.is_blank else NOT_APPLICABLE_WORD
    value = figure.value
    if unit in (PERCENT, PERCENTAGE_POINT):
        value = value.quantize(RATE_STEP, ROUND_HALF_UP)
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def display_change(change: Change, *, in_column: bool = False) -> str:
    """Print a change with its sign and unit: +12.5%, -3个百分点, 不适用.

    In a column all have two decimals, so that they can be compared at a glance: +12.50%.
    """
    value = change.figure.value
    if value is None:
        return display(change.figure)
    value = value.quantize(RATE_STEP, ROUND_HALF_UP)
    text = f"{value:f}" if in_column else display(number(value))
    sign = "+" if value > 0 else ""
    return f"{sign}{text.removeprefix('-') if not value else text}{change.unit}"


def to_plain(figure: Figure) -> dict[str, Any]:
    """Write a figure in plain JSON types, its numbers as text, so that none loses a digit."""
    return {
        "state": figure.state.value,
        "value": _text(figure.value),
        "numerator": _text(figure.numerator),
        "denominator": _text(figure.denominator),
        "is_stated": figure.is_stated,
    }


def from_plain(plain: Mapping[str, Any]) -> Figure:
    """Bring back what `to_plain` wrote."""
    return Figure(
        state=State(plain["state"]),
        value=_decimal(plain["value"]),
        numerator=_decimal(plain["numerator"]),
        denominator=_decimal(plain["denominator"]),
        is_stated=plain["is_stated"],
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _ratio_of_sums(parts: Sequence[Figure]) -> RolledUp:
    pairs = [(p.numerator, p.denominator) for p in parts if p.numerator is not None]
    left_out = sum(part.is_number and not part.has_parts for part in parts)
    coverage = Coverage(len(pairs), sum(not part.is_not_applicable for part in parts), left_out)
    if not pairs:
        return RolledUp(_without_numbers(parts), coverage)
    numerator = sum((top for top, _ in pairs if top is not None), Decimal(0))
    denominator = sum((bottom for _, bottom in pairs if bottom is not None), Decimal(0))
    return RolledUp(ratio_of(numerator, denominator), coverage)


def _without_numbers(parts: Sequence[Figure]) -> Figure:
    if parts and all(part.is_not_applicable for part in parts):
        return NOT_APPLICABLE
    return BLANK


def _percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    return numerator * 100 / denominator
