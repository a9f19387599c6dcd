"""Who may move a unit's dates and press it for its report."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.rounds.models import Assignment


def can_extend_deadline(user: User, assignment: Assignment) -> Verdict:
    """审查员 or 管理员 of the bureau over the unit, while the task is in force."""
    if not _keeps_the_dates(user, assignment):
        return Denied("只有司法局审查员或管理员可以延期。")
    return Denied("任务已撤回，不需要延期。") if assignment.is_withdrawn else Allowed()


def can_adjust_dates(user: User, assignment: Assignment) -> Verdict:
    """管理员 of the bureau over the unit: earlier too, and before today when that is said."""
    if not user.standing().oversees(assignment.organisation.path, [Role.ADMINISTRATOR]):
        return Denied("只有管理员可以把期限提前。")
    return Denied("任务已撤回，不需要调整期限。") if assignment.is_withdrawn else Allowed()


def can_remind(user: User, assignment: Assignment) -> Verdict:
    """审查员 or 管理员 of the bureau over the unit, while the task is in force."""
    if not _keeps_the_dates(user, assignment):
        return Denied("只有司法局审查员或管理员可以催办。")
    return Denied("任务已撤回，不需要催办。") if assignment.is_withdrawn else Allowed()


def _keeps_the_dates(user: User, assignment: Assignment) -> bool:
    return user.standing().oversees(assignment.organisation.path, [Role.REVIEWER, Role.ADMINISTRATOR])
