"""Who may set up units and people."""

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
