"""检查设置: how gravely a county takes each check, and how often people would not follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.blueprints.models import Blueprint
from reports.checks.permissions import can_see_fares, can_set_checks
from reports.checks.settings import LevelChange, set_levels
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.organisations.models import Organisation
from reports.organisations.queries import governments_of
from reports.web.access import person
from reports.web.catalogue.rows import Order, TemplateChoice, check_rows, template_choices, years_of


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the address asks for; `year` is None for whoever may not see what is counted."""

    government: Organisation
    blueprint: Blueprint | None
    year: int | None
    order: str

    def address(self, **other: str) -> str:
        """The page again, something of it changed."""
        asked = {
            "template": str(self.blueprint.pk) if self.blueprint else "",
            "year": str(self.year or ""),
            "order": self.order,
            **other,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return reverse("check_settings_of", args=[self.government.pk]) + (f"?{query}" if query else "")


@require_GET
def check_settings(request: HttpRequest) -> HttpResponse:
    """Lead to the settings of the county that the person belongs to."""
    governments = governments_of(person(request))
    if not governments:
        return redirect("check_catalogue")
    return redirect("check_settings_of", pk=governments[0].pk)


@require_http_methods(["GET", "POST"])
def check_settings_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a county takes each check, or take some of them more or less gravely."""
    user = person(request)
    governments = governments_of(user)
    government = next((each for each in governments if each.pk == pk), None)
    if government is None:
        raise Http404
    templates = template_choices(government)
    years = years_of(government) if can_see_fares(user, government) else []
    wanted = _wanted(request, government, templates, years)
    verdict = can_set_checks(user, government)
    refusal, status = "", HTTPStatus.OK
    if request.method == "POST":
        demand(verdict)
        try:
            return _save(request, wanted)
        except Invalid as error:
            refusal, status = str(error), HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "government": government,
        "governments": governments,
        "templates": templates,
        "years": years,
        "wanted": wanted,
        "orders": Order.choices,
        "by_share": wanted.address(order=Order.SHARE),
        "by_found": wanted.address(order=Order.FOUND),
        "rows": check_rows(
            government, wanted.blueprint, picked=request.POST, year=wanted.year, order=wanted.order
        ),
        "verdict": verdict,
        "may_set": bool(verdict),
        "refusal": refusal,
    }
    return render(request, "reports/catalogue/settings.html", context, status=status)


def _wanted(
    request: HttpRequest, government: Organisation, templates: Sequence[TemplateChoice], years: list[int]
) -> _Wanted:
    """Read the address; a template that the county does not use is not there, other nonsense says nothing."""
    key, typed = request.GET.get("template", ""), request.GET.get("year", "")
    blueprint = next((each.blueprint for each in templates if str(each.blueprint.pk) == key), None)
    if key and blueprint is None:
        raise Http404
    year = next((each for each in years if str(each) == typed), years[0] if years else None)
    order = request.GET.get("order", "")
    return _Wanted(government, blueprint, year, order if order in Order.values else Order.SUBJECT.value)


def _save(request: HttpRequest, wanted: _Wanted) -> HttpResponse:
    """Keep what was chosen otherwise than the page showed it."""
    chosen = {
        name.removeprefix("level-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("level-")
    }
    changes = [
        LevelChange(code, request.POST.get(f"seen-{code}", ""), value) for code, value in chosen.items()
    ]
    count = set_levels(
        wanted.government, changes, blueprint=wanted.blueprint, actor=person(request), now=timezone.now()
    )
    said = f"已调整{count}项检查，已打开的报告下次审读时生效。" if count else "没有改动。"
    messages.success(request, said)
    return redirect(wanted.address())
