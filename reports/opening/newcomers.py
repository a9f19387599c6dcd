"""补发: giving a unit founded during the year its task, with dates of its own where the kind's are past."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.opening.permissions import can_change_round
from reports.opening.services import UnitInput, open_round
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation, User
from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate
from reports.rounds.models import Round, Term
from reports.rounds.services import refuse_disorder, refuse_past


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The units of one kind that have no task yet; without a `term` the year asks nothing of them."""

    kind: OrganisationKind
    units: tuple[Organisation, ...]
    term: Term | None
    today: date

    @property
    def is_past(self) -> bool:
        """Whether the first date of the kind has gone by, so that these units need dates of their own."""
        return self.term is not None and self.term.due_draft_on < self.today


def find_newcomers(round_: Round, *, now: datetime) -> tuple[Newcomers, ...]:
    """The active units without a task in this year, by kind, in two queries."""
    today = timezone.localtime(now).date()
    terms = {term.kind: term for term in round_.terms.select_related("blueprint_version__blueprint")}
    units = (
        Organisation.objects.under(round_.government.path)
        .filter(is_active=True)
        .exclude(assignments__round=round_)
        .order_by("position", "path")
    )
    by_kind: dict[OrganisationKind, list[Organisation]] = {}
    for unit in units:
        by_kind.setdefault(OrganisationKind(unit.kind), []).append(unit)
    return tuple(
        Newcomers(kind, tuple(by_kind[kind]), terms.get(kind), today)
        for kind in OrganisationKind
        if kind in by_kind
    )


@transaction.atomic
def assign_newcomers(
    round_: Round, own_dates: Mapping[OrganisationKind, Dates], *, actor: User, now: datetime
) -> int:
    """Give every unit without a task its task and report; returns how many.

    `own_dates` hold for the newcomers of a kind alone; the kind itself and its older units keep theirs.
    Errors: Invalid for a kind whose dates are past and has no dates of its own, dates out of order
    or past; Refused when there is no newcomer.
    """
    demand(can_change_round(actor, round_))
    waiting = [found for found in find_newcomers(round_, now=now) if found.term]
    if not waiting:
        raise Refused("没有要补发的单位：在用的单位都已有任务，或者本年没有布置这一类单位。")
    for found in waiting:
        _check(found, own_dates.get(found.kind), now=now)
    units = {unit.pk: own for found in waiting for unit, own in _inputs(found, own_dates.get(found.kind))}
    open_round(government=round_.government, year=round_.year, terms={}, units=units, actor=actor, now=now)
    return sum(len(found.units) for found in waiting)


def _inputs(found: Newcomers, dates: Dates | None) -> Iterator[tuple[Organisation, UnitInput]]:
    """What each unit is asked otherwise than its kind; nothing where the dates are the kind's."""
    if dates is not None and found.term and dates != found.term.dates:
        for unit in found.units:
            yield unit, UnitInput(dates.draft, dates.filing, dates.publication)


def _check(found: Newcomers, dates: Dates | None, *, now: datetime) -> None:
    if dates is None:
        if found.is_past:
            raise Invalid(
                f"{found.kind.label}的期限已过，请为补发的单位另定期限。", field=f"{found.kind}-draft"
            )
        return
    try:
        refuse_disorder(dates)
        refuse_past(dates, DueDate, now=now, may_be_past=False)
    except Invalid as fault:
        raise Invalid(str(fault), field=f"{found.kind}-{fault.field}") from fault
