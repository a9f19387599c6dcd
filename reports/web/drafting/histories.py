"""The course of one report: its steps, each tied to the revision it judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from reports.drafting.enums import Occasion
from reports.drafting.models import Report, Revision
from reports.review.models import Step
from reports.review.queries import steps_of


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `revision` is the text it was about, `before` the one to compare it with.

    Only the first step on a text names `before`: the later ones changed nothing.
    """

    label: str
    actor: str
    at: datetime
    reason: str
    revision: int | None
    before: int | None


def history_of(report: Report) -> list[Event]:
    """List steps, and the revisions that no step names, newest first, in two queries."""
    steps = steps_of(report)
    revisions = list(report.revisions.select_related("made_by").defer("content").order_by("number"))
    before = {new.number: old.number for old, new in pairwise(revisions)}
    named = {step.revision_id for step in steps}
    first = {step.revision_id: step.pk for step in steps}  # newest first, so that the oldest stays
    events = [_of_step(step, before if first[step.revision_id] == step.pk else {}) for step in steps]
    events += [_of_revision(revision, before) for revision in revisions if revision.pk not in named]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _of_step(step: Step, before: Mapping[int, int]) -> Event:
    number = step.revision.number if step.revision else None
    label, actor = step.get_move_display(), step.actor.name
    return Event(label, actor, step.acted_at, step.reason, number, before.get(number or 0))


def _of_revision(revision: Revision, before: Mapping[int, int]) -> Event:
    label = Occasion(revision.occasion).label
    actor = revision.made_by.name if revision.made_by else ""
    return Event(label, actor, revision.made_at, "", revision.number, before.get(revision.number))
