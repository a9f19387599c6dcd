"""Changing a running year: the dates of a kind of unit, and tasks for units founded meanwhile."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.permissions import demand
from reports.opening.newcomers import assign_newcomers, find_newcomers
from reports.opening.permissions import can_change_round, can_see_rounds
from reports.opening.terms import change_term, check_term, plan_term
from reports.organisations.enums import OrganisationKind
from reports.rounds.enums import DueDate
from reports.rounds.models import Round
from reports.text.dates import print_date
from reports.web.access import person
from reports.web.rounds.queries import visible_rounds
from reports.web.rounds.task_forms import MOVE, NewcomersForm, TermForm
from reports.web.steps import answer_in_steps

MOST_NAMED = 100
"""A page names at most this many units and counts the others."""


@require_http_methods(["GET", "POST"])
def round_term(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give a kind of unit new dates, after a page that says whom they reach."""
    round_, user, now = _round(request, pk), person(request), timezone.now()
    term = get_object_or_404(round_.terms.select_related("blueprint_version__blueprint"), kind=kind)
    form = TermForm(request.POST or None, dates=term.dates, may_be_past=True)

    def foresee() -> Mapping[str, Any]:
        dates = form.dates()
        check_term(term, dates, may_be_past=form.cleaned_data["may_be_past"], now=now)
        plan = plan_term(term)
        moves = form.cleaned_data["individual"] == MOVE
        effects = [
            f"{due.label}期限由{print_date(term.dates.on(due))}改为{print_date(dates.on(due))}。"
            for due in DueDate
            if dates.on(due) != term.dates.on(due)
        ]
        effects.append(
            f"{len(plan.reached(moves_individual=moves))}个单位的任务改为新的期限，经办人会收到消息。"
        )
        if plan.finished:
            effects.append(f"{plan.finished}个单位已经公开，不受影响。")
        return {"effects": effects, "plan": plan, "moves": moves, "most": MOST_NAMED}

    def act() -> HttpResponse:
        moved = change_term(
            term,
            dates=form.dates(),
            reason=form.cleaned_data["reason"],
            moves_individual=form.cleaned_data["individual"] == MOVE,
            may_be_past=form.cleaned_data["may_be_past"],
            actor=user,
            now=now,
        )
        messages.success(request, f"{term.get_kind_display()}的期限已调整，{moved}个单位的任务随之改动。")
        return redirect("round", pk=round_.pk)

    label = OrganisationKind(term.kind).label
    return answer_in_steps(
        request,
        form,
        act,
        foresee=foresee,
        template="reports/rounds/term.html",
        heading=f"调整{label}的期限",
        button="调整期限",
        effects=[f"改动{round_}全部{label}的期限；以后补发的{label}也按新的期限。"],
        **_places(round_),
    )


@require_http_methods(["GET", "POST"])
def round_newcomers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which units have no task yet, and give them theirs."""
    round_, user, now = _round(request, pk), person(request), timezone.now()
    newcomers = find_newcomers(round_, now=now)
    form = NewcomersForm(request.POST or None, newcomers=newcomers)

    def act() -> HttpResponse:
        made = assign_newcomers(round_, form.own_dates(), actor=user, now=now)
        messages.success(request, f"已为{made}个单位补发任务，报告已经建立，经办人会收到通知。")
        return redirect("round", pk=round_.pk)

    return answer_in_steps(
        request,
        form,
        act,
        template="reports/rounds/newcomers.html",
        heading="补发给新单位",
        button="补发任务",
        newcomers=newcomers,
        most=MOST_NAMED,
        round=round_,
        **_places(round_),
    )


def _round(request: HttpRequest, pk: int) -> Round:
    user = person(request)
    demand(can_see_rounds(user))
    found = get_object_or_404(visible_rounds(user).select_related("government"), pk=pk)
    demand(can_change_round(user, found))
    return found


def _places(round_: Round) -> dict[str, Any]:
    back = reverse("round", args=[round_.pk])
    return {"back": back, "trail": [(reverse("rounds"), "年度任务"), (back, str(round_))]}
