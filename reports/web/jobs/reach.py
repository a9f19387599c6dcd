"""Who sees background work and who may try it again: both by the unit path that the work names."""

from django.db.models import QuerySet

from reports.common.models import Job
from reports.common.permissions import Allowed, Denied, Verdict
from reports.organisations.enums import Role
from reports.organisations.models import User


def visible_jobs(user: User) -> QuerySet[Job]:
    """The work for the counties over which this person has a county-wide role."""
    if user.is_superuser:
        return Job.objects.all()
    return Job.objects.filter(user.standing().county_reach("scope_path"))


def can_retry(user: User, job: Job) -> Verdict:
    """The administrator of the county."""
    if user.is_superuser or user.standing().oversees(job.scope_path, [Role.ADMINISTRATOR]):
        return Allowed()
    return Denied("只有管理员可以重试，请联系管理员。")
