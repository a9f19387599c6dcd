"""Taking last year's text into new reports where the template says so, to be confirmed by the drafter.

Not for: 采用上年文字, which a drafter presses for one block (web.drafting.panels).
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from reports.blueprints.enums import BlockKind
from reports.blueprints.models import BlueprintBlock
from reports.drafting.models import FigureRequest, Report, ReportBlock
from reports.indicators.values import BLANK_MARK
from reports.text.tokens import replace_tokens
from reports.text.years import shift_years


@transaction.atomic
def carry_texts_over(report_ids: Iterable[int]) -> int:
    """Fill what the templates of these reports carry over; returns how many blocks were filled.

    Only blocks that nobody has written in are filled, so that doing it twice changes nothing. The
    number of queries does not depend on the number of reports.
    """
    wanted = _blocks_to_fill(report_ids)
    if not wanted:
        return 0
    before = _last_texts(wanted)
    asked = _asked_codes(block.report_id for block in wanted)
    filled = [block for block in wanted if _fill(block, before, asked.get(block.report_id, set()))]
    ReportBlock.objects.bulk_update(filled, ["text", "is_private", "needs_confirmation"], batch_size=1000)
    return len(filled)


def _blocks_to_fill(report_ids: Iterable[int]) -> list[ReportBlock]:
    """The blocks by key first: asked of each block, its template's would cost more with each report."""
    reports = Report.objects.filter(pk__in=list(report_ids), started_at=None)
    versions = dict(reports.values_list("pk", "assignment__blueprint_version"))
    carried = set(
        BlueprintBlock.objects.filter(
            section__version__in=set(versions.values()), carries_over=True
        ).values_list("section__version", "key")
    )
    if not carried:
        return []
    blocks = ReportBlock.objects.filter(
        report__in=versions,
        key__in={key for _, key in carried},
        kind=BlockKind.PROSE,
        version=0,
        needs_confirmation=False,
    )
    found = blocks.select_related("report__assignment__round")
    return [block for block in found if (versions[block.report_id], block.key) in carried]


def _last_texts(wanted: Iterable[ReportBlock]) -> dict[tuple[int, int, str], ReportBlock]:
    """Last year's blocks of the same units by unit, year and key."""
    assignments = [block.report.assignment for block in wanted]
    found = ReportBlock.objects.filter(
        report__assignment__organisation__in={a.organisation_id for a in assignments},
        report__assignment__round__year__in={a.round.year - 1 for a in assignments},
        key__in={block.key for block in wanted},
    ).exclude(text="")
    return {
        (b.report.assignment.organisation_id, b.report.assignment.round.year, b.key): b
        for b in found.select_related("report__assignment__round")
    }


def _asked_codes(report_ids: Iterable[int]) -> dict[int, set[str]]:
    codes: dict[int, set[str]] = {}
    asked = FigureRequest.objects.filter(report__in=set(report_ids))
    for report_id, code in asked.values_list("report_id", "indicator__code"):
        codes.setdefault(report_id, set()).add(code)
    return codes


def _fill(block: ReportBlock, before: Mapping[tuple[int, int, str], ReportBlock], asked: set[str]) -> bool:
    assignment = block.report.assignment
    last = before.get((assignment.organisation_id, assignment.round.year - 1, block.key))
    if last is None or last.is_untouched:
        return False
    moved = shift_years(last.text, year=assignment.round.year - 1)
    # a figure that this report is not asked for: last year's number would be no answer
    block.text = replace_tokens(moved, lambda code: None if code in asked else BLANK_MARK)
    block.is_private, block.needs_confirmation = last.is_private, True
    return True
