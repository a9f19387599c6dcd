"""How the checks fare: how often each was right, and why people would not follow it.

Counted from the findings that are kept when they are gone, over the reports of one government's year.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from reports.checks.models import Finding, FindingQuerySet
from reports.organisations.models import Organisation

FEWEST_FOUND, MUCH = 10, 50
"""From so many findings on, a check dismissed in more than so many per cent is a doubtful one."""
MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Fare:
    """What became of the findings of one check; gone after a dismissal still counts as dismissed.

    `mended`: gone undismissed, which the end of a check or of a block brings about as well.
    """

    found: int
    mended: int
    dismissed: int
    open: int

    @property
    def share(self) -> int:
        """How many per cent were dismissed."""
        return round(self.dismissed * 100 / self.found) if self.found else 0

    @property
    def is_doubtful(self) -> bool:
        """Whether people mostly did not follow it."""
        return self.found >= FEWEST_FOUND and self.dismissed * 100 > self.found * MUCH


@dataclass(frozen=True, slots=True)
class Reason:
    """Why people kept their words, and how often."""

    words: str
    times: int


def fares_of(government: Organisation, year: int) -> dict[str, Fare]:
    """Count by the check's code what became of its findings, in one query; one never found has no entry."""
    dismissed = Q(dismissed_at__isnull=False)
    rows = (
        _findings(government, year)
        .values("code")
        .annotate(
            found=Count("pk"),
            mended=Count("pk", filter=Q(gone_at__isnull=False) & ~dismissed),
            dismissed=Count("pk", filter=dismissed),
            open=Count("pk", filter=Q(gone_at=None) & ~dismissed),
        )
    )
    return {row["code"]: Fare(row["found"], row["mended"], row["dismissed"], row["open"]) for row in rows}


def reasons_of(government: Organisation, year: int) -> dict[str, tuple[Reason, ...]]:
    """The reasons used most for each check, in one query."""
    told = _findings(government, year).exclude(dismissed_at=None).values("code", "dismissal_reason")
    rank = Window(RowNumber(), partition_by=F("code"), order_by=[F("times").desc(), F("dismissal_reason")])
    rows = told.annotate(times=Count("pk")).annotate(rank=rank).filter(rank__lte=MOST_REASONS)
    found: dict[str, list[Reason]] = defaultdict(list)
    for row in rows.order_by("code", "rank"):
        found[row["code"]].append(Reason(row["dismissal_reason"], row["times"]))
    return {code: tuple(reasons) for code, reasons in found.items()}


def _findings(government: Organisation, year: int) -> FindingQuerySet:
    return Finding.objects.filter(
        report__assignment__round__government=government,
        report__assignment__round__year=year,
        report__assignment__withdrawn_at=None,
    )
