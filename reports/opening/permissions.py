"""Who may open a year, and who may look at it as a whole."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User


def can_open_round(user: User, government: Organisation) -> Verdict:
    """The administrator of the county."""
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有管理员可以开启年度任务。")


def can_see_rounds(user: User) -> Verdict:
    """Everybody with a county-wide role."""
    if user.is_superuser or any(post.reach_path for post in user.standing().posts):
        return Allowed()
    return Denied("年度任务只对司法局开放。")
