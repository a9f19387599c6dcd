"""Units with their people, each page in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import FormerName, Membership, Merger, Organisation, User
from reports.organisations.queries import overseen_organisations

PAGE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class RolePeople:
    """The people who hold one role in a unit."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One unit in the list; `depth` counts the units above it."""

    organisation: Organisation
    depth: int
    people: tuple[RolePeople, ...]
    lacks_drafter: bool


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One page of units, and the page for the pager."""

    rows: tuple[OrganisationRow, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a unit with all posts there."""

    person: User
    posts: tuple[Membership, ...]
    is_elsewhere: bool


def organisation_page(user: User, wanted: Mapping[str, Any], *, number: str | None) -> OrganisationPage:
    """The units that the person oversees: governments, then bureaus, then the others by their place."""
    rank = Case(
        *(When(kind=kind, then=Value(at)) for at, kind in enumerate(OrganisationKind)),
        output_field=IntegerField(),
    )
    units = _narrow(overseen_organisations(user), wanted).annotate(rank=rank)
    posts = Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    ordered = units.order_by("rank", "position", "pk").prefetch_related(Prefetch("memberships", posts))
    page = Paginator(ordered, PAGE_LENGTH).get_page(number)
    return OrganisationPage(tuple(_row(unit) for unit in page), page)


def _narrow(units: QuerySet[Organisation], wanted: Mapping[str, Any]) -> QuerySet[Organisation]:
    if not wanted.get("closed"):
        units = units.filter(is_active=True)
    if kind := wanted.get("kind"):
        units = units.filter(kind=kind)
    if text := wanted.get("text"):
        named = Q(pk__in=Organisation.objects.called(text))
        units = units.filter(named | Q(memberships__user__name__icontains=text)).distinct()
    return units


def _row(unit: Organisation) -> OrganisationRow:
    names: dict[Role, list[str]] = {role: [] for role in Role}
    for membership in unit.memberships.all():
        names[Role(membership.role)].append(membership.user.name)
    needs_drafter = unit.is_active and unit.kind != OrganisationKind.COUNTY_GOVERNMENT
    return OrganisationRow(
        organisation=unit,
        depth=unit.path.count("/") - 2,
        people=tuple(RolePeople(role.label, tuple(found)) for role, found in names.items() if found),
        lacks_drafter=needs_drafter and not names[Role.DRAFTER],
    )


def people_of(organisation: Organisation) -> tuple[PersonRow, ...]:
    """The people with a post in a unit, those whose account is closed last."""
    people = (
        User.objects.filter(memberships__organisation=organisation)
        .distinct()
        .prefetch_related(Prefetch("memberships", Membership.objects.order_by("pk")))
        .order_by("-is_active", "pk")
    )
    return tuple(_person(person, organisation) for person in people)


def _person(person: User, organisation: Organisation) -> PersonRow:
    posts = list(person.memberships.all())
    here = tuple(post for post in posts if post.organisation_id == organisation.pk)
    return PersonRow(person, here, is_elsewhere=len(here) < len(posts))


@dataclass(frozen=True, slots=True)
class History:
    """What became of a unit: the names that it had, what it went into, what went into it."""

    former_names: tuple[FormerName, ...]
    merger: Merger | None
    predecessors: tuple[Merger, ...]


def history_of(organisation: Organisation) -> History:
    """The former names, the latest first, and the mergers on both sides; in three queries."""
    mergers = Merger.objects.select_related("closed", "into")
    return History(
        former_names=tuple(organisation.former_names.order_by("-used_until", "-pk")),
        merger=mergers.filter(closed=organisation).first(),
        predecessors=tuple(mergers.filter(into=organisation).order_by("-merged_on", "-pk")),
    )


def people_to_appoint(user: User) -> QuerySet[User]:
    """The people of the overseen units who could take a post here."""
    within = overseen_organisations(user)
    return (
        User.objects.filter(is_active=True, is_superuser=False, memberships__organisation__in=within)
        .distinct()
        .order_by("name", "pk")
    )
