"""Holding a report while somebody writes into it, and noting that its writing has begun."""

from datetime import datetime

from reports.drafting.models import Report


def lock_report(pk: int) -> Report:
    """Read a report anew and hold it until the transaction ends.

    Every write takes this lock first, so that nobody writes into a report while another submits or
    signs it, and two writers never wait for each other in a circle.
    """
    return Report.objects.select_for_update(of=("self",)).with_assignment().get(pk=pk)


def mark_started(report: Report, *, now: datetime) -> None:
    """Note the first save of a report; later ones leave it."""
    if report.started_at is None:
        report.started_at = now
        report.save(update_fields=["started_at"])
