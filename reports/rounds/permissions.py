"""Who may move a unit's dates and press it for its report."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.rounds.models import Assignment


def can_extend_deadline(user: User, assignment: Assignment) -> Verdict:
    """审查员 or 管理员 of the bureau over the unit."""
    if _keeps_the_dates(user, assignment):
        return Allowed()
    return Denied("只有司法局审查员或管理员可以延期。")


def can_remind(user: User, assignment: Assignment) -> Verdict:
    """审查员 or 管理员 of the bureau over the unit."""
    if _keeps_the_dates(user, assignment):
        return Allowed()
    return Denied("只有司法局审查员或管理员可以催办。")


def _keeps_the_dates(user: User, assignment: Assignment) -> bool:
    return user.standing().oversees(assignment.organisation.path, [Role.REVIEWER, Role.ADMINISTRATOR])
