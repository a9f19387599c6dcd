"""Findings over many reports at once: each question is one query, whatever the number of reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from reports.checks.catalogue import GROUPS, check_with
from reports.checks.enums import Severity
from reports.checks.models import CheckSetting, Finding, FindingQuerySet
from reports.checks.rules.blanks import Anonymous, Blank, EmptyBrackets
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report, ReportBlock
from reports.indicators.models import Observation
from reports.organisations.models import FormerName, paths_over
from reports.rounds.models import Round

UNFILLED = (Blank.code, Anonymous.code, EmptyBrackets.code)
"""The checks that say that something is still to be filled in."""
WEIGHTS = tuple(Severity.values)
"""The severities, the gravest first."""
_GROUP_OF = {check.code: group for group, checks in GROUPS.items() for check in checks}


@dataclass(frozen=True, slots=True)
class CheckCount:
    """One check over many reports: in how many units, at how many places; `severity` is its gravest."""

    code: str
    name: str
    group: str
    severity: Severity
    units: int
    open: int
    dismissed: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One report with the number of its open places."""

    report_id: int
    unit: str
    places: int


@dataclass(frozen=True, slots=True)
class Freshness:
    """How many reports of a year are begun, and how many of these nobody has read since they changed."""

    begun: int
    unread: int
    changed: int

    @property
    def read(self) -> int:
        """How many were read through at least once."""
        return self.begun - self.unread

    @property
    def waiting(self) -> int:
        """How many want to be read."""
        return self.unread + self.changed


def begun_reports(round_: Round) -> QuerySet[Report]:
    """The reports of a year that somebody has begun; a withdrawn task asks for none."""
    not_begun = Q(started_at=None, status=ReportStatus.DRAFTING)
    return Report.objects.in_force().filter(assignment__round=round_).exclude(not_begun)


def unread() -> Q:
    """The condition that a report was never read through."""
    return Q(reading=None) | Q(reading__read_at=None)


def with_changes(reports: QuerySet[Report], round_: Round) -> QuerySet[Report]:
    """Mark by `has_changed` those whose words, figures, names or checks are newer than their reading.

    What leaves no time behind (a title, last year's paper) is seen when the year is read as a whole.
    """
    read_at, unit = OuterRef("reading__read_at"), OuterRef("assignment__organisation")
    years = (round_.year, round_.year - 1)
    saved = ReportBlock.objects.filter(report=OuterRef("pk"), saved_at__gt=read_at)
    recorded = Observation.objects.filter(organisation=unit, year__in=years, recorded_at__gt=read_at)
    renamed = FormerName.objects.filter(organisation=unit, recorded_at__gt=read_at)
    newer = Q(Exists(saved)) | Q(Exists(recorded)) | Q(Exists(renamed))
    settings = CheckSetting.objects.filter(government__path__in=paths_over(round_.government.path))
    if set_at := settings.aggregate(at=Max("set_at"))["at"]:
        newer |= Q(reading__read_at__lt=set_at)
    marked = Case(When(newer, then=Value(1)), default=Value(0), output_field=IntegerField())
    return reports.annotate(has_changed=marked)


def freshness_of(round_: Round) -> Freshness:
    """Count what was read and what has changed since, in two queries."""
    reports = with_changes(begun_reports(round_), round_)
    counts = reports.aggregate(
        begun=Count("pk"),
        unread=Count("pk", filter=unread()),
        changed=Count("pk", filter=Q(has_changed=1) & ~unread()),
    )
    return Freshness(**counts)


def waiting_reports(round_: Round) -> QuerySet[Report]:
    """The reports that were never read or have changed since."""
    return with_changes(begun_reports(round_), round_).filter(unread() | Q(has_changed=1))


def findings_in(round_: Round) -> FindingQuerySet:
    """What stands in the reports of a year, dismissed ones included."""
    return Finding.objects.standing().filter(
        report__assignment__round=round_, report__assignment__withdrawn_at=None
    )


def count_by_check(findings: FindingQuerySet) -> list[CheckCount]:
    """Count findings by their check, in one query: the gravest first, then what most units have."""
    rank = Case(
        *(When(severity=severity, then=Value(at)) for at, severity in enumerate(WEIGHTS)),
        output_field=IntegerField(),
    )
    rows = findings.values("code").annotate(
        rank=Min(rank),
        units=Count("report", distinct=True),
        open=Count("pk", filter=Q(dismissed_at=None)),
        dismissed=Count("pk", filter=Q(dismissed_at__isnull=False)),
    )
    return [_check_count(row) for row in sorted(rows, key=_usefulness)]


def _usefulness(row: Mapping[str, int]) -> tuple[int, int, int, int]:
    return row["rank"], -row["units"], -row["open"], -row["dismissed"]


def _check_count(row: Mapping) -> CheckCount:
    check = check_with(row["code"])
    return CheckCount(
        code=row["code"],
        name=check.name if check else row["code"],
        group=_GROUP_OF.get(row["code"], ""),
        severity=Severity(WEIGHTS[row["rank"]]),
        units=row["units"],
        open=row["open"],
        dismissed=row["dismissed"],
    )


def codes_of(group: str) -> tuple[str, ...]:
    """The checks of one group."""
    return tuple(check.code for check in GROUPS.get(group, ()))


def open_counts() -> Subquery:
    """The numbers of a report's open findings by severity, to annotate a list of reports with."""
    found = Finding.objects.filter(report=OuterRef("pk")).open().order_by().values("report")
    numbers = JSONObject(**{each: Count("pk", filter=Q(severity=each)) for each in WEIGHTS})
    return Subquery(found.annotate(found=numbers).values("found"))


def has_open(severity: str | None = None) -> Exists:
    """The condition that a report has open findings, of one severity or of any."""
    found = Finding.objects.filter(report=OuterRef("pk")).open()
    return Exists(found.filter(severity=severity) if severity else found)


def units_with_open(findings: FindingQuerySet, *, most: int) -> tuple[list[UnitCount], int]:
    """The units with the most open places among these, and how many have any, in two queries."""
    rows = findings.open().values("report", "report__assignment__organisation__name")
    named = rows.annotate(places=Count("pk")).order_by(
        "-places", "report__assignment__organisation__position", "report"
    )
    units = [
        UnitCount(row["report"], row["report__assignment__organisation__name"], row["places"])
        for row in named[:most]
    ]
    count = len(units)
    return units, count if count < most else findings.open().values("report").distinct().count()
