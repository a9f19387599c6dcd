"""The course of background work on its page, in the part that asks again, and on the pages of a year."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.common.enums import JobState
from reports.common.models import Job
from reports.common.queries import NO_WORKER
from tests.worker import queued

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


def job_of(world, state=JobState.RUNNING, *, county=None, **fields):
    """The work on the county's round, which has moved just now."""
    county = county or world.county
    now = timezone.now()
    ended = {"finished_at": now} if state in (JobState.FINISHED, JobState.FAILED) else {}
    made = {
        "task": "opening.fill_round",
        "title": "开启2025年度任务",
        "verb": "建立",
        "measure": "份报告",
        "subject_type": "Round",
        "subject_id": str(county.round.pk),
        "scope_path": county.government.path,
        "asked_by": "管理",
        "asked_at": now,
        "moved_at": now,
        "done": 3200,
        "total": 6000,
        "state": state,
        "sentence": "单位名称太长，请改短后再试。" if state == JobState.FAILED else "",
    }
    return Job.objects.create(**made | ended | fields)


def part(client, job, heard=""):
    """What htmx gets, as text."""
    response = client.get(reverse("job", args=[job.pk]), {"heard": heard}, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def test_running_work_shows_its_bar_and_asks_again(world, admin):
    job = job_of(world)
    shown = part(admin, job, heard="running-2-moving")
    assert '<progress class="progress-line job__bar" max="6000" value="3200"' in shown
    assert "已建立 3200 / 6000 份报告" in shown
    assert f'hx-get="/jobs/{job.pk}/?heard=running-2-moving" hx-trigger="every 1s"' in shown
    assert "hx-swap-oob" not in shown
    assert "<html" not in shown


def test_a_new_stage_is_said(world, admin):
    job = job_of(world)
    said = f'<p id="job-{job.pk}-said" hx-swap-oob="innerHTML">已建立 3200 / 6000 份报告。</p>'
    assert said in part(admin, job, heard="running-1-moving")


def test_waiting_work_says_so(world, admin):
    assert "等待开始，共6000份报告" in part(admin, job_of(world, JobState.WAITING, done=0))


def test_finished_work_asks_no_more(world, admin):
    shown = part(admin, job_of(world, JobState.FINISHED, done=6000))
    assert "全部完成，已建立6000份报告" in shown
    assert "hx-get" not in shown


def test_without_a_worker_the_page_says_so_and_asks_less_often(world, admin):
    shown = part(admin, job_of(world, moved_at=timezone.now() - timedelta(seconds=30)))
    assert NO_WORKER in shown
    assert 'hx-trigger="every 5s"' in shown


def test_failed_work_says_why_and_is_tried_again(world, admin):
    job = job_of(world, JobState.FAILED)
    shown = part(admin, job)
    assert "单位名称太长，请改短后再试。" in shown
    assert 'type="submit">重试</button>' in shown
    again = admin.post(reverse("job_retry", args=[job.pk]), headers=HTMX)
    assert (again.status_code, Job.objects.get().state) == (200, "waiting")
    assert "已建立 3200 / 6000 份报告" in again.content.decode()
    assert queued() == [("opening.fill_round", "todo")]


def test_without_scripts_trying_again_leads_to_the_page_of_the_work(world, admin):
    job = job_of(world, JobState.FAILED)
    page = admin.post(reverse("job_retry", args=[job.pk]), follow=True)
    assert page.redirect_chain == [(reverse("job", args=[job.pk]), 302)]
    assert "<h1>开启2025年度任务</h1>" in page.content.decode()


def test_others_of_the_bureau_see_it_and_try_nothing(world, client):
    job = job_of(world, JobState.FAILED)
    client.force_login(world.user("reviewer"))
    assert "重试</button>" not in part(client, job)
    refused = client.post(reverse("job_retry", args=[job.pk]))
    assert (refused.status_code, Job.objects.get().state) == (403, "failed")
    assert "只有管理员可以重试，请联系管理员。" in refused.content.decode()


@pytest.mark.parametrize("actor", ["police_drafter", "police_head", "bureau_drafter"])
def test_units_do_not_see_it(world, client, actor):
    job = job_of(world, JobState.FAILED)
    client.force_login(world.user(actor))
    assert client.get(reverse("job", args=[job.pk])).status_code == 404
    assert client.post(reverse("job_retry", args=[job.pk])).status_code == 404


def test_the_county_next_door_s_work_is_not_there(world, admin):
    there = job_of(world, JobState.FAILED, county=world.stranger)
    assert admin.get(reverse("job", args=[there.pk])).status_code == 404
    assert admin.post(reverse("job_retry", args=[there.pk])).status_code == 404
    assert Job.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("state", "on_round", "in_list"),
    [
        (JobState.WAITING, True, "正在开启"),
        (JobState.RUNNING, True, "正在开启"),
        (JobState.FAILED, True, "开启没有完成"),
        (JobState.FINISHED, False, None),
    ],
)
def test_a_year_shows_how_far_its_opening_is(world, admin, state, on_round, in_list):
    job = job_of(world, state)
    page = admin.get(reverse("round", args=[world.county.round.pk])).content.decode()
    assert (f'id="job-{job.pk}-said"' in page) is on_round
    assert "云岭县公安局" in page
    listed = admin.get(reverse("rounds")).content.decode()
    assert [words for words in ("正在开启", "开启没有完成") if words in listed] == [in_list] * bool(in_list)
