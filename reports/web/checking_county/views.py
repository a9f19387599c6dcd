"""全县检查: the findings of a year by check, the places of one check, reading a year or a report anew."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports.checks.catalogue import check_with
from reports.checks.county import read_round, read_waiting
from reports.checks.permissions import can_read_report, can_read_round
from reports.checks.services import read_through
from reports.common.permissions import demand
from reports.review.permissions import can_see_desk
from reports.rounds.models import Round
from reports.web.access import person, visible_report
from reports.web.checking_county.forms import CheckFilters, CountyFilters
from reports.web.checking_county.queries import check_page, county_page, rounds_of
from reports.web.checking_county.workbook import county_workbook
from reports.web.jobs.course import shown_course
from reports.web.numbers import read_number
from reports.web.workbooks import send_workbook


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """Lead to the year that is named, or to the latest one."""
    user = person(request)
    demand(can_see_desk(user))
    rounds = rounds_of(user)
    year = read_number(request.GET.get("year", "")) or 0
    found = rounds.filter(year=year).first() or rounds.first()
    return redirect("review_county", pk=found.pk) if found else redirect("desk")


@require_GET
def county(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one year's findings by check."""
    round_ = _round(request, pk)
    user, filters = person(request), CountyFilters(request.GET)
    wanted = filters.wanted()
    page = county_page(round_, wanted, user=user)
    context = {
        "round": round_,
        "page": page,
        "filters": filters,
        "chosen": wanted,
        "course": shown_course(page.job, user, now=timezone.now()) if page.job else None,
        "may_read": bool(can_read_round(user, round_)),
    }
    return render(request, "reports/checking_county/county.html", context)


@require_POST
def county_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the reports that wait for it, or all of the year, at once or in the background."""
    round_ = _round(request, pk)
    read = read_waiting if request.POST.get("which") == "waiting" else read_round
    job = read(round_, actor=person(request), now=timezone.now())
    if job is None:
        messages.success(request, "审读已完成，下面是最新的情况。")
    return redirect("review_county", pk=pk)


@require_GET
def county_check(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show where one check found something, unit by unit."""
    round_, check = _round(request, pk), check_with(code)
    if check is None:
        raise Http404
    filters = CheckFilters(request.GET)
    wanted = filters.wanted()
    context = {
        "round": round_,
        "check": check,
        "table": check_page(round_, code, wanted, number=request.GET.get("page")),
        "filters": filters,
        "chosen": wanted,
        "reminder": f"{round_}报告经检查还有“{check.name}”没有处理，请核对改正；不需要改的请注明理由。",
    }
    return render(request, "reports/checking_county/check.html", context)


@require_GET
def county_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """Export the findings with the filters of the page."""
    round_ = _round(request, pk)
    wanted = CountyFilters(request.GET).wanted()
    return send_workbook(county_workbook(round_, wanted), f"全县检查-{round_.year}年度.xlsx")


@require_POST
def report_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one report through and come back to its page."""
    report = visible_report(request, pk)
    demand(can_read_report(person(request), report))
    read_through(report, now=timezone.now())
    return redirect(f"{reverse('review_report', args=[pk])}#findings")


def _round(request: HttpRequest, pk: int) -> Round:
    """A year that the person oversees, or 404."""
    user = person(request)
    demand(can_see_desk(user))
    return get_object_or_404(rounds_of(user), pk=pk)
