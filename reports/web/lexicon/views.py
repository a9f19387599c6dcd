"""The lexicon of a county: its list for everybody of the county, and the files that go out."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from reports.checks.entry_files import write_entries
from reports.checks.entry_sheets import write_sheet
from reports.checks.lexicons import standing_entries
from reports.checks.permissions import can_keep_lexicon
from reports.organisations.models import Organisation
from reports.organisations.queries import governments_of
from reports.web.access import person
from reports.web.lexicon.forms import LexiconFilters
from reports.web.lexicon.queries import EntryRow, lexicon_page, narrowed
from reports.web.workbooks import send_workbook

YAML_TYPE = "application/yaml"


def readable_government(request: HttpRequest, pk: int) -> Organisation:
    """A government whose words this person reads, else 404."""
    found = next((each for each in governments_of(person(request)) if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


@require_GET
def lexicon(request: HttpRequest) -> HttpResponse:
    """Lead to the lexicon of the county that the person belongs to."""
    governments = governments_of(person(request))
    if not governments:
        return redirect("phrases")
    return redirect("lexicon_of", pk=governments[0].pk)


@require_GET
def lexicon_of(request: HttpRequest, pk: int) -> HttpResponse:
    """List what the reports of a county are held against, and where each entry comes from."""
    governments = governments_of(person(request))
    government = next((each for each in governments if each.pk == pk), None)
    if government is None:
        raise Http404
    filters = LexiconFilters(request.GET)
    wanted = filters.wanted()
    verdict = can_keep_lexicon(person(request), government)
    context = {
        "government": government,
        "governments": governments,
        "filters": filters,
        "wanted": wanted,
        "found": lexicon_page(standing_entries(government).values(), wanted, number=request.GET.get("page")),
        "verdict": verdict,
        "may_keep": bool(verdict),
    }
    return render(request, "reports/lexicon/list.html", context)


@require_GET
def lexicon_export(request: HttpRequest, pk: int, form: str) -> FileResponse:
    """Send what the list shows, all pages of it, as YAML or as a workbook."""
    government = readable_government(request, pk)
    wanted = LexiconFilters(request.GET).wanted()
    rows = narrowed(standing_entries(government).values(), **wanted)
    name = f"{government.place or government.name}词库"
    if form == "xlsx":
        return send_workbook(write_sheet((row.entry, EntryRow(row).origin) for row in rows), f"{name}.xlsx")
    if form != "yaml":
        raise Http404
    content = BytesIO(write_entries(row.entry for row in rows))
    return FileResponse(content, as_attachment=True, filename=f"{name}.yaml", content_type=YAML_TYPE)
