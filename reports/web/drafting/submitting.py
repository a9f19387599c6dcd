"""Handing a draft in: a page that lists what is missing, then one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.errors import Incomplete
from reports.common.permissions import demand
from reports.drafting.models import Report
from reports.review.enums import Move
from reports.review.permissions import can_move
from reports.review.readiness import Lack, LackKind, find_lacks
from reports.review.services import submit_report
from reports.review.transitions import transition
from reports.web.access import person, visible_report
from reports.web.drafting.forms import SubmitForm
from reports.web.drafting.heads import read_head

GROUPS: tuple[tuple[LackKind, str], ...] = (
    (LackKind.STATUTORY, "缺少法定内容"),
    (LackKind.PRIVACY, "含有不得公开的内容"),
    (LackKind.OPINION, "还没有答复的意见"),
    (LackKind.EMPTY, "还没有填写的内容"),
    (LackKind.UNCONFIRMED, "沿用上年、还没有确认的文字"),
    (LackKind.PLACEHOLDER, "文中留下的空"),
    (LackKind.TEXT, "文字里的错误"),
    (LackKind.FIGURE, "还没有填的数据"),
    (LackKind.RULE, "数据之间对不上"),
)


@dataclass(frozen=True, slots=True)
class LackPlace:
    """One thing to mend and the address of its place."""

    message: str
    url: str


@dataclass(frozen=True, slots=True)
class LackGroup:
    """What is missing, of one kind; `stops` when no reason lets it pass."""

    title: str
    stops: bool
    places: tuple[LackPlace, ...]


@require_http_methods(["GET", "POST"])
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """List what is missing and hand the draft in."""
    report = visible_report(request, pk)
    user, now = person(request), timezone.now()
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            try:
                step = submit_report(report, actor=user, now=now, reason=form.cleaned_data["reason"])
            except Incomplete as error:
                form.add_error("reason", str(error))
            else:
                label = step.get_to_status_display()
                messages.success(request, f"已提交，报告现在是“{label}”。")
                return redirect("tasks")
    else:
        demand(can_move(user, report, Move.SUBMIT))
    groups = _groups(report, find_lacks(report, now=now))
    context = {
        "head": read_head(report, user, now=now),
        "form": form,
        "groups": groups,
        "is_stopped": any(group.stops for group in groups),
        "row": transition(Move.SUBMIT),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reports/drafting/submit.html", context, status=status)


def _groups(report: Report, lacks: Iterable[Lack]) -> list[LackGroup]:
    found = list(lacks)
    groups = []
    for kind, title in GROUPS:
        places = tuple(LackPlace(lack.message, _url(report, lack)) for lack in found if lack.kind is kind)
        if places:
            groups.append(LackGroup(title, not _passes(found, kind), places))
    return groups


def _passes(lacks: Iterable[Lack], kind: LackKind) -> bool:
    return all(lack.is_passable for lack in lacks if lack.kind is kind)


def _url(report: Report, lack: Lack) -> str:
    if not lack.section_key:
        return reverse("report", args=[report.pk])
    place = reverse("report_section", args=[report.pk, lack.section_key])
    if lack.finding:
        return f"{place}#finding-{lack.finding}"
    return f"{place}#block-{lack.block_key}" if lack.block_key else place
