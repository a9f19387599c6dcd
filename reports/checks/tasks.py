"""The background work of checking."""

from django.utils import timezone

from reports.checks.comparing import COMPARE_REPORTS, compare_some
from reports.checks.county import READ_ROUND, read_some
from reports.checks.models import Comparison
from reports.common.jobs import Step, background
from reports.common.models import Job
from reports.rounds.models import Round


@background(COMPARE_REPORTS)
def compare(job: Job) -> Step:
    """Compare some more of the reports of a year."""
    return compare_some(Comparison.objects.select_related("round").get(pk=job.subject_id))


@background(READ_ROUND)
def read(job: Job) -> Step:
    """Read the next reports of the year; what is saved meanwhile is newer than their reading."""
    round_ = Round.objects.select_related("government").get(pk=job.subject_id)
    return read_some(round_, since=job.asked_at, now=timezone.now())
