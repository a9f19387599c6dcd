"""Who may set up units and people, and who may look them up."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User


def can_administer(user: User, organisation: Organisation | None) -> Verdict:
    """The administrator of a county sets up everything under its government."""
    if user.is_superuser:
        return Allowed()
    if organisation is not None and user.standing().oversees(organisation.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有管理员可以维护单位和人员。")


def can_administer_person(user: User, person: User) -> Verdict:
    """The administrator who oversees every unit in which the person holds a post."""
    if user.is_superuser:
        return Allowed()
    paths = [post.path for post in person.standing().posts]
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
