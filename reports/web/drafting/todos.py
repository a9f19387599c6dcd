"""What a returned report asks of its drafter: the reason, the open blocks and the opinions, with places."""

from dataclasses import dataclass

from django.urls import reverse

from reports.drafting.enums import ReportStatus
from reports.review.enums import OpinionState
from reports.web.drafting.heads import ReportHead


@dataclass(frozen=True, slots=True)
class TodoPlace:
    """One place to go to."""

    label: str
    url: str
    text: str = ""
    state: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Todo:
    """What a returned report waits for."""

    title: str
    reason: str
    blocks: tuple[TodoPlace, ...]
    opinions: tuple[TodoPlace, ...]


def _places(head: ReportHead) -> dict[str, TodoPlace]:
    """Every block by its key, with the address of its place in the form."""
    found = {}
    for part in head.parts:
        address = reverse("report_section", args=[head.report.pk, part.key])
        for block in part.blocks:
            found[block.key] = TodoPlace(block.label, f"{address}#block-{block.key}")
    return found


def read_todo(head: ReportHead) -> Todo | None:
    """Say what to do with a returned report, in two queries; None for any other."""
    found = head.report
    if not found.return_reason or found.status not in (ReportStatus.RETURNED, ReportStatus.DRAFTING):
        return None
    place = _places(head)
    is_open = dict(found.blocks.values_list("key", "is_open"))
    blocks = [place[key] for key in place if is_open.get(key)] if not all(is_open.values()) else []
    whole = TodoPlace("全文", reverse("report", args=[found.pk]))
    opinions = [
        TodoPlace(
            label=(here := place.get(opinion.block_key, whole)).label,
            url=here.url,
            text=opinion.text,
            state=opinion.get_state_display(),
            is_open=opinion.state == OpinionState.OPEN,
        )
        for opinion in found.opinions.order_by("pk")
    ]
    title = "退回补正，请先做这些" if found.awaits_supplement else "退回修改，请先做这些"
    return Todo(title, found.return_reason, tuple(blocks), tuple(opinions))
