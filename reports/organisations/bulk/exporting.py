"""Units and people as a workbook, and the empty one that is filled in: never a password."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch

from reports.common.workbooks.columns import Table, Value
from reports.common.workbooks.writing import write_workbook
from reports.organisations.bulk.columns import (
    BETWEEN,
    HOW_TO_FILL,
    NOTE_COLUMNS,
    NOTES,
    PEOPLE,
    PEOPLE_COLUMNS,
    UNIT_COLUMNS,
    UNITS,
)
from reports.organisations.bulk.known import administered
from reports.organisations.bulk.units import shown
from reports.organisations.enums import Duty, OrganisationKind, Role
from reports.organisations.models import Membership, Organisation, User


def export_county(actor: User) -> bytes:
    """Write the units that a person administers, and the people who hold a post there, as they stand."""
    posts = Prefetch(
        "memberships", Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    )
    units = list(administered(actor).select_related("parent").order_by("path").prefetch_related(posts))
    return _workbook([_unit_row(unit) for unit in units], [row for unit in units for row in _people(unit)])


def empty_workbook() -> bytes:
    """Write the template: the sheets without a row, and how to fill them."""
    return _workbook([], [])


def _workbook(units: Sequence[Sequence[Value]], people: Sequence[Sequence[Value]]) -> bytes:
    return write_workbook(
        [
            Table(UNITS, UNIT_COLUMNS, units),
            Table(PEOPLE, PEOPLE_COLUMNS, people),
            Table(NOTES, NOTE_COLUMNS, HOW_TO_FILL, held=0, has_filter=False),
        ]
    )


def _unit_row(unit: Organisation) -> tuple[Value, ...]:
    return (
        unit.name,
        unit.short_name,
        OrganisationKind(unit.kind).label,
        unit.parent.name if unit.parent else "",
        unit.place,
        unit.party_name,
        BETWEEN.join(unit.data_offices),
        BETWEEN.join(Duty(duty).label for duty in unit.duties),
        unit.position,
        shown(unit.is_active),
    )


def _people(unit: Organisation) -> Iterator[tuple[Value, ...]]:
    """One row for each person of a unit, with all roles there."""
    roles: dict[User, list[str]] = {}
    for post in unit.memberships.all():
        roles.setdefault(post.user, []).append(Role(post.role).label)
    for person, held in roles.items():
        yield person.name, person.username, unit.name, BETWEEN.join(held), person.phone
