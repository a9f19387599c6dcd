"""Whose years the person in front of the page may open."""

from django.http import Http404, HttpRequest

from reports.common.permissions import NotPermitted
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Organisation, User
from reports.organisations.queries import organisations_within, overseen_organisations
from reports.web.access import person


def governments_of(user: User) -> list[Organisation]:
    """The governments whose years this person may open."""
    overseen = overseen_organisations(user) if user.is_superuser else None
    reach = organisations_within(user, [Role.ADMINISTRATOR]) if overseen is None else overseen
    return list(reach.filter(kind=OrganisationKind.COUNTY_GOVERNMENT).order_by("path"))


def government_of(request: HttpRequest) -> Organisation:
    """The government named, else the first this person may open a year for."""
    governments = governments_of(person(request))
    fields = request.POST if request.method == "POST" else request.GET
    wanted = fields.get("government", "")
    found = next((g for g in governments if str(g.pk) == wanted or not wanted), None)
    if found is not None:
        return found
    if wanted:
        raise Http404
    raise NotPermitted("只有管理员可以开启年度任务。")
