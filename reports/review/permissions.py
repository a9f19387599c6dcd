"""Who may make which move on which report."""

from reports.common.permissions import Allowed, Denied, Verdict
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.drafting.permissions import EDITABLE_STATUSES, is_drafter, is_head, why_withdrawn
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.review.enums import Hat, Move
from reports.review.models import Publication
from reports.review.transitions import TRANSITIONS, Transition, transition

_NOT_YOURS = {
    Hat.DRAFTER: "这一步由本报告的经办人办理。",
    Hat.SIGNER: "这一步由单位负责人办理。",
    Hat.REVIEWER: "这一步由司法局审查员办理。",
}


def wears(user: User, hat: Hat, report: Report) -> bool:
    """Whether this person acts on this report in that capacity."""
    if hat is Hat.DRAFTER:
        return is_drafter(user, report)
    if hat is Hat.SIGNER:
        return is_head(user, report)
    return is_reviewer(user, report)


def is_reviewer(user: User, report: Report) -> bool:
    """审查员 of the bureau over the unit; the county's own draft is decided by 局领导."""
    role = Role.LEADER if report.assignment.is_for_county else Role.REVIEWER
    return user.standing().oversees(report.assignment.organisation.path, [role])


def can_move(user: User, report: Report, move: Move) -> Verdict:
    """Whether this person may make this move now."""
    row = transition(move)
    if not wears(user, row.hat, report):
        return Denied(_NOT_YOURS[row.hat])
    if why := why_withdrawn(report):
        return Denied(why)
    if report.status not in row.sources:
        now = "退回补正" if report.awaits_supplement else ReportStatus(report.status).label
        return Denied(f"报告现在是“{now}”，不能“{row.label}”。")
    return _after_publication(report, move) if move in (Move.VERIFY, Move.ARCHIVE) else Allowed()


def _after_publication(report: Report, move: Move) -> Verdict:
    """核验 is made once, and before 归档."""
    is_verified = Publication.objects.filter(report=report, verified_at__isnull=False).exists()
    if is_verified and move == Move.VERIFY:
        return Denied("这份报告的公开网页已经核验过。")
    if not is_verified and move == Move.ARCHIVE:
        return Denied("请先核验公开网页，再归档。")
    return Allowed()


def moves_for(user: User, report: Report) -> list[Transition]:
    """The moves this person may make now, in the order of the table."""
    return [row for row in TRANSITIONS if can_move(user, report, row.move)]


def can_give_opinion(user: User, report: Report) -> Verdict:
    """The reviewer, while the draft lies with the bureau."""
    if not is_reviewer(user, report):
        return Denied("只有司法局审查员可以提出意见。")
    if why := why_withdrawn(report):
        return Denied(why)
    if report.status not in (ReportStatus.AWAITING_REVIEW, ReportStatus.FILED):
        return Denied("报告不在预审或备案阶段，不能提出意见。")
    return Allowed()


def can_answer_opinions(user: User, report: Report) -> Verdict:
    """The drafter, while the text is being changed."""
    if not is_drafter(user, report):
        return Denied("只有本报告的经办人可以答复意见。")
    if why := why_withdrawn(report):
        return Denied(why)
    if report.status not in EDITABLE_STATUSES:
        return Denied("报告不在修改阶段，不能答复意见。")
    return Allowed()


def can_see_desk(user: User) -> Verdict:
    """Everybody with a county-wide role."""
    return Allowed() if _is_county_wide(user) else Denied("报告审查只对司法局开放。")


def can_see_ledger(user: User) -> Verdict:
    """Everybody with a county-wide role."""
    return Allowed() if _is_county_wide(user) else Denied("报送台账只对司法局开放。")


def _is_county_wide(user: User) -> bool:
    return any(post.reach_path for post in user.standing().posts)
