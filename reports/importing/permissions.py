"""Who may bring an old file into a report."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import Organisation, User

IMPORTING_ROLES = (Role.REVIEWER, Role.ADMINISTRATOR)
"""In the bureau these bring in any unit's report (代录)."""


def can_import(user: User, organisation: Organisation) -> Verdict:
    """The unit's drafter for the own unit; the bureau's reviewer or administrator for any (代录)."""
    standing = user.standing()
    if standing.holds(Role.DRAFTER, organisation.pk):
        return Allowed()
    if standing.oversees(organisation.path, IMPORTING_ROLES):
        return Allowed()
    return Denied("只有本单位经办人和司法局可以导入报告。")


def can_import_many(user: User) -> Verdict:
    """The bureau's reviewer or administrator."""
    if any(p.reach_path and p.role in IMPORTING_ROLES for p in user.standing().posts):
        return Allowed()
    return Denied("批量导入只对司法局审查员和管理员开放。")
