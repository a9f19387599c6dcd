"""Whose years the person in front of the page may open."""

from django.http import Http404, HttpRequest

from reports.common.permissions import NotPermitted
from reports.organisations.models import Organisation
from reports.organisations.queries import administered_governments
from reports.web.access import person


def government_of(request: HttpRequest) -> Organisation:
    """The government named, else the first this person may open a year for."""
    governments = administered_governments(person(request))
    fields = request.POST if request.method == "POST" else request.GET
    wanted = fields.get("government", "")
    found = next((g for g in governments if str(g.pk) == wanted or not wanted), None)
    if found is not None:
        return found
    if wanted:
        raise Http404
    raise NotPermitted("只有管理员可以开启年度任务。")
