"""Background work step by step: what it writes down, and what becomes of one that fails."""

from datetime import timedelta

import pytest
from procrastinate.exceptions import JobAborted

from reports.common.errors import Refused
from reports.common.jobs import FAULT, Step, enqueue, perform, retry, unfinished_job
from reports.common.models import Job
from reports.organisations.models import Organisation
from tests.worker import queued

pytestmark = pytest.mark.django_db

UNIT = Organisation(pk=7, name="云岭县司法局")


def asked(now, *, subject=UNIT, task="trial.count"):
    return enqueue(
        task,
        subject,
        title="清点报告",
        verb="清点",
        measure="份报告",
        total=3,
        asked_by="管理",
        now=now,
        scope_path="/1/",
    )


def done_by(take_step, now, *, must_stop=lambda: False):
    """Do the only job, and give what it then says."""
    perform(Job.objects.get().pk, take_step, must_stop=must_stop, clock=lambda: now)
    job = Job.objects.get()
    return job.state, job.done, job.total, job.sentence, job.finished_at


def counting(job):
    return Step(job.done + 1, job.total)


def refusing(job):
    raise Refused("单位名称太长，请改短后再试。")


def test_steps_are_taken_until_nothing_is_left(now):
    asked(now)
    assert done_by(counting, now) == ("finished", 3, 3, "", now)


def test_work_without_anything_to_do_ends_at_once(now):
    asked(now)
    assert done_by(lambda job: Step(0, 0), now) == ("finished", 0, 0, "", now)


def test_what_waits_already_is_given_back(now):
    first = asked(now)
    assert asked(now + timedelta(minutes=1)) == first == unfinished_job("trial.count", UNIT)
    assert queued() == [("trial.count", "todo")]
    others = [asked(now, subject=Organisation(pk=8)), asked(now, task="trial.other")]
    assert len({first.pk, *(other.pk for other in others)}) == 3


def test_finished_work_may_be_asked_for_again(now):
    first = asked(now)
    done_by(counting, now)
    assert asked(now) != first


def test_a_refusal_is_told_and_nothing_else(now):
    asked(now)
    assert done_by(refusing, now) == ("failed", 0, 3, "单位名称太长，请改短后再试。", now)


def test_a_fault_is_told_in_a_sentence_and_raised_for_the_log(now):
    asked(now)

    def faulty(job):
        return counting(job) if job.done < 1 else Step(1 // 0, 3)

    with pytest.raises(ZeroDivisionError):
        done_by(faulty, now)
    job = Job.objects.get()
    assert (job.state, job.done, job.sentence, job.finished_at) == ("failed", 1, FAULT, now)


def test_work_is_laid_down_between_two_steps(now):
    asked(now)
    with pytest.raises(JobAborted):
        done_by(counting, now, must_stop=lambda: True)
    assert (Job.objects.get().state, Job.objects.get().done) == ("running", 1)
    assert done_by(counting, now) == ("finished", 3, 3, "", now)


def test_work_that_has_ended_is_not_done_again(now):
    asked(now)
    done_by(refusing, now)
    assert done_by(counting, now)[:2] == ("failed", 0)


def test_only_failed_work_is_put_back(now):
    job = asked(now)
    assert retry(job, now=now).state == "waiting"
    assert queued() == [("trial.count", "todo")]
    done_by(refusing, now)
    assert retry(job, now=now).state == "waiting"
    assert queued() == [("trial.count", "todo")] * 2
    assert done_by(counting, now) == ("finished", 3, 3, "", now)
    assert retry(job, now=now).state == "finished"


def test_failed_work_is_not_put_back_beside_its_successor(now):
    failed = asked(now)
    done_by(refusing, now)
    asked(now)
    assert retry(failed, now=now).state == "failed"
    assert queued() == [("trial.count", "todo")] * 2
