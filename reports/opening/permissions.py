"""Who may open a year."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User


def can_open_round(user: User, government: Organisation) -> Verdict:
    """The administrator of the county."""
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有管理员可以开启年度任务。")
