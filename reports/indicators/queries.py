"""Reading figures: coded ratios are computed here, so that every reader sees the same number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from reports.indicators.enums import Source
from reports.indicators.formulas import codes as codes_of
from reports.indicators.formulas import evaluate_ratio
from reports.indicators.models import Indicator, Observation, ObservationChange
from reports.indicators.values import BLANK, Figure
from reports.organisations.models import Organisation

ROLLED_UP_FIRST: tuple[Source, ...] = (Source.ROLLED_UP, Source.OWN)
"""A county's rolled-up value stands for the county; a unit that rolls nothing up has its own only."""

OWN_ONLY: tuple[Source, ...] = (Source.OWN,)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One stored figure with what the grid shows beside it."""

    figure: Figure
    source: Source
    note: str


def figures_of(
    organisation: Organisation,
    *,
    year: int,
    codes: Iterable[str],
    sources: Sequence[Source] = ROLLED_UP_FIRST,
) -> dict[str, Figure]:
    """Read one unit's figures in two queries: every code asked for that the dictionary has.

    A code without an observation is 未填. A coded ratio is computed from its parts when all are
    there, else it is the unit's own; `sources` are tried in their order.
    """
    return figures_of_many([organisation.pk], year=year, codes=codes, sources=sources)[organisation.pk]


def figures_of_many(
    organisation_ids: Iterable[int],
    *,
    year: int,
    codes: Iterable[str],
    sources: Sequence[Source] = ROLLED_UP_FIRST,
) -> dict[int, dict[str, Figure]]:
    """Read the figures of many units, as `figures_of`, still in two queries."""
    units = list(dict.fromkeys(organisation_ids))
    indicators = list(Indicator.objects.filter(code__in=list(codes)).order_by("position"))
    recorded = _recorded(units, year=year, codes=_with_parts(indicators), sources=sources)
    return {unit: {i.code: _figure(i, recorded[unit]) for i in indicators} for unit in units}


def recorded_of(
    organisation: Organisation, *, year: int, codes: Iterable[str], sources: Sequence[Source] = OWN_ONLY
) -> dict[str, Recorded]:
    """Read what was stored, notes included and nothing computed, in one query; the grid's view."""
    return recorded_of_many([organisation.pk], year=year, codes=codes, sources=sources)[organisation.pk]


def recorded_of_many(
    organisation_ids: Iterable[int],
    *,
    year: int,
    codes: Iterable[str],
    sources: Sequence[Source] = OWN_ONLY,
) -> dict[int, dict[str, Recorded]]:
    """Read what was stored of many units, as `recorded_of`, still in one query."""
    return _recorded(list(dict.fromkeys(organisation_ids)), year=year, codes=set(codes), sources=sources)


def changes_of(organisation: Organisation, *, year: int, code: str) -> QuerySet[ObservationChange]:
    """What one figure of one unit went through, the newest first, with who did it."""
    return (
        ObservationChange.objects.filter(
            observation__organisation=organisation,
            observation__year=year,
            observation__indicator__code=code,
        )
        .select_related("changed_by")
        .order_by("-changed_at", "-pk")
    )


def change_counts(organisation: Organisation, *, year: int, codes: Iterable[str]) -> dict[str, int]:
    """How often each of one unit's figures was changed, in one query; the others are left out."""
    rows = Observation.objects.filter(organisation=organisation, year=year, indicator__code__in=list(codes))
    counted = rows.values_list("indicator__code").annotate(count=Count("changes")).filter(count__gt=0)
    return dict(counted)


def _with_parts(indicators: Iterable[Indicator]) -> set[str]:
    wanted = set[str]()
    for indicator in indicators:
        wanted.add(indicator.code)
        if indicator.is_coded_ratio:
            wanted.update(codes_of(indicator.numerator), codes_of(indicator.denominator))
    return wanted


def _recorded(
    units: Sequence[int], *, year: int, codes: set[str], sources: Sequence[Source]
) -> dict[int, dict[str, Recorded]]:
    """The best stored figure for each unit and code: an earlier source wins, 未填 never does."""
    rows = Observation.objects.filter(
        Q(organisation__in=units, year=year, indicator__code__in=codes, source__in=sources)
    ).select_related("indicator")
    rank = {source: place for place, source in enumerate(sources)}
    found: dict[int, dict[str, Recorded]] = {unit: {} for unit in units}
    for row in sorted(rows, key=lambda row: (row.figure.is_blank, rank[Source(row.source)])):
        recorded = Recorded(row.figure, Source(row.source), row.note)
        found[row.organisation_id].setdefault(row.indicator.code, recorded)
    return found


def _figure(indicator: Indicator, recorded: Mapping[str, Recorded]) -> Figure:
    stored = recorded.get(indicator.code)
    figure = stored.figure if stored else BLANK
    if not indicator.is_coded_ratio:
        return figure
    if stored and stored.source == Source.ROLLED_UP and not figure.is_blank:
        return figure
    parts = {code: record.figure for code, record in recorded.items()}
    computed = evaluate_ratio(indicator.numerator, indicator.denominator, parts)
    return figure if computed.is_blank else computed


def matching_indicators(text: str, *, area: str = "") -> QuerySet[Indicator]:
    """Find indicators by words of their names or aliases and by code, in the order of the dictionary."""
    words = Func(F("aliases"), Value(" "), function="array_to_string", output_field=TextField())
    found = Indicator.objects.annotate(alias_words=words).order_by("position", "pk")
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(code__iexact=word) | Q(alias_words__icontains=word))
    return found.filter(area=area) if area else found
