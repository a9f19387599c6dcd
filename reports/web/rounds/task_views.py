"""The pages of one unit's task: its dates and their history, 延期, 更换模板, 撤回任务, 恢复任务."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.permissions import Allowed, NotPermitted, Verdict, demand
from reports.drafting.models import Report
from reports.opening.permissions import (
    can_change_round,
    can_change_template,
    can_restore_assignment,
    can_see_rounds,
    can_withdraw_assignment,
)
from reports.opening.templates import change_template, fitting_versions
from reports.opening.withdrawing import restore_assignment, withdraw_assignment
from reports.review.parties import drafters_of, heads_of
from reports.rounds.enums import DueDate
from reports.rounds.permissions import can_adjust_dates, can_extend_deadline
from reports.rounds.services import adjust_dates, check_dates
from reports.text.dates import print_date
from reports.web.access import person
from reports.web.rounds.task_forms import DatesForm, RestorationForm, TemplateForm, WithdrawalForm
from reports.web.rounds.tasks import read_task, visible_tasks
from reports.web.steps import answer_in_steps

KEPT = "已经写的文字和填的数据都保留。"


@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit's task: its dates with their reasons, its template, what can be done with it."""
    report = _report(request, pk)
    page = read_task(report, person(request), today=timezone.localdate())
    return render(request, "reports/rounds/task.html", {"page": page, "report": report})


@require_http_methods(["GET", "POST"])
def task_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Move any of the three dates, with a reason."""
    report, user, now = _report(request, pk), person(request), timezone.now()
    assignment = report.assignment
    if too_late := _too_late(request, report, can_extend_deadline(user, assignment)):
        return too_late
    may_adjust = bool(can_adjust_dates(user, assignment))
    form = DatesForm(request.POST or None, dates=assignment.dates, may_be_past=may_adjust)

    def foresee() -> Mapping[str, Any]:
        dates, may_be_past = form.dates(), bool(form.cleaned_data.get("may_be_past"))
        check_dates(assignment, dates, may_be_past=may_be_past, actor=user, now=now)
        moves = [
            f"{due.label}期限由{print_date(assignment.dates.on(due))}改为{print_date(dates.on(due))}。"
            for due in DueDate
            if dates.on(due) != assignment.dates.on(due)
        ]
        return {"effects": [*moves, _told(report, with_heads=False), "其他单位不受影响。"]}

    def act() -> HttpResponse:
        adjust_dates(
            assignment=assignment,
            dates=form.dates(),
            reason=form.cleaned_data["reason"],
            may_be_past=bool(form.cleaned_data.get("may_be_past")),
            actor=user,
            now=now,
        )
        return _done(request, report, f"{assignment.organisation}的期限已改。")

    effects = ["三个期限都可以改，后一个不能早于前一个。"]
    effects += [] if may_adjust else ["审查员只能把期限延后；需要提前的，请管理员办理。"]
    heading = f"{'调整期限' if may_adjust else '延期'}：{assignment.organisation}"
    return _answer(
        request, report, form, act, foresee=foresee, heading=heading, button="确认", effects=effects
    )


@require_http_methods(["GET", "POST"])
def task_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the task back, after a page that says what that means."""
    report, user = _report(request, pk), person(request)
    if too_late := _too_late(request, report, can_withdraw_assignment(user, report)):
        return too_late
    form = WithdrawalForm(request.POST or None)
    unit = report.assignment.organisation

    def act() -> HttpResponse:
        withdraw_assignment(report, reason=form.cleaned_data["reason"], actor=user, now=timezone.now())
        return _done(request, report, f"{unit}的任务已撤回。")

    effects = [
        f"{KEPT}单位可以查看，不能再改。",
        f"{unit}不再出现在我的任务、报告审查、台账、逾期、汇总覆盖和汇编里，也不再催办。",
        _told(report),
        "以后可以恢复任务，报告从现在的状态继续。",
    ]
    return _answer(
        request, report, form, act, heading=f"撤回任务：{unit}", button="撤回任务", effects=effects
    )


@require_http_methods(["GET", "POST"])
def task_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a withdrawn task back."""
    report, user = _report(request, pk), person(request)
    if too_late := _too_late(request, report, can_restore_assignment(user, report)):
        return too_late
    form = RestorationForm(request.POST or None)
    assignment = report.assignment

    def act() -> HttpResponse:
        restore_assignment(report, reason=form.cleaned_data["reason"], actor=user, now=timezone.now())
        return _done(request, report, f"{assignment.organisation}的任务已恢复。")

    dates = "，".join(f"{due.label}{print_date(assignment.dates.on(due))}" for due in DueDate)
    effects = [
        f"报告从撤回时的状态继续，{KEPT}",
        f"期限仍是：{dates}。已经过去的，请恢复后再调整。",
        _told(report),
    ]
    heading = f"恢复任务：{assignment.organisation}"
    return _answer(request, report, form, act, heading=heading, button="恢复任务", effects=effects)


@require_http_methods(["GET", "POST"])
def task_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the empty report anew from another template."""
    report, user = _report(request, pk), person(request)
    if too_late := _too_late(request, report, can_change_template(user, report)):
        return too_late
    assignment = report.assignment
    used = assignment.blueprint_version
    others = [version for version in fitting_versions(assignment) if version.pk != used.pk]
    form = TemplateForm(request.POST or None, versions=others)

    def act() -> HttpResponse:
        made = change_template(report, form.chosen(), actor=user, now=timezone.now())
        return _done(request, made, f"{assignment.organisation}已换用模板“{form.chosen()}”。")

    effects = [
        f"现在用的是“{used}”。报告还没有人填写，将按所选模板重新建立。",
        "期限不变，其他单位不受影响。",
        _told(report, with_heads=False),
    ]
    if not others:
        effects = [f"除了现在用的“{used}”，没有别的已发布模板适用于这个单位。请先在“模板”中发布。"]
    heading = f"更换模板：{assignment.organisation}"
    return _answer(request, report, form, act, heading=heading, button="更换模板", effects=effects)


def _report(request: HttpRequest, pk: int) -> Report:
    user = person(request)
    demand(can_see_rounds(user))
    return get_object_or_404(visible_tasks(user), assignment=pk)


def _too_late(request: HttpRequest, report: Report, verdict: Verdict) -> HttpResponse | None:
    """Bring back to the task whoever comes when the act is over; refuse whom the act is not for."""
    if isinstance(verdict, Allowed):
        return None
    if not can_change_round(person(request), report.assignment.round):
        raise NotPermitted(verdict.reason)
    messages.warning(request, verdict.reason)
    return redirect("round_task", pk=report.assignment_id)


def _answer(
    request: HttpRequest, report: Report, form: Any, act: Callable[[], HttpResponse], **context: Any
) -> HttpResponse:
    assignment = report.assignment
    back = reverse("round_task", args=[assignment.pk])
    trail = [
        (reverse("rounds"), "年度任务"),
        (reverse("round", args=[assignment.round_id]), str(assignment.round)),
        (back, str(assignment.organisation)),
    ]
    return answer_in_steps(request, form, act, template="act.html", back=back, trail=trail, **context)


def _done(request: HttpRequest, report: Report, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("round_task", pk=report.assignment_id)


def _told(report: Report, *, with_heads: bool = True) -> str:
    people = [*drafters_of(report), *(heads_of(report) if with_heads else [])]
    names = "、".join(dict.fromkeys(user.name for user in people))
    return f"{names}会收到消息。" if names else "这个单位还没有人员账号，请另行通知。"
