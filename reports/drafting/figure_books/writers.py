"""Who writes figures into a report from a file, and on what occasion."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit, can_enter_figures_for, is_drafter
from reports.indicators.enums import ChangeOccasion
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.rounds.models import Round


def occasion_of(user: User, report: Report) -> ChangeOccasion:
    """导入 by whoever writes the report anyway; else the bureau does it for the unit."""
    is_bureau = not is_drafter(user, report) and user.standing().oversees(
        report.assignment.organisation.path, [Role.REVIEWER]
    )
    return ChangeOccasion.ON_BEHALF if is_bureau else ChangeOccasion.IMPORTED


def writing_verdict(user: User, report: Report) -> Verdict:
    """Whether this person may write figures into the report now."""
    if occasion_of(user, report) == ChangeOccasion.ON_BEHALF:
        return can_enter_figures_for(user, report)
    return can_edit(user, report)


def can_import_county_figures(user: User, round_: Round) -> Verdict:
    """The bureau's reviewers, for the units of their county."""
    if user.standing().oversees(round_.government.path, [Role.REVIEWER]):
        return Allowed()
    return Denied("只有司法局审查员可以导入各单位的数据。")
