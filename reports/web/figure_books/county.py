"""A year's figures of all units as one workbook: out for other systems, and in from them."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.permissions import demand
from reports.drafting.figure_books.applying import apply_county
from reports.drafting.figure_books.county_sheet import export_county_figures, plan_county
from reports.drafting.figure_books.writers import can_import_county_figures
from reports.opening.permissions import can_see_rounds
from reports.rounds.models import Round
from reports.web.access import person
from reports.web.figure_books.importing import Course
from reports.web.rounds.queries import visible_rounds
from reports.web.workbooks import send_workbook


@require_GET
def round_book(request: HttpRequest, pk: int) -> FileResponse:
    """Send the figures of all units of a year."""
    found = _round(request, pk)
    return send_workbook(export_county_figures(found), f"{found.government}{found}各单位数据.xlsx")


@require_http_methods(["GET", "POST"])
def round_book_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the filled sheet of a year."""
    return _course(request, _round(request, pk)).take(request)


@never_cache
@require_http_methods(["GET", "POST"])
def round_book_check(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show what it changes in which reports, and write it when confirmed."""
    return _course(request, _round(request, pk)).check(request, token)


def _round(request: HttpRequest, pk: int) -> Round:
    user = person(request)
    demand(can_see_rounds(user))
    return get_object_or_404(visible_rounds(user).select_related("government"), pk=pk)


def _course(request: HttpRequest, round_: Round) -> Course:
    user = person(request)
    demand(can_import_county_figures(user, round_))
    return Course(
        purpose=f"figures-of-round-{round_.pk}",
        user=user,
        plan=lambda data: plan_county(data, round_, actor=user),
        apply=lambda data, digest, reason: apply_county(
            data, round_, digest=digest, reason=reason, actor=user, now=timezone.now()
        ),
        first_page=reverse("round_book_import", args=[round_.pk]),
        check_page=lambda token: reverse("round_book_check", args=[round_.pk, token]),
        end_page=reverse("round", args=[round_.pk]),
        wants_reason=True,
        context={
            "is_on_behalf": True,
            "is_county": True,
            "subject": f"{round_.government}{round_}各单位数据",
            "book": reverse("round_book", args=[round_.pk]),
            "trail": reverse("round", args=[round_.pk]),
            "trail_name": f"{round_}任务",
        },
    )
