"""Findings of the past, put into a report by hand for tests that count them."""

from datetime import datetime

from reports.checks.models import Finding
from reports.drafting.models import Report
from reports.organisations.models import User


def put_findings(
    report: Report,
    code: str,
    *,
    now: datetime,
    open_ones: int = 0,
    mended: int = 0,
    dismissed: int = 0,
    gone_after: int = 0,
    reason: str = "单位的习惯写法。",
    actor: User | None = None,
) -> None:
    """Put findings of one check into a report; `gone_after`: gone after they were dismissed."""

    def one(*, is_gone: bool, is_dismissed: bool) -> Finding:
        return Finding(
            report=report,
            code=code,
            severity="warning",
            message="请核对。",
            position=0,
            found_at=now,
            gone_at=now if is_gone else None,
            dismissed_at=now if is_dismissed else None,
            dismissed_by=actor if is_dismissed else None,
            dismissal_reason=reason if is_dismissed else "",
        )

    fates = [(False, False)] * open_ones + [(True, False)] * mended
    fates += [(False, True)] * dismissed + [(True, True)] * gone_after
    Finding.objects.bulk_create(one(is_gone=gone, is_dismissed=kept) for gone, kept in fates)
