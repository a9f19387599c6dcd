"""One figure's page: its history and its evidence, to be laid beside it, opened and taken away."""

from http import HTTPStatus

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.common.attachments import kind_of_attachment
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.evidence import NOTE_LENGTH, enclose_evidence, remove_evidence
from reports.drafting.models import FigureEvidence, FigureRequest, Report
from reports.web.access import person, visible_report
from reports.web.drafting.downloads import clean_name
from reports.web.drafting.figure_facts import read_facts
from reports.web.drafting.heads import read_head

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


class EvidenceForm(forms.Form):
    """A file and what it shows."""

    file = forms.FileField(label="文件（PDF、图片、Word、Excel，不超过10MB）", required=False)
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": f"佐证材料的说明不能超过{NOTE_LENGTH}字，请精简。"},
    )


@require_http_methods(["GET", "POST"])
def report_figure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show what lies behind one figure, or lay a file beside it."""
    report = visible_report(request, pk)
    asked = get_object_or_404(
        FigureRequest.objects.select_related("indicator", "block"), report=report, indicator__code=code
    )
    if request.method == "GET":
        return _show(request, report, asked, EvidenceForm())
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid() and _enclose(request, asked, form):
        return _done(request, report, asked)
    return _show(request, report, asked, form, status=UNPROCESSABLE)


@require_POST
def evidence_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take one file away, with a reason."""
    report = visible_report(request, pk)
    evidence = _evidence(report, number)
    try:
        remove_evidence(
            evidence, reason=request.POST.get("reason", ""), actor=person(request), now=timezone.now()
        )
    except NotPermitted:
        raise
    except Refused as error:
        context = {"refused": str(error), "refused_pk": number}
        return _show(
            request,
            report,
            evidence.request,
            EvidenceForm(),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            **context,
        )
    return _done(request, report, evidence.request)


@require_safe
def evidence_file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """Give one file to whoever may see the report, under the type that its content has."""
    evidence = _evidence(visible_report(request, pk), number)
    try:
        stream = evidence.file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    kind = kind_of_attachment(stream)
    if kind is None:
        stream.close()
        raise Http404
    name = clean_name(evidence.name)
    name = name if name.lower().endswith(f".{kind}") else f"{name}.{kind}"
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=kind.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _enclose(request: HttpRequest, asked: FigureRequest, form: EvidenceForm) -> bool:
    try:
        enclose_evidence(
            asked,
            upload=form.cleaned_data["file"],
            note=form.cleaned_data["note"],
            actor=person(request),
            now=timezone.now(),
        )
    except Invalid as error:
        form.add_error(error.field, str(error))
    except NotPermitted:
        raise
    except Refused as error:
        form.add_error(None, str(error))
    return not form.errors


def _evidence(report: Report, number: int) -> FigureEvidence:
    files = FigureEvidence.objects.filter(request__report=report, removed_at=None)
    return get_object_or_404(files.select_related("request__indicator", "request__block"), pk=number)


def _done(request: HttpRequest, report: Report, asked: FigureRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _show(request, report, asked, EvidenceForm(), is_changed=True)
    return redirect("report_figure", report.pk, asked.indicator.code)


def _show(
    request: HttpRequest,
    report: Report,
    asked: FigureRequest,
    form: EvidenceForm,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    """Show the page, or for htmx its inside alone."""
    facts = read_facts(report, asked, person(request))
    context = {"facts": facts, "form": form, **more}
    if request.headers.get("HX-Request"):
        return render(request, "reports/drafting/_figure_facts.html", context, status=status)
    context["head"] = read_head(report, person(request), now=timezone.now())
    return render(request, "reports/drafting/figure.html", context, status=status)
