"""The log page; nobody writes here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.common.permissions import demand
from reports.organisations.models import Organisation
from reports.web.access import person
from reports.web.audit.forms import LogFilters
from reports.web.audit.queries import actions_of, log_page
from reports.web.audit.reach import can_read_log, readable_entries


@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """List who did what in the user's county, the newest first."""
    user = person(request)
    demand(can_read_log(user))
    seen = Organisation.objects.all() if user.is_superuser else Organisation.objects.visible_to(user)
    units, entries = list(seen.order_by("position", "pk")), readable_entries(user)
    filters = LogFilters(request.GET, actions=actions_of(entries), units=units)
    wanted = filters.wanted()
    found = log_page(entries, wanted, units=units, number=request.GET.get("page"))
    return render(request, "reports/audit/log.html", {"filters": filters, "wanted": wanted, "found": found})
