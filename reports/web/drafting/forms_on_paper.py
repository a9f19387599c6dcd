"""Giving out the 数据填报表 of one unit as a Word file, empty or filled."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.drafting.figure_paper import figure_paper
from reports.drafting.snapshot import printed_snapshot
from reports.rendering.docx.report import write_docx
from reports.rendering.queries import profile_for
from reports.web.access import visible_report
from reports.web.drafting.downloads import file_name, file_response


@require_safe
def figures_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sheet to be filled in by hand, or with what is known (?filled=1)."""
    report = visible_report(request, pk)
    snapshot = printed_snapshot(report)
    if not snapshot.figures:
        raise Http404
    is_filled = request.GET.get("filled") == "1"
    document = figure_paper(snapshot, is_filled=is_filled)
    profile = profile_for(report.assignment.organisation, is_formal=False)
    content = write_docx(document, profile, at=timezone.now())
    return file_response(content, file_name(document, *([] if is_filled else ["空表"])))
