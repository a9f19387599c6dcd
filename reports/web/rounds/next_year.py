"""开启下一年度: one page that lists all that moves on, and one decision.

Not for: what the next year takes over (opening.rollover).
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.blueprints.models import BlueprintVersion
from reports.blueprints.queries import published_versions, topics_of, version_for
from reports.blueprints.shifting import Way, WrittenYear
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted, demand
from reports.opening.holders import unheld_offices
from reports.opening.permissions import can_open_round
from reports.opening.rollover import (
    MovedDate,
    NextBlueprint,
    NextUnit,
    NextYear,
    NextYearChoices,
    open_next_year,
    plan_next_year,
)
from reports.organisations.enums import OrganisationKind
from reports.web.access import person
from reports.web.blueprints.words import in_words, say_place
from reports.web.rounds.forms import DATES, OpeningForm
from reports.web.rounds.governments import government_of
from reports.web.rounds.queries import KindCount, kinds_of

WAY_WORDS = {Way.EXPRESSION: "改成“{}”，以后自动顺延", Way.LATER: "顺延为下一年", Way.KEEP: "不改"}
NAMES_OF_YEARS = {-1: "〔上年〕", 0: "〔本年〕", 1: "〔下年〕"}


class NextYearForm(OpeningForm):
    """A year's terms, the way of each written year, and what single units keep of their own."""

    def __init__(self, *args: Any, plan: NextYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["year"].widget = forms.HiddenInput()
        for blueprint in plan.blueprints:
            for written in blueprint.written if blueprint.is_own else ():
                self._add_way(blueprint, written)
        for unit in plan.exceptions:
            self._add_unit(unit)
        for organisation in plan.withdrawn:
            self.fields[f"left-{organisation.pk}"] = forms.BooleanField(
                label=f"{organisation}今年也不布置", required=False, initial=True
            )

    def _add_way(self, blueprint: NextBlueprint, written: WrittenYear) -> None:
        offset = written.mention.year - self.plan.before.year
        name = NAMES_OF_YEARS.get(offset, "")
        self.fields[_way_name(blueprint, written)] = forms.ChoiceField(
            label=f"“{written.words}”",
            choices=[(way.value, WAY_WORDS[way].format(name)) for way in written.ways],
            initial=written.ways[0].value,
            error_messages={"required": "请选择怎样处理。", "invalid_choice": "请选择怎样处理。"},
        )

    def _add_unit(self, unit: NextUnit) -> None:
        pk = unit.organisation.pk
        if unit.has_own_dates:
            self.fields[f"dates-{pk}"] = forms.BooleanField(label="期限也顺延一年", required=False)
        if unit.version is not None:
            self.fields[f"own-{pk}"] = forms.BooleanField(
                label=f"继续用“{unit.version.blueprint}”", required=False, initial=True
            )

    def moved_dates(self, kind: OrganisationKind) -> tuple[MovedDate | None, ...]:
        """Last year's dates of the kind beside the proposal."""
        term = next((term for term in self.plan.terms if term.kind == kind), None)
        return term.dates if term else super().moved_dates(kind)

    def templates(self) -> list[dict[str, Any]]:
        """The templates in use, each with its lists."""
        return [self._template(blueprint) for blueprint in self.plan.blueprints]

    def _template(self, blueprint: NextBlueprint) -> dict[str, Any]:
        return {
            "next": blueprint,
            "readings": [
                (say_place(blueprint.content, r.place), in_words(r.before), in_words(r.after))
                for r in blueprint.readings
            ],
            "written": [
                (say_place(blueprint.content, w.place), w, self._bound(_way_name(blueprint, w)))
                for w in blueprint.written
            ],
            "outdated": [(say_place(blueprint.content, o.place), o.phrase) for o in blueprint.outdated],
        }

    def units(self) -> list[dict[str, Any]]:
        """The units that were asked otherwise than their kind, with their boxes."""
        return [
            {
                "unit": unit,
                "dates": self._bound(f"dates-{unit.organisation.pk}"),
                "own": self._bound(f"own-{unit.organisation.pk}"),
            }
            for unit in self.plan.exceptions
        ]

    def withdrawn(self) -> list[forms.BoundField]:
        """The boxes of the units whose task was withdrawn."""
        return [self[f"left-{organisation.pk}"] for organisation in self.plan.withdrawn]

    def _bound(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def choices(self) -> NextYearChoices:
        """What was decided, as the service takes it."""
        found = self.cleaned_data
        units = [unit.organisation.pk for unit in self.plan.exceptions]
        return NextYearChoices(
            terms=self.terms(),
            ways={
                blueprint.version.pk: {
                    written.key: Way(found[name])
                    for written in blueprint.written
                    if (name := _way_name(blueprint, written)) in found
                }
                for blueprint in self.plan.blueprints
            },
            with_dates=frozenset(pk for pk in units if found.get(f"dates-{pk}")),
            with_template=frozenset(pk for pk in units if found.get(f"own-{pk}")),
            left_out=frozenset(o.pk for o in self.plan.withdrawn if found.get(f"left-{o.pk}")),
        )


def _way_name(blueprint: NextBlueprint, written: WrittenYear) -> str:
    return f"way-{blueprint.version.pk}-{written.key}"


@require_http_methods(["GET", "POST"])
def round_next(request: HttpRequest) -> HttpResponse:
    """List what the next year takes over; on a yes, open it."""
    government = government_of(request)
    demand(can_open_round(person(request), government))
    try:
        plan = plan_next_year(government)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("round_open")
    kinds = kinds_of(government, plan.year)
    versions = published_versions(government=government)
    setting: dict[str, Any] = {
        "kinds": kinds,
        "versions": versions,
        "topics": topics_of(versions),
        "plan": plan,
    }
    if request.method == "GET":
        return _page(request, NextYearForm(initial=_initial(plan, kinds, versions), **setting))
    form = NextYearForm(request.POST, **setting)
    if not form.is_valid():
        return _page(request, form)
    return _open(request, form)


def _initial(
    plan: NextYear, kinds: tuple[KindCount, ...], versions: list[BlueprintVersion]
) -> dict[str, Any]:
    """What is proposed: last year's template and topics of a kind, its dates a year later."""
    initial: dict[str, Any] = {"year": plan.year}
    terms = {term.kind: term for term in plan.terms}
    for count in kinds:
        term = terms.get(count.kind)
        version = term.version if term else version_for(count.kind, among=versions)
        initial[f"{count.kind}-template"] = str(version.pk) if version and term else ""
        if term is not None:
            initial |= _initial_of(term.dates, count.kind)
            initial[f"{count.kind}-skips"] = term.before.skips_pre_review
            initial[f"{count.kind}-topics"] = term.before.packs
    return initial


def _initial_of(dates: tuple[MovedDate, ...], kind: OrganisationKind) -> Mapping[str, Any]:
    return {f"{kind}-{name}": moved.after for (name, _), moved in zip(DATES, dates, strict=True)}


def _open(request: HttpRequest, form: NextYearForm) -> HttpResponse:
    plan = form.plan
    if form.cleaned_data["year"] != plan.year:
        form.add_error(None, f"{plan.before.year}年度刚刚已经由别人开启，没有重复开启。请到“年度任务”查看。")
        return _page(request, form)
    try:
        opened = open_next_year(
            plan.government,
            after=plan.before,
            choices=form.choices(),
            actor=person(request),
            now=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        kind = refusal.field if isinstance(refusal, Invalid) else ""
        form.add_error(f"{kind}-template" if kind in OrganisationKind.values else None, str(refusal))
        return _page(request, form)
    messages.success(request, f"{plan.year}年度任务已开启，模板和期限已按核对的结果顺延。")
    return redirect("round", pk=opened.pk)


def _page(request: HttpRequest, form: NextYearForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    plan = form.plan
    offices = unheld_offices(plan.government, [blueprint.version for blueprint in plan.blueprints])
    context = {"form": form, "plan": plan, "offices": offices}
    return render(request, "reports/rounds/next.html", context, status=status)
