"""核对规则: what each rule demands, and how gravely a county takes it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.indicators.enums import Severity
from reports.indicators.permissions import can_set_rules
from reports.indicators.severities import SeverityChange, set_severities
from reports.organisations.models import Organisation
from reports.organisations.queries import governments_of
from reports.web.access import person
from reports.web.indicators.rule_rows import rule_rows


@require_GET
def indicator_rules(request: HttpRequest) -> HttpResponse:
    """Lead to the rules of the county that the person belongs to."""
    governments = governments_of(person(request))
    if not governments:
        return redirect("indicators")
    return redirect("indicator_rules_of", pk=governments[0].pk)


@require_http_methods(["GET", "POST"])
def indicator_rules_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the rules of a county, or take some of them more or less gravely."""
    user = person(request)
    governments = governments_of(user)
    government = next((each for each in governments if each.pk == pk), None)
    if government is None:
        raise Http404
    verdict = can_set_rules(user, government)
    refusal, status = "", HTTPStatus.OK
    if request.method == "POST":
        demand(verdict)
        try:
            return _save(request, government)
        except Invalid as error:
            refusal, status = str(error), HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "government": government,
        "governments": governments,
        "rows": rule_rows(government, chosen=request.POST),
        "severities": Severity.choices,
        "verdict": verdict,
        "may_set": bool(verdict),
        "refusal": refusal,
    }
    return render(request, "reports/indicators/rules.html", context, status=status)


def _save(request: HttpRequest, government: Organisation) -> HttpResponse:
    """Keep what was chosen otherwise than the page showed it."""
    chosen = {
        name.removeprefix("severity-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("severity-")
    }
    changes = [
        SeverityChange(code, request.POST.get(f"seen-{code}", ""), value) for code, value in chosen.items()
    ]
    count = set_severities(government, changes, actor=person(request), now=timezone.now())
    messages.success(request, f"已调整{count}条规则，从现在起按新的等级核对。" if count else "没有改动。")
    return redirect("indicator_rules_of", pk=government.pk)
