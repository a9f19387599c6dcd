"""The pages of the yearly task: the list of years, one year, opening a year."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.blueprints.queries import published_versions, topics_of, version_for
from reports.common.errors import Invalid, Refused
from reports.common.models import Job
from reports.common.permissions import NotPermitted, demand
from reports.drafting.figure_books.writers import can_import_county_figures
from reports.opening.holders import unheld_offices
from reports.opening.permissions import can_change_round, can_open_round, can_see_rounds
from reports.opening.services import open_round
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.organisations.queries import administered_governments
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR
from reports.web.access import person
from reports.web.jobs.course import shown_course
from reports.web.rounds.forms import OpeningForm, RoundFilters, opening_initial
from reports.web.rounds.governments import government_of
from reports.web.rounds.queries import (
    assignment_page,
    count_reports,
    kinds_of,
    latest_year,
    opening_job,
    picture_of,
    round_rows,
    visible_rounds,
)

FIRST_AUTUMN_MONTH = 9
"""From September on people prepare the reports of the running year."""


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the years of the county."""
    user = person(request)
    demand(can_see_rounds(user))
    rows, page = round_rows(user, number=request.GET.get("page"), today=timezone.localdate())
    context = {"rows": rows, "page": page, "may_open": bool(administered_governments(user))}
    return render(request, "reports/rounds/rounds.html", context)


@require_GET
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one year: the picture, then the table of tasks."""
    user = person(request)
    demand(can_see_rounds(user))
    found = get_object_or_404(visible_rounds(user).select_related("government"), pk=pk)
    today = timezone.localdate()
    filters = RoundFilters(request.GET)
    wanted = filters.wanted()
    job = opening_job(found)
    context = {
        "round": found,
        "course": shown_course(job, user, now=timezone.now()) if job else None,
        "picture": picture_of(found, today=today),
        "filters": filters,
        "chosen": wanted,
        "table": assignment_page(found, wanted, number=request.GET.get("page"), today=today),
        "may_change": bool(can_change_round(user, found)),
        "may_import_figures": bool(can_import_county_figures(user, found)),
    }
    return render(request, "reports/rounds/round.html", context)


@require_http_methods(["GET", "POST"])
def round_open(request: HttpRequest) -> HttpResponse:
    """Fill in what a year asks, look at what will happen, then open it."""
    user = person(request)
    government = government_of(request)
    demand(can_open_round(user, government))
    year = _asked_year(request, government)
    kinds = kinds_of(government, year)
    versions = published_versions(government=government)
    topics = topics_of(versions)
    if request.method == "GET":
        chosen = {count.kind.value: version_for(count.kind, among=versions) for count in kinds}
        initial = opening_initial(year, kinds, chosen)
        form = OpeningForm(initial=initial, kinds=kinds, versions=versions, topics=topics)
        return _opening_page(request, form, government)
    form = OpeningForm(request.POST, kinds=kinds, versions=versions, topics=topics)
    if not form.is_valid() or request.POST.get("step") == "change":
        return _opening_page(request, form, government)
    if request.POST.get("step") != "open":
        return _confirmation(request, form, government)
    return _open(request, form, government)


def _open(request: HttpRequest, form: OpeningForm, government: Organisation) -> HttpResponse:
    year = form.cleaned_data["year"]
    before = count_reports(government, year)
    try:
        opened = open_round(
            government=government,
            year=year,
            terms=form.terms(),
            actor=person(request),
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        kind = refusal.field if isinstance(refusal, Invalid) else ""
        form.add_error(f"{kind}-template" if kind in OrganisationKind.values else None, str(refusal))
        return _opening_page(request, form, government)
    made = count_reports(government, year) - before
    job = opening_job(opened)
    messages.success(request, _begun(year, job) if job else _outcome(year, made, before))
    return redirect("round", pk=opened.pk)


def _begun(year: int, job: Job) -> str:
    return f"{year}年度任务正在开启，将为{job.total - job.done}个单位建立报告，经办人会收到通知。"


def _outcome(year: int, made: int, before: int) -> str:
    if not before:
        return f"{year}年度任务已开启，{made}个单位的报告已经建立，经办人会收到通知。"
    if made:
        return f"{year}年度任务早已开启。这次为新增的{made}个单位建立了报告，其余{before}个单位不受影响。"
    return f"{year}年度任务早已开启，{before}个单位都已有报告，没有改动。"


def _opening_page(request: HttpRequest, form: OpeningForm, government: Organisation) -> HttpResponse:
    context = _opening_context(request, form, government)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "reports/rounds/open.html", context, status=status)


def _confirmation(request: HttpRequest, form: OpeningForm, government: Organisation) -> HttpResponse:
    terms = form.terms()
    planned = [(count, count.term or terms.get(count.kind)) for count in form.kinds]
    year = form.cleaned_data["year"]
    context = _opening_context(request, form, government) | {
        "year": year,
        "planned": planned,
        "offices": unheld_offices(government, [term.blueprint_version for _, term in planned if term]),
        "total": sum(count.get_report for count, term in planned if term),
        "strange": [count.kind for count, term in planned if term and term.due_draft_on.year != year + 1],
    }
    return render(request, "reports/rounds/confirm.html", context)


def _opening_context(request: HttpRequest, form: OpeningForm, government: Organisation) -> dict[str, Any]:
    return {"form": form, "government": government, "governments": administered_governments(person(request))}


def _asked_year(request: HttpRequest, government: Organisation) -> int:
    """The year named, else the one after the latest that was opened."""
    fields = request.POST if request.method == "POST" else request.GET
    typed = fields.get("year", "")
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and EARLIEST_YEAR <= int(typed) <= LATEST_YEAR:
        return int(typed)
    latest = latest_year(government)
    return min(latest + 1, LATEST_YEAR) if latest else _year_of_reports(timezone.localdate())


def _year_of_reports(today: date) -> int:
    return today.year if today.month >= FIRST_AUTUMN_MONTH else today.year - 1
