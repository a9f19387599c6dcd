"""The review desk: every unit's report of one year as one table. One query a page, whatever its length."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from reports.checks.enums import Severity
from reports.checks.queries import open_counts
from reports.drafting.models import Report, Revision
from reports.drafting.queries import ShownState, shown_state
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import User
from reports.review.conditions import SHOWN_STATES, WITH_BUREAU, due_from_unit, is_late
from reports.review.enums import Hat, Move, OpinionState
from reports.review.models import Step
from reports.review.transitions import TRANSITIONS
from reports.rounds.models import Round
from reports.web.tables import FOUND, WAITING, narrow

PAGE_LENGTH = 50
GRAVE = (Severity.ERROR, Severity.WARNING)
REVIEWER_MOVES = tuple(row.move for row in TRANSITIONS if row.hat is Hat.REVIEWER)


class DeskFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    year = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    state = forms.ChoiceField(label="状态", required=False)
    kind = forms.ChoiceField(label="单位类别", required=False)
    late = forms.BooleanField(label="只看逾期", required=False)
    found = forms.ChoiceField(label="检查意见", required=False, choices=[("", "全部"), *FOUND.items()])
    text = forms.CharField(label="单位名称", required=False, max_length=60)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "year", [(year, f"{year}年度") for year in years])
        waiting = (WAITING, "待司法局办理")
        _choose(self, "state", [("", "全部"), waiting, *SHOWN_STATES.items()])
        _choose(self, "kind", [("", "全部"), *OrganisationKind.choices])
        self.years = years

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read, the latest year when none is named."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        found.setdefault("year", self.years[0] if self.years else 0)
        return found

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the year is chosen."""
        return bool(set(self.wanted()) - {"year"})


def _choose(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class TablePage(Generic[RowT]):
    """The rows of one page, and the page for the pager."""

    rows: tuple[RowT, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One report on the desk; `last_step` says what the bureau did last, `since` when it took its state.

    `found` are the open errors and warnings, hints left out; `is_read` tells none from never looked.
    """

    report_id: int
    unit: str
    kind: str
    state: ShownState
    since: datetime | None
    due: str
    due_on: date | None
    days_late: int
    open_opinions: int
    found: tuple[tuple[Severity, int], ...]
    is_read: bool
    is_changed: bool
    last_step: str
    last_step_by: str
    is_with_bureau: bool


def years_overseen(user: User) -> list[int]:
    """The years of the open rounds within a county-wide reach, the latest first; archives after them."""
    rounds = Round.objects.filter(user.standing().county_reach("government__path"))
    found = rounds.order_by("is_archive", "-year").values_list("year", flat=True)
    return list(dict.fromkeys(found))


def overseen_reports(user: User, year: int) -> QuerySet[Report]:
    """The reports of one year that the person oversees; those of withdrawn tasks stand in the round alone."""
    reach = user.standing().county_reach("assignment__organisation__path")
    return Report.objects.in_force().filter(reach, assignment__round__year=year).with_assignment()


def desk_page(user: User, wanted: dict[str, Any], *, number: str | None, today: date) -> TablePage[DeskRow]:
    """One page of rows: what lies with the bureau first, then what is late, then by the unit's place."""
    reports = narrow(overseen_reports(user, wanted["year"]), wanted, today=today)
    rank = Case(
        When(status__in=WITH_BUREAU, then=Value(0)),
        When(is_late(today), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ordered = _annotated(reports, user).order_by(
        rank, "status_since", "assignment__organisation__position", "pk"
    )
    page = Paginator(ordered, PAGE_LENGTH).get_page(number)
    return TablePage(tuple(_row(report, today) for report in page), page)


def _annotated(reports: QuerySet[Report], user: User) -> QuerySet[Report]:
    steps = Step.objects.filter(report=OuterRef("pk")).order_by("-pk")
    revisions = Revision.objects.filter(report=OuterRef("pk")).order_by("-number")
    last = JSONObject(move="move", by="actor__name")
    return reports.annotate(
        open_opinions=Count("opinions", filter=Q(opinions__state=OpinionState.OPEN)),
        revised_at=Subquery(revisions.values("made_at")[:1]),
        my_last_at=Subquery(steps.filter(actor=user).values("acted_at")[:1]),
        found=open_counts(),
        read_at=F("reading__read_at"),
        bureau_step=Subquery(steps.filter(move__in=REVIEWER_MOVES).values(found=last)[:1]),
    ).annotate(organisation_kind=F("assignment__organisation__kind"))


def _row(report: Any, today: date) -> DeskRow:
    due = due_from_unit(report, today)
    bureau_step = report.bureau_step or {}
    changed = report.revised_at and (not report.my_last_at or report.revised_at > report.my_last_at)
    return DeskRow(
        report_id=report.pk,
        unit=report.assignment.organisation.name,
        kind=OrganisationKind(report.organisation_kind).label,
        state=shown_state(report),
        since=None if report.is_not_begun else report.status_since,
        due=due.what if due else "",
        due_on=due.on if due else None,
        days_late=due.days_late if due else 0,
        open_opinions=report.open_opinions,
        found=_found(report.found or {}),
        is_read=report.read_at is not None,
        is_changed=bool(changed),
        last_step=Move(bureau_step["move"]).label if bureau_step else "",
        last_step_by=bureau_step.get("by", ""),
        is_with_bureau=report.status in WITH_BUREAU,
    )


def _found(counts: Mapping[str, int]) -> tuple[tuple[Severity, int], ...]:
    return tuple((weight, counts[weight]) for weight in GRAVE if counts.get(weight))
