"""The dictionary page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.common.permissions import demand
from reports.indicators.permissions import can_read_dictionary
from reports.web.access import person
from reports.web.indicators.forms import DictionaryFilters
from reports.web.indicators.queries import area_choices, dictionary_page


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """List what can be counted, with its definition."""
    demand(can_read_dictionary(person(request)))
    filters = DictionaryFilters(request.GET, areas=area_choices())
    wanted = filters.wanted()
    found = dictionary_page(**wanted, number=request.GET.get("page"))
    return render(
        request, "reports/indicators/list.html", {"filters": filters, "wanted": wanted, "found": found}
    )
