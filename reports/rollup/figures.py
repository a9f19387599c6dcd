"""The county's figures out of its units' filed reports, each with the list behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reports.drafting.enums import FILED_STATUSES
from reports.drafting.models import FigureRequest, Report
from reports.drafting.requests import EVERY_UNIT
from reports.indicators.enums import Aggregation
from reports.indicators.formulas import codes as codes_of
from reports.indicators.formulas import roll_up_ratio
from reports.indicators.models import Indicator
from reports.indicators.queries import OWN_ONLY, figures_of, figures_of_many
from reports.indicators.values import BLANK, Figure, RolledUp, roll_up


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's share: its figure once it has filed, else 未填 and the report's state explains it."""

    report: Report
    figure: Figure

    @property
    def organisation(self) -> str:
        """The unit's name."""
        return self.report.assignment.organisation.name

    @property
    def is_filed(self) -> bool:
        """Whether the figure counts."""
        return self.report.status in FILED_STATUSES


@dataclass(frozen=True, slots=True)
class CombinedFigure:
    """One indicator of the county: the result, what stands behind it, last year's value.

    `own` is what the county's drafter typed into its report; beside a sum it is for comparison only.
    """

    indicator: Indicator
    block_key: str
    result: RolledUp
    parts: tuple[Part, ...]
    own: Figure
    last_year: Figure

    @property
    def is_summed(self) -> bool:
        """Whether units' figures make the county's at all."""
        return self.indicator.aggregation != Aggregation.OWN_LEVEL_ONLY

    @property
    def comes_from_units(self) -> bool:
        """Whether units made the result: summed, recomputed, or the figure of the office that has it."""
        return self.is_summed or (self.is_gathered and (self.own.is_blank or self._has_given_part))

    @property
    def is_gathered(self) -> bool:
        """Whether the roll-up writes it at all; else it is the figure grid's alone."""
        return self.is_summed or _has_office(self.indicator)

    @property
    def _has_given_part(self) -> bool:
        return any(not part.figure.is_blank for part in self.parts)


def combine_figures(county_report: Report, *, codes: Iterable[str] = ()) -> list[CombinedFigure]:
    """Combine what the county's report asks for; the number of queries does not depend on the units.

    Applies to: a unit counts for a figure when its own report asks it, for a computed ratio when it
    asks all parts. Not filed counts as 未填 and lowers the coverage.
    """
    requests = _requests(county_report, set(codes))
    wanted = _with_parts(requests)
    government, year = county_report.assignment.organisation, county_report.assignment.round.year
    own = figures_of(government, year=year, codes=wanted, sources=OWN_ONLY)
    last = figures_of(government, year=year - 1, codes=wanted)
    units = _units(county_report)
    asked = _asked_codes(units)
    figures = _filed_figures(units, year=year, codes=wanted)
    shares = {code: _parts(code, units, asked=asked, figures=figures) for code in wanted}
    indicators = list(Indicator.objects.filter(code__in=wanted))
    shares |= {i.code: _ratio_parts(i, units, shares, figures) for i in indicators if _is_recomputed(i)}
    plain = {i.code: _result(i, shares[i.code], own.get(i.code, BLANK)) for i in indicators}
    return [
        CombinedFigure(
            indicator=request.indicator,
            block_key=request.block.key,
            result=_finished(request.indicator, plain),
            parts=shares[request.indicator.code],
            own=own.get(request.indicator.code, BLANK),
            last_year=last.get(request.indicator.code, BLANK),
        )
        for request in requests
    ]


def _has_office(indicator: Indicator) -> bool:
    return bool(indicator.source_unit) and indicator.source_unit != EVERY_UNIT


def _is_recomputed(indicator: Indicator) -> bool:
    return indicator.aggregation == Aggregation.RECOMPUTE and indicator.is_coded_ratio


def _with_parts(requests: Iterable[FigureRequest]) -> list[str]:
    """The codes asked for and those that their ratios are made of."""
    codes: dict[str, None] = {}
    for indicator in (request.indicator for request in requests):
        codes.update(dict.fromkeys([indicator.code, *_part_codes(indicator)]))
    return list(codes)


