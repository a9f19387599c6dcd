"""The pages of the dated vocabulary: everybody reads it, one administrator keeps it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.blueprints.models import DatedPhrase
from reports.blueprints.phrasebook import FIELDS, drop_phrase, keep_phrase
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.organisations.permissions import can_keep_shared_words
from reports.web.access import person
from reports.web.phrases.forms import PhraseFilters, PhraseForm

PAGE_LENGTH = 50


@require_GET
def phrases(request: HttpRequest) -> HttpResponse:
    """List the phrases with the years that cite them."""
    filters = PhraseFilters(request.GET)
    wanted = filters.wanted()
    page = Paginator(_found(**wanted), PAGE_LENGTH).get_page(request.GET.get("page"))
    may_edit = bool(can_keep_shared_words(person(request)))
    context = {"page": page, "wanted": wanted, "filters": filters, "may_edit": may_edit}
    return render(request, "reports/phrases/list.html", context)


def _found(*, text: str = "", year: int | None = None) -> QuerySet[DatedPhrase]:
    found = DatedPhrase.objects.order_by("-first_year", "pk")
    if text:
        found = found.filter(Q(text__icontains=text) | Q(successor__icontains=text))
    if year:
        found = found.filter(Q(last_year=None) | Q(last_year__gte=year), first_year__lte=year)
    return found


@require_http_methods(["GET", "POST"])
def phrase_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write down a new phrase, or change one."""
    user = person(request)
    demand(can_keep_shared_words(user))
    row = get_object_or_404(DatedPhrase, pk=pk) if pk else None
    if request.method == "GET":
        initial = {field: getattr(row, field) for field in FIELDS} if row else None
        return _form_page(request, PhraseForm(initial=initial), row)
    form = PhraseForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, row)
    try:
        kept = keep_phrase(form.phrase(), pk=pk, actor=user, now=timezone.now())
    except Invalid as fault:
        form.add_error(fault.field or None, str(fault))
        return _form_page(request, form, row)
    messages.success(request, f"“{kept}”已保存，以后的年度按它提示。")
    return redirect("phrases")


@require_POST
def phrase_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a phrase out."""
    user = person(request)
    demand(can_keep_shared_words(user))
    row = get_object_or_404(DatedPhrase, pk=pk)
    drop_phrase(row, actor=user, now=timezone.now())
    messages.success(request, f"“{row}”已删除，不再提示。")
    return redirect("phrases")


def _form_page(request: HttpRequest, form: PhraseForm, row: DatedPhrase | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "row": row}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "reports/phrases/form.html", context, status=status)
