"""Who may decide about findings, set how checks are taken, keep a county's words, have a year compared."""

from reports.checks.catalogue import check_with
from reports.checks.models import Finding
from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit
from reports.organisations.enums import COUNTY_WIDE_ROLES, OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.rounds.models import Round


def can_decide(user: User, report: Report) -> Verdict:
    """Keep words as they are against a finding, or take that back: whoever may write the report."""
    return can_edit(user, report)


def can_dismiss(user: User, finding: Finding) -> Verdict:
    """As `can_decide`; a missing statutory part and what must not become public stay."""
    check = check_with(finding.code)
    if check and not check.may_be_dismissed:
        return Denied("法定内容缺项、涉密和涉及个人隐私的问题必须改正，不能标为不采纳。")
    return can_decide(user, finding.report)


def can_read_round(user: User, round_: Round) -> Verdict:
    """Whoever judges the reports of the county or runs its year; reading changes no text."""
    if user.is_superuser or user.standing().oversees(round_.government.path, _READERS):
        return Allowed()
    return Denied("只有司法局的审查员、局领导和管理员可以审读全县的报告。")


def can_read_report(user: User, report: Report) -> Verdict:
    """Whoever may write the report, and those who may read the whole county."""
    if user.standing().oversees(report.assignment.organisation.path, _READERS):
        return Allowed()
    if can_edit(user, report):
        return Allowed()
    return Denied("只有本报告的经办人和司法局可以审读。")


_READERS = frozenset({Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR})


def can_set_checks(user: User, government: Organisation) -> Verdict:
    """The administrator of the judicial bureau, for its own government."""
    if government.kind != OrganisationKind.COUNTY_GOVERNMENT:
        return Denied("文字检查按政府设置，各单位随本级政府。")
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有司法局的管理员可以设置文字检查。")


def can_compare(user: User, round_: Round) -> Verdict:
    """The reviewer and the administrator over the county."""
    path = round_.government.path
    if user.is_superuser or user.standing().oversees(path, [Role.REVIEWER, Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有司法局审查员和管理员可以重新比对。")


def can_keep_lexicon(user: User, government: Organisation) -> Verdict:
    """The administrator of the judicial bureau, for its own government and those below."""
    if government.kind != OrganisationKind.COUNTY_GOVERNMENT:
        return Denied("词库按政府维护，各单位随本级政府。")
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有司法局的管理员可以修改本县词库，发现误报或者漏报的，请告诉管理员。")


def can_see_fares(user: User, government: Organisation) -> Verdict:
    """How often each check was followed: the people of the bureau, who see all reports of the county."""
    if user.is_superuser or user.standing().oversees(government.path, COUNTY_WIDE_ROLES):
        return Allowed()
    return Denied("只有司法局的人员可以查看各项检查的采纳情况。")
