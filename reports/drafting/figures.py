"""Writing the figures of a report: typed, imported or 代录, each change with its occasion and reason.

`record_figures` is the one door for figures without text; `services.save_section` comes here too.
Not for: what a stored value is (indicators).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Min, QuerySet

from reports.audit.services import record_act
from reports.common.errors import Invalid
from reports.common.permissions import demand
from reports.drafting.enums import Occasion
from reports.drafting.holding import lock_report, mark_started
from reports.drafting.models import FigureRequest, Report
from reports.drafting.permissions import (
    can_edit,
    can_edit_block,
    can_enter_figures_for,
    is_block_open,
)
from reports.indicators.enums import ChangeOccasion, Source
from reports.indicators.inputs import InvalidFigure
from reports.indicators.models import Indicator
from reports.indicators.services import Reading, check_figure, record_observations
from reports.indicators.values import Figure
from reports.organisations.models import User

REASON = "reason"
"""The field of a fault about the reason of a change."""
REASON_LENGTH = 300
NO_REASON = "报告已经提交过，请写明修改数据的理由。"
NO_SOURCE = "请写明代录的依据，如“单位1月10日盖章的数据填报表”。"

ACTS: Mapping[ChangeOccasion, str] = {
    ChangeOccasion.ENTERED: "填报数据",
    ChangeOccasion.IMPORTED: "导入数据",
    ChangeOccasion.ON_BEHALF: "代录数据",
}


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What came back from the grid for one figure."""

    code: str
    figure: Figure
    note: str = ""


class InvalidParts(Invalid):
    """Several things cannot be kept; each fault names its block key, code, `heading` or `reason`."""

    def __init__(self, faults: Sequence[Invalid]) -> None:
        super().__init__(str(faults[0]), faults[0].field)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Readings:
    """The figures that can be kept, and what is wrong with the others."""

    good: list[Reading]
    faults: list[Invalid]


@transaction.atomic
def record_figures(
    report: Report,
    changes: Sequence[FigureChange],
    *,
    actor: User,
    now: datetime,
    occasion: ChangeOccasion = ChangeOccasion.ENTERED,
    reason: str = "",
) -> list[str]:
    """Keep many figures of a report, all or none; returns the codes whose value or note changed.

    代录 is allowed to the bureau's reviewers and always names the paper that it was copied from, in
    `reason`; everything else is the drafter's, who gives a reason once the report has been handed in.
    Errors: NotPermitted, for a closed block too; InvalidParts with every fault at its code or `reason`.
    """
    report = lock_report(report.pk)
    is_on_behalf = occasion == ChangeOccasion.ON_BEHALF
    demand(can_enter_figures_for(actor, report) if is_on_behalf else can_edit(actor, report))
    readings = read_changes(report.figure_requests.all(), changes)
    if faults := [*readings.faults, *reason_faults(reason)]:
        raise InvalidParts(faults)
    codes = keep_readings(report, readings.good, actor=actor, now=now, occasion=occasion, reason=reason)
    if not codes:
        return []
    if not reason.strip() and (is_on_behalf or was_handed_in(report)):
        raise InvalidParts([Invalid(NO_SOURCE if is_on_behalf else NO_REASON, field=REASON)])
    unit = report.assignment.organisation
    detail = {"figures": codes, "reason": reason.strip()}
    record_act(
        ACTS[occasion],
        report,
        actor=actor,
        now=now,
        scope_path=unit.path,
        detail={**detail, "for_unit": unit.name} if is_on_behalf else detail,
    )
    return codes


@transaction.atomic
def record_figure(
    report: Report, indicator: Indicator, *, figure: Figure, note: str = "", actor: User, now: datetime
) -> None:
    """Keep one figure of a report; a closed block's figures are closed too."""
    report = lock_report(report.pk)
    request = report.figure_requests.select_related("block").get(indicator=indicator)
    request.block.report = report
    demand(can_edit_block(actor, request.block))
    keep_readings(report, [Reading(indicator, figure, note)], actor=actor, now=now)


def first_handed_in(report: Report) -> datetime | None:
    """When others could read the report first; an imported text is not handed in by that."""
    return report.revisions.exclude(occasion=Occasion.IMPORTED).aggregate(at=Min("made_at"))["at"]


def was_handed_in(report: Report) -> bool:
    """Whether others have read the report already, so that a change of a figure wants a reason."""
    return first_handed_in(report) is not None


def reason_faults(reason: str) -> list[Invalid]:
    """What is wrong with a reason as such."""
    if len(reason.strip()) <= REASON_LENGTH:
        return []
    return [Invalid(f"理由不能超过{REASON_LENGTH}字，请精简。", field=REASON)]


def read_changes(requests: QuerySet[FigureRequest], changes: Sequence[FigureChange]) -> Readings:
    """Sort figures that came back into those that can be kept and the faults of the others.

    Errors: NotPermitted when one belongs to a block that is closed.
    """
    if not changes:
        return Readings([], [])
    asked = {r.indicator.code: r for r in requests.select_related("indicator", "block")}
    found = Readings([], [])
    for change in changes:
        request = asked.get(change.code)
        if request is None:
            found.faults.append(Invalid("这里没有要求填报这项数据，请刷新页面后再填。", field=change.code))
            continue
        demand(is_block_open(request.block))
        try:
            check_figure(request.indicator, change.figure, note=change.note)
        except InvalidFigure as error:
            found.faults.append(Invalid(str(error), field=change.code))
        else:
            found.good.append(Reading(request.indicator, change.figure, change.note))
    return found


def keep_readings(
    report: Report,
    readings: Sequence[Reading],
    *,
    actor: User,
    now: datetime,
    occasion: ChangeOccasion = ChangeOccasion.ENTERED,
    reason: str = "",
) -> list[str]:
    """Store figures that have been checked; returns the codes that changed. The report is locked."""
    if not readings:
        return []
    changes = record_observations(
        readings,
        organisation=report.assignment.organisation,
        year=report.assignment.round.year,
        source=Source.OWN,
        actor=actor,
        now=now,
        occasion=occasion,
        reason=reason,
    )
    if changes:
        mark_started(report, now=now)
    return [change.observation.indicator.code for change in changes]
