"""Tables of reports: their filters, and the stacked bar of their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from reports.checks.enums import Severity
from reports.checks.queries import has_open, unread
from reports.drafting.models import Report
from reports.organisations.models import Organisation
from reports.review.conditions import SHOWN_STATES, WITH_BUREAU, in_shown_state, is_late

ReportsT = TypeVar("ReportsT", bound=QuerySet[Report])

WAITING = "waiting"
"""A filter beside the states: what lies with the bureau."""

UNREAD, SOUND = "unread", "sound"
FOUND = {
    Severity.ERROR.value: "有错误",
    Severity.WARNING.value: "有提醒",
    SOUND: "没有错误和提醒",
    UNREAD: "未审读",
}
"""A filter by what the proof-reader found."""


@dataclass(frozen=True, slots=True)
class Share:
    """One stretch of a stacked bar, in per cent of its width."""

    code: str
    label: str
    count: int
    start: float
    width: float


def shares_of(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """Draw the bar of these states, in the order of the course; what does not occur takes no room."""
    units, start, shares = sum(counts.values()), 0.0, []
    for code, label in SHOWN_STATES.items():
        if count := counts.get(code, 0):
            width = count * 100 / units
            shares.append(Share(code, label, count, round(start, 3), round(width, 3)))
            start += width
    return tuple(shares)


def narrow(reports: ReportsT, wanted: Mapping[str, Any], *, today: date) -> ReportsT:
    """Apply the filters that stand in the address."""
    if state := wanted.get("state"):
        waiting = Q(status__in=WITH_BUREAU)
        reports = reports.filter(waiting if state == WAITING else in_shown_state(state))
    if kind := wanted.get("kind"):
        reports = reports.filter(assignment__organisation__kind=kind)
    if wanted.get("late"):
        reports = reports.filter(is_late(today))
    if found := wanted.get("found"):
        reports = reports.filter(_found(found))
    if text := wanted.get("text"):
        reports = reports.filter(assignment__organisation__in=Organisation.objects.called(text))
    return reports


def _found(code: str) -> Q:
    if code == UNREAD:
        return unread()
    if code == SOUND:
        return ~unread() & ~Q(has_open(Severity.ERROR)) & ~Q(has_open(Severity.WARNING))
    return Q(has_open(code))
