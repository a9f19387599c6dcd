"""Findings over many reports at once: each question is one query, whatever the number of reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
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
from reports.checks.models import CheckSetting, Finding, FindingQuerySet, LexiconEntry
from reports.checks.rules.blanks import Anonymous, Blank, EmptyBrackets
from reports.checks.texts import begun_reports
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
    """One check over many reports: in how many units, at how many places.

    `severity` is its gravest; `weights` are the open places by severity, in the order of `WEIGHTS`.
    """

    code: str
    name: str
    group: str
    severity: Severity
    units: int
    weights: tuple[int, ...]
    dismissed: int

    @property
    def open(self) -> int:
        """At how many places somebody still has to mend or to dismiss it."""
        return sum(self.weights)


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


def unread() -> Q:
    """The condition that a report was never read through."""
    return Q(reading=None) | Q(reading__read_at=None)


def with_changes(reports: QuerySet[Report], *, year: int, path: str) -> QuerySet[Report]:
    """Mark by `has_changed` those whose words, figures, names or checks are newer than their reading.

    All are of one year and below the unit with this path, whose governments set the checks and their lexicon.
    What leaves no time behind (a title, last year's paper) is seen when the year is read as a whole.
    """
    read_at, unit = OuterRef("reading__read_at"), OuterRef("assignment__organisation")
    years = (year, year - 1)
    saved = ReportBlock.objects.filter(report=OuterRef("pk"), saved_at__gt=read_at)
    recorded = Observation.objects.filter(organisation=unit, year__in=years, recorded_at__gt=read_at)
    renamed = FormerName.objects.filter(organisation=unit, recorded_at__gt=read_at)
    settings = CheckSetting.objects.filter(government__path__in=paths_over(path))
    entries = LexiconEntry.objects.filter(owner__path__in=paths_over(path))
    set_at = Subquery(settings.order_by("-set_at").values("set_at")[:1])
    edited_at = Subquery(entries.order_by("-edited_at").values("edited_at")[:1])
    newer = Q(Exists(saved)) | Q(Exists(recorded)) | Q(Exists(renamed))
    newer |= Q(reading__read_at__lt=set_at) | Q(reading__read_at__lt=edited_at)
    marked = Case(When(newer, then=Value(1)), default=Value(0), output_field=IntegerField())
    return reports.annotate(has_changed=marked)


def freshness_of(round_: Round) -> Freshness:
    """Count what was read and what has changed since, in one query."""
    reports = _marked(round_)
    counts = reports.aggregate(
        begun=Count("pk"),
        unread=Count("pk", filter=unread()),
        changed=Count("pk", filter=Q(has_changed=1) & ~unread()),
    )
    return Freshness(**counts)


def waiting_reports(round_: Round) -> QuerySet[Report]:
    """The reports that were never read or have changed since."""
    return _marked(round_).filter(unread() | Q(has_changed=1))


def _marked(round_: Round) -> QuerySet[Report]:
    return with_changes(begun_reports(round_), year=round_.year, path=round_.government.path)


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
        dismissed=Count("pk", filter=Q(dismissed_at__isnull=False)),
        **{each: Count("pk", filter=Q(dismissed_at=None, severity=each)) for each in WEIGHTS},
    )
    return sorted(map(_check_count, rows), key=_usefulness)


def _usefulness(count: CheckCount) -> tuple[int, int, int, str]:
    return WEIGHTS.index(count.severity), -count.units, -count.open, count.code


def _check_count(row: Mapping[str, Any]) -> CheckCount:
    check = check_with(row["code"])
    return CheckCount(
        code=row["code"],
        name=check.name if check else row["code"],
        group=_GROUP_OF.get(row["code"], ""),
        severity=Severity(WEIGHTS[row["rank"]]),
        units=row["units"],
        weights=tuple(row[each] for each in WEIGHTS),
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


def has_open(severity: str) -> Exists:
    """The condition that a report has open findings of this severity."""
    return Exists(Finding.objects.filter(report=OuterRef("pk"), severity=severity).open())


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
