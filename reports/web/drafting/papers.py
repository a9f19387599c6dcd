"""Reading a report as paper: preview, Word files, revisions and their differences."""

from http import HTTPStatus
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from reports.document.markup import print_document
from reports.document.nodes import Document
from reports.drafting.assembly import assemble
from reports.drafting.editions import Edition, EditionKind
from reports.drafting.models import Revision
from reports.drafting.snapshot import Snapshot, printed_snapshot, read_revision
from reports.rendering.docx.figures import write_figures_docx
from reports.rendering.docx.report import write_docx
from reports.rendering.pages import paper
from reports.text.diff import diff_paragraphs
from reports.web.access import person, visible_report
from reports.web.drafting.annexes import annex_of
from reports.web.drafting.editions import left_out
from reports.web.drafting.heads import read_head
from reports.web.drafting.histories import history_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def report_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report as it will print, in one edition."""
    report = visible_report(request, pk)
    snapshot = printed_snapshot(report)
    edition = _edition(request, snapshot, request.GET.get("edition", EditionKind.FILING.value))
    context = {
        "head": read_head(report, person(request), now=timezone.now()),
        "paper": paper(assemble(snapshot, edition)),
        "edition": edition,
        "addressees": list(enumerate(snapshot.addressees)),
        "left_out": left_out(snapshot),
        "has_figures": bool(snapshot.figures),
    }
    return render(request, "reports/drafting/preview.html", context)


@require_GET
def report_docx(request: HttpRequest, pk: int, edition: str) -> HttpResponse:
    """Give one edition as a Word file."""
    snapshot = printed_snapshot(visible_report(request, pk))
    document = assemble(snapshot, _edition(request, snapshot, edition))
    return _file(write_docx(document, at=timezone.now()), _file_name(document))


@require_GET
def report_annex(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the figures as a Word file of their own."""
    snapshot = printed_snapshot(visible_report(request, pk))
    annex = annex_of(snapshot)
    return _file(write_figures_docx(annex, at=timezone.now()), annex.title)


@require_GET
def report_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every step and every kept revision, the newest on top."""
    report = visible_report(request, pk)
    head = read_head(report, person(request), now=timezone.now())
    return render(request, "reports/drafting/history.html", {"head": head, "events": history_of(report)})


@require_GET
def report_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one kept revision as paper, or what it changed against another (?against=n)."""
    report = visible_report(request, pk)
    revision = get_object_or_404(Revision.objects.select_related("made_by"), report=report, number=number)
    document = assemble(read_revision(revision))
    others = list(report.revisions.order_by("number").values_list("number", flat=True))
    against = request.GET.get("against", "")
    context = {
        "head": read_head(report, person(request), now=timezone.now()),
        "revision": revision,
        "others": [other for other in others if other != number],
        "against": against,
        "paper": paper(document),
    }
    if against:
        other = get_object_or_404(Revision, report=report, number=_number(against))
        old, new = assemble(read_revision(other)), document
        changes = diff_paragraphs(print_document(old), print_document(new))
        context |= {"changes": changes, "differs": any(change.is_changed for change in changes)}
    return render(request, "reports/drafting/revision.html", context)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    return int(text)


def _edition(request: HttpRequest, snapshot: Snapshot, kind: str) -> Edition:
    """Read which edition is asked for; 404 for one that does not exist."""
    if kind not in tuple(EditionKind):
        raise Http404
    addressee = _number(request.GET.get("addressee", "0"))
    if addressee >= max(1, len(snapshot.addressees)):
        raise Http404
    return Edition(EditionKind(kind), addressee)


def _file_name(document: Document) -> str:
    return "".join(document.title.split("\n")) or "报告"


def _file(content: bytes, name: str) -> HttpResponse:
    """Hand a Word file over under its Chinese name (RFC 5987)."""
    clean = "".join(sign for sign in name if sign not in '\\/:*?"<>|\r\n\t')
    response = HttpResponse(content, content_type=WORD, status=HTTPStatus.OK)
    response["Content-Disposition"] = (
        f"attachment; filename=\"report.docx\"; filename*=UTF-8''{quote(clean)}.docx"
    )
    return response
