"""Who may write in a report."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.enums import FILED_STATUSES, ReportStatus
from reports.drafting.models import Report, ReportBlock
from reports.organisations.enums import Role
from reports.organisations.models import User

EDITABLE_STATUSES = frozenset({ReportStatus.DRAFTING, ReportStatus.RETURNED, ReportStatus.AWAITING_SIGNATURE})

_CLOSED_REASONS = {
    ReportStatus.AWAITING_REVIEW: "已提交预审，不能修改。需要修改请先撤回。",
    ReportStatus.SIGNED: "已签发，不能修改。确需修改请点“签发后修改”，改后须重新签发。",
    ReportStatus.FILED: "已报送，不能修改。",
    ReportStatus.RECORDED: "已备案，不能修改。",
    ReportStatus.PUBLISHED: "已公开，不能修改。",
    ReportStatus.ARCHIVED: "已归档，不能修改。",
}


def is_drafter(user: User, report: Report) -> bool:
    """Whether this person drafts the report: 经办人 of the unit, or 审查员 for the county's."""
    assignment = report.assignment
    role = Role.REVIEWER if assignment.is_for_county else Role.DRAFTER
    return user.standing().holds(role, assignment.drafted_by_id)


def is_head(user: User, report: Report) -> bool:
    """Whether this person heads the unit whose report it is."""
    return user.standing().holds(Role.HEAD, report.assignment.organisation_id)


def why_withdrawn(report: Report) -> str:
    """The sentence that closes every act on the report of a withdrawn task; empty while it is in force."""
    assignment = report.assignment
    if not assignment.is_withdrawn:
        return ""
    reason = assignment.withdrawal_reason.rstrip("。")
    return f"任务已撤回，不能办理：{reason}。文字和数据都保留，需要恢复请联系司法局。"


def can_edit(user: User, report: Report) -> Verdict:
    """The drafter while the text is open; before signing the head too, since heads change words."""
    may_head = report.status == ReportStatus.AWAITING_SIGNATURE and is_head(user, report)
    if not (is_drafter(user, report) or may_head):
        return Denied("只有本报告的经办人可以修改。")
    if why := why_withdrawn(report):
        return Denied(why)
    if report.status not in EDITABLE_STATUSES:
        return Denied(_CLOSED_REASONS[ReportStatus(report.status)])
    return Allowed()


def can_edit_block(user: User, block: ReportBlock) -> Verdict:
    """As `can_edit`, and the block must be open."""
    return can_edit(user, block.report) and is_block_open(block)


def is_block_open(block: ReportBlock) -> Verdict:
    """Whether the block may be changed by whoever may change its report."""
    return Allowed() if block.is_open else Denied("这一部分没有退回，不能修改。")


def can_enter_figures_for(user: User, report: Report) -> Verdict:
    """代录: the bureau's reviewer, while the unit itself writes.

    Not while the draft lies with the bureau, which would then judge its own entries, and not once it
    has passed: what the unit's head is to sign is the unit's.
    """
    unit = report.assignment.organisation
    if report.assignment.is_for_county or not user.standing().oversees(unit.path, [Role.REVIEWER]):
        return Denied("只有司法局审查员可以代录本单位的数据。")
    if why := why_withdrawn(report):
        return Denied(why)
    if report.status in (ReportStatus.DRAFTING, ReportStatus.RETURNED):
        return Allowed()
    if report.status == ReportStatus.AWAITING_REVIEW:
        return Denied("报告正在预审，不能代录。请先退回修改，再代录。")
    return Denied("报告已通过预审，不能代录。数据有误的，请单位自行修改。")


def can_edit_front(user: User, report: Report) -> Verdict:
    """As `can_edit`, for title, addressees and signatories."""
    verdict = can_edit(user, report)
    if verdict and not report.front_is_open:
        return Denied("标题和主送机关没有退回，不能修改。")
    return verdict


def can_edit_dispatch(user: User, report: Report) -> Verdict:
    """The drafter until the report is filed: 发文字号 comes after signing."""
    if not is_drafter(user, report):
        return Denied("只有本报告的经办人可以填写发文信息。")
    if why := why_withdrawn(report):
        return Denied(why)
    if report.status in FILED_STATUSES:
        return Denied("报告已经报送，发文信息不能修改。")
    return Allowed()


def can_enclose(user: User, block: ReportBlock) -> Verdict:
    """Files beside a figure: whoever may type it, and whoever may enter it for the unit."""
    if can_enter_figures_for(user, block.report):
        return is_block_open(block)
    return can_edit_block(user, block)
