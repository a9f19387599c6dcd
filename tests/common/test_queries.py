"""What the pages say of work that stands still."""

from datetime import timedelta

import pytest
from django.db import connection

from reports.common.enums import JobState
from reports.common.models import Job
from reports.common.queries import INTERRUPTED, NO_WORKER, OTHERS_FIRST, course_of, latest_jobs
from reports.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def job_of(now, state=JobState.WAITING, **fields):
    ended = {"finished_at": now} if state in (JobState.FINISHED, JobState.FAILED) else {}
    made = {
        "task": "trial.count",
        "title": "清点报告",
        "verb": "清点",
        "measure": "份报告",
        "subject_type": "Organisation",
        "subject_id": "7",
        "asked_at": now,
        "moved_at": now,
        "total": 8,
        "state": state,
        "sentence": "没有做成。" if state == JobState.FAILED else "",
    }
    return Job.objects.create(**made | ended | fields)


def sign_of_life(at):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


@pytest.mark.parametrize(
    ("state", "idle", "silent", "trouble"),
    [
        ("waiting", 4, None, ""),
        ("waiting", 6, None, NO_WORKER),
        ("waiting", 6, 16, NO_WORKER),
        ("waiting", 6, 14, OTHERS_FIRST),
        ("running", 4, None, ""),
        ("running", 6, None, NO_WORKER),
        ("running", 6, 1, ""),
        ("running", 16, 1, INTERRUPTED),
        ("finished", 60, None, ""),
        ("failed", 60, None, ""),
    ],
)
def test_work_that_stands_still_is_explained(now, state, idle, silent, trouble):
    if silent is not None:
        sign_of_life(now - timedelta(seconds=silent))
    job = job_of(now, JobState(state), moved_at=now - timedelta(seconds=idle))
    assert course_of(job, now=now).trouble == trouble


def test_the_stage_changes_with_each_quarter(now):
    job = job_of(now, JobState.RUNNING)
    stages = []
    for job.done in range(9):
        stages.append(course_of(job, now=now).stage)
    assert stages == [f"running-{quarter}-moving" for quarter in (0, 0, 1, 1, 2, 2, 3, 3, 4)]


def test_the_latest_job_of_each_is_found(now):
    job_of(now, JobState.FAILED)
    latest = job_of(now)
    other = job_of(now, subject_id="8")
    job_of(now, subject_id="9", subject_type="Round")
    job_of(now, task="trial.weigh")
    assert latest_jobs("trial.count", Organisation, [7, 8, 9]) == {"7": latest, "8": other}
