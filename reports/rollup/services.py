"""Taking over paragraphs and writing down combined figures."""

from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.common.errors import Invalid, Refused
from reports.common.permissions import demand
from reports.drafting.enums import FILED_STATUSES
from reports.drafting.models import Report, ReportBlock, Revision
from reports.drafting.services import append_paragraph
from reports.indicators.enums import Source
from reports.indicators.services import Reading, record_observations
from reports.organisations.models import User
from reports.rollup.figures import CombinedFigure, combine_figures
from reports.rollup.models import AdoptedPassage
from reports.rollup.passages import passage_digest, revision_lines
from reports.rollup.permissions import can_gather


@transaction.atomic
def adopt_passage(
    block: ReportBlock,
    *,
    source_revision: Revision,
    source_block_key: str,
    text: str,
    actor: User,
    now: datetime,
) -> AdoptedPassage:
    """Take one paragraph of a unit's filed report into a block of the county's, with its source."""
    demand(can_gather(actor, block.report))
    _check_source(block.report, source_revision)
    if text not in revision_lines(source_revision, source_block_key):
        raise Invalid("来源报告里已经没有这段文字，请刷新页面后再采用。", field="text")
    passage, is_new = AdoptedPassage.objects.get_or_create(
        block=block,
        source_revision=source_revision,
        source_block_key=source_block_key,
        digest=passage_digest(text),
        defaults={"text": text, "adopted_by": actor, "adopted_at": now},
    )
    if not is_new:
        raise Refused("这段文字已经采用到本部分，不必再采用。")
    append_paragraph(block, text, actor=actor, now=now)
    record_act(
        "采用文字",
        block.report,
        actor=actor,
        now=now,
        scope_path=block.report.assignment.organisation.path,
        detail={"block": block.key, "source": source_revision.report_id},
    )
    return passage


def _check_source(report: Report, revision: Revision) -> None:
    source = revision.report
    same_round = source.assignment.round_id == report.assignment.round_id
    is_signed = (
        revision.pk == source.signings.filter(is_void=False).values_list("revision", flat=True).first()
    )
    if not same_round or source.status not in FILED_STATUSES or not is_signed:
        raise Refused("只能采用本年度已报送报告的文字。")


@transaction.atomic
def write_figures(report: Report, *, actor: User, now: datetime) -> list[CombinedFigure]:
    """Write the combined figures down as the county's, so that its text can print them."""
    demand(can_gather(actor, report))
    combined = combine_figures(report)
    assignment = report.assignment
    record_observations(
        [Reading(c.indicator, c.result.figure, coverage_note(c)) for c in combined],
        organisation=assignment.organisation,
        year=assignment.round.year,
        source=Source.ROLLED_UP,
        actor=actor,
        now=now,
    )
    record_act(
        "写入汇总数据",
        report,
        actor=actor,
        now=now,
        scope_path=assignment.organisation.path,
        detail={"figures": len(combined)},
    )
    return combined


def coverage_note(figure: CombinedFigure) -> str:
    """Say how many units stand behind a result."""
    if not figure.is_summed:
        return "本级数据，不逐单位相加"
    coverage = figure.result.coverage
    return f"{coverage.filled}/{coverage.applicable}个单位已报"
