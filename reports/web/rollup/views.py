"""The roll-up's pages: text by parts, figures with the list behind each, writing figures down."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.common.errors import Refused
from reports.common.permissions import Denied, NotPermitted, demand
from reports.drafting.models import Report, ReportBlock, ReportSection, Revision
from reports.organisations.models import User
from reports.rollup.passages import offered_texts, passage_digest
from reports.rollup.permissions import READERS, can_gather, can_see_rollup
from reports.rollup.services import adopt_passage, write_figures
from reports.web.access import person, visible_report
from reports.web.rollup.figures import figure_page, figure_rows, writing_of
from reports.web.rollup.forms import AdoptForm, ConfirmForm
from reports.web.rollup.queries import county_reports, draft_of, first_section, rollup_page


@require_GET
def rollup(request: HttpRequest) -> HttpResponse:
    """Open the newest county report, or that of the year in the address."""
    user = person(request)
    if not user.standing().has_any(READERS):
        demand(Denied("汇总只对司法局开放。"))
    reports = county_reports(user)
    year = request.GET.get("year", "")
    report = next((each for each in reports if str(each.assignment.round.year) == year), None)
    report = report or next(iter(reports), None)
    section = first_section(report) if report else None
    if report is None or section is None:
        return render(request, "reports/rollup/none.html")
    return _show(request, report, section, user=user, reports=reports)


@require_GET
def rollup_section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show one part: coverage, the county's draft, the candidates."""
    user, report = person(request), _county_report(request, pk)
    section = get_object_or_404(ReportSection, report=report, key=key)
    return _show(request, report, section, user=user, reports=county_reports(user))


def _show(
    request: HttpRequest, report: Report, section: ReportSection, *, user: User, reports: list[Report]
) -> HttpResponse:
    page = rollup_page(report, section, user=user, address=request.GET)
    gathering = can_gather(user, report)
    context = {"report": report, "reports": reports, "page": page, "gathering": gathering, "tab": "text"}
    return render(request, "reports/rollup/section.html", context)


@require_POST
def rollup_adopt(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take one candidate into a block of this part."""
    user, report = person(request), _county_report(request, pk)
    section = get_object_or_404(ReportSection, report=report, key=key)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        raise Http404
    block = get_object_or_404(ReportBlock, section=section, key=form.cleaned_data["block"])
    try:
        _adopt(form, block, report=report, user=user)
    except NotPermitted:
        raise
    except Refused as error:
        messages.error(request, str(error))
        return _after(request, block, section, source=form.cleaned_data["source"], is_adopted=False)
    messages.success(request, f"已采用到“{block.label}”。")
    return _after(request, block, section, source=form.cleaned_data["source"], is_adopted=True)


def _adopt(form: AdoptForm, block: ReportBlock, *, report: Report, user: User) -> None:
    block.report = report
    revision = get_object_or_404(
        Revision.objects.select_related("report__assignment"),
        pk=form.revision_id(),
        report__in=Report.objects.visible_to(user),
    )
    source_block = form.cleaned_data["source_block"]
    offered = offered_texts(revision, source_block)
    text = next((text for text in offered if passage_digest(text) == form.digest()), "")
    adopt_passage(
        block,
        source_revision=revision,
        source_block_key=source_block,
        text=text,
        actor=user,
        now=timezone.now(),
    )


def _after(
    request: HttpRequest, block: ReportBlock, section: ReportSection, *, source: str, is_adopted: bool
) -> HttpResponse:
    """The draft again, brought to the block in question; without scripts the whole page."""
    report = block.report
    if not request.headers.get("HX-Request"):
        return redirect("rollup_section", report.pk, section.key)
    draft = draft_of(report, section, user=person(request))
    context = {"report": report, "draft": draft, "source": source, "is_adopted": is_adopted}
    status = HTTPStatus.OK if is_adopted else HTTPStatus.UNPROCESSABLE_ENTITY
    answer = render(request, "reports/rollup/_adopted.html", context, status=status)
    answer["HX-Reswap"] = f"outerHTML show:#draft-{block.key}:bottom"
    return answer


@require_GET
def rollup_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every figure of the county's report with its coverage."""
    user, report = person(request), _county_report(request, pk)
    rows = figure_rows(report)
    gathering = can_gather(user, report)
    context = {"report": report, "reports": county_reports(user), "rows": rows, "gathering": gathering}
    return render(request, "reports/rollup/figures.html", {**context, "tab": "figures"})


@require_GET
def rollup_figure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show the units behind one figure."""
    report = _county_report(request, pk)
    page = figure_page(report, code, number=request.GET.get("page"))
    if page is None:
        raise Http404
    return render(request, "reports/rollup/figure.html", {"report": report, "figure": page})


@require_http_methods(["GET", "POST"])
def rollup_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what writing the figures down would change, and do it when that is confirmed."""
    user, report = person(request), _county_report(request, pk)
    demand(can_gather(user, report))
    writing = writing_of(report)
    if request.method == "GET":
        return render(request, "reports/rollup/write.html", {"report": report, "writing": writing})
    form = ConfirmForm(request.POST, codes=[row.code for row in writing.doubtful])
    if not form.is_valid():
        messages.error(request, "数据刚刚有变化，请核对下面的内容后再写入。")
        context = {"report": report, "writing": writing}
        return render(request, "reports/rollup/write.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    confirmed = form.cleaned_data["confirmed"]
    write_figures(report, confirmed=confirmed, actor=user, now=timezone.now())
    left = len(writing.doubtful) - len(confirmed)
    doubt = f"另有{left}项需核对是否重复，没有写入。" if left else ""
    messages.success(request, f"已写入{len(writing.changes) + len(confirmed)}项数据。{doubt}")
    return redirect("rollup_figures", report.pk)


def _county_report(request: HttpRequest, pk: int) -> Report:
    """The report, or 404 for another county's; 403 for whoever sees it but not its gathering."""
    report = visible_report(request, pk)
    demand(can_see_rollup(person(request), report))
    return report
