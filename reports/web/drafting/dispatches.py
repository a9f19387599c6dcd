"""发文信息 of a report: number, signers, 抄送, 印发; open until the report is filed."""

from dataclasses import fields
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
from reports.drafting.dispatch import dispatch_of
from reports.drafting.dispatching import DispatchWords, save_dispatch
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit_dispatch, is_drafter
from reports.organisations.models import User
from reports.web.access import person, visible_report
from reports.web.drafting.forms import NO_VERSION, DispatchForm
from reports.web.drafting.heads import read_head

WORDS = tuple(field.name for field in fields(DispatchWords))


@require_http_methods(["GET", "POST"])
def report_dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in what stands round the text of the formal document."""
    report = visible_report(request, pk)
    user, now = person(request), timezone.now()
    verdict = can_edit_dispatch(user, report)
    data = request.POST if request.method == "POST" else None
    form = DispatchForm(data, report=report, initial=_initial(report))
    if request.method == "POST":
        demand(verdict)
        if _keep(form, report, actor=user, now=now):
            messages.success(request, "发文信息已保存。")
            return redirect("report_dispatch", pk)
    elif not is_drafter(user, report):
        return redirect("review_report", pk)
    context = {
        "head": read_head(report, user, now=now),
        "form": form,
        "verdict": verdict,
        "stored": dispatch_of(report),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reports/drafting/dispatch.html", context, status=status)


def _initial(report: Report) -> dict[str, Any]:
    """What is stored; a report signed before anybody filled this in has its signer all the same."""
    dispatch = dispatch_of(report)
    values = {name: getattr(dispatch, name) for name in WORDS}
    values["signers"] = dispatch.signers or _signer(report)
    return {**values, "base_version": dispatch.version}


def _signer(report: Report) -> str:
    signing = report.signings.filter(is_void=False).first()
    return signing.signer_name if signing else ""


def _keep(form: DispatchForm, report: Report, *, actor: User, now: datetime) -> bool:
    if not form.is_valid():
        return False
    words = DispatchWords(**{name: form.cleaned_data[name] for name in WORDS})
    sent = form.cleaned_data["base_version"]
    base_version = NO_VERSION if sent is None else sent
    try:
        save_dispatch(report, words, base_version=base_version, actor=actor, now=now)
    except Refused as error:
        field = error.field if isinstance(error, Invalid) else ""
        form.add_error(field or None, str(error))
        if not field:
            form.rebase(dispatch_of(report).version)
    return not form.errors
