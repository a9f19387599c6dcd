"""检查目录: every check of the proof-reader, what it looks for and how the county takes it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.organisations.models import Organisation
from reports.organisations.queries import governments_of
from reports.web.access import person
from reports.web.catalogue.entries import chosen_by, find_entries

LONGEST_SEARCH = 60
FEW = 6
"""So few entries show their examples at once."""


@require_GET
def check_catalogue(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, or what a search finds in it."""
    governments = governments_of(person(request))
    government = _wanted(governments, request.GET.get("government", ""))
    text = request.GET.get("text", "").strip()[:LONGEST_SEARCH]
    groups = find_entries(text)
    count = sum(len(group.entries) for group in groups)
    chosen = chosen_by(government) if government else {}
    context = {
        "groups": [
            (group, [(entry, chosen.get(entry.check.code, ())) for entry in group.entries])
            for group in groups
        ],
        "count": count,
        "unfold": bool(text) and count <= FEW,
        "text": text,
        "government": government,
        "governments": governments,
    }
    return render(request, "reports/catalogue/catalogue.html", context)


def _wanted(governments: list[Organisation], key: str) -> Organisation | None:
    """The government named, else the person's first; one of somebody else is not there."""
    if not key:
        return governments[0] if governments else None
    found = next((each for each in governments if str(each.pk) == key), None)
    if found is None:
        raise Http404
    return found
