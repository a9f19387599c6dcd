"""Reading the course of a report: its steps, its opinions, what was judged last."""

from collections import defaultdict
from collections.abc import Iterable

from reports.drafting.models import Report, Revision
from reports.review.enums import Move, OpinionState
from reports.review.models import Opinion, Step

JUDGING_MOVES = (Move.RETURN, Move.PASS, Move.SEND_BACK)
"""After these the bureau has said what it thinks of a revision."""


def steps_of(report: Report) -> list[Step]:
    """All steps of a report, the newest first, with who made them and on which revision."""
    steps = report.steps.select_related("actor", "revision").defer("revision__content")
    return list(steps.order_by("-pk"))


def opinions_of(report: Report) -> list[Opinion]:
    """All opinions on a report, in the order in which they were given."""
    opinions = report.opinions.select_related("author", "replied_by", "revision")
    return list(opinions.defer("revision__content").order_by("pk"))


def opinions_by_block(opinions: Iterable[Opinion]) -> dict[str, list[Opinion]]:
    """The same opinions by the key of their block; '' holds those on the whole report."""
    grouped: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        grouped[opinion.block_key].append(opinion)
    return dict(grouped)


def open_opinions(report: Report) -> list[Opinion]:
    """The opinions that nobody has answered yet."""
    return list(report.opinions.filter(state=OpinionState.OPEN).order_by("pk"))


def judged_revision(report: Report) -> Revision | None:
    """The revision that the bureau judged last, or None when it has judged none."""
    step = (
        report.steps.filter(move__in=JUDGING_MOVES, revision__isnull=False)
        .select_related("revision")
        .order_by("-pk")
        .first()
    )
    return step.revision if step else None
