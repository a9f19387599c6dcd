"""For which county a person makes templates, and what the pages that make one have in common."""

from django.http import Http404, HttpRequest

from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint
from reports.common.permissions import NotPermitted
from reports.organisations.models import Organisation
from reports.organisations.queries import administered_governments
from reports.web.access import person


def government_of(request: HttpRequest) -> Organisation:
    """The government that a form names, else the first one.

    Errors: NotPermitted for whoever makes templates nowhere; 404 for a government out of reach.
    """
    governments = administered_governments(person(request))
    if not governments:
        raise NotPermitted("只有管理员可以制定本县的模板。")
    fields = request.POST if request.method == "POST" else request.GET
    wanted = fields.get("government", "")
    found = next((each for each in governments if not wanted or str(each.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def own_families(government: Organisation) -> list[Blueprint]:
    """The county's own families that have no draft, which may take a content as their next version."""
    families = Blueprint.objects.filter(owner=government).exclude(versions__status=VersionStatus.DRAFT)
    return list(families.order_by("name", "pk"))
