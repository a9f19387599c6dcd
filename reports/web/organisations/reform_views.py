"""更名 and 撤并: pages that say what will happen to reports and people before it does."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.permissions import demand
from reports.opening.enums import ReportFate
from reports.opening.merging import (
    MergerChoice,
    MergerPlan,
    check_merger,
    merge_unit,
    plan_merger,
    units_to_merge_into,
)
from reports.opening.permissions import can_merge
from reports.opening.renaming import plan_unit_renaming, rename_unit
from reports.organisations.models import Organisation
from reports.organisations.permissions import can_administer, can_see_organisations
from reports.organisations.queries import overseen_organisations
from reports.organisations.renaming import check_names
from reports.text.dates import print_date
from reports.web.access import person
from reports.web.organisations.reform_forms import MergingForm, RenamingForm
from reports.web.steps import answer_in_steps

MOST_LISTED = 100
"""A page lists at most this many changes and counts the others."""


@require_http_methods(["GET", "POST"])
def organisation_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a unit its new name, after a page with every place where the old one gives way."""
    unit, user, now = _unit(request, pk), person(request), timezone.now()
    demand(can_administer(user, unit))
    form = RenamingForm(request.POST or None, organisation=unit)

    def foresee() -> Mapping[str, Any]:
        names = form.names()
        check_names(unit, names, now=now)
        plan = plan_unit_renaming(unit, names)
        reports = len({change.report.pk for change in plan.changes})
        effects = [
            f"{unit}自{print_date(names.since)}起改称{names.name}，原名称留存，按原名称仍可查到、识别旧文件。",
            f"{reports}份未签发的报告随之改动，如下表；已签发的报告和往年的报告保持原来的名称。",
            "有关的经办人会收到消息。",
        ]
        return {"effects": effects, "plan": plan, "most": MOST_LISTED}

    def act() -> HttpResponse:
        seen = request.POST.get("seen", "")
        rename_unit(unit, form.names(), seen=seen, actor=user, now=now)
        messages.success(request, f"{unit}已更名为{form.names().name}。")
        return redirect("organisation", pk=unit.pk)

    return answer_in_steps(
        request,
        form,
        act,
        foresee=foresee,
        template="reports/organisations/rename.html",
        heading=f"更名：{unit}",
        button="确认更名",
        effects=["改正错字等笔误，请用“修改单位”；这里办理机构更名，原名称会留存。"],
        **_places(unit),
    )


@require_http_methods(["GET", "POST"])
def organisation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a unit that goes into another, after a page that says what goes with it."""
    unit, user, now = _unit(request, pk), person(request), timezone.now()
    demand(can_merge(user, unit))
    plan = plan_merger(unit, user=user)
    form = MergingForm(request.POST or None, plan=plan, targets=units_to_merge_into(unit))

    def foresee() -> Mapping[str, Any]:
        choice = form.choice()
        check_merger(unit, choice, now=now)
        return {"effects": _effects(unit, plan, choice)}

    def act() -> HttpResponse:
        merger = merge_unit(unit, form.choice(), actor=user, now=now)
        messages.success(request, f"{merger}，已办理。")
        return redirect("organisation", pk=merger.into_id)

    return answer_in_steps(
        request,
        form,
        act,
        foresee=foresee,
        template="act.html",
        heading=f"撤并：{unit}",
        button="确认撤并",
        effects=[
            f"{unit}停用，以后的年度不再布置任务；往年的报告都保留，并显示在并入单位的“上年”栏里。",
            *(f"{report.title}还没有签发，请在下面选择撤回还是办完。" for report in plan.open_reports),
            *(f"{report.title}已经签发，不受影响，照常办完。" for report in plan.signed_reports),
        ],
        **_places(unit),
    )


def _effects(unit: Organisation, plan: MergerPlan, choice: MergerChoice) -> list[str]:
    into = choice.into
    found = [f"{unit}自{print_date(choice.merged_on)}起并入{into}，并停用。"]
    finishes = choice.fate == ReportFate.FINISH
    for report in plan.open_reports:
        fate = (
            "照常办完，原来的人员可以继续填写"
            if finishes
            else f"的任务撤回，原因写明“并入{into}”，文字和数据保留"
        )
        found.append(f"{report.title}{fate}。")
    names = [post.membership.user.name for post in plan.posts if post.membership.pk in choice.posts]
    if names:
        stays = "，原单位的角色保留到报告办完" if finishes and plan.open_reports else ""
        found.append(f"{'、'.join(names)}转到{into}，角色不变{stays}。")
    if choice.moves_data_offices and plan.data_offices:
        found.append(f"归口数据{'、'.join(plan.data_offices)}转到{into}，从下一次布置任务起向它要这些数据。")
    if choice.moves_duties and plan.duties:
        found.append(f"职责并到{into}，从下一次布置任务起按合并后的职责要数据。")
    return [*found, f"两个单位的经办人会收到消息。{unit}往年的报告显示在{into}的“上年”栏里。"]


def _unit(request: HttpRequest, pk: int) -> Organisation:
    user = person(request)
    demand(can_see_organisations(user))
    return get_object_or_404(overseen_organisations(user).select_related("parent"), pk=pk)


def _places(unit: Organisation) -> dict[str, Any]:
    back = reverse("organisation", args=[unit.pk])
    return {"back": back, "trail": [(reverse("organisations"), "单位与人员"), (back, str(unit))]}
