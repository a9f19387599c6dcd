"""One Word file or pasted text into one report, in two steps: nothing is written before the second."""

from http import HTTPStatus

from django.contrib import messages
from django.core.files.base import ContentFile, File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.common.errors import Refused, UnreadableFile
from reports.common.office import is_installed
from reports.common.permissions import demand
from reports.drafting.intake import refuse_if_written
from reports.drafting.models import Report
from reports.importing.permissions import can_import
from reports.text.normal import without_controls
from reports.web.access import person, visible_report
from reports.web.importing.choices import keep_places, kept_choices
from reports.web.importing.leaving import may_be_gone, show_gone
from reports.web.importing.looking import Answer, Paper, proof_of, read_answer, read_paper, still_valid
from reports.web.importing.parcels import (
    Gone,
    Parcel,
    clear_old_parcels,
    drop_files,
    keep_files,
    open_parcel,
)
from reports.web.importing.storing import store_file

PASTED = "粘贴的全文.txt"
UNCONFIRMED = "文件的单位或者年度与这份报告不一致。确实要导入的，请先在“已经核对”前打勾。"
MOST_PASTED = 500_000
"""Characters; ten times a long report of a county."""


@require_http_methods(["GET", "POST"])
def report_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file or pasted text in; nothing is stored in the report yet."""
    report = _report(request, pk)
    clear_old_parcels(now=timezone.now())
    text = request.POST.get("text", "") if request.method == "POST" else _pasted_before(request, report)
    try:
        refuse_if_written(report)
    except Refused as refusal:
        return _ask(request, report, text=text, closed=str(refusal))
    if request.method == "GET":
        return _ask(request, report, text=text)
    try:
        parcel = _take(request, report, text)
    except UnreadableFile as error:
        return _ask(request, report, text=text, error=str(error))
    return redirect("report_import_check", pk, parcel.token)


@require_http_methods(["GET", "POST"])
@may_be_gone
def report_import_check(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show every paragraph with its place, and store the report when somebody has looked."""
    report = _report(request, pk)
    parcel = _parcel(request, report, token)
    if parcel is None:
        return show_gone(request, report.pk)
    try:
        paper = _paper(report, parcel)
    except Gone:
        raise
    except UnreadableFile as error:
        return _ask(request, report, text=_text_of(parcel), error=str(error))
    kept = kept_choices(parcel).places.get(1, {})
    if request.method == "GET":
        return _show(request, report, parcel, paper, Answer(still_valid(paper, kept)))
    answer = read_answer(request, paper, kept)
    if not answer.faults:
        keep_places(parcel, 1, answer.codes)
        if request.POST.get("step") == "store":
            if paper.doubt and "confirmed" not in request.POST:
                return _show(request, report, parcel, paper, Answer(answer.codes, (UNCONFIRMED,)))
            return _store(request, report, parcel, paper, answer)
    return _show(request, report, parcel, paper, answer)


def _report(request: HttpRequest, pk: int) -> Report:
    report = visible_report(request, pk)
    demand(can_import(person(request), report.assignment.organisation))
    return report


def _parcel(request: HttpRequest, report: Report, token: str) -> Parcel | None:
    parcel = open_parcel(token, user=person(request))
    return parcel if parcel and parcel.report == report.pk else None


def _paper(report: Report, parcel: Parcel) -> Paper:
    assignment = report.assignment
    return read_paper(parcel, parcel.files[0], assignment.blueprint_version, unit=assignment.organisation)


def _take(request: HttpRequest, report: Report, text: str) -> Parcel:
    """Keep the file, or else the pasted text, once it has been read without a fault.

    Errors: UnreadableFile with what is wrong with it; nothing is kept then.
    """
    uploaded: File | None = request.FILES.get("file")
    if uploaded and text.strip():
        raise UnreadableFile("文件和粘贴的文字只能选一样：请清空文字，或者不选文件。")
    upload = uploaded or _as_file(text)
    parcel = keep_files(
        [upload],
        year=report.assignment.round.year,
        user=person(request),
        report=report.pk,
        is_pasted=uploaded is None,
    )
    try:
        _paper(report, parcel)
    except UnreadableFile:
        drop_files(parcel, [1])
        raise
    return parcel


def _as_file(text: str) -> File:
    if not text.strip():
        raise UnreadableFile("请选择一个文件，或者粘贴报告全文。")
    if len(text) > MOST_PASTED:
        count = f"{len(text):,}"
        raise UnreadableFile(f"粘贴的文字有{count}字，超过{MOST_PASTED // 10_000}万字，请只留报告正文。")
    return ContentFile(without_controls(text).encode(), name=PASTED)


def _pasted_before(request: HttpRequest, report: Report) -> str:
    """The text that was pasted already, when somebody comes back to change it."""
    parcel = _parcel(request, report, request.GET.get("from", ""))
    return _text_of(parcel) if parcel else ""


def _text_of(parcel: Parcel) -> str:
    return parcel.read(parcel.files[0]).decode() if parcel.is_pasted else ""


def _ask(
    request: HttpRequest, report: Report, *, text: str = "", error: str = "", closed: str = ""
) -> HttpResponse:
    """Show the first page; typed text is always given back."""
    context = {
        "report": report,
        "text": text,
        "error": error,
        "closed": closed,
        "reads_old_word": is_installed(),
    }
    status = HTTPStatus.OK
    if error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif closed and request.method == "POST":
        status = HTTPStatus.CONFLICT
    return render(request, "reports/importing/one.html", context, status=status)


def _store(
    request: HttpRequest, report: Report, parcel: Parcel, paper: Paper, answer: Answer
) -> HttpResponse:
    user, unit = person(request), report.assignment.organisation
    try:
        store_file(parcel, parcel.files[0], answer.codes, unit=unit, actor=user, now=timezone.now())
    except Gone:
        raise
    except (UnreadableFile, Refused) as refusal:
        refused = Answer(answer.codes, (str(refusal),))
        return _show(request, report, parcel, paper, refused, status=HTTPStatus.CONFLICT)
    sheet = paper.sheet(answer.codes)
    left_out = f"，{sheet.left_out}段没有导入" if sheet.left_out else ""
    notes = f"，{sheet.notes}条批注保存为意见" if sheet.notes else ""
    drop_files(parcel, [1])
    messages.success(request, f"已导入{len(sheet.rows) - sheet.left_out}段{left_out}{notes}。")
    return redirect("report", report.pk)


def _show(
    request: HttpRequest,
    report: Report,
    parcel: Parcel,
    paper: Paper,
    answer: Answer,
    *,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    faulty = HTTPStatus.UNPROCESSABLE_ENTITY if answer.faults else HTTPStatus.OK
    proof = proof_of(paper, answer.codes, unit=report.assignment.organisation, year=parcel.year)
    context = {
        "report": report,
        "parcel": parcel,
        "file": parcel.files[0],
        "sheet": paper.sheet(answer.codes, faults=answer.faults, marks=proof.marks),
        "proof": proof,
        "is_archive": report.assignment.round.is_archive,
        "has_doubt": bool(paper.doubt),
        "is_confirmed": "confirmed" in request.POST,
    }
    return render(request, "reports/importing/one_check.html", context, status=status or faulty)
