"""Both imports of figures are one course: choose a file, look at what it changes, confirm."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reports.common.errors import Refused, UnreadableFile
from reports.common.permissions import NotPermitted
from reports.drafting.figure_books.plan import FigurePlan
from reports.drafting.figures import REASON, InvalidParts
from reports.organisations.models import User
from reports.web.importing.parcels import Gone, Parcel, clear_old_parcels, drop_files, open_parcel
from reports.web.workbooks import keep_workbook, show_faults

PAGE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Course:
    """One import: what it reads, how it writes, and the addresses of its two pages.

    `apply` takes the file, the digest and the reason; `context` is for the templates.
    """

    purpose: str
    user: User
    plan: Callable[[bytes], FigurePlan]
    apply: Callable[[bytes, str, str], FigurePlan]
    first_page: str
    check_page: Callable[[str], str]
    end_page: str
    wants_reason: bool
    context: Mapping[str, Any] = field(default_factory=dict)

    def take(self, request: HttpRequest) -> HttpResponse:
        """Show the first page, or keep the file that was chosen there and lead to the second."""
        clear_old_parcels(now=timezone.now())
        if request.method == "GET":
            return self._ask(request)
        try:
            parcel = keep_workbook(request, user=self.user, purpose=self.purpose)
            try:
                self.plan(parcel.read(parcel.files[0]))
            except UnreadableFile:
                drop_files(parcel, [1])
                raise
        except UnreadableFile as error:
            return self._ask(request, error=str(error))
        return redirect(self.check_page(parcel.token))

    def check(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what the file would change; write it when somebody confirms what was shown."""
        parcel = open_parcel(token, user=self.user, purpose=self.purpose)
        try:
            if parcel is None:
                raise Gone
            return (
                self._preview(request, parcel) if request.method == "GET" else self._confirm(request, parcel)
            )
        except Gone:
            context = {**self.context, "first_page": self.first_page}
            return render(request, "reports/figure_books/gone.html", context, status=HTTPStatus.GONE)

    def _ask(self, request: HttpRequest, *, error: str = "") -> HttpResponse:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
        context = {**self.context, "error": error, "end_page": self.end_page}
        return render(request, "reports/figure_books/import.html", context, status=status)

    def _confirm(self, request: HttpRequest, parcel: Parcel) -> HttpResponse:
        data, digest = parcel.read(parcel.files[0]), request.POST.get("digest", "")
        try:
            plan = self.apply(data, digest, request.POST.get(REASON, ""))
        except NotPermitted:
            raise
        except InvalidParts as error:
            faults = [str(fault) for fault in error.faults]
            return self._preview(request, parcel, reason_error="".join(faults))
        except Refused as refusal:
            return self._preview(request, parcel, notice=str(refusal))
        drop_files(parcel, [1])
        messages.success(request, f"已写入{len(plan.lines)}项数据。")
        return redirect(self.end_page)

    def _preview(
        self, request: HttpRequest, parcel: Parcel, *, notice: str = "", reason_error: str = ""
    ) -> HttpResponse:
        plan = self.plan(parcel.read(parcel.files[0]))
        page = Paginator(plan.lines, PAGE_LENGTH).get_page(request.GET.get("page"))
        context = {
            **self.context,
            "file": parcel.files[0],
            "plan": plan,
            "faults": show_faults(plan.faults),
            "lines": page.object_list,
            "page": page,
            "notice": notice,
            "reason": request.POST.get(REASON, ""),
            "reason_error": reason_error,
            "wants_reason": self.wants_reason,
            "first_page": self.first_page,
        }
        status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
        status = HTTPStatus.UNPROCESSABLE_ENTITY if reason_error else status
        return render(request, "reports/figure_books/check.html", context, status=status)
