"""New first passwords for everybody who never came in with the old one: slips get lost."""

from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from reports.audit.services import Act, record_acts
from reports.common.errors import Refused
from reports.common.permissions import demand
from reports.organisations.bulk.known import administered
from reports.organisations.bulk.people import MOST_NEW_PEOPLE
from reports.organisations.enums import Role
from reports.organisations.models import Membership, User
from reports.organisations.passwords import FirstPassword, hash_first_password, make_first_password
from reports.organisations.permissions import can_administer_holder, can_administer_many

BATCH = 500


def waiting_people(actor: User) -> QuerySet[User]:
    """The people of the units that somebody administers who have never signed in."""
    held = Membership.objects.filter(organisation__in=administered(actor))
    return User.objects.filter(
        pk__in=held.values("user"),
        is_active=True,
        is_superuser=False,
        must_change_password=True,
        last_login=None,
    )


@transaction.atomic
def renew_first_passwords(*, actor: User, now: datetime) -> tuple[FirstPassword, ...]:
    """Give each of the waiting people a new first password; the old ones open nothing any more.

    Whoever holds a post elsewhere too is left to the administrator there.
    """
    demand(can_administer_many(actor))
    posts = Prefetch("memberships", Membership.objects.select_related("organisation").order_by("pk"))
    found = waiting_people(actor).order_by("pk").prefetch_related(posts).select_for_update()
    people = [user for user in found if can_administer_holder(actor, user, _paths(user))]
    if not people:
        raise Refused("没有需要重新发放初始密码的人员。")
    if len(people) > MOST_NEW_PEOPLE:
        raise Refused(f"还没有登录过的有{len(people):,}人，超过{MOST_NEW_PEOPLE:,}人，请在单位页面逐个重置。")
    passwords = {user.pk: make_first_password() for user in people}
    for user in people:
        user.password = hash_first_password(passwords[user.pk])
    User.objects.bulk_update(people, ["password"], BATCH)
    record_acts(
        (Act("重置密码", user, _paths(user)[0]) for user in people), actor=actor, now=now
    )  # fmt: skip
    slips = [first_password_of(user, passwords[user.pk]) for user in people]
    return tuple(sorted(slips, key=lambda slip: slip.unit))


def first_password_of(user: User, password: str) -> FirstPassword:
    """What one person is told on paper: the first unit, and all roles."""
    posts = list(user.memberships.all())
    roles = "、".join(dict.fromkeys(Role(post.role).label for post in posts))
    unit = posts[0].organisation.name if posts else ""
    return FirstPassword(unit, user.name, user.username, password, roles)


def _paths(user: User) -> list[str]:
    return [membership.organisation.path for membership in user.memberships.all()]
