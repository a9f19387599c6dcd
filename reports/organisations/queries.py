"""Who stands over whom, and who holds which role."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User, paths_over


def government_over(organisation: Organisation) -> Organisation:
    """The government that this unit belongs to; a government itself is its own.

    Errors: a unit outside any government's tree is its own too, so that nothing lacks a place.
    """
    current: Organisation | None = organisation
    while current is not None:
        if current.kind == OrganisationKind.COUNTY_GOVERNMENT:
            return current
        current = current.parent
    return organisation


def bureau_over(organisation: Organisation) -> Organisation | None:
    """The judicial bureau that pre-reviews this unit's report."""
    government = government_over(organisation)
    return government.children.filter(kind=OrganisationKind.JUDICIAL_BUREAU, is_active=True).first()


def people_with(role: Role, *, organisation: Organisation) -> list[User]:
    """The active holders of a role in a unit."""
    return list(
        User.objects.filter(
            memberships__role=role, memberships__organisation=organisation, is_active=True
        ).distinct()
    )


def county_name(organisation: Organisation) -> str:
    """The name of the place, as in 云岭县, for addressees and guidance."""
    government = government_over(organisation)
    return government.place or government.name.removesuffix("人民政府")


def overseen_organisations(user: User) -> QuerySet[Organisation]:
    """The units of the counties over which this person has a county-wide role."""
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(user.standing().county_reach("path"))


def organisations_within(user: User, roles: Iterable[Role]) -> QuerySet[Organisation]:
    """The active units over which this person has one of these county-wide roles."""
    wanted = set(roles)
    condition = Q(pk__in=[])
    for post in user.standing().posts:
        if post.role in wanted and post.reach_path:
            condition |= Q(path__startswith=post.reach_path)
    return Organisation.objects.filter(condition, is_active=True)


def administered_governments(user: User) -> list[Organisation]:
    """The governments whose county this person administers, the topmost first."""
    reach = (
        overseen_organisations(user)
        if user.is_superuser
        else organisations_within(user, [Role.ADMINISTRATOR])
    )
    return list(reach.filter(kind=OrganisationKind.COUNTY_GOVERNMENT).order_by("path"))


def governments_of(user: User) -> list[Organisation]:
    """The governments whose rules and words a person reads: the nearest over a post, then those overseen."""
    governments = Organisation.objects.filter(kind=OrganisationKind.COUNTY_GOVERNMENT, is_active=True)
    if user.is_superuser:
        return list(governments.order_by("path"))
    posts = user.standing().posts
    above = {path for post in posts for path in paths_over(post.path)}
    found = list(
        governments.filter(Q(path__in=above) | user.standing().county_reach("path")).order_by("path")
    )
    nearest = [each for post in posts if (each := _nearest(found, post.path))]
    overseen = [g for g in found for p in posts if p.reach_path and g.path.startswith(p.reach_path)]
    return list(dict.fromkeys([*nearest, *overseen]))


def _nearest(governments: Iterable[Organisation], path: str) -> Organisation | None:
    over = [government for government in governments if path.startswith(government.path)]
    return max(over, key=lambda government: len(government.path), default=None)
