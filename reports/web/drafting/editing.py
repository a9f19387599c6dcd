"""Writing one part of a report: showing its form, keeping what came back."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.permissions import demand
from reports.drafting.figures import InvalidParts
from reports.drafting.models import Report, ReportSection
from reports.drafting.permissions import can_edit
from reports.drafting.services import ConflictingTexts, save_section
from reports.organisations.models import User
from reports.web.access import person, visible_report
from reports.web.drafting.heads import read_head
from reports.web.drafting.panels import read_panel
from reports.web.drafting.queries import first_section, read_section
from reports.web.drafting.section_form import SectionForm
from reports.web.drafting.todos import read_todo


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Send whoever may write to the first part, everybody else to the page for reading."""
    found = visible_report(request, pk)
    section = first_section(found)
    if section is None or not can_edit(person(request), found):
        return redirect("review_report", pk)
    return redirect("report_section", pk, section.key)


@require_http_methods(["GET", "POST"])
def report_section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show the form of one part, or keep it."""
    found = visible_report(request, pk)
    user, now = person(request), timezone.now()
    section = get_object_or_404(ReportSection, report=found, key=key)
    if request.method == "GET":
        if not can_edit(user, found):
            return redirect("review_report", pk)
        return _show(request, found, SectionForm(read_section(found, section, user)), now=now)
    demand(can_edit(user, found))
    form = SectionForm(read_section(found, section, user), request.POST)
    status = _keep(form, section, actor=user, now=now)
    if request.headers.get("HX-Request"):
        return _answer(request, found, form, status=status, now=now)
    if status == HTTPStatus.OK:
        messages.success(request, "已保存。")
        return redirect("report_section", pk, key)
    form.rebase(with_texts=True)
    return _show(request, found, form, now=now, status=status)


def _keep(form: SectionForm, section: ReportSection, *, actor: User, now: datetime) -> HTTPStatus:
    """Keep the form, or put at its fields why not."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        save_section(section, form.change(), actor=actor, now=now)
    except ConflictingTexts as error:
        form.add_conflicts(error)
        return HTTPStatus.CONFLICT
    except InvalidParts as error:
        form.add_faults(error.faults)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    form.is_kept = True
    return HTTPStatus.OK


def _show(
    request: HttpRequest, found: Report, form: SectionForm, *, now: datetime, status: int = HTTPStatus.OK
) -> HttpResponse:
    user = person(request)
    head = read_head(found, user, now=now)
    key = form.page.section.key
    keys = [part.key for part in head.parts]
    following = head.parts[keys.index(key) + 1 :][:1]
    blocks = form.page.blocks
    context: dict[str, Any] = {
        "head": head,
        "form": form,
        "todo": read_todo(head),
        "next_part": following[0] if following else None,
        "panel": read_panel(found, blocks[0].block, user, tab=request.GET.get("tab", "")) if blocks else None,
    }
    return render(request, "reports/drafting/section.html", context, status=status)


def _answer(
    request: HttpRequest, found: Report, form: SectionForm, *, status: HTTPStatus, now: datetime
) -> HttpResponse:
    """Answer htmx with the fragments that changed; the textareas stay as they are."""
    user = person(request)
    context: dict[str, Any] = {"posted": form, "fresh": None}
    if form.is_kept:
        found = visible_report(request, found.pk)
        section = ReportSection.objects.get(pk=form.page.section.pk)
        fresh = SectionForm(read_section(found, section, user))
        context |= {
            "fresh": fresh,
            "in_step": fresh.in_step(form),
            "flags_moved": fresh.flags_moved(form),
            "head": read_head(found, user, now=now),
        }
    return render(request, "reports/drafting/_saved.html", context, status=status)
