"""The pages of the report templates; nothing is changed here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.web.access import person
from reports.web.blueprints.queries import version_list, version_page


@require_GET
def blueprints(request: HttpRequest) -> HttpResponse:
    """List the templates and their versions, to everybody signed in."""
    found = version_list(request.GET.get("page"))
    return render(request, "reports/blueprints/list.html", {"found": found})


@require_GET
def blueprint(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version from end to end."""
    page = version_page(pk, user=person(request))
    if page is None:
        raise Http404
    return render(request, "reports/blueprints/version.html", {"page": page})
