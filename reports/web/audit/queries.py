"""The log as a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from reports.audit.models import Entry
from reports.organisations.models import Organisation
from reports.web.audit.details import Names, detail_in_words, names_in

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class LogRow:
    """One act."""

    at: datetime
    person: str
    action: str
    subject: str
    unit: str
    detail: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """The rows of one page, and the page for the pager."""

    rows: tuple[LogRow, ...]
    page: Page


def actions_of(entries: QuerySet[Entry]) -> list[str]:
    """The acts that occur, in alphabetical order."""
    return list(entries.order_by("action").values_list("action", flat=True).distinct())


def log_page(
    entries: QuerySet[Entry], wanted: Mapping[str, Any], *, units: Sequence[Organisation], number: str | None
) -> LogPage:
    """One page of the entries that fit; `units` gives paths their names."""
    page = Paginator(_fitting(entries, wanted, units), PAGE_LENGTH).get_page(number)
    entries_here = list(page)
    units_by_path, named = {unit.path: unit.name for unit in units}, names_in(entries_here)
    return LogPage(tuple(_row(entry, units_by_path, named) for entry in entries_here), page)


def _fitting(
    entries: QuerySet[Entry], wanted: Mapping[str, Any], units: Iterable[Organisation]
) -> QuerySet[Entry]:
    if person := wanted.get("person"):
        entries = entries.filter(actor_name__icontains=person)
    if action := wanted.get("action"):
        entries = entries.filter(action=action)
    if unit := wanted.get("unit"):
        path = next(each.path for each in units if each.pk == unit)
        entries = entries.filter(scope_path__startswith=path)
    if since := wanted.get("since"):
        entries = entries.filter(at__date__gte=since)
    if until := wanted.get("until"):
        entries = entries.filter(at__date__lte=until)
    return entries


def _row(entry: Entry, units: Mapping[str, str], named: Names) -> LogRow:
    return LogRow(
        at=entry.at,
        person=entry.actor_name,
        action=entry.action,
        subject=entry.subject_label,
        unit=units.get(entry.scope_path, ""),
        detail=detail_in_words(entry.detail, named),
    )
