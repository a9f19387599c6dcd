"""批量导入 of units and people in two steps, their export, and first passwords on paper."""

from http import HTTPStatus

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from reports.common.errors import Refused, UnreadableFile
from reports.common.permissions import NotPermitted, demand
from reports.organisations.bulk.applying import apply_plan
from reports.organisations.bulk.exporting import empty_workbook, export_county
from reports.organisations.bulk.passwords import renew_first_passwords, waiting_people
from reports.organisations.bulk.plan import Fate, Plan
from reports.organisations.bulk.reading import read_plan
from reports.organisations.models import User
from reports.organisations.passwords import FirstPassword
from reports.organisations.permissions import can_administer_many
from reports.web.access import person
from reports.web.importing.parcels import Gone, Parcel, clear_old_parcels, drop_files, open_parcel
from reports.web.organisations.lines import lines_page
from reports.web.workbooks import keep_workbook, send_workbook, show_faults

PURPOSE = "organisations"


@require_GET
def organisation_export(request: HttpRequest) -> FileResponse:
    """Send the units and people that somebody administers."""
    name = f"单位与人员-{timezone.localdate():%Y-%m-%d}.xlsx"
    return send_workbook(export_county(_administrator(request)), name)


@require_GET
def organisation_template(request: HttpRequest) -> FileResponse:
    """Send the empty sheets with how to fill them."""
    _administrator(request)
    return send_workbook(empty_workbook(), "单位与人员导入模板.xlsx")


@require_http_methods(["GET", "POST"])
def organisation_import(request: HttpRequest) -> HttpResponse:
    """Take a file in; nothing is written yet."""
    user = _administrator(request)
    clear_old_parcels(now=timezone.now())
    if request.method == "GET":
        return _ask(request, user)
    try:
        parcel = keep_workbook(request, user=user, purpose=PURPOSE)
        try:
            _plan(parcel, user)
        except UnreadableFile:
            drop_files(parcel, [1])
            raise
    except UnreadableFile as error:
        return _ask(request, user, error=str(error))
    return redirect("organisation_import_check", parcel.token)


@never_cache
@require_http_methods(["GET", "POST"])
def organisation_import_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the file would do; do it when somebody confirms what was shown."""
    user = _administrator(request)
    parcel = open_parcel(token, user=user, purpose=PURPOSE)
    try:
        if parcel is None:
            raise Gone
        if request.method == "GET":
            return _preview(request, parcel, user)
        return _confirm(request, parcel, user)
    except Gone:
        return render(request, "reports/organisations/import_gone.html", status=HTTPStatus.GONE)


@never_cache
@require_http_methods(["GET", "POST"])
def organisation_passwords(request: HttpRequest) -> HttpResponse:
    """Make new first passwords for those who have never signed in, after a page that asks."""
    user = _administrator(request)
    if request.method == "GET":
        context = {"people": waiting_people(user).count()}
        return render(request, "reports/organisations/renew_passwords.html", context)
    try:
        passwords = renew_first_passwords(actor=user, now=timezone.now())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organisation_import")
    return show_slips(request, passwords)


def show_slips(request: HttpRequest, passwords: tuple[FirstPassword, ...]) -> HttpResponse:
    """Show first passwords as slips to be printed: this once, for they are stored nowhere."""
    context = {"slips": passwords, "site": request.build_absolute_uri("/")}
    return render(request, "reports/organisations/slips.html", context)


def _administrator(request: HttpRequest) -> User:
    user = person(request)
    demand(can_administer_many(user))
    return user


def _plan(parcel: Parcel, user: User) -> Plan:
    return read_plan(parcel.read(parcel.files[0]), actor=user)


def _ask(request: HttpRequest, user: User, *, error: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    context = {"error": error, "waiting": waiting_people(user).count()}
    return render(request, "reports/organisations/import.html", context, status=status)


def _confirm(request: HttpRequest, parcel: Parcel, user: User) -> HttpResponse:
    data = parcel.read(parcel.files[0])
    digest = request.POST.get("digest", "")
    try:
        applied = apply_plan(data, digest=digest, actor=user, now=timezone.now())
    except NotPermitted:
        raise
    except Refused as refusal:
        return _preview(request, parcel, user, notice=str(refusal))
    drop_files(parcel, [1])
    if applied.passwords:
        return show_slips(request, applied.passwords)
    messages.success(request, "表里的内容已经写入。")
    return redirect("organisations")


def _preview(request: HttpRequest, parcel: Parcel, user: User, *, notice: str = "") -> HttpResponse:
    plan = _plan(parcel, user)
    context = {
        "parcel": parcel,
        "file": parcel.files[0],
        "plan": plan,
        "faults": show_faults(plan.faults),
        "new_people": plan.count(Fate.NEW)[1],
        "table": lines_page(plan, number=request.GET.get("page")),
        "notice": notice,
    }
    status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
    return render(request, "reports/organisations/import_check.html", context, status=status)
