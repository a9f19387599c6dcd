"""The one door to background work: asking for it inside a transaction, and doing it step by step.

A package's `tasks.py` gives a function that takes one step; a step is a transaction that is safe to repeat
and writes the progress down with its work. So a worker may be killed at any moment: the next one goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from reports.common.enums import UNFINISHED, JobState
from reports.common.errors import Refused
from reports.common.models import Job

FAULT = "后台工作出了差错，已经做完的部分不受影响。请重试；仍不行请联系管理员。"
AGAIN_AFTER_STOP = RetryStrategy(retry_exceptions=[JobAborted])
"""Work that a stopping worker lays down goes back to the queue."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the whole work has come after one step."""

    done: int
    total: int

    @property
    def is_last(self) -> bool:
        """Whether nothing is left."""
        return self.done >= self.total


def enqueue(
    task: str,
    subject: Any,
    *,
    title: str,
    verb: str,
    measure: str,
    total: int,
    asked_by: str,
    now: datetime,
    scope_path: str = "",
) -> Job:
    """Ask for background work on any model instance; work on it that waits or runs already is given back.

    Shape:  `verb` and `measure` make the words of the progress: 已{建立} 20 / 60 {份报告}.
    The queue is part of the caller's transaction: a rollback takes the work back.
    """
    job, is_new = Job.objects.get_or_create(
        task=task,
        subject_type=type(subject).__name__,
        subject_id=str(subject.pk),
        state__in=UNFINISHED,
        defaults={
            "title": title,
            "verb": verb,
            "measure": measure,
            "total": total,
            "scope_path": scope_path,
            "asked_by": asked_by,
            "asked_at": now,
            "moved_at": now,
        },
    )
    if is_new:
        _defer(job)
    return job


def unfinished_job(task: str, subject: Any) -> Job | None:
    """The job of this name on a model instance that waits or runs."""
    jobs = Job.objects.filter(task=task, subject_type=type(subject).__name__, subject_id=str(subject.pk))
    return jobs.filter(state__in=UNFINISHED).first()


@transaction.atomic
def retry(job: Job, *, now: datetime) -> Job:
    """Put failed work back into the queue; other work is left as it is.

    Who may do that is asked by the pages, since nothing below knows people.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    alike = Job.objects.filter(task=job.task, subject_type=job.subject_type, subject_id=job.subject_id)
    if job.state != JobState.FAILED or alike.filter(state__in=UNFINISHED).exists():
        return job
    job.state, job.sentence, job.finished_at, job.moved_at = JobState.WAITING, "", None, now
    job.save(update_fields=["state", "sentence", "finished_at", "moved_at"])
    _defer(job)
    return job


def _defer(job: Job) -> None:
    app.configure_task(name=job.task).defer(job_id=job.pk)


def background(name: str) -> Callable[[Callable[[Job], Step]], Callable[[Job], Step]]:
    """Register a function that takes one step as the work of this name."""

    def register(take_step: Callable[[Job], Step]) -> Callable[[Job], Step]:
        @app.task(name=name, pass_context=True, retry=AGAIN_AFTER_STOP)
        def work(context: JobContext, *, job_id: int) -> None:
            perform(job_id, take_step, must_stop=context.should_abort, clock=timezone.now)

        return take_step

    return register


def perform(
    job_id: int,
    take_step: Callable[[Job], Step],
    *,
    must_stop: Callable[[], bool],
    clock: Callable[[], datetime],
) -> None:
    """Take steps until nothing is left, the work fails, or the worker must stop.

    Errors: JobAborted when it must stop; whatever a step raises, once the job says that it failed. A
    refusal is told to people and raised no further.
    """
    _begin(job_id, now=clock())
    try:
        while not _advance(job_id, take_step, clock=clock):
            if must_stop():
                raise JobAborted
    except JobAborted:
        raise
    except Refused as refusal:
        _fail(job_id, str(refusal), now=clock())
    except Exception:
        _fail(job_id, FAULT, now=clock())
        raise


def _begin(job_id: int, *, now: datetime) -> None:
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING)
    waiting.update(state=JobState.RUNNING, started_at=now, moved_at=now)


@transaction.atomic
def _advance(job_id: int, take_step: Callable[[Job], Step], *, clock: Callable[[], datetime]) -> bool:
    """Take one step and say whether it was the last; the lock keeps two workers from taking it both."""
    job = Job.objects.select_for_update(no_key=True).get(pk=job_id)
    if job.state != JobState.RUNNING:
        return True
    step = take_step(job)
    job.done, job.total, job.moved_at = step.done, step.total, clock()
    if step.is_last:
        job.state, job.finished_at = JobState.FINISHED, job.moved_at
    job.save(update_fields=["done", "total", "moved_at", "state", "finished_at"])
    return step.is_last


def _fail(job_id: int, sentence: str, *, now: datetime) -> None:
    running = Job.objects.filter(pk=job_id, state=JobState.RUNNING)
    running.update(state=JobState.FAILED, sentence=sentence, moved_at=now, finished_at=now)


async def requeue_interrupted(*, silent_for: float) -> None:
    """Put back what a worker was doing that has given no sign for so many seconds: it was killed."""
    for queued in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        await app.job_manager.retry_job(queued)
