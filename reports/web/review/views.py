"""The review pages: the desk, one report, its moves."""

from datetime import date
from http import HTTPStatus

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from reports.common.errors import Refused
from reports.common.permissions import Denied, NotPermitted, demand
from reports.drafting.models import Report
from reports.drafting.queries import shown_state
from reports.drafting.snapshot import printed_snapshot
from reports.notifications.services import office_name
from reports.organisations.queries import bureau_over
from reports.review.enums import Move
from reports.review.opinions import NewOpinion, give_opinion
from reports.review.permissions import can_give_opinion, can_move, can_see_desk, can_see_ledger, wears
from reports.review.transitions import transition
from reports.rounds.services import notice_text
from reports.web.access import person, visible_report
from reports.web.drafting.downloads import file_response
from reports.web.forms import accept
from reports.web.numbers import read_number
from reports.web.review.bulk import ACTS, BulkAct, Outcome, carry_out, sort_out
from reports.web.review.desk import DeskFilters, desk_page, years_overseen
from reports.web.review.forms import MoveForm, OpinionForm
from reports.web.review.found import propose_opinion
from reports.web.review.ledger import ledger_page, ledger_rows, totals
from reports.web.review.moves import PAGES
from reports.web.review.queries import comparison_of, papers_of, review_page
from reports.web.review.scans import scan_response
from reports.web.review.volumes import VOLUMES, filed_reports, write_reports
from reports.web.review.workbook import ledger_workbook
from reports.web.workbooks import send_workbook

SIGNING_MOVES = (Move.SIGN, Move.REGISTER_SIGNATURE)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show all reports of one year that the person oversees, as one table."""
    user = person(request)
    demand(can_see_desk(user))
    filters = DeskFilters(request.GET, years=years_overseen(user))
    table = desk_page(user, filters.wanted(), number=request.GET.get("page"), today=_today())
    context = {"filters": filters, "table": table, "acts": ACTS, "chosen": filters.wanted()}
    return render(request, "reports/review/desk.html", context)


@require_http_methods(["GET", "POST"])
def desk_bulk(request: HttpRequest, name: str) -> HttpResponse:
    """Show what an act will do to the chosen reports, and do it when that is confirmed."""
    user = person(request)
    demand(can_see_desk(user))
    act = ACTS.get(name)
    if act is None:
        raise Http404
    fields = request.POST if request.method == "POST" else request.GET
    back = f"{reverse('desk')}?{fields.get('back', '')}"
    reports = _chosen(request, fields.getlist("report"))
    if not reports:
        messages.warning(request, f"请先选中要{act.label}的单位。")
        return redirect(back)
    if request.method == "POST":
        form = act.form(request.POST)
    else:
        form = act.form(initial=_bulk_initial(request, reports))
    plan = sort_out(act, reports, user=user)
    if request.method == "POST" and form.is_valid():
        outcome = carry_out(act, plan.ready, form.cleaned_data, actor=user, now=timezone.now())
        _tell_outcome(request, act, outcome)
        return redirect(back)
    context = {
        "act": act,
        "name": name,
        "form": form,
        "plan": plan,
        "ready": [(report, act.says(report)) for report in plan.ready],
        "back": back,
        "back_query": fields.get("back", ""),
        "notice": _notice(plan.ready) if act.has_notice and plan.ready else "",
    }
    return render(request, "reports/review/desk_bulk.html", context, status=_status(form))


def _chosen(request: HttpRequest, keys: list[str]) -> list[Report]:
    numbers = [number for key in keys[:200] if (number := read_number(key)) is not None]
    user = person(request)
    reach = user.standing().county_reach("assignment__organisation__path")
    found = Report.objects.filter(reach, pk__in=numbers).with_assignment()
    return list(found.order_by("assignment__organisation__position", "pk"))


def _bulk_initial(request: HttpRequest, reports: list[Report]) -> dict[str, str]:
    """What a form says before anybody has typed: the words that the page before proposes, if it does."""
    year = reports[0].assignment.round.year
    usual = f"{year}年度法治政府建设年度报告尚未办结，请按期限抓紧办理。"
    return {"text": request.GET.get("text", "")[:500] or usual}


def _notice(reports: tuple[Report, ...]) -> str:
    assignment = reports[0].assignment
    bureau = bureau_over(assignment.organisation)
    sender = office_name(bureau) if bureau else assignment.round.government.name
    names = [report.assignment.organisation.name for report in reports]
    return notice_text(names, year=assignment.round.year, sender=sender)


def _tell_outcome(request: HttpRequest, act: BulkAct, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, f"{act.label}已办理{len(outcome.done)}个单位：{'、'.join(outcome.done)}。")
    for unit, reason in outcome.failed:
        messages.error(request, f"{unit}没有办成：{reason}")


@require_GET
def review_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one report to whoever may see it: differences, text, opinions, figures, decisions."""
    report = visible_report(request, pk)
    return _show_report(request, report, OpinionForm())


