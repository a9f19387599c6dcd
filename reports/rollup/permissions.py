"""Who gathers the units' reports."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit
from reports.organisations.enums import Role
from reports.organisations.models import User

READERS = (Role.REVIEWER, Role.LEADER, Role.AUDITOR)


def can_see_rollup(user: User, report: Report) -> Verdict:
    """The bureau's reviewers and leaders, and whoever reads everything, for a county's report."""
    if not report.assignment.is_for_county:
        return Denied("只有本级政府的报告需要汇总。")
    if user.standing().oversees(report.assignment.organisation.path, READERS):
        return Allowed()
    return Denied("汇总只对司法局开放。")


def can_gather(user: User, report: Report) -> Verdict:
    """Whoever drafts the county's report, while its text is open."""
    if not report.assignment.is_for_county:
        return Denied("只有本级政府的报告需要汇总。")
    return can_edit(user, report)
