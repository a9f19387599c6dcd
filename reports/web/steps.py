"""Pages of an act in two steps: fill in, look at what will happen, confirm; or in one, with the same page."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.web.forms import accept

Foresight = Callable[[], Mapping[str, Any]]
"""What the page of the second step shows; raises what the act itself would refuse."""


def answer_in_steps(
    request: HttpRequest,
    form: Form,
    act: Callable[[], HttpResponse],
    *,
    template: str,
    foresee: Foresight | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form, then what will happen, then do it; without `foresee` a sent form is done at once.

    The button that was pressed says how far: `check`, `change` (back to the form) or `do`.
    """
    step = request.POST.get("step", "")
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and step != "change":
        if foresee is not None and step != "do":
            seen: dict[str, Any] = {}
            if accept(form, lambda: seen.update(foresee())):
                return render(request, template, {"form": form, "is_check": True, **context, **seen})
        else:
            done: list[HttpResponse] = []
            if accept(form, lambda: done.append(act())):
                return done[0]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(
        request, template, {"form": form, "has_steps": foresee is not None, **context}, status=status
    )
