"""The findings of one year as an .xlsx file: units by checks, the checks, and every open place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from reports.checks.catalogue import check_with
from reports.checks.enums import Severity
from reports.checks.models import Finding, FindingQuerySet
from reports.checks.queries import WEIGHTS, CheckCount, count_by_check, findings_in
from reports.checks.texts import begun_reports
from reports.checks.words import place_of, words_of
from reports.common.workbooks.columns import Column, Table, Value
from reports.common.workbooks.writing import write_workbook
from reports.drafting.models import Report
from reports.organisations.enums import OrganisationKind
from reports.rounds.models import Round
from reports.web.checking_county.queries import narrowed

MOST_PLACES = 20_000
"""More open places than anybody reads in a sheet."""
UNIT_COLUMNS = (
    Column("单位", 30),
    Column("类别", 12),
    Column("审读时间", 13),
    *(Column(Severity(weight).label, 8) for weight in WEIGHTS),
    Column("不采纳", 8),
)
CHECK_COLUMNS = (
    Column("检查", 26),
    Column("检查类别", 16),
    Column("等级", 8),
    Column("单位数", 8),
    Column("待处理", 8),
    Column("不采纳", 8),
)
PLACE_COLUMNS = (
    Column("单位", 30),
    Column("检查", 24),
    Column("等级", 8),
    Column("位置", 24),
    Column("前文", 26),
    Column("原文", 30),
    Column("后文", 26),
    Column("提示", 44),
    Column("建议", 30),
)


def county_workbook(round_: Round, wanted: Mapping[str, Any]) -> bytes:
    """Write what stands in the reports of a year, under the filters of the page."""
    found = narrowed(findings_in(round_), wanted)
    counts = count_by_check(found)
    reports = begun_reports(round_)
    if kind := wanted.get("kind"):
        reports = reports.filter(assignment__organisation__kind=kind)
    codes = tuple(count.code for count in counts)
    columns = (*UNIT_COLUMNS, *(Column(count.name, 12) for count in counts))
    units = _unit_rows(reports.with_assignment().select_related("reading"), found, codes)
    return write_workbook(
        [
            Table("单位", columns, units),
            Table("检查", CHECK_COLUMNS, map(_check_row, counts)),
            Table("逐处", PLACE_COLUMNS, _place_rows(found)),
        ]
    )


def _unit_rows(reports: Any, found: FindingQuerySet, codes: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
    open_places: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    is_open = Q(dismissed_at=None)
    rows = found.values_list("report", "code", "severity").annotate(
        open=Count("pk", filter=is_open), dismissed=Count("pk", filter=~is_open)
    )
    for report, code, severity, is_left, dismissed in rows.iterator():
        open_places[report][code] += is_left
        open_places[report][f"={severity}"] += is_left
        open_places[report]["=dismissed"] += dismissed
    for report in reports.order_by("assignment__organisation__position", "pk").iterator():
        yield _unit_row(report, open_places[report.pk], codes)


def _unit_row(report: Report, places: Mapping[str, int], codes: tuple[str, ...]) -> tuple[Value, ...]:
    organisation, reading = report.assignment.organisation, getattr(report, "reading", None)
    read_on = timezone.localtime(reading.read_at).date() if reading and reading.read_at else "未审读"
    totals = [places.get(f"={each}") or None for each in (*WEIGHTS, "dismissed")]
    return (
        organisation.name,
        OrganisationKind(organisation.kind).label,
        read_on,
        *totals,
        *(places.get(code) or None for code in codes),
    )


def _check_row(count: CheckCount) -> tuple[Value, ...]:
    return count.name, count.group, count.severity.label, count.units, count.open, count.dismissed


def _place_rows(found: FindingQuerySet) -> Iterator[tuple[Value, ...]]:
    placed = found.open().select_related("block", "report__assignment__organisation")
    ordered = placed.order_by("report__assignment__organisation__position", "report", "position", "pk")
    return map(_place_row, ordered[:MOST_PLACES].iterator())


def _place_row(finding: Finding) -> tuple[Value, ...]:
    check, words = check_with(finding.code), words_of(finding)
    return (
        finding.report.assignment.organisation.name,
        check.name if check else finding.code,
        Severity(finding.severity).label,
        place_of(finding),
        words.before,
        words.quote,
        words.after,
        finding.message,
        finding.suggestion,
    )
