"""A large year in the background: done by a real worker, laid down, killed, refused, opened twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.exceptions import JobAborted

from config.processes import wait_until
from reports.audit.models import Entry
from reports.blueprints.queries import version_for
from reports.common.jobs import Step, perform, retry
from reports.common.models import Job
from reports.drafting.models import Report
from reports.notifications.models import Message
from reports.opening.filling import NO_BUREAU, fill_round
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.enums import Role
from reports.organisations.models import Organisation
from reports.organisations.services import appoint, create_organisation
from reports.rounds.models import Round
from tests.worker import forget_queue, miss_killed_workers, queued, start_worker, work_until_idle

pytestmark = pytest.mark.django_db(transaction=True)

DUE = (date(2027, 1, 20), date(2027, 2, 20), date(2027, 3, 31))
KINDS = (Kind.COUNTY_GOVERNMENT, Kind.JUDICIAL_BUREAU, Kind.DEPARTMENT, Kind.TOWN)
UNITS = ["云岭县人民政府", "云岭县司法局", "云岭县公安局", "云岭县市场监督管理局", "青石镇人民政府"]
TOLD = ["bureau_drafter", "market_drafter", "police_drafter", "town_drafter"]


@pytest.fixture(autouse=True)
def empty_queue(transactional_db: None) -> None:
    """Nothing waits from another test."""
    forget_queue()


def opened(world, *, most_at_once=4):
    """Open a year of five units, which is one too many for a request."""
    return open_round(
        government=world.county.government,
        year=2026,
        terms={kind: TermInput(version_for(kind), *DUE) for kind in KINDS},
        actor=world.user("administrator"),
        now=world.now,
        most_at_once=most_at_once,
    )


def by_two(round_) -> Callable[[Job], Step]:
    """The work of a worker that takes two units a step."""
    return lambda job: fill_round(round_, now=job.asked_at, most=2)


def step_once(world, round_) -> None:
    """Do one step of two units as a worker does that must stop after it."""
    with pytest.raises(JobAborted):
        perform(Job.objects.get().pk, by_two(round_), must_stop=lambda: True, clock=lambda: world.now)


def state():
    job = Job.objects.get()
    return job.state, job.done, job.total, job.sentence


def units_of(round_):
    found = Report.objects.filter(assignment__round=round_).order_by(
        "assignment__organisation__position", "pk"
    )
    return list(found.values_list("assignment__organisation__name", flat=True))


def told():
    return sorted(
        Message.objects.filter(text__startswith="2026").values_list("recipient__username", flat=True)
    )


def test_a_worker_gives_the_units_their_reports(world):
    round_ = opened(world)
    job = Job.objects.get()
    assert (
        job.title,
        job.verb,
        job.measure,
        job.subject_type,
        job.subject_id,
        job.scope_path,
        job.asked_by,
    ) == (
        "开启2026年度任务",
        "建立",
        "份报告",
        "Round",
        str(round_.pk),
        world.county.government.path,
        "管理",
    )
    assert (state(), queued(), units_of(round_)) == (
        ("waiting", 0, 5, ""),
        [("opening.fill_round", "todo")],
        [],
    )
    work_until_idle()
    assert (state(), queued(), units_of(round_)) == (("finished", 5, 5, ""), [], UNITS)
    assert told() == TOLD
    assert set(Message.objects.filter(text__startswith="2026").values_list("sent_at", flat=True)) == {
        world.now
    }
    job.refresh_from_db()
    assert world.now < job.started_at < job.finished_at == job.moved_at


def test_a_rollback_takes_the_work_back(world):
    with transaction.atomic():
        opened(world)
        waiting = queued()
        transaction.set_rollback(True)
    assert (waiting, queued()) == ([("opening.fill_round", "todo")], [])
    assert (Job.objects.count(), Round.objects.filter(year=2026).count()) == (0, 0)


def test_steps_add_up_and_a_drafter_of_two_units_is_told_once(world):
    appoint(
        world.user("market_drafter"),
        Role.DRAFTER,
        organisation=world.county.bureau,
        actor=None,
        now=world.now,
    )
    round_ = opened(world)
    step_once(world, round_)
    assert (state(), units_of(round_)) == (("running", 2, 5, ""), UNITS[:2])
    perform(Job.objects.get().pk, by_two(round_), must_stop=lambda: False, clock=lambda: world.now)
    assert (state(), units_of(round_), told()) == (("finished", 5, 5, ""), UNITS, TOLD)


def test_opening_again_meanwhile_asks_for_nothing_twice(world):
    round_ = opened(world)
    step_once(world, round_)
    assert opened(world) == round_
    assert opened(world, most_at_once=300) == round_
    assert (state(), queued(), units_of(round_)) == (
        ("running", 2, 5, ""),
        [("opening.fill_round", "todo")],
        UNITS[:2],
    )
    assert Entry.objects.filter(action="开启年度任务", subject_id=round_.pk).count() == 1


def test_two_people_at_once_open_one_year(world):
    barrier = Barrier(2)
    found = []

    def press():
        try:
            barrier.wait()
            found.append(opened(world).pk)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    round_ = Round.objects.get(year=2026)
    assert (found, Job.objects.count(), queued()) == ([round_.pk] * 2, 1, [("opening.fill_round", "todo")])
    work_until_idle()
    assert (state(), units_of(round_), told()) == (("finished", 5, 5, ""), UNITS, TOLD)


def test_a_unit_added_meanwhile_is_served_too(world):
    round_ = opened(world)
    step_once(world, round_)
    create_organisation(
        name="云岭县水利局",
        kind=Kind.DEPARTMENT,
        parent=world.county.government,
        position=9,
        actor=None,
        now=world.now,
    )
    work_until_idle()
    assert (state(), units_of(round_)) == (("finished", 6, 6, ""), [*UNITS, "云岭县水利局"])


def test_a_name_too_long_halts_the_work_until_it_is_mended(world):
    name = "镇" * 98 + "政府"
    Organisation.objects.filter(name="青石镇人民政府").update(party_name="中" * 100, name=name)
    round_ = opened(world)
    perform(Job.objects.get().pk, by_two(round_), must_stop=lambda: False, clock=lambda: world.now)
    sentence = f"“{name}”的报告标题超过200字，请把单位名称或联合署名的党委名称改短后再试。"
    assert (state(), units_of(round_)) == (("failed", 4, 5, sentence), UNITS[:4])
    forget_queue()

    Organisation.objects.filter(name=name).update(name="青石镇人民政府", party_name="")
    later = world.now + timedelta(minutes=1)
    assert retry(Job.objects.get(), now=later).state == "waiting"
    assert retry(Job.objects.get(), now=later).state == "waiting"
    assert queued() == [("opening.fill_round", "todo")]
    work_until_idle()
    assert (state(), units_of(round_), told()) == (("finished", 5, 5, ""), UNITS, TOLD)


def test_a_bureau_closed_meanwhile_is_named(world):
    round_ = opened(world)
    Organisation.objects.filter(name="云岭县司法局").update(is_active=False)
    work_until_idle()
    assert (state(), queued(), units_of(round_)) == (("failed", 0, 5, NO_BUREAU), [], [])


@contextmanager
def held_rounds(world) -> Iterator[None]:
    """Hold the lock that every step takes, so that a worker stands still within one."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute(
            "SELECT 1 FROM reports_organisation WHERE id = %s FOR UPDATE", [world.county.government.pk]
        )
        yield


