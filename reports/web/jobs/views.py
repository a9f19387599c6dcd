"""The course of background work: a page of its own, and the part of other pages that asks again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports.common.jobs import retry
from reports.common.models import Job
from reports.common.permissions import demand
from reports.web.access import person
from reports.web.jobs.course import shown_course
from reports.web.jobs.reach import can_retry, visible_jobs


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far one job is; htmx gets the moving part alone."""
    return _course(request, get_object_or_404(visible_jobs(person(request)), pk=pk))


@require_POST
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a failed job back into the queue."""
    found = get_object_or_404(visible_jobs(person(request)), pk=pk)
    demand(can_retry(person(request), found))
    again = retry(found, now=timezone.now())
    return _course(request, again) if request.headers.get("HX-Request") else redirect("job", pk=pk)


def _course(request: HttpRequest, found: Job) -> HttpResponse:
    course = shown_course(found, person(request), now=timezone.now())
    is_part = bool(request.headers.get("HX-Request"))
    context = {"course": course, "is_news": is_part and request.GET.get("heard") != course.stage}
    template = "reports/jobs/_moving.html" if is_part else "reports/jobs/job.html"
    return render(request, template, context)
