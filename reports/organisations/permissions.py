"""Who may set up units and people, and who may look them up."""

from collections.abc import Sequence

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import Organisation, Post, User

TOP_SLASHES = 2
"""In the path of a unit without a parent: /1/."""


def can_administer(user: User, organisation: Organisation | None) -> Verdict:
    """The administrator of a county sets up everything under its government."""
    if user.is_superuser:
        return Allowed()
    if organisation is not None and user.standing().oversees(organisation.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有管理员可以维护单位和人员。")


def can_administer_many(user: User) -> Verdict:
    """Whoever administers any county may import and export its units and people."""
    if user.is_superuser or any(
        post.role == Role.ADMINISTRATOR and post.reach_path for post in user.standing().posts
    ):
        return Allowed()
    return Denied("只有管理员可以维护单位和人员。")


def can_administer_person(user: User, person: User) -> Verdict:
    """The administrator who oversees every unit in which the person holds a post."""
    return can_administer_holder(user, person, [post.path for post in person.standing().posts])


def can_administer_holder(user: User, person: User, paths: Sequence[str]) -> Verdict:
    """As `can_administer_person`, for somebody whose posts, by the paths of their units, are known."""
    if user.is_superuser:
        return Allowed()
    overseen = [user.standing().oversees(path, [Role.ADMINISTRATOR]) for path in paths]
    if not any(overseen) or person.is_superuser:
        return Denied("只有管理员可以维护单位和人员。")
    if not all(overseen):
        return Denied(f"{person.name}还在别的地方任职，请联系那里的管理员。")
    return Allowed()


def can_see_organisations(user: User) -> Verdict:
    """Everybody with a county-wide role."""
    if user.is_superuser or any(post.reach_path for post in user.standing().posts):
        return Allowed()
    return Denied("单位与人员只对司法局开放。")


def can_keep_shared_words(user: User) -> Verdict:
    """The administrator over the topmost government keeps what all counties of an installation share."""
    if user.is_superuser or any(_is_over_the_top(post) for post in user.standing().posts):
        return Allowed()
    return Denied("这里的内容由全体单位共用，只有最上级政府的管理员可以修改。")


def _is_over_the_top(post: Post) -> bool:
    """Whether the post administers a tree whose government stands under no other."""
    return post.role == Role.ADMINISTRATOR and post.reach_path.count("/") == TOP_SLASHES
