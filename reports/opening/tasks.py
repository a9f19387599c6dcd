"""The background work of opening a year."""

from reports.common.jobs import Step, background
from reports.common.models import Job
from reports.opening.filling import FILL_ROUND, fill_round
from reports.rounds.models import Round


@background(FILL_ROUND)
def fill(job: Job) -> Step:
    """Give the next units of the round their reports."""
    return fill_round(Round.objects.select_related("government").get(pk=job.subject_id), now=job.asked_at)
