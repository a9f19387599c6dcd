"""The one place that writes a report's state; `review` alone imports it."""

from datetime import date, datetime

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report


def set_status(
    report: Report, status: ReportStatus, *, now: datetime, return_reason: str | None = None
) -> None:
    """Put the report into a state; `return_reason` None keeps the reason that stands there."""
    report.status = status
    report.status_since = now
    if return_reason is not None:
        report.return_reason = return_reason
    report.save(update_fields=["status", "status_since", "return_reason"])


def set_date(report: Report, day: date | None) -> None:
    """Set 成文日期: the day of signing, or none when the signature is void."""
    report.dated_on = day
    report.save(update_fields=["dated_on"])
