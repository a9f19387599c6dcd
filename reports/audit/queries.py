"""Reading the log. Not for: who may read it (the pages ask), since nothing below knows people."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from reports.audit.models import Entry


def entries_within(paths: Iterable[str], *, with_unscoped: bool = False) -> QuerySet[Entry]:
    """What was done under any of these unit paths, newest first.

    An entry without a path (an account, the dictionary) belongs to no county: only when asked for.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(scope_path__startswith=path)
    if with_unscoped:
        condition |= Q(scope_path="")
    return Entry.objects.filter(condition).order_by("-at", "-pk")


def all_entries() -> QuerySet[Entry]:
    """The whole log, newest first."""
    return Entry.objects.order_by("-at", "-pk")
