"""The course of one job in words, for the fragment `reports/jobs/_course.html` of any page."""

from dataclasses import dataclass
from datetime import datetime

from reports.common.enums import JobState
from reports.common.models import Job
from reports.common.queries import course_of
from reports.organisations.models import User
from reports.web.jobs.reach import can_retry


@dataclass(frozen=True, slots=True)
class ShownCourse:
    """What the fragment shows; `seconds` until it asks again, 0 for work that has ended."""

    job: Job
    words: str
    trouble: str
    stage: str
    seconds: int
    may_retry: bool

    @property
    def said(self) -> str:
        """What people who listen to the page are told at this stage."""
        if self.trouble or self.job.state == JobState.FAILED:
            return self.trouble or self.job.sentence
        return f"{self.words}。"


def shown_course(job: Job, user: User, *, now: datetime) -> ShownCourse:
    """Put the course of a job into words for this person."""
    course = course_of(job, now=now)
    seconds = 5 if course.trouble else 1
    return ShownCourse(
        job=job,
        words=_words(job),
        trouble=course.trouble,
        stage=course.stage,
        seconds=seconds if job.is_unfinished else 0,
        may_retry=job.state == JobState.FAILED and bool(can_retry(user, job)),
    )


def _words(job: Job) -> str:
    if job.state == JobState.WAITING and not job.done:
        return f"等待开始，共{job.total}{job.measure}"
    if job.state == JobState.FINISHED:
        return f"全部完成，已{job.verb}{job.done}{job.measure}"
    return f"已{job.verb} {job.done} / {job.total} {job.measure}"
