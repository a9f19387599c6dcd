"""One report's figures as a workbook: out to be filled offline, and in again."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.permissions import demand
from reports.drafting.figure_books.applying import apply_unit
from reports.drafting.figure_books.unit_sheet import export_unit, plan_unit
from reports.drafting.figure_books.writers import occasion_of, writing_verdict
from reports.drafting.figures import was_handed_in
from reports.drafting.models import Report
from reports.indicators.enums import ChangeOccasion
from reports.web.access import person, visible_report
from reports.web.figure_books.importing import Course
from reports.web.workbooks import send_workbook


@require_GET
def report_book(request: HttpRequest, pk: int) -> FileResponse:
    """Send the figures of a report with last year's beside them."""
    report = visible_report(request, pk)
    unit, year = report.assignment.organisation, report.assignment.round.year
    return send_workbook(export_unit(report), f"{unit}{year}年度数据.xlsx")


@require_http_methods(["GET", "POST"])
def report_book_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the filled sheet of a report."""
    return _course(request, visible_report(request, pk)).take(request)


@never_cache
@require_http_methods(["GET", "POST"])
def report_book_check(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show what it changes, and write it when confirmed."""
    return _course(request, visible_report(request, pk)).check(request, token)


def _course(request: HttpRequest, report: Report) -> Course:
    user = person(request)
    demand(writing_verdict(user, report))
    is_on_behalf = occasion_of(user, report) == ChangeOccasion.ON_BEHALF

    return Course(
        purpose=f"figures-of-report-{report.pk}",
        user=user,
        plan=lambda data: plan_unit(data, report, actor=user),
        apply=lambda data, digest, reason: apply_unit(
            data, report, digest=digest, reason=reason, actor=user, now=timezone.now()
        ),
        first_page=reverse("report_book_import", args=[report.pk]),
        check_page=lambda token: reverse("report_book_check", args=[report.pk, token]),
        end_page=reverse("report_figures", args=[report.pk]),
        wants_reason=is_on_behalf or was_handed_in(report),
        context={
            "report": report,
            "is_on_behalf": is_on_behalf,
            "subject": f"{report.assignment.organisation}{report.assignment.round}数据",
            "book": reverse("report_book", args=[report.pk]),
            "trail": reverse("report_figures", args=[report.pk]),
            "trail_name": f"{report.assignment.organisation}数据表",
        },
    )
