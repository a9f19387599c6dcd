"""The findings of one report for whoever writes it: list, dismissal with a reason, taking that back."""

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports.checks.permissions import can_decide
from reports.checks.services import dismiss, read_through, take_back
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.organisations.models import User
from reports.web.access import person, visible_report
from reports.web.checks.listing import READY_REASONS, open_keys_alike, read_listing
from reports.web.drafting.heads import read_head

NOTHING_CHOSEN = "请先选中要处理的校核意见。"
GONE = "选中的意见已经不在了：文字改过，或者别人已经处理。列表已经更新，请再看一遍。"


@require_GET
def report_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the report through and show what was found, beside its form or on a page of its own."""
    report = visible_report(request, pk)
    demand(can_decide(person(request), report))
    return _show(request, report, here=request.GET.get("section", ""))


@require_POST
def findings_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the words of the chosen findings as they are."""
    report = visible_report(request, pk)
    user, now = person(request), timezone.now()
    demand(can_decide(user, report))
    keys = _keys(request.POST.getlist("finding"))
    if request.POST.get("alike"):
        keys = open_keys_alike(report, keys) or keys
    try:
        told = _dismissed(report, keys, request.POST.get("reason", ""), actor=user, now=now)
    except Invalid as error:
        return _answer(request, report, refused=str(error))
    return _answer(request, report, told=told)


def _dismissed(report: Report, keys: list[int], reason: str, *, actor: User, now: datetime) -> str:
    if not keys:
        raise Invalid(NOTHING_CHOSEN)
    done = dismiss(report, keys, reason, actor=actor, now=now)
    if not done:
        raise Invalid(GONE)
    rest = f"另有{len(keys) - len(done)}处已经不在了。" if len(done) < len(keys) else ""
    return f"已标为不采纳{len(done)}处，文字改动以前不再提示。{rest}"


@require_POST
def findings_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let dismissed findings stand again."""
    report = visible_report(request, pk)
    keys = _keys(request.POST.getlist("finding"))
    restored = take_back(report, keys, actor=person(request), now=timezone.now())
    if not restored:
        return _answer(request, report, refused=GONE if keys else NOTHING_CHOSEN)
    return _answer(request, report, told=f"已恢复{len(restored)}处。")


def _keys(values: Iterable[str]) -> list[int]:
    """The findings named in a form; what is no number, or none of ours, names nothing."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 18]


def _answer(request: HttpRequest, report: Report, *, told: str = "", refused: str = "") -> HttpResponse:
    """Answer htmx with the list as it stands now, a plain form with the page of findings."""
    here = request.POST.get("section", "")
    if request.headers.get("HX-Request"):
        return _show(request, report, here=here, told=told, refused=refused)
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, told)
    return redirect("report_findings", report.pk)


def _show(
    request: HttpRequest, report: Report, *, here: str, told: str = "", refused: str = ""
) -> HttpResponse:
    user, now = person(request), timezone.now()
    read_through(report, now=now)
    head = read_head(report, user, now=now)
    section = report.sections.filter(key=here).first()
    context = {
        "head": head,
        "page": read_listing(head, user, here=section),
        "reasons": READY_REASONS,
        "typed": request.POST.get("reason", "") if refused else "",
        "told": told,
        "refused": refused,
    }
    name = "_findings" if request.headers.get("HX-Request") else "findings"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, f"reports/checks/{name}.html", context, status=status)
