"""Title, addressees and signatories of a report."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit, can_edit_front
from reports.drafting.services import save_front
from reports.organisations.models import User
from reports.web.access import person, visible_report
from reports.web.drafting.forms import NO_VERSION, FrontForm
from reports.web.drafting.heads import read_head


@require_http_methods(["GET", "POST"])
def report_front(request: HttpRequest, pk: int) -> HttpResponse:
    """Change titles, addressees and signatories."""
    found = visible_report(request, pk)
    user, now = person(request), timezone.now()
    verdict = can_edit_front(user, found)
    form = FrontForm(request.POST if request.method == "POST" else None, initial=_front(found))
    if request.method == "POST":
        demand(verdict)
        if _keep_front(form, found, actor=user, now=now):
            messages.success(request, "标题和主送机关已保存。")
            return redirect("report_front", pk)
    elif not can_edit(user, found):
        return redirect("review_report", pk)
    context = {
        "head": read_head(found, user, now=now),
        "form": form,
        "verdict": verdict,
        "stored": _front(found),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reports/drafting/front.html", context, status=status)


def _front(found: Report) -> dict[str, Any]:
    return {
        "title": found.title,
        "public_title": found.public_title,
        "addressees": found.addressees,
        "signatories": found.signatories,
        "base_version": found.front_version,
    }


def _keep_front(form: FrontForm, found: Report, *, actor: User, now: datetime) -> bool:
    if not form.is_valid():
        return False
    values = {
        name: form.cleaned_data[name] for name in ("title", "public_title", "addressees", "signatories")
    }
    sent = form.cleaned_data["base_version"]
    base_version = NO_VERSION if sent is None else sent
    try:
        save_front(found, **values, base_version=base_version, actor=actor, now=now)
    except Refused as error:
        found.refresh_from_db()
        field = error.field if isinstance(error, Invalid) else ""
        form.add_error(field or None, str(error))
        if not field:
            form.rebase(found.front_version)
    return not form.errors
