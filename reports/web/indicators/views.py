"""The dictionary: its list, and one entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from reports.common.permissions import demand
from reports.indicators.models import Indicator
from reports.indicators.permissions import can_edit_dictionary, can_read_dictionary
from reports.web.access import person
from reports.web.indicators.entries import entry_page, past_changes
from reports.web.indicators.forms import DictionaryFilters
from reports.web.indicators.queries import area_choices, dictionary_page


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """List what can be counted, with its definition."""
    user = person(request)
    demand(can_read_dictionary(user))
    filters = DictionaryFilters(request.GET, areas=area_choices())
    wanted = filters.wanted()
    context = {
        "filters": filters,
        "wanted": wanted,
        "found": dictionary_page(**wanted, number=request.GET.get("page")),
        "may_edit": bool(can_edit_dictionary(user)),
    }
    return render(request, "reports/indicators/list.html", context)


@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one entry: what it means, how it is made, which rules and templates speak of it."""
    user = person(request)
    demand(can_read_dictionary(user))
    found = get_object_or_404(Indicator.objects.select_related("edited_by"), code=code)
    may_edit = bool(can_edit_dictionary(user))
    context = {
        "page": entry_page(found, user),
        "may_edit": may_edit,
        "changes": past_changes(found) if may_edit else (),
    }
    return render(request, "reports/indicators/entry.html", context)
