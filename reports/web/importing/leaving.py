"""The page for files that are there no more: stored by another request, or cleared away after a day."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.web.importing.parcels import Gone


def show_gone(request: HttpRequest, report: int | None = None) -> HttpResponse:
    """Say so, and lead back to the first page: that of a report, or that for many files."""
    context = {"report_pk": report}
    return render(request, "reports/importing/gone.html", context, status=HTTPStatus.GONE)


P = ParamSpec("P")


def may_be_gone(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view answer 410 when its files go while it works."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Gone:
            report = kwargs.get("pk")
            return show_gone(request, report if isinstance(report, int) else None)

    return answer
