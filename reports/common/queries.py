"""Background work as the pages show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateWorker

from reports.common.enums import JobState
from reports.common.models import Job

PATIENCE = timedelta(seconds=5)
"""So long may work stand still before the page says why."""

NO_WORKER = "后台服务没有运行，请联系管理员。已经做完的部分不受影响，服务恢复后会接着做。"
OTHERS_FIRST = "前面还有其他后台工作，请稍候。"
INTERRUPTED = "后台服务刚才中断，一分钟内会接着做，请稍候。"


@dataclass(frozen=True, slots=True)
class Course:
    """One job and, where it does not move, the sentence that says why."""

    job: Job
    trouble: str

    @property
    def stage(self) -> str:
        """What has to change before people who listen to the page are told again."""
        quarter = 4 * self.job.done // self.job.total if self.job.total else 0
        return f"{self.job.state}-{quarter}-{'halted' if self.trouble else 'moving'}"


def course_of(job: Job, *, now: datetime) -> Course:
    """Describe one job, in one query for one that stands still and none for others."""
    return Course(job, _trouble(job, now=now))


def _trouble(job: Job, *, now: datetime) -> str:
    silence = timedelta(seconds=settings.WORKER_SILENT_SECONDS)
    idle = now - job.moved_at
    if not job.is_unfinished or idle < PATIENCE:
        return ""
    if not ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - silence).exists():
        return NO_WORKER
    if job.state == JobState.WAITING:
        return OTHERS_FIRST
    return INTERRUPTED if idle > silence else ""


def latest_jobs(task: str, model: type[Any], pks: Collection[int]) -> Mapping[str, Job]:
    """The latest job of this name on each of these instances, by their keys as text."""
    keys = [str(pk) for pk in pks]
    jobs = Job.objects.filter(task=task, subject_type=model.__name__, subject_id__in=keys)
    latest = jobs.order_by("subject_id", "-pk").distinct("subject_id")
    return {job.subject_id: job for job in latest}
