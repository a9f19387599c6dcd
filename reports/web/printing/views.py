"""版式设置: how one county prints."""

from http import HTTPStatus
from urllib.parse import quote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted, demand
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.organisations.permissions import can_see_organisations
from reports.organisations.queries import overseen_organisations
from reports.rendering.docx.profile import PRESETS, STANDARD
from reports.rendering.docx.report import write_docx
from reports.rendering.models import PrintStyle
from reports.rendering.permissions import can_set_print_style
from reports.rendering.queries import profile_of, style_for, style_of
from reports.rendering.services import refuse_impossible, reset_print_style, save_print_style
from reports.web.access import person
from reports.web.printing.forms import PageForm, PrintStyleForm, entered
from reports.web.printing.queries import outcome_of
from reports.web.printing.sample import SAMPLE

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
A_YEAR = 365 * 24 * 3600


@require_GET
def printing(request: HttpRequest) -> HttpResponse:
    """Lead to the page of the county that the person looks after."""
    government = _governments(request).order_by("path").first()
    if government is None:
        return redirect("organisations")
    return redirect("print_style", pk=government.pk)


@require_http_methods(["GET", "POST"])
def print_style(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a county prints, or change it; ?preset= fills in one of the named habits."""
    government = get_object_or_404(_governments(request), pk=pk)
    verdict = can_set_print_style(person(request), government)
    if request.method == "POST":
        demand(verdict)
        form = PrintStyleForm(request.POST)
        if form.is_valid() and _save(request, form, government):
            return redirect("print_style", pk=pk)
        return _page(request, form, government, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    preset = PRESETS.get(request.GET.get("preset", "")) if verdict else None
    style = style_of(preset, government) if preset else _current(government)
    return _page(request, PrintStyleForm(initial=entered(style)), government, style=style)


def _save(request: HttpRequest, form: PrintStyleForm, government: Organisation) -> bool:
    """Keep what was entered; what the service refuses stands beside its field."""
    try:
        save_print_style(government, form.style(government), actor=person(request), now=timezone.now())
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error(refusal.field or None if isinstance(refusal, Invalid) else None, str(refusal))
        return False
    messages.success(request, "版式已保存，此后下载的文件都按这个版式排印。")
    return True


def _page(
    request: HttpRequest,
    form: PrintStyleForm,
    government: Organisation,
    *,
    style: PrintStyle | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    verdict = can_set_print_style(person(request), government)
    if not verdict:
        for field in form.fields.values():
            field.disabled = True
    context = {
        "form": form,
        "government": government,
        "saved": style_for(government),
        "outcome": outcome_of(style or _current(government)),
        "presets": list(PRESETS),
        "chosen": request.GET.get("preset", "") if verdict else "",
        "verdict": verdict,
        "may_set": bool(verdict),
    }
    return render(request, "reports/printing/print_style.html", context, status=status)


@require_GET
def print_style_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what follows from the numbers in the address, before anything is saved."""
    government = get_object_or_404(_governments(request), pk=pk)
    style, refusal = _asked(request, government)
    context = {"outcome": outcome_of(style) if style else None, "refusal": refusal, "government": government}
    return render(request, "reports/printing/_outcome.html", context)


@require_GET
def print_style_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a Word file of some pages as the numbers in the address, or the saved ones, set them."""
    government = get_object_or_404(_governments(request), pk=pk)
    style, refusal = _asked(request, government) if request.GET else (_current(government), "")
    if style is None:
        messages.error(request, refusal)
        return redirect("print_style", pk=pk)
    content = write_docx(SAMPLE, profile_of(style, is_formal=False), at=timezone.now())
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('版式样张')}.docx"
    return response


def _asked(request: HttpRequest, government: Organisation) -> tuple[PrintStyle | None, str]:
    """The style in the address, or the sentence that says why there is none."""
    form = PrintStyleForm(request.GET)
    if not form.is_valid():
        return None, "".join(str(error) for errors in form.errors.values() for error in errors)
    style = form.style(government)
    try:
        refuse_impossible(style)
    except Invalid as refusal:
        return None, str(refusal)
    return style, ""


@require_POST
def print_style_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the standard."""
    government = get_object_or_404(_governments(request), pk=pk)
    try:
        reset_print_style(government, actor=person(request), now=timezone.now())
        messages.success(request, "已恢复国家标准版式。")
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("print_style", pk=pk)


@require_GET
@cache_control(max_age=A_YEAR, private=True, immutable=True)
def page_css(request: HttpRequest) -> HttpResponse:
    """Give the lengths in the address as a style sheet, since the pages may carry no styles of their own."""
    form = PageForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest()
    return render(request, "reports/printing/page.css", form.cleaned_data, content_type="text/css")


def _governments(request: HttpRequest) -> QuerySet[Organisation]:
    user = person(request)
    demand(can_see_organisations(user))
    return overseen_organisations(user).filter(kind=OrganisationKind.COUNTY_GOVERNMENT)


def _current(government: Organisation) -> PrintStyle:
    return style_for(government) or style_of(STANDARD, government)
