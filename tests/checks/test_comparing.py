"""The reports of a year compared: only changed texts are sketched anew, steps may be repeated."""

from datetime import timedelta

import pytest
from procrastinate.exceptions import JobAborted

from reports.checks.comparing import compare_reports, compare_some, stale_reports
from reports.checks.models import Comparison, Likeness, Sketch
from reports.checks.texts import OwnText, Part, own_texts
from reports.common.jobs import Step, perform
from reports.common.models import Job
from reports.common.permissions import NotPermitted
from reports.opening.withdrawing import withdraw_assignment
from tests.checks.stories import COPIED, last_year_of, write_alike, write_own
from tests.worker import forget_queue, queued, work_until_idle
from tests.world import write

pytestmark = pytest.mark.django_db


def compare(world, **options) -> Comparison:
    return compare_reports(world.county.round, actor=world.user("reviewer"), now=world.now, **options)


def counted() -> list[tuple[str, str, int, int, int]]:
    pairs = Likeness.objects.filter(counted_at__isnull=False).order_by("one", "other")
    names = ("one__assignment__organisation__name", "other__assignment__organisation__name")
    return list(pairs.values_list(*names, "same", "share", "other_share"))


def stale(world) -> list[str]:
    return [report.assignment.organisation.name for report in stale_reports(world.county.round)]


def test_the_own_text_is_what_the_unit_wrote(world):
    report, drafter = world.report(), world.user("police_drafter")
    overview = report.blocks.get(key="overview")
    report.blocks.filter(pk=overview.pk).update(opening="上级要求写在这里。")
    write(
        report,
        "overview",
        "上级要求写在这里。\n全年办理案件{{LE01}}件，〖不公开〗其中涉密的另报〖/〗。",
        actor=drafter,
        now=world.now,
    )
    row = {"heading": "力量不足。", "text": "四个所没有\n法制员", "cause": "编制少。"}
    report.blocks.get(key="shortcoming_items").items.create(position=1, **row)
    first, second = "全年办理案件{{LE01}}件，其中涉密的另报。", "力量不足。四个所没有法制员。编制少。"
    text = f"{first}\n{second}"
    parts = tuple(report.sections.order_by("position").values_list("key", "heading"))
    headings = dict(parts)
    assert own_texts([report.pk]) == {
        report.pk: OwnText(
            text,
            (
                Part(headings["achievements"], 0, len(first)),
                Part(headings["shortcomings"], len(first) + 1, len(text)),
            ),
        )
    }


def test_units_with_a_paragraph_in_common_are_found(world):
    write_alike(world, "police", "market")
    write_own(world, "town")
    comparison = compare(world)
    assert counted() == [("云岭县公安局", "云岭县市场监督管理局", 58, 630, 630)]
    assert (comparison.listed_at, comparison.done_at) == (world.now, world.now)
    assert Job.objects.count() == 0


def test_last_years_report_of_the_same_unit_is_compared_too(world):
    last_year_of(world, "police", COPIED.format(count=9, more=1))
    write_alike(world, "police")
    compare(world)
    assert counted() == [("云岭县公安局", "云岭县公安局", 58, 630, 1000)]
    assert Likeness.objects.with_last_year().count() == 1
    assert Likeness.objects.between_units().count() == 0


def test_only_texts_that_changed_are_sketched_anew(world):
    write_alike(world, "police", "market", "town")
    assert stale(world) == ["云岭县公安局", "云岭县市场监督管理局", "青石镇人民政府"]
    compare(world)
    assert stale(world) == []
    Sketch.objects.update(hashes=[])
    write_own(world, "town")
    assert stale(world) == ["青石镇人民政府"]
    compare(world)
    kept = Sketch.objects.order_by("report").values_list("hashes", flat=True)
    assert [bool(hashes) for hashes in kept] == [False, False, True]


def test_a_pair_that_is_no_longer_alike_goes_and_a_withdrawn_task_is_left_out(world):
    write_alike(world, "police", "market", "town")
    compare(world)
    assert len(counted()) == 3
    write_own(world, "town")
    compare(world)
    assert [row[:2] for row in counted()] == [("云岭县公安局", "云岭县市场监督管理局")]
    withdraw_assignment(
        world.report("market"), reason="机构改革。", actor=world.user("administrator"), now=world.now
    )
    compare(world)
    assert counted() == []


def test_steps_add_up_and_may_be_repeated(world):
    write_alike(world, "police", "market", "town")
    comparison = Comparison.objects.create(round=world.county.round, asked_at=world.now)
    found = []
    for _ in range(5):
        found.append(compare_some(comparison, most=2))
    assert found == [Step(1, 3), Step(2, 3), Step(2, 3), Step(3, 3), Step(3, 3)]
    before = counted()
    compare(world)
    assert counted() == before
    assert len(before) == 3


def test_the_queries_grow_with_the_steps_and_not_with_the_reports(world, django_assert_num_queries):
    for units in (("police", "market"), ("police", "market", "town")):
        write_alike(world, *units)
        Comparison.objects.all().delete()
        comparison = Comparison.objects.create(round=world.county.round, asked_at=world.now)
        with django_assert_num_queries(15):
            compare_some(comparison)
        with django_assert_num_queries(9):
            assert compare_some(comparison).is_last


def test_others_than_the_bureau_may_not_ask(world):
    for name in ("police_drafter", "leader", "auditor"):
        with pytest.raises(NotPermitted, match="只有司法局审查员和管理员可以重新比对。"):
            compare_reports(world.county.round, actor=world.user(name), now=world.now)
    with pytest.raises(NotPermitted):
        compare_reports(world.stranger.round, actor=world.user("reviewer"), now=world.now)


@pytest.mark.django_db(transaction=True)
def test_a_worker_compares_many_and_a_stopped_one_is_gone_on_with(world):
    forget_queue()
    write_alike(world, "police", "market", "town")
    comparison = compare(world, most_at_once=2)
    assert compare(world, most_at_once=2) == comparison
    job = Job.objects.get()
    assert (job.title, job.state, job.total, queued()) == (
        "比对2025年度的报告",
        "waiting",
        3,
        [("checks.compare_reports", "todo")],
    )
    with pytest.raises(JobAborted):
        perform(
            job.pk,
            lambda job: compare_some(Comparison.objects.get(pk=job.subject_id), most=2),
            must_stop=lambda: True,
            clock=lambda: world.now + timedelta(minutes=1),
        )
    job.refresh_from_db()
    assert (job.state, job.done, job.total, counted()) == ("running", 1, 3, [])
    work_until_idle()
    job.refresh_from_db()
    assert (job.state, job.done, len(counted())) == ("finished", 3, 3)
    comparison.refresh_from_db()
    assert comparison.done_at == comparison.asked_at