@require_POST
def opinion_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one opinion on a block or on the whole report."""
    report = visible_report(request, pk)
    demand(can_give_opinion(person(request), report))
    form = OpinionForm(request.POST)
    if form.is_valid() and accept(form, lambda: _give(request, report, form)):
        messages.success(request, "意见已保存，退回修改时一并发给经办人。")
        key = form.cleaned_data["block_key"]
        return redirect(f"{reverse('review_report', args=[pk])}#block-{key or 'whole'}")
    return _show_report(request, report, form)


def _give(request: HttpRequest, report: Report, form: OpinionForm) -> None:
    opinion = NewOpinion(**form.cleaned_data)
    give_opinion(report, opinion, actor=person(request), now=timezone.now())


def _show_report(request: HttpRequest, report: Report, form: OpinionForm) -> HttpResponse:
    page = review_page(report, user=person(request), now=timezone.now())
    named = page.found.place(read_number(request.GET.get("finding", "")))
    proposal = propose_opinion(named) if named and page.may_give_opinion else None
    context = {"page": page, "form": form, "report": report, "proposal": proposal}
    return render(request, "reports/review/report.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
def report_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show the page of one move, and make the move when it is confirmed."""
    report = visible_report(request, pk)
    if name == Move.SUBMIT:
        return redirect("report_submit", pk=pk)
    if name not in Move.values:
        raise Http404
    move = Move(name)
    verdict = can_move(person(request), report, move)
    if isinstance(verdict, Denied):
        return _not_now(request, report, move, verdict)
    move_page = PAGES[move]
    form = move_page.form(report, *_sent(request))
    if form.is_valid() and accept(form, lambda: _act(request, move, report, form)):
        messages.success(request, move_page.done)
        return redirect("review_report", pk=pk)
    return _show_move(request, report, move, form)


def _sent(request: HttpRequest) -> tuple[QueryDict, MultiValueDict] | tuple[()]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _act(request: HttpRequest, move: Move, report: Report, form: MoveForm) -> None:
    PAGES[move].act(report, form, person(request), timezone.now())


def _not_now(request: HttpRequest, report: Report, move: Move, verdict: Denied) -> HttpResponse:
    """Bring back to the report whoever comes too late; refuse whom the move is not for."""
    if not wears(person(request), transition(move).hat, report):
        raise NotPermitted(verdict.reason)
    messages.warning(request, verdict.reason)
    return redirect("review_report", pk=report.pk)


def _show_move(request: HttpRequest, report: Report, move: Move, form: MoveForm) -> HttpResponse:
    context = {
        "report": report,
        "row": transition(move),
        "form": form,
        "state": shown_state(report),
        "comparison": comparison_of(report, printed_snapshot(report)) if move in SIGNING_MOVES else None,
        "papers": papers_of(report),
        "had_file": bool(request.FILES),
    }
    return render(request, "reports/review/move.html", context, status=_status(form))


@require_GET
@csp_replace({"object-src": [SELF]})  # type: ignore[arg-type]  # it knows views without arguments only
def scan(request: HttpRequest, kind: str, pk: int) -> FileResponse:
    """Hand out a stored scan; the browser's own viewer shows a PDF as an object."""
    return scan_response(person(request), kind, pk)


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Show 报送台账 of one year."""
    user = person(request)
    demand(can_see_ledger(user))
    filters = DeskFilters(request.GET, years=years_overseen(user))
    wanted = filters.wanted()
    context = {
        "filters": filters,
        "chosen": wanted,
        "table": ledger_page(user, wanted, number=request.GET.get("page"), today=_today()),
        "totals": totals(user, wanted["year"]),
    }
    return render(request, "reports/review/ledger.html", context)


@require_GET
def ledger_xlsx(request: HttpRequest) -> FileResponse:
    """Export the ledger with the filters of the page."""
    user = person(request)
    demand(can_see_ledger(user))
    wanted = DeskFilters(request.GET, years=years_overseen(user)).wanted()
    if not wanted["year"]:
        raise Http404
    rows = ledger_rows(user, wanted, today=_today())
    return send_workbook(ledger_workbook(rows, year=wanted["year"]), f"报送台账-{wanted['year']}年度.xlsx")


@require_safe
def ledger_volume(request: HttpRequest, kind: str) -> HttpResponse:
    """Bind what has been filed under the filters of the page into one Word file."""
    user = person(request)
    demand(can_see_ledger(user))
    filters = DeskFilters(request.GET, years=years_overseen(user))
    wanted, now = filters.wanted(), timezone.now()
    if kind not in VOLUMES or not wanted["year"]:
        raise Http404
    try:
        volume = write_reports(VOLUMES[kind], filed_reports(user, wanted, now=now), now=now)
    except Refused as error:
        messages.warning(request, str(error))
        return redirect(f"{reverse('ledger')}?{request.GET.urlencode()}")
    return file_response(volume.content, volume.name)


def _status(form: Form) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def _today() -> date:
    return timezone.localdate()
