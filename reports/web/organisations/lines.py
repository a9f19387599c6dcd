"""What an import of units and people would do, line by line, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from reports.organisations.bulk.columns import PEOPLE, UNITS
from reports.organisations.bulk.plan import Change, Fate, PersonLine, Plan, UnitLine, UnitValues
from reports.organisations.enums import Role

PAGE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One unit or person that would be made or changed; `words` say what a new one would be."""

    at: str
    sheet: str
    fate: str
    name: str
    words: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many units and people have one fate."""

    fate: str
    units: int
    people: int


@dataclass(frozen=True, slots=True)
class LinesPage:
    """The counts of a plan, and one page of its lines; what stays as it is, is only counted."""

    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
    page: Page


def lines_page(plan: Plan, *, number: str | None) -> LinesPage:
    """Show one page of what would be made or changed, units first."""
    lines = [*(_unit(line) for line in plan.units), *(_person(line) for line in plan.people)]
    moving = [line for line in lines if line.fate != Fate.SAME.value]
    page = Paginator(moving, PAGE_LENGTH).get_page(number)
    counts = tuple(Count(fate.value, *plan.count(fate)) for fate in Fate)
    return LinesPage(counts, tuple(page), page)


def _unit(line: UnitLine) -> Line:
    words = tuple(_described(line.values)) if line.fate is Fate.NEW else ()
    return Line(line.at, UNITS, line.fate.value, line.values.name, words, line.changes)


def _described(values: UnitValues) -> Iterator[str]:
    yield values.kind.label
    if values.parent:
        yield f"上级{values.parent}"
    if values.short_name != values.name:
        yield f"简称{values.short_name}"
    if values.place:
        yield f"地名{values.place}"
    if values.party_name:
        yield f"与{values.party_name}联合署名"
    if values.data_offices:
        yield f"归口数据：{'、'.join(values.data_offices)}"
    if values.duties:
        yield f"职责：{'、'.join(duty.label for duty in values.duties)}"
    if not values.is_active:
        yield "停用"


def _person(line: PersonLine) -> Line:
    words = [f"任{unit}{Role(role).label}" for unit, role in line.posts]
    if line.fate is Fate.NEW and line.phone:
        words.append(f"电话{line.phone}")
    return Line(
        line.at, PEOPLE, line.fate.value, f"{line.name}（{line.username}）", tuple(words), line.changes
    )
