"""What stands already where somebody administers, read in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from reports.organisations.enums import Role
from reports.organisations.models import Membership, Organisation, User


@dataclass(frozen=True, slots=True)
class Known:
    """The units that the person administers, by name, and whoever is named in the file.

    `names` are those of the units by key; `short_names` leads from a short name that only one unit has
    to its name; `foreign` are the names of units elsewhere; `people` are by user name, their memberships
    read.
    """

    units: Mapping[str, Organisation]
    names: Mapping[int, str]
    short_names: Mapping[str, str]
    foreign: frozenset[str]
    people: Mapping[str, User]
    is_installer: bool

    def find(self, word: str) -> str:
        """The name of the unit that somebody calls by its name or short name; empty for none."""
        return word if word in self.units else self.short_names.get(word, "")


def read_known(actor: User, *, unit_names: Iterable[str], usernames: Iterable[str]) -> Known:
    """Read what the sheets must be compared with."""
    units = list(administered(actor).order_by("path"))
    names = {unit.name: unit for unit in units}
    shorts = Counter(unit.short_name for unit in units)
    others = Organisation.objects.filter(name__in=set(unit_names) - names.keys())
    posts = Prefetch("memberships", Membership.objects.select_related("organisation__parent"))
    people = User.objects.filter(username__in=set(usernames)).prefetch_related(posts)
    return Known(
        units=names,
        names={unit.pk: unit.name for unit in units},
        short_names={unit.short_name: unit.name for unit in units if shorts[unit.short_name] == 1},
        foreign=frozenset(others.values_list("name", flat=True)),
        people={person.username: person for person in people},
        is_installer=actor.is_superuser,
    )


def administered(user: User) -> QuerySet[Organisation]:
    """The units over which this person is administrator, those no longer in use too."""
    if user.is_superuser:
        return Organisation.objects.all()
    condition = Q(pk__in=[])
    for post in user.standing().posts:
        if post.role == Role.ADMINISTRATOR and post.reach_path:
            condition |= Q(path__startswith=post.reach_path)
    return Organisation.objects.filter(condition)