def _part_codes(indicator: Indicator) -> tuple[str, ...]:
    if not indicator.is_coded_ratio:
        return ()
    return codes_of(indicator.numerator) + codes_of(indicator.denominator)


def _requests(county_report: Report, codes: set[str]) -> list[FigureRequest]:
    requests = county_report.figure_requests.select_related("indicator", "block")
    if codes:
        requests = requests.filter(indicator__code__in=codes)
    return list(requests.order_by("block__section__position", "block__position", "position"))


def _units(county_report: Report) -> list[Report]:
    """The reports of the same round whose task is in force, the county's own left out."""
    return list(
        Report.objects.in_force()
        .with_assignment()
        .filter(assignment__round=county_report.assignment.round)
        .exclude(pk=county_report.pk)
        .order_by("assignment__organisation__position", "assignment__organisation__pk")
    )


def _asked_codes(units: Iterable[Report]) -> Mapping[int, set[str]]:
    asked: dict[int, set[str]] = defaultdict(set)
    pairs = FigureRequest.objects.filter(report__in=[unit.pk for unit in units])
    for report_id, code in pairs.values_list("report_id", "indicator__code"):
        asked[report_id].add(code)
    return asked


def _filed_figures(
    units: Iterable[Report], *, year: int, codes: Iterable[str]
) -> Mapping[int, Mapping[str, Figure]]:
    """What the filed reports say, by report."""
    filed = {unit.assignment.organisation_id: unit.pk for unit in units if unit.status in FILED_STATUSES}
    figures = figures_of_many(filed, year=year, codes=codes)
    return {filed[organisation]: values for organisation, values in figures.items()}


def _parts(
    code: str,
    units: Iterable[Report],
    *,
    asked: Mapping[int, set[str]],
    figures: Mapping[int, Mapping[str, Figure]],
) -> tuple[Part, ...]:
    """The share of every unit whose report asks for this figure."""
    return tuple(
        Part(unit, figures.get(unit.pk, {}).get(code, BLANK))
        for unit in units
        if code in asked.get(unit.pk, set())
    )


def _result(indicator: Indicator, parts: tuple[Part, ...], own: Figure) -> RolledUp:
    """Add up, recompute Σ numerator / Σ denominator, or take the one figure that is the county's own.

    An own-level figure is that of the one office which has it for the county; the government's own
    stands where no office has given one. The figures of other units never enter it. What the county's
    own report says of a sum is a total already, never one more part of it.
    """
    if indicator.aggregation == Aggregation.OWN_LEVEL_ONLY:
        offices = [part.figure for part in parts] if _has_office(indicator) else []
        theirs = next((figure for figure in offices if not figure.is_blank), BLANK)
        return roll_up(indicator.aggregation, [], own=own if theirs.is_blank else theirs)
    return roll_up(indicator.aggregation, [part.figure for part in parts])


def _ratio_parts(
    indicator: Indicator,
    units: Iterable[Report],
    shares: Mapping[str, tuple[Part, ...]],
    figures: Mapping[int, Mapping[str, Figure]],
) -> tuple[Part, ...]:
    """Each unit's own ratio: of those that are asked for both parts, or for the ratio as such."""
    asked_whole = {part.report.pk for part in shares[indicator.code]}
    asked_parts = [{part.report.pk for part in shares[code]} for code in _part_codes(indicator)]
    asked = asked_whole | set.intersection(*asked_parts)
    return tuple(
        Part(unit, figures.get(unit.pk, {}).get(indicator.code, BLANK)) for unit in units if unit.pk in asked
    )


def _finished(indicator: Indicator, plain: Mapping[str, RolledUp]) -> RolledUp:
    """The result, where a coded ratio needs the results of its parts."""
    result = plain[indicator.code]
    if not indicator.is_coded_ratio:
        return result
    if _is_recomputed(indicator) and result.coverage.applicable:
        may_overlap = any(plain[code].needs_confirmation for code in _part_codes(indicator))
        return replace(result, needs_confirmation=may_overlap)
    if not result.figure.is_blank:
        return result
    return roll_up_ratio(indicator.numerator, indicator.denominator, units=[], rolled=plain)
