"""The pages on which the dictionary is changed."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted, demand
from reports.indicators.drafts import changed_fields, draft_of
from reports.indicators.editing import (
    Outdated,
    change_indicator,
    create_indicator,
    remove_indicator,
    restore_indicator,
)
from reports.indicators.models import Indicator
from reports.indicators.permissions import can_edit_dictionary
from reports.web.access import person
from reports.web.indicators.forms import IndicatorForm, entered
from reports.web.indicators.queries import area_choices

Save = Callable[[], HttpResponse]


@require_http_methods(["GET", "POST"])
def indicator_new(request: HttpRequest) -> HttpResponse:
    """Add an entry of one's own."""
    demand(can_edit_dictionary(person(request)))
    area = request.GET.get("area", "")
    form = IndicatorForm(request.POST or None, areas=_areas(), is_new=True, initial={"area": area})

    def save() -> HttpResponse:
        made = create_indicator(form.draft(), actor=person(request), now=timezone.now())
        messages.success(request, f"已增设“{made.name}”。")
        return redirect("indicator", code=made.code)

    return _answer(request, form, save, heading="增设指标", button="增设")


@require_http_methods(["GET", "POST"])
def indicator_change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct an entry; where somebody else was faster, show both texts and keep what was typed."""
    found = _editable(request, code)
    form = IndicatorForm(request.POST or None, areas=_areas(), is_new=False, initial=entered(found))

    def save() -> HttpResponse:
        base = form.cleaned_data["version"]
        changed = change_indicator(
            found,
            form.draft(),
            base_version=-1 if base is None else base,
            actor=person(request),
            now=timezone.now(),
        )
        messages.success(request, f"“{changed.name}”已保存。")
        return redirect("indicator", code=changed.code)

    return _answer(request, form, save, heading="修改指标", button="保存", indicator=found)


@require_http_methods(["GET", "POST"])
def indicator_restore(request: HttpRequest, code: str) -> HttpResponse:
    """Bring an entry back to what was shipped, after a page that asks."""
    found = _editable(request, code)

    def act() -> HttpResponse:
        restore_indicator(found, actor=person(request), now=timezone.now())
        messages.success(request, f"“{found.name}”已恢复为随产品提供的内容。")
        return redirect("indicator", code=found.code)

    question = f"把“{found.name}”恢复为随产品提供的内容？本地的修改不再使用，仍可在修改记录中查到。"
    return _answer(
        request,
        Form(request.POST or None),
        act,
        heading="恢复指标",
        button="恢复",
        indicator=found,
        question=question,
    )


@require_http_methods(["GET", "POST"])
def indicator_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take away an entry that nobody used, after a page that asks."""
    found = _editable(request, code)

    def act() -> HttpResponse:
        remove_indicator(found, actor=person(request), now=timezone.now())
        messages.success(request, f"“{found.name}”已删除。")
        return redirect("indicators")

    question = f"删除“{found.name}”（{found.code}）？只有从未使用过的指标可以删除；用过的请改为停用。"
    return _answer(
        request,
        Form(request.POST or None),
        act,
        heading="删除指标",
        button="删除",
        indicator=found,
        question=question,
    )


def _answer(request: HttpRequest, form: Form, save: Save, **context: Any) -> HttpResponse:
    """Show the form; save a valid one, and put what the service refuses beside its field."""
    status = HTTPStatus.OK
    if request.method == "POST":
        form.is_bound = True
        if form.is_valid():
            try:
                return save()
            except NotPermitted:
                raise
            except Outdated as outdated:
                form, context = _both_texts(request, form, outdated), {**context, **_conflict(form, outdated)}
                status = HTTPStatus.CONFLICT
            except Refused as refusal:
                field = refusal.field if isinstance(refusal, Invalid) else ""
                form.add_error(field if field in form.fields else None, str(refusal))
    if form.is_bound and form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reports/indicators/form.html", {"form": form, **context}, status=status)


def _both_texts(request: HttpRequest, form: Form, outdated: Outdated) -> Form:
    """The form as it was typed, to be saved next on the newer version."""
    typed = request.POST.copy()
    typed["version"] = str(outdated.theirs.version)
    return IndicatorForm(typed, areas=_areas(), is_new=False, initial=entered(outdated.theirs))


def _conflict(form: Form, outdated: Outdated) -> dict[str, Any]:
    assert isinstance(form, IndicatorForm)
    rows = changed_fields(draft_of(outdated.theirs), form.draft())
    return {"theirs": outdated.theirs, "conflict": rows, "conflict_message": str(outdated)}


def _editable(request: HttpRequest, code: str) -> Indicator:
    demand(can_edit_dictionary(person(request)))
    return get_object_or_404(Indicator, code=code)


def _areas() -> list[tuple[str, str]]:
    """The areas with the letters that open their codes."""
    return [(area, f"{area} {name.partition('（')[0]}") for area, name in area_choices()]
