"""The side panel and the answers to opinions in it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports.common.errors import Invalid
from reports.drafting.models import Report, ReportBlock
from reports.review.enums import OpinionState
from reports.review.models import Opinion
from reports.review.opinions import answer_opinion
from reports.web.access import person, visible_report
from reports.web.drafting.forms import AnswerForm
from reports.web.drafting.heads import read_head
from reports.web.drafting.panels import Panel, read_panel


@require_GET
def report_panel(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show the panel for one block."""
    report = visible_report(request, pk)
    block = get_object_or_404(ReportBlock, report=report, key=key)
    asked = {name: request.GET.get(name, "") for name in ("tab", "unit")}
    panel = read_panel(report, block, person(request), **asked)
    return render(request, "reports/drafting/_panel.html", {"panel": panel, "answers": AnswerForm()})


@require_POST
def opinion_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the drafter answers to one opinion."""
    opinion = get_object_or_404(Opinion, pk=pk)
    report = visible_report(request, opinion.report_id)
    opinion.report = report
    form = AnswerForm(request.POST)
    is_kept = form.is_valid() and _keep(form, opinion, request)
    block = _block_beside(report, opinion, request.POST.get("beside", ""))
    if request.headers.get("HX-Request"):
        panel = read_panel(report, block, person(request), tab="opinions")
        return _answer(request, report, panel, form, opinion=opinion, is_kept=is_kept)
    if is_kept:
        messages.success(request, "答复已保存。")
    for sentences in form.errors.values():
        messages.error(request, "".join(map(str, sentences)))
    response = redirect("report_section", report.pk, block.section.key)
    response["Location"] += f"?tab=opinions#block-{block.key}"
    return response


def _keep(form: AnswerForm, opinion: Opinion, request: HttpRequest) -> bool:
    state = form.cleaned_data["state"] or OpinionState.OPEN.value
    try:
        answer_opinion(
            opinion,
            state=OpinionState(state),
            reply=form.cleaned_data["reply"],
            actor=person(request),
            now=timezone.now(),
        )
    except Invalid as error:
        form.add_error(error.field or None, str(error))
    return not form.errors


def _block_beside(report: Report, opinion: Opinion, key: str) -> ReportBlock:
    """The block beside which the answer was given; an opinion on the whole has none of its own."""
    blocks = report.blocks.select_related("section").order_by("section__position", "position")
    by_key = {block.key: block for block in blocks}
    found = by_key.get(key) or by_key.get(opinion.block_key) or next(iter(by_key.values()), None)
    if found is None:
        raise Http404
    return found


def _answer(
    request: HttpRequest, report: Report, panel: Panel, form: AnswerForm, *, opinion: Opinion, is_kept: bool
) -> HttpResponse:
    context = {
        "panel": panel,
        "answers": AnswerForm(),
        "refused": None if is_kept else form,
        "refused_pk": opinion.pk,
        "head": read_head(report, person(request), now=timezone.now()),
        "current": panel.block.section.key,
        "is_answer": True,
    }
    status = 200 if is_kept else 422
    return render(request, "reports/drafting/_panel.html", context, status=status)
