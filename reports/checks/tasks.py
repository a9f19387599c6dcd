"""The background work of checking."""

from reports.checks.comparing import COMPARE_REPORTS, compare_some
from reports.checks.models import Comparison
from reports.common.jobs import Step, background
from reports.common.models import Job


@background(COMPARE_REPORTS)
def compare(job: Job) -> Step:
    """Compare some more of the reports of a year."""
    return compare_some(Comparison.objects.select_related("round").get(pk=job.subject_id))
