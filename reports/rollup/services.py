"""Taking over paragraphs and writing down combined figures."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import BlockKind
from reports.common.errors import Invalid, Refused
from reports.common.permissions import Denied, demand
from reports.drafting.enums import FILED_STATUSES
from reports.drafting.models import Report, ReportBlock, Revision
from reports.drafting.permissions import can_edit_block
from reports.drafting.services import append_paragraph
from reports.indicators.enums import ChangeOccasion, Source
from reports.indicators.services import Reading, record_observations
from reports.indicators.values import BLANK, Figure
from reports.organisations.models import User
from reports.rollup.figures import CombinedFigure, combine_figures
from reports.rollup.models import AdoptedPassage
from reports.rollup.passages import offered_texts, passage_digest
from reports.rollup.permissions import can_gather

ADOPTING_KINDS = (BlockKind.PROSE, BlockKind.ITEMS)
"""Kinds of block whose text a person can read and edit after a passage was put there."""


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
    if block.kind not in ADOPTING_KINDS:
        raise Refused("这一内容块不写文字，请另选一个内容块采用。")
    _check_source(block.report, source_revision)
    if text not in offered_texts(source_revision, source_block_key):
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
def write_figures(
    report: Report, *, confirmed: Collection[str] = (), actor: User, now: datetime
) -> list[CombinedFigure]:
    """Write the combined figures down as the county's, so that its text can print them.

    Own-level figures without an office are left to the figure grid, those of a closed block stay as
    they were, and so does a sum that may count things twice unless its code is among `confirmed`.
    Errors: NotPermitted when every block with figures is closed.
    """
    report = Report.objects.with_assignment().select_for_update(of=("self",)).get(pk=report.pk)
    demand(can_gather(actor, report))
    written = [
        figure
        for figure in _writable(report, actor=actor)
        if not figure.result.needs_confirmation or figure.indicator.code in confirmed
    ]
    assignment = report.assignment
    record_observations(
        [Reading(figure.indicator, _gathered(figure), coverage_note(figure)) for figure in written],
        organisation=assignment.organisation,
        year=assignment.round.year,
        source=Source.ROLLED_UP,
        actor=actor,
        now=now,
        occasion=ChangeOccasion.ROLLED_UP,
    )
    record_act(
        "写入汇总数据",
        report,
        actor=actor,
        now=now,
        scope_path=assignment.organisation.path,
        detail={"figures": len(written)},
    )
    return written


def _writable(report: Report, *, actor: User) -> list[CombinedFigure]:
    """The gathered figures of open blocks."""
    gathered = [figure for figure in combine_figures(report) if figure.is_gathered]
    verdicts = {block.key: can_edit_block(actor, block) for block in report.blocks.all()}
    found = [figure for figure in gathered if verdicts[figure.block_key]]
    if gathered and not found:
        demand(Denied("数据所在的部分都没有退回，不能写入。"))
    return found


def _gathered(figure: CombinedFigure) -> Figure:
    """What the units gave; the county's own entry is never copied, since it would hide its correction."""
    return figure.result.figure if figure.comes_from_units else BLANK


def coverage_note(figure: CombinedFigure) -> str:
    """Say what stands behind a result as it is written down."""
    if not figure.comes_from_units:
        return ""
    if not figure.is_summed:
        return f"{figure.indicator.source_unit}的全县数据，不逐单位相加"
    coverage = figure.result.coverage
    confirmed = "，已核对无重复" if figure.result.needs_confirmation else ""
    return f"{coverage.filled}/{coverage.applicable}个单位已报{confirmed}"
