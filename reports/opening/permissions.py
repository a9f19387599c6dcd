"""Who may open a year and change what it asks of whom, and who may look at it as a whole."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Dispatch, Report
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.organisations.permissions import can_administer
from reports.rounds.models import Round


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


def can_change_round(user: User, round_: Round) -> Verdict:
    """The administrator of the county, while the year runs."""
    if not can_open_round(user, round_.government):
        return Denied("只有管理员可以调整年度任务。")
    return Denied("历史年度只收录旧报告，没有期限可以调整。") if round_.is_archive else Allowed()


def can_withdraw_assignment(user: User, report: Report) -> Verdict:
    """The administrator of the county, until the report is signed."""
    if not _administers(user, report):
        return Denied("只有管理员可以撤回任务。")
    if report.assignment.is_withdrawn:
        return Denied("这项任务已经撤回。")
    if report.assignment.round.is_archive:
        return Denied("历史年度只收录旧报告，没有任务可以撤回。")
    if report.is_signed:
        state = ReportStatus(report.status).label
        return Denied(f"报告{state}，是正式公文，任务不能再撤回。确需撤回的，请先由单位办理“签发后修改”。")
    return Allowed()


def can_restore_assignment(user: User, report: Report) -> Verdict:
    """The administrator of the county, for a withdrawn task of a unit that is still there."""
    if not _administers(user, report):
        return Denied("只有管理员可以恢复任务。")
    if not report.assignment.is_withdrawn:
        return Denied("这项任务没有撤回，不需要恢复。")
    if not report.assignment.organisation.is_active:
        return Denied("这个单位已经停用，请先在“单位与人员”中启用，再恢复任务。")
    return Allowed()


def can_change_template(user: User, report: Report) -> Verdict:
    """The administrator of the county, while nobody has written anything."""
    if not _administers(user, report):
        return Denied("只有管理员可以更换模板。")
    if report.assignment.is_withdrawn:
        return Denied("任务已撤回，不能更换模板。")
    is_touched = not report.is_not_begun or Dispatch.objects.filter(report=report).exists()
    if is_touched or report.revisions.exists() or report.steps.exists():
        return Denied("报告已经有内容，不能更换模板。")
    return Allowed()


def _administers(user: User, report: Report) -> bool:
    path = report.assignment.organisation.path
    return user.is_superuser or user.standing().oversees(path, [Role.ADMINISTRATOR])


def can_merge(user: User, organisation: Organisation) -> Verdict:
    """The administrator over the unit; a government and its bureau are not closed in passing."""
    verdict = can_administer(user, organisation)
    if not verdict:
        return verdict
    if organisation.kind in (OrganisationKind.COUNTY_GOVERNMENT, OrganisationKind.JUDICIAL_BUREAU):
        return Denied("县级政府和司法局承担全县的任务，不能在这里撤并。")
    if not organisation.is_active:
        return Denied("这个单位已经停用，不需要撤并。")
    return Allowed()
