"""Who may decide about findings, and who sets how a county takes each check."""

from reports.checks.catalogue import check_with
from reports.checks.models import Finding
from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User


def can_decide(user: User, report: Report) -> Verdict:
    """Keep words as they are against a finding, or take that back: whoever may write the report."""
    return can_edit(user, report)


def can_dismiss(user: User, finding: Finding) -> Verdict:
    """As `can_decide`; a missing statutory part and what must not become public stay."""
    check = check_with(finding.code)
    if check and not check.may_be_dismissed:
        return Denied("法定内容缺项、涉密和涉及个人隐私的问题必须改正，不能标为不采纳。")
    return can_decide(user, finding.report)


def can_set_checks(user: User, government: Organisation) -> Verdict:
    """The administrator of the judicial bureau, for its own government."""
    if government.kind != OrganisationKind.COUNTY_GOVERNMENT:
        return Denied("文字检查按政府设置，各单位随本级政府。")
    if user.is_superuser or user.standing().oversees(government.path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有司法局的管理员可以设置文字检查。")
