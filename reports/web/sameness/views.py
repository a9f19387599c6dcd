"""The pages of 雷同比对 for the bureau, and 上年对照 for whoever sees the report."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports.checks.comparing import compare_reports, last_reports
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.review.permissions import can_see_desk
from reports.web.access import person, visible_report
from reports.web.drafting.heads import read_head
from reports.web.rounds.queries import visible_rounds
from reports.web.sameness.forms import SamenessFilters
from reports.web.sameness.passages import MOST_SHOWN, put_side_by_side
from reports.web.sameness.queries import pair_page, read_standing

LONGEST = "length"
"""In the address: the longest passages first."""


@require_GET
def sameness(request: HttpRequest) -> HttpResponse:
    """Show which reports of a year share passages, those first that share most."""
    user = person(request)
    demand(can_see_desk(user))
    rounds = visible_rounds(user).select_related("government").order_by("is_archive", "-year", "pk")
    filters = SamenessFilters(request.GET, rounds=list(rounds))
    wanted = filters.wanted()
    round_ = wanted["round"]
    context = {"filters": filters, "chosen": wanted}
    if round_:
        context["standing"] = read_standing(round_, user, now=timezone.now())
        context["table"] = pair_page(round_, wanted, number=request.GET.get("page"))
    return render(request, "reports/sameness/pairs.html", context)


@require_POST
def sameness_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the reports of a year anew, or ask for it in the background."""
    user = person(request)
    demand(can_see_desk(user))
    round_ = get_object_or_404(visible_rounds(user).select_related("government"), pk=pk)
    comparison = compare_reports(round_, actor=user, now=timezone.now())
    if comparison.done_at == comparison.asked_at:
        messages.success(request, f"{round_}的报告已经比对。")
    return redirect(f"{reverse('review_sameness')}?round={pk}")


@require_GET
def sameness_pair(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show what two reports share, to whoever may see both."""
    one, second = visible_report(request, pk), visible_report(request, other)
    if one == second:
        raise Http404
    context = _side_by_side(request, one, second) | {"one": one, "other": second}
    return render(request, "reports/sameness/pair.html", context)


@require_GET
def report_last_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a report has from the same unit's of the year before."""
    report = visible_report(request, pk)
    unit, year = report.assignment.organisation_id, report.assignment.round.year
    found = last_reports([unit], year=year).get(unit)
    context = {"head": read_head(report, person(request), now=timezone.now()), "one": report}
    if found:
        last = Report.objects.with_assignment().get(pk=found)
        context |= _side_by_side(request, report, last) | {"other": last}
    return render(request, "reports/sameness/last_year.html", context)


def _side_by_side(request: HttpRequest, one: Report, other: Report) -> dict[str, object]:
    longest_first = request.GET.get("order") == LONGEST
    return {
        "found": put_side_by_side(one, other, longest_first=longest_first),
        "longest_first": longest_first,
        "most_shown": MOST_SHOWN,
    }
