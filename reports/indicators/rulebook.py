"""The rules that a county judges by: the stored ones of the year, each as gravely as the county takes it."""

from collections.abc import Iterable, Mapping

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length

from reports.indicators.enums import Keeper, Kind, Period
from reports.indicators.models import ConsistencyRule, Indicator, RuleSetting
from reports.indicators.rules import Clause, Finding, Known, Subject, judge, parse_rule
from reports.indicators.values import Figure
from reports.indicators.written_changes import written_change
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation


def judge_figures(
    organisation: Organisation,
    *,
    year: int,
    figures: Mapping[str, Figure],
    last: Mapping[str, Figure],
    notes: Mapping[str, str],
) -> tuple[Finding, ...]:
    """Judge one unit's figures of a year in two queries, whatever the number of rules and figures.

    `last` are those of the year before, `notes` what stands beside this year's. Errors and warnings
    come alike; what a county has switched off does not come at all.
    """
    subjects = subjects_of(figures)
    written = {c: written_change(note, unit=subjects[c].unit) for c, note in notes.items() if c in subjects}
    return judge(clauses_for(organisation, year=year), Known(figures, last, written), subjects)


def clauses_for(organisation: Organisation, *, year: int) -> tuple[Clause, ...]:
    """The clauses by which this unit is judged, switched-off ones included since they hold others back."""
    rules = rules_in_force(year).annotate(chosen=_chosen_severity(organisation))
    return tuple(
        clause
        for rule in rules.order_by("position", "pk")
        for clause in parse_rule(rule.code, rule.text, severity=rule.chosen, hint=rule.hint)
    )


def rules_in_force(year: int) -> QuerySet[ConsistencyRule]:
    """The rules of a year that figures alone can judge."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=year)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=year)
    return ConsistencyRule.objects.filter(begun, not_ended, kept_by=Keeper.FIGURES, is_in_force=True)


def subjects_of(codes: Iterable[str]) -> dict[str, Subject]:
    """These indicators and all ratios as rules see them: parts are judged though the ratio is not asked."""
    found = Indicator.objects.filter(Q(code__in=list(codes)) | Q(kind=Kind.RATIO))
    return {indicator.code: subject_of(indicator) for indicator in found.order_by("position", "pk")}


def subject_of(indicator: Indicator) -> Subject:
    """An indicator as rules see it."""
    return Subject(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        is_ratio=indicator.kind == Kind.RATIO,
        is_flow=indicator.period == Period.FLOW,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
    )


def _chosen_severity(organisation: Organisation) -> Coalesce:
    """What the nearest government over the unit has chosen, else the rule's own."""
    steps = organisation.path.strip("/").split("/")
    paths = ["/" + "/".join(steps[:length]) + "/" for length in range(1, len(steps) + 1)]
    governments = Organisation.objects.filter(path__in=paths, kind=OrganisationKind.COUNTY_GOVERNMENT)
    nearest = governments.order_by(Length("path").desc()).values("pk")[:1]
    chosen = RuleSetting.objects.filter(rule=OuterRef("pk"), government=Subquery(nearest))
    return Coalesce(Subquery(chosen.values("severity")), F("severity"))
