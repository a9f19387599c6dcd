"""批量导入 in two steps: files are read and shown first, and stored only when somebody has looked."""

from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.common.office import is_installed
from reports.common.permissions import demand
from reports.importing.permissions import can_import_many
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR
from reports.web.access import person
from reports.web.importing.choices import keep_units
from reports.web.importing.leaving import may_be_gone, show_gone
from reports.web.importing.parcels import Parcel, clear_old_parcels, drop_files, keep_files, open_parcel
from reports.web.importing.queries import is_old_year, modernise_kept, preview, running_year
from reports.web.importing.storing import store_chosen
from reports.web.numbers import read_number

MOST_FILES = 100
YEAR_ERROR = f"年度应是{EARLIEST_YEAR}与{LATEST_YEAR}之间的四位数字。"


class YearForm(forms.Form):
    """The year that all files of one upload are about."""

    year = forms.IntegerField(
        label="年度",
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), YEAR_ERROR),
    )


@require_http_methods(["GET", "POST"])
def batch_import(request: HttpRequest) -> HttpResponse:
    """Take the files in; nothing is stored in any report yet."""
    user = person(request)
    demand(can_import_many(user))
    now = timezone.now()
    clear_old_parcels(now=now)
    if request.method == "GET":
        year = running_year(user) or timezone.localdate().year - 1
        context = {"form": YearForm(initial={"year": year}), "reads_old_word": is_installed()}
        return render(request, "reports/importing/upload.html", context)
    form, files = YearForm(request.POST), request.FILES.getlist("files")
    error = _files_error(len(files))
    if error or not form.is_valid():
        context = {
            "form": form,
            "files_error": error,
            "had_files": bool(files),
            "reads_old_word": is_installed(),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "reports/importing/upload.html", context, status=status)
    parcel = keep_files(files, year=form.cleaned_data["year"], user=user)
    modernise_kept(parcel)
    return redirect("batch_import_check", token=parcel.token)


def _files_error(count: int) -> str:
    if not count:
        return "请选择要导入的文件。"
    if count > MOST_FILES:
        return f"一次最多导入{MOST_FILES}个文件，请分几次导入。"
    return ""


@require_GET
def batch_import_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was understood of every file."""
    parcel = _parcel(request, token)
    if parcel is None:
        return show_gone(request)
    user = person(request)
    context = {
        "parcel": parcel,
        "preview": preview(parcel, user=user),
        "is_archive": is_old_year(user, parcel.year),
    }
    return render(request, "reports/importing/check.html", context)


@require_POST
@may_be_gone
def batch_import_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Store what was chosen and say what became of each file, or look again with other units."""
    user, parcel = person(request), _parcel(request, token)
    if parcel is None:
        return show_gone(request)
    units = _chosen_units(request, parcel)
    taken = {read_number(number) or 0 for number in request.POST.getlist("take")}
    chosen = {number: unit for number, unit in units.items() if number in taken}
    if (opened := _opened_file(request, parcel)) is not None:
        keep_units(parcel, units, taken=taken & units.keys())
        return redirect("batch_import_file", parcel.token, opened)
    if request.POST.get("step") != "store" or not chosen:
        context = {
            "parcel": parcel,
            "preview": preview(parcel, user=user, chosen=units),
            "is_archive": is_old_year(user, parcel.year),
            "is_nothing_chosen": request.POST.get("step") == "store",
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if context["is_nothing_chosen"] else HTTPStatus.OK
        return render(request, "reports/importing/check.html", context, status=status)
    outcomes = store_chosen(parcel, chosen, actor=user, now=timezone.now())
    done = [outcome for outcome in outcomes if outcome.report]
    left = drop_files(parcel, [outcome.number for outcome in done])
    context = {"outcomes": outcomes, "done": done, "parcel": parcel, "left": left}
    return render(request, "reports/importing/done.html", context)


def _chosen_units(request: HttpRequest, parcel: Parcel) -> dict[int, int | None]:
    """The unit picked for each file whose choice was on the page; None where none is picked."""
    chosen = {}
    for file in parcel.files:
        picked = request.POST.get(f"unit-{file.number}")
        if picked is not None:
            chosen[file.number] = read_number(picked)
    return chosen


def _opened_file(request: HttpRequest, parcel: Parcel) -> int | None:
    """The file whose 逐段核对 was pressed."""
    kind, _, number = request.POST.get("step", "").partition("-")
    found = read_number(number) if kind == "file" else None
    return found if found in {file.number for file in parcel.files} else None


def _parcel(request: HttpRequest, token: str) -> Parcel | None:
    user = person(request)
    demand(can_import_many(user))
    parcel = open_parcel(token, user=user)
    return parcel if parcel and parcel.report is None else None
