"""The county's figures out of its units' filed reports, each with the list behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reports.drafting.enums import FILED_STATUSES, ReportStatus
from reports.drafting.models import FigureRequest, Report
from reports.indicators.enums import Aggregation
from reports.indicators.formulas import codes as codes_of
from reports.indicators.formulas import evaluate_ratio, roll_up_ratio
from reports.indicators.models import Indicator
from reports.indicators.queries import OWN_ONLY, figures_of, figures_of_many
from reports.indicators.values import BLANK, Figure, RolledUp, roll_up


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's share: its figure once it has filed, else 未填 with the state that explains it."""

    organisation_id: int
    organisation: str
    report_id: int
    status: str
    is_filed: bool
    figure: Figure


@dataclass(frozen=True, slots=True)
class CombinedFigure:
    """One indicator of the county: the result, what stands behind it, last year's value."""

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
    filed = {unit.assignment.organisation_id for unit in units if unit.status in FILED_STATUSES}
    figures = figures_of_many(filed, year=year, codes=wanted)
    shares = {code: _parts(code, units, asked=asked, figures=figures) for code in wanted}
    plain = {
        indicator.code: _result(indicator, shares[indicator.code], own.get(indicator.code, BLANK))
        for indicator in Indicator.objects.filter(code__in=wanted)
    }
    return [
        CombinedFigure(
            indicator=request.indicator,
            block_key=request.block.key,
            result=_ratio(request.indicator, shares, plain) or plain[request.indicator.code],
            parts=_shown_parts(request.indicator, shares),
            own=own.get(request.indicator.code, BLANK),
            last_year=last.get(request.indicator.code, BLANK),
        )
        for request in requests
    ]


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
    """The reports of the same round that are not the county's own."""
    return list(
        Report.objects.with_assignment()
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


def _parts(
    code: str,
    units: Iterable[Report],
    *,
    asked: Mapping[int, set[str]],
    figures: Mapping[int, Mapping[str, Figure]],
) -> tuple[Part, ...]:
    """The share of every unit whose report asks for this figure."""
    return tuple(
        _part(unit, figures.get(unit.assignment.organisation_id, {}).get(code, BLANK))
        for unit in units
        if code in asked.get(unit.pk, set())
    )


def _part(unit: Report, figure: Figure) -> Part:
    organisation = unit.assignment.organisation
    return Part(
        organisation_id=organisation.pk,
        organisation=organisation.name,
        report_id=unit.pk,
        status="未开始" if unit.is_not_begun else ReportStatus(unit.status).label,
        is_filed=unit.status in FILED_STATUSES,
        figure=figure,
    )


def _result(indicator: Indicator, parts: tuple[Part, ...], own: Figure) -> RolledUp:
    """Add, or take the one figure that is the county's own.

    An own-level figure is the government's, or that of the one office which has it for the county;
    the figures of other units never enter it.
    """
    if indicator.aggregation == Aggregation.OWN_LEVEL_ONLY:
        offices = [part.figure for part in parts] if indicator.source_unit else []
        theirs = next((figure for figure in offices if not figure.is_blank), BLANK)
        return roll_up(indicator.aggregation, [], own=theirs if own.is_blank else own)
    figures = [part.figure for part in parts]
    if not own.is_blank:
        figures.append(own)
    return roll_up(indicator.aggregation, figures)


def _ratio(
    indicator: Indicator, shares: Mapping[str, tuple[Part, ...]], plain: Mapping[str, RolledUp]
) -> RolledUp | None:
    """A recomputed ratio: Σ numerator / Σ denominator of the units that gave both, never a mean."""
    if indicator.aggregation != Aggregation.RECOMPUTE or not indicator.is_coded_ratio:
        return None
    units: dict[int, dict[str, Figure]] = defaultdict(dict)
    for code in _part_codes(indicator):
        for part in shares[code]:
            units[part.organisation_id][code] = part.figure
    return roll_up_ratio(indicator.numerator, indicator.denominator, units=list(units.values()), rolled=plain)


def _shown_parts(indicator: Indicator, shares: Mapping[str, tuple[Part, ...]]) -> tuple[Part, ...]:
    """The units behind a figure; a ratio shows each unit's own ratio where its parts are asked."""
    if indicator.aggregation != Aggregation.RECOMPUTE or not indicator.is_coded_ratio:
        return shares[indicator.code]
    by_code = {code: {part.organisation_id: part for part in shares[code]} for code in _part_codes(indicator)}
    first = next(iter(by_code.values()))
    return tuple(
        replace(
            part,
            figure=evaluate_ratio(
                indicator.numerator,
                indicator.denominator,
                {code: parts[unit].figure for code, parts in by_code.items()},
            ),
        )
        for unit, part in first.items()
        if all(unit in parts for parts in by_code.values())
    )
