"""What reports are asked for and what stands there, for many of them in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.drafting.models import FigureRequest, Report
from reports.drafting.permissions import is_block_open
from reports.indicators.enums import Source
from reports.indicators.formulas import codes as codes_of
from reports.indicators.models import Indicator
from reports.indicators.queries import ROLLED_UP_FIRST, Recorded, figures_of_many, recorded_of_many
from reports.indicators.values import BLANK, Figure, display

COMPUTED = "由系统自动计算"
ROLLED_UP = "由汇总得出"
NOT_RETURNED = "所在的部分没有退回"


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure of one report; `why_closed` says why no file may change it, if none may."""

    indicator: Indicator
    this_year: Figure
    last_year: Figure
    note: str
    why_closed: str

    @property
    def shown(self) -> str:
        """This year's value as it prints; empty for 未填."""
        return "" if self.this_year.is_blank else display(self.this_year, self.indicator.unit)

    @property
    def shown_last_year(self) -> str:
        """Last year's value as it prints; empty for 未填."""
        return "" if self.last_year.is_blank else display(self.last_year, self.indicator.unit)


@dataclass(frozen=True, slots=True)
class AskedReport:
    """One report with all figures that it is asked for, by code, in the order of the paper."""

    report: Report
    figures: Mapping[str, Asked]


def read_asked(reports: Sequence[Report], *, year: int) -> tuple[AskedReport, ...]:
    """Read the figures of reports of one year."""
    requests = (
        FigureRequest.objects.filter(report__in=reports)
        .select_related("indicator", "block")
        .order_by("report", "block__section__position", "block__position", "position")
    )
    asked: dict[int, list[FigureRequest]] = {report.pk: [] for report in reports}
    for request in requests:
        asked[request.report_id].append(request)
    codes = {request.indicator.code for listed in asked.values() for request in listed}
    units = [report.assignment.organisation_id for report in reports]
    this_year = figures_of_many(units, year=year, codes=codes)
    last_year = figures_of_many(units, year=year - 1, codes=codes)
    recorded = recorded_of_many(units, year=year, codes=codes, sources=ROLLED_UP_FIRST)
    return tuple(
        AskedReport(
            report,
            _figures(asked[report.pk], this_year[unit], last_year[unit], recorded[unit]),
        )
        for report, unit in zip(reports, units, strict=True)
    )


def _figures(
    requests: Sequence[FigureRequest],
    this_year: Mapping[str, Figure],
    last_year: Mapping[str, Figure],
    recorded: Mapping[str, Recorded],
) -> dict[str, Asked]:
    codes = {request.indicator.code for request in requests}
    found = {}
    for request in requests:
        indicator, record = request.indicator, recorded.get(request.indicator.code)
        found[indicator.code] = Asked(
            indicator=indicator,
            this_year=this_year.get(indicator.code, BLANK),
            last_year=last_year.get(indicator.code, BLANK),
            note=record.note if record else "",
            why_closed=_why_closed(request, record, codes),
        )
    return found


def _why_closed(request: FigureRequest, record: Recorded | None, asked: set[str]) -> str:
    if record is not None and record.source == Source.ROLLED_UP and not record.figure.is_blank:
        return ROLLED_UP
    indicator = request.indicator
    if indicator.is_coded_ratio and asked.issuperset(
        codes_of(indicator.numerator) + codes_of(indicator.denominator)
    ):
        return COMPUTED
    return "" if is_block_open(request.block) else NOT_RETURNED
