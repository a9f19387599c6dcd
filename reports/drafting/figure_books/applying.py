"""Writing what a plan of figures says, all of it or nothing, through the one door for figures."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from reports.common.errors import Refused
from reports.drafting.figure_books.county_sheet import plan_county, reports_of
from reports.drafting.figure_books.plan import FigurePlan
from reports.drafting.figure_books.unit_sheet import plan_unit
from reports.drafting.figure_books.writers import occasion_of
from reports.drafting.figures import record_figures
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.rounds.models import Round

MOVED = "核对以后，有人改动了数据，结果与刚才看到的不同。请按下面的最新结果再核对一遍，然后确认。"
FAULTY = "表里还有需要改正的地方，什么都没有写入。请改正后重新上传。"


def apply_unit(
    data: bytes, report: Report, *, digest: str, reason: str, actor: User, now: datetime
) -> FigurePlan:
    """Write a filled sheet into its report if it still does what the person was shown.

    Errors: Refused where something has moved or is wrong, InvalidParts for a reason that lacks.
    """
    return _apply(
        lambda: plan_unit(data, report, actor=actor),
        {report.pk: report},
        digest=digest,
        reason=reason,
        actor=actor,
        now=now,
    )


def apply_county(
    data: bytes,
    round_: Round,
    *,
    digest: str,
    reason: str,
    actor: User,
    now: datetime,
) -> FigurePlan:
    """Write a filled sheet into the reports of a year, as `apply_unit`.

    The number of queries grows with the reports that change, never with their figures.
    """
    return _apply(
        lambda: plan_county(data, round_, actor=actor),
        {report.pk: report for report in reports_of(round_)},
        digest=digest,
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def _apply(
    plan_again: Callable[[], FigurePlan],
    reports: dict[int, Report],
    *,
    digest: str,
    reason: str,
    actor: User,
    now: datetime,
) -> FigurePlan:
    held = Report.objects.filter(pk__in=reports).order_by("pk").select_for_update()
    list(held.values_list("pk"))
    plan = plan_again()
    if plan.digest != digest:
        raise Refused(MOVED)
    if plan.faults:
        raise Refused(FAULTY)
    for pk in plan.reports:
        record_figures(
            reports[pk],
            plan.changes_of(pk),
            actor=actor,
            now=now,
            occasion=occasion_of(actor, reports[pk]),
            reason=reason,
        )
    return plan
