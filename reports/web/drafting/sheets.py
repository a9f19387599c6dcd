"""The 数据表 of one report: typed by its drafter, or 代录 by the bureau for the unit."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.permissions import demand
from reports.drafting.figures import InvalidParts, record_figures
from reports.drafting.models import Report
from reports.drafting.permissions import can_enter_figures_for
from reports.indicators.enums import ChangeOccasion
from reports.organisations.models import User
from reports.web.access import person, visible_report
from reports.web.drafting.heads import read_head
from reports.web.drafting.sheet_form import SheetForm, read_sheet


@require_http_methods(["GET", "POST"])
def report_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all figures of a report, to be typed by whoever may."""
    return _sheet(request, visible_report(request, pk), ChangeOccasion.ENTERED)


@require_http_methods(["GET", "POST"])
def figures_on_behalf(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the bureau enter the figures of a unit from its paper."""
    report = visible_report(request, pk)
    demand(can_enter_figures_for(person(request), report))
    return _sheet(request, report, ChangeOccasion.ON_BEHALF)


def _sheet(request: HttpRequest, report: Report, occasion: ChangeOccasion) -> HttpResponse:
    user, now = person(request), timezone.now()
    page = read_sheet(report, user, occasion)
    if request.method == "GET":
        return _show(request, SheetForm(page), now=now)
    demand(page.verdict)
    form = SheetForm(page, request.POST)
    status = _keep(form, actor=user, now=now)
    if request.headers.get("HX-Request"):
        return _answer(request, form, now=now, status=status)
    if status == HTTPStatus.OK:
        messages.success(request, "已保存。")
        return redirect(request.path)
    form.rebase()
    return _show(request, form, now=now, status=status)


def _keep(form: SheetForm, *, actor: User, now: datetime) -> HTTPStatus:
    """Keep the figures, or put at their cells why not."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    page, reason = form.page, form.cleaned_data.get("reason", "")
    try:
        record_figures(
            page.report, form.changes(), actor=actor, now=now, occasion=page.occasion, reason=reason
        )
    except InvalidParts as error:
        form.add_faults(error.faults)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    form.is_kept = True
    return HTTPStatus.OK


def _show(
    request: HttpRequest, form: SheetForm, *, now: datetime, status: int = HTTPStatus.OK
) -> HttpResponse:
    user, report = person(request), form.page.report
    context: dict[str, Any] = {
        "head": read_head(report, user, now=now),
        "form": form,
        "page": form.page,
        "may_enter": can_enter_figures_for(user, report),
    }
    return render(request, "reports/drafting/figures.html", context, status=status)


def _answer(request: HttpRequest, form: SheetForm, *, now: datetime, status: HTTPStatus) -> HttpResponse:
    """Answer htmx with the fragments that changed; the fields stay as they are."""
    context: dict[str, Any] = {"posted": form, "fresh": None}
    if form.is_kept:
        user, report = person(request), visible_report(request, form.page.report.pk)
        context["fresh"] = SheetForm(read_sheet(report, user, form.page.occasion))
        context["head"] = read_head(report, user, now=now)
    return render(request, "reports/drafting/_figures_saved.html", context, status=status)
