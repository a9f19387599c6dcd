"""The people of one report, and telling them what happened to it."""

from collections.abc import Iterable
from datetime import datetime

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.notifications.services import office_name, send_message
from reports.organisations.enums import Role
from reports.organisations.models import User
from reports.organisations.queries import bureau_over, people_with


def drafters_of(report: Report) -> list[User]:
    """Those who write the report."""
    assignment = report.assignment
    role = Role.REVIEWER if assignment.is_for_county else Role.DRAFTER
    return people_with(role, organisation=assignment.drafted_by)


def heads_of(report: Report) -> list[User]:
    """Those who sign it."""
    return people_with(Role.HEAD, organisation=report.assignment.organisation)


def reviewers_of(report: Report) -> list[User]:
    """Those who decide on it: 审查员, for the county's own draft 局领导."""
    bureau = bureau_over(report.assignment.organisation)
    if bureau is None:
        return []
    role = Role.LEADER if report.assignment.is_for_county else Role.REVIEWER
    return people_with(role, organisation=bureau)


def tell(report: Report, people: Iterable[User], text: str, *, now: datetime, by_unit: bool = False) -> None:
    """Send one sentence; whoever decides is led to the review page, the drafter to the report."""
    bureau = bureau_over(report.assignment.organisation)
    sender = report.assignment.drafted_by.name if by_unit or bureau is None else office_name(bureau)
    drafting = report.status in (ReportStatus.DRAFTING, ReportStatus.RETURNED)
    url = f"/reports/{report.pk}/" if drafting else f"/review/{report.pk}/"
    send_message(people, text[:500], url=url, sender=sender, now=now)
