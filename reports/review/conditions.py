"""Derived states and lateness as conditions for lists, beside the law for one report in drafting.queries.

Tests compare the two for every state. Not for: who may see which report (drafting.models).
"""

from datetime import date

from django.db.models import Q

from reports.drafting.enums import ReportStatus as S
from reports.drafting.models import Report
from reports.drafting.queries import WITHDRAWN, Due, next_due

NOT_BEGUN = "not_begun"
SUPPLEMENT = "returned_for_supplement"
SHOWN_STATES: dict[str, str] = {
    NOT_BEGUN: "未开始",
    S.DRAFTING: "起草中",
    S.AWAITING_REVIEW: "待预审",
    S.RETURNED: "退回修改",
    SUPPLEMENT: "退回补正",
    S.AWAITING_SIGNATURE: "待签发",
    S.SIGNED: "已签发",
    S.FILED: "已报送",
    S.RECORDED: "已备案",
    S.PUBLISHED: "已公开",
    S.ARCHIVED: "已归档",
}
"""Every state of the course that people see, in its order; a withdrawn task has left the course."""

WITH_BUREAU = frozenset({S.AWAITING_REVIEW, S.FILED})
"""While the report lies with the bureau no date of the unit counts."""

_DRAFTING = Q(status=S.DRAFTING)
_SUPPLEMENT = _DRAFTING & ~Q(return_reason="")
_FIRST_DRAFT = Q(status=S.DRAFTING, return_reason="") | Q(status=S.RETURNED)
_COUNTED = (
    ("due_draft_on", _FIRST_DRAFT),
    ("due_filing_on", _SUPPLEMENT | Q(status__in=[S.AWAITING_SIGNATURE, S.SIGNED])),
    ("due_publication_on", Q(status=S.RECORDED)),
)


def in_shown_state(code: str) -> Q:
    """The condition “shows this state” on reports."""
    is_withdrawn = Q(assignment__withdrawn_at__isnull=False)
    return is_withdrawn if code == WITHDRAWN else _in_course(code) & ~is_withdrawn


def _in_course(code: str) -> Q:
    if code == NOT_BEGUN:
        return _DRAFTING & Q(started_at=None)
    if code == SUPPLEMENT:
        return _SUPPLEMENT & Q(started_at__isnull=False)
    if code == S.DRAFTING:
        return _DRAFTING & Q(return_reason="", started_at__isnull=False)
    return Q(status=code)


def is_late(today: date) -> Q:
    """The condition “the unit's date has passed” on reports; an archive or a withdrawn task binds nobody."""
    condition = Q(pk__in=[])
    for field, states in _COUNTED:
        condition |= states & Q(**{f"assignment__{field}__lt": today})
    return condition & Q(assignment__round__is_archive=False, assignment__withdrawn_at=None)


def due_from_unit(report: Report, today: date) -> Due | None:
    """The date by which the unit must act; None while the bureau acts, all is done, or in an archive."""
    is_bound = report.status not in WITH_BUREAU and not report.assignment.round.is_archive
    return next_due(report, today) if is_bound else None
