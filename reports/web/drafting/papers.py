"""Reading a report as paper: preview, files to take away, revisions and their differences."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.common.office import OfficeFailed
from reports.document.markup import print_document
from reports.drafting.assembly import assemble
from reports.drafting.models import Report, Revision
from reports.drafting.snapshot import Snapshot, printed_snapshot, read_revision
from reports.rendering.docx.changes import write_marked_docx
from reports.rendering.pages import paper
from reports.rendering.pagination import paginate
from reports.rendering.pdf import write_pdf
from reports.rendering.queries import profile_for
from reports.review.queries import judged_revision
from reports.text.diff import diff_paragraphs
from reports.web.access import person, visible_report
from reports.web.drafting.bundles import write_bundle
from reports.web.drafting.downloads import (
    PAPERS,
    Order,
    WordFile,
    file_name,
    file_response,
    read_menu,
    write_paper,
)
from reports.web.drafting.editions import left_out
from reports.web.drafting.heads import read_head
from reports.web.drafting.histories import history_of
from reports.web.drafting.previews import read_preview


@require_safe
def report_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report as it will print, in one edition."""
    report = visible_report(request, pk)
    order = _order(request, report)
    preview = read_preview(order, request.GET.get("edition", "filing"), user=person(request))
    if preview is None:
        raise Http404
    context = {
        "head": read_head(report, person(request), now=order.at),
        "preview": preview,
        "left_out": left_out(order.snapshot),
        "menu": read_menu(
            report, order.snapshot, addressee=order.addressee, has_opinions=report.opinions.exists()
        ),
    }
    return render(request, "reports/drafting/preview.html", context)


@require_safe
def report_docx(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give one paper as a Word file."""
    file = _file(request, pk, kind)
    return file_response(file.content, file.name)


@require_safe
def report_pdf(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give one paper as PDF, or say why this server cannot make one now."""
    if kind in PAPERS and not PAPERS[kind].has_pdf:
        raise Http404
    file = _file(request, pk, kind)
    try:
        content = write_pdf(file.content)
    except OfficeFailed as error:
        context = {"reason": str(error), "report_id": pk}
        return render(request, "503.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return file_response(content, file.name, ending="pdf")


@require_safe
def report_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """Give all papers at once, Word and PDF."""
    report = visible_report(request, pk)
    order = _order(request, report)
    return file_response(write_bundle(order), f"{report.title}（全部文件）", ending="zip")


@require_safe
def report_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every step and every kept revision, the newest on top."""
    report = visible_report(request, pk)
    head = read_head(report, person(request), now=timezone.now())
    return render(request, "reports/drafting/history.html", {"head": head, "events": history_of(report)})


@require_safe
def report_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one kept revision as paper, or what it changed against another (?against=n)."""
    report = visible_report(request, pk)
    revision = _revision(report, number)
    document = assemble(read_revision(revision))
    others = list(report.revisions.order_by("number").values_list("number", flat=True))
    against = request.GET.get("against", "")
    profile = profile_for(report.assignment.organisation, is_formal=False)
    context = {
        "head": read_head(report, person(request), now=timezone.now()),
        "revision": revision,
        "others": [other for other in others if other != number],
        "against": against,
        "sheets": paginate(paper(document, profile), profile),
        "profile": profile,
    }
    if against:
        old, new = assemble(read_revision(_revision(report, _number(against)))), document
        changes = diff_paragraphs(print_document(old), print_document(new))
        context |= {"changes": changes, "differs": any(change.is_changed for change in changes)}
    return render(request, "reports/drafting/revision.html", context)


@require_safe
def revision_marked(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give one revision as a Word file that shows what it changed against another (?against=n)."""
    report = visible_report(request, pk)
    old, new = _revision(report, _number(request.GET.get("against", ""))), _revision(report, number)
    return _marked(
        request, report, read_revision(old), read_revision(new), f"第{number}稿对照第{old.number}稿"
    )


@require_safe
def report_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report with what changed since the bureau judged it last."""
    report = visible_report(request, pk)
    judged = judged_revision(report)
    if judged is None:
        raise Http404
    words = f"对照第{judged.number}稿"
    return _marked(request, report, read_revision(judged), printed_snapshot(report), words)


def _marked(request: HttpRequest, report: Report, old: Snapshot, new: Snapshot, words: str) -> HttpResponse:
    document = assemble(new)
    profile = profile_for(report.assignment.organisation, is_formal=False)
    author = person(request).name
    content = write_marked_docx(assemble(old), document, profile, author=author, at=timezone.now())
    return file_response(content, file_name(document, "修改标记稿", words))


def _file(request: HttpRequest, pk: int, kind: str) -> WordFile:
    """Write the paper that is asked for; 404 for one that does not exist or would be empty."""
    order = _order(request, visible_report(request, pk))
    if kind not in PAPERS or (kind == "figures" and not order.snapshot.figures):
        raise Http404
    return write_paper(PAPERS[kind], order)


def _order(request: HttpRequest, report: Report) -> Order:
    snapshot = printed_snapshot(report)
    addressee = _number(request.GET.get("addressee", "0"))
    if addressee >= max(1, len(snapshot.addressees)):
        raise Http404
    return Order(report, snapshot, addressee, timezone.now())


def _revision(report: Report, number: int) -> Revision:
    return get_object_or_404(Revision.objects.select_related("made_by"), report=report, number=number)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    return int(text)