def is_waiting_for_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return cursor.fetchone()[0]


def test_a_killed_worker_is_missed_and_the_work_goes_on(world):
    round_ = opened(world)
    step_once(world, round_)
    with held_rounds(world), start_worker() as worker:
        assert wait_until(is_waiting_for_lock, seconds=60)
        worker.kill()
    assert (state(), queued()) == (("running", 2, 5, ""), [("opening.fill_round", "doing")])
    miss_killed_workers()
    assert queued() == [("opening.fill_round", "todo")]
    work_until_idle()
    assert (state(), queued(), units_of(round_), told()) == (("finished", 5, 5, ""), [], UNITS, TOLD)


def test_a_worker_that_is_stopped_ends_its_step_and_lays_the_rest_down(world):
    round_ = opened(world)
    create_many(world, 200)
    with start_worker() as worker:
        with held_rounds(world):
            assert wait_until(is_waiting_for_lock, seconds=60)
            worker.terminate()
        assert worker.wait(timeout=60) == 0
    assert (state(), queued()) == (("running", 200, 205, ""), [("opening.fill_round", "todo")])
    work_until_idle()
    assert (state(), queued(), len(units_of(round_))) == (("finished", 205, 205, ""), [], 205)


def create_many(world, count: int) -> None:
    """Put many units into the tree at once."""
    government = world.county.government
    Organisation.objects.bulk_create(
        Organisation(
            parent=government,
            kind=Kind.DEPARTMENT,
            name=f"第{number}局",
            short_name=f"第{number}局",
            path=f"{government.path}{10**9 + number}/",
        )
        for number in range(count)
    )
