"""The pages on which a county's administrator changes its words."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reports.checks.entries import Entry, Key
from reports.checks.lexicon_editing import (
    Outdated,
    changes_between,
    drop_entry,
    keep_entry,
    switch_entry,
)
from reports.checks.lexicons import Standing, standing_entries
from reports.checks.permissions import can_keep_lexicon
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted, demand
from reports.organisations.models import Organisation
from reports.web.access import person
from reports.web.lexicon.forms import EntryForm, LawForm, SwitchForm, TrialForm, WordingForm, shown
from reports.web.lexicon.queries import EntryRow, try_entry
from reports.web.lexicon.views import readable_government
from reports.web.years import running_rounds

FORMS: dict[str, type[EntryForm]] = {"wording": WordingForm, "law": LawForm}
TRY = "try"


@require_http_methods(["GET", "POST"])
def lexicon_new(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Add an entry of the county's own, or try it on a sentence first."""
    government = _kept(request, pk)
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST or None)

    def save() -> Entry:
        return keep_entry(government, form.entry(), actor=person(request), now=timezone.now())

    return _answer(request, government, form, save, heading="增加名称" if what == "law" else "增加写法")


@require_http_methods(["GET", "POST"])
def lexicon_entry(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Change an entry; of a shipped one the county says something else in its place."""
    government = _kept(request, pk)
    key, standing = _found(government, slug)
    kind = LawForm if standing.entry.is_law else WordingForm
    form = kind(
        request.POST or None,
        initial=shown(standing.entry, standing.version),
        is_fixed=standing.row is None or standing.above is not None,
    )

    def save() -> Entry:
        return keep_entry(
            government,
            form.entry(off=standing.entry.off),
            replacing=key,
            base_version=form.cleaned_data["version"] or 0,
            actor=person(request),
            now=timezone.now(),
        )

    return _answer(request, government, form, save, heading="修改词条", standing=standing)


def _answer(
    request: HttpRequest,
    government: Organisation,
    form: EntryForm,
    save: Callable[[], Entry],
    *,
    heading: str,
    standing: Standing | None = None,
) -> HttpResponse:
    """Show the form, try what was typed, or save it; what the service refuses stands beside its field."""
    status = HTTPStatus.OK
    context: dict[str, Any] = {"government": government, "heading": heading, "standing": standing}
    if request.method == "POST" and TRY in request.POST:
        return _try(request, government, form, context)
    if request.method == "POST":
        if form.is_valid():
            try:
                entry = save()
            except NotPermitted:
                raise
            except Outdated as outdated:
                form, context = _both_texts(request, form, outdated), context | _conflict(form, outdated)
                status = HTTPStatus.CONFLICT
            except Refused as refusal:
                field = refusal.field if isinstance(refusal, Invalid) else ""
                form.add_error(field if field in form.fields else None, str(refusal))
            else:
                messages.success(request, f"“{entry}”已保存，以后的校核按它提示。")
                return redirect("lexicon_of", pk=government.pk)
        if form.errors:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, form, context, status=status)


def _try(
    request: HttpRequest, government: Organisation, form: EntryForm, context: dict[str, Any]
) -> HttpResponse:
    """Show what the entry as it is typed would find; nothing is kept."""
    trial_form = TrialForm(request.POST)
    form.is_valid()
    trial = None
    if trial_form.is_valid():
        trial = try_entry(
            form.entry(),
            trial_form.cleaned_data["sentence"],
            year=trial_form.cleaned_data["trial_year"],
            standings=standing_entries(government),
            government=government,
        )
    context |= {"trial": trial, "trial_form": trial_form}
    if request.headers.get("HX-Request"):
        return render(request, "reports/lexicon/_trial.html", context)
    return _page(request, form, context | {"is_trial": True})


def _page(
    request: HttpRequest, form: EntryForm, context: dict[str, Any], *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    latest = running_rounds(person(request)).first()
    year = latest.year if latest else timezone.localdate().year
    typed = {"sentence": request.POST.get("sentence", ""), "trial_year": request.POST.get("trial_year", year)}
    standing = context["standing"]
    page = {
        "form": form,
        "trial_form": TrialForm(initial=typed),
        "row": EntryRow(standing) if standing else None,
        "differences": _differences(standing),
    }
    return render(request, "reports/lexicon/form.html", page | context, status=status)


def _differences(standing: Standing | None) -> list[tuple[str, str, str]]:
    """In what the county's own entry differs from the one in whose place it stands."""
    if standing is None or standing.row is None or standing.above is None:
        return []
    return changes_between(standing.above, replace(standing.entry, off=""))


def _both_texts(request: HttpRequest, form: EntryForm, outdated: Outdated) -> EntryForm:
    """The form as it was typed, to be saved next on what stands now."""
    typed = request.POST.copy()
    typed["version"] = str(outdated.theirs.version if outdated.theirs else 0)
    return type(form)(typed, initial=form.initial, is_fixed=form.fields["words"].disabled)


def _conflict(form: EntryForm, outdated: Outdated) -> dict[str, Any]:
    theirs = outdated.theirs
    rows = changes_between(theirs.entry, form.entry(off=theirs.entry.off)) if theirs else []
    return {"conflict_message": str(outdated), "conflict": rows, "theirs": theirs}


@require_http_methods(["GET", "POST"])
def lexicon_switch(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Look for some words no more, with the reason; or look for them again."""
    government = _kept(request, pk)
    key, standing = _found(government, slug)
    is_off = bool(standing.entry.off)
    form = SwitchForm(request.POST or None, initial={"version": standing.version})
    if request.method == "POST":
        form.is_bound = True
        if form.is_valid() and _switch(request, government, key, form, is_off=is_off):
            return redirect("lexicon_of", pk=government.pk)
    context = {"government": government, "form": form, "row": EntryRow(standing), "is_off": is_off}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "reports/lexicon/switch.html", context, status=status)


def _switch(
    request: HttpRequest, government: Organisation, key: Key, form: SwitchForm, *, is_off: bool
) -> bool:
    try:
        entry = switch_entry(
            government,
            key,
            off="" if is_off else form.cleaned_data["off"],
            base_version=form.cleaned_data["version"] or 0,
            actor=person(request),
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        field = refusal.field if isinstance(refusal, Invalid) else ""
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    said = "已启用，以后的校核按它提示" if is_off else "已停用，以后的校核不再提示"
    messages.success(request, f"“{entry}”{said}。")
    return True


@require_POST
def lexicon_drop(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take back what the county says of some words."""
    government = _kept(request, pk)
    key, _ = _found(government, slug)
    version = request.POST.get("version", "")
    try:
        gone = drop_entry(
            government,
            key,
            base_version=int(version) if version.isascii() and version.isdigit() else 0,
            actor=person(request),
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("lexicon_entry", pk=government.pk, slug=slug)
    said = "已恢复为原来的内容" if gone.above else "已删除"
    messages.success(request, f"“{gone.entry}”{said}。")
    return redirect("lexicon_of", pk=government.pk)


def _kept(request: HttpRequest, pk: int) -> Organisation:
    """A government whose words this person keeps."""
    government = readable_government(request, pk)
    demand(can_keep_lexicon(person(request), government))
    return government


def _found(government: Organisation, slug: str) -> tuple[Key, Standing]:
    found = standing_entries(government)
    key = next((key for key, each in found.items() if each.entry.slug == slug), None)
    if key is None:
        raise Http404
    return key, found[key]
