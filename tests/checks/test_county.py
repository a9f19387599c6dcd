"""A year read through as a whole: at once, in steps, again, and what has changed since."""

from datetime import timedelta

import pytest

from reports.checks.county import READ_ROUND, read_round, read_some, read_waiting
from reports.checks.models import CheckSetting, Finding
from reports.checks.permissions import can_read_report, can_read_round
from reports.checks.queries import (
    Freshness,
    count_by_check,
    findings_in,
    freshness_of,
    units_with_open,
)
from reports.checks.services import dismiss
from reports.common.jobs import Step
from reports.common.models import Job
from reports.common.permissions import NotPermitted
from reports.drafting.figures import record_figure
from reports.drafting.models import Report
from reports.indicators.values import number
from reports.organisations.models import FormerName
from tests.worker import forget_queue, queued, work_until_idle
from tests.world import fill_prose, write

pytestmark = pytest.mark.django_db
UNITS = ("police", "market", "town")


def begin(world, *units):
    """Let these units write their reports, one place in each block of the police's left blank."""
    for unit in units:
        drafter = world.user(f"{unit}_drafter")
        report = world.report(unit)
        fill_prose(report, actor=drafter, now=world.now)
        if unit != "town":
            write(report, blank_block(report), "全年办理案件XX件。", actor=drafter, now=world.now)


def blank_block(report):
    return report.blocks.filter(kind="prose").order_by("section__position", "position").first().key


def read(world, *, later=0, **options):
    now = world.now + timedelta(minutes=later)
    return read_round(world.county.round, actor=world.user("reviewer"), now=now, **options)


def stranger_begins(world):
    report, drafter = world.stranger.report("water"), world.stranger.people["water_drafter"]
    fill_prose(report, actor=drafter, now=world.now)
    write(report, blank_block(report), "全年办理案件XX件。", actor=drafter, now=world.now)


def units_with_blanks(round_):
    found = findings_in(round_).filter(code="blank")
    names, count = units_with_open(found, most=1)
    return [(each.unit, each.places) for each in names], count


def test_a_small_county_is_read_at_once_and_the_next_one_is_left_alone(world):
    begin(world, *UNITS)
    stranger_begins(world)
    assert freshness_of(world.county.round) == Freshness(begun=3, unread=3, changed=0)
    assert read(world) is None
    assert freshness_of(world.county.round) == Freshness(begun=3, unread=0, changed=0)
    assert freshness_of(world.stranger.round) == Freshness(begun=1, unread=1, changed=0)
    assert units_with_blanks(world.county.round) == ([("云岭县公安局", 1)], 2)
    assert not findings_in(world.stranger.round).exists()


def test_counts_by_check_tell_units_places_and_what_was_dismissed(world):
    begin(world, *UNITS)
    report, drafter = world.report(), world.user("police_drafter")
    write(report, blank_block(report), "办理XX件。又办理XXX件。", actor=drafter, now=world.now)
    read(world)
    one = Finding.objects.get(report=report, quote="XX")
    dismiss(report, [one.pk], "涉密数字不写。", actor=drafter, now=world.now)
    counts = count_by_check(findings_in(world.county.round))
    (blank,) = [count for count in counts if count.code == "blank"]
    assert (blank.name, blank.group, blank.severity, blank.units, blank.open, blank.dismissed) == (
        "未填写的空白",
        "空白和残留",
        "error",
        2,
        2,
        1,
    )
    ranks = [["error", "warning", "hint"].index(count.severity) for count in counts]
    assert ranks == sorted(ranks)


def test_what_has_changed_since_is_counted_and_read_alone(world):
    begin(world, *UNITS)
    read(world)
    later = world.now + timedelta(minutes=5)
    write(
        world.report(), blank_block(world.report()), "办结。", actor=world.user("police_drafter"), now=later
    )
    request = world.report("market").figure_requests.select_related("indicator").order_by("pk").first()
    record_figure(
        world.report("market"),
        request.indicator,
        figure=number(31),
        actor=world.user("market_drafter"),
        now=later,
    )
    assert freshness_of(world.county.round).changed == 2
    FormerName.objects.create(
        organisation=world.county.units["town"], name="旧镇", used_until=later.date(), recorded_at=later
    )
    assert freshness_of(world.county.round).changed == 3
    reviewer = world.user("reviewer")
    assert read_waiting(world.county.round, actor=reviewer, now=later + timedelta(minutes=1)) is None
    assert freshness_of(world.county.round) == Freshness(begun=3, unread=0, changed=0)
    assert units_with_blanks(world.county.round) == ([("云岭县市场监督管理局", 1)], 1)
    CheckSetting.objects.create(
        government=world.county.government,
        code="blank",
        level="warning",
        set_at=later + timedelta(minutes=2),
    )
    assert freshness_of(world.county.round).changed == 3
    assert freshness_of(world.stranger.round).changed == 0


def test_steps_add_up_and_repeat_nothing(world):
    begin(world, *UNITS)
    since = world.now + timedelta(minutes=1)
    steps = [read_some(world.county.round, since=since, now=since, most=2) for _ in range(3)]
    assert steps == [Step(2, 3), Step(3, 3), Step(3, 3)]
    found = set(findings_in(world.county.round).values_list("pk", "found_at"))
    again = since + timedelta(minutes=1)
    assert read_some(world.county.round, since=again, now=again) == Step(3, 3)
    assert set(findings_in(world.county.round).values_list("pk", "found_at")) == found


def test_a_report_withdrawn_or_not_begun_is_not_read(world):
    begin(world, "police", "market")
    Report.objects.filter(pk=world.report("market").pk).update(started_at=None)
    report = world.report()
    type(report.assignment).objects.filter(pk=report.assignment_id).update(
        withdrawn_at=world.now, withdrawn_by=world.user("administrator"), withdrawal_reason="合并。"
    )
    assert read_some(world.county.round, since=world.now, now=world.now) == Step(0, 0)
    assert not Finding.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_large_county_is_read_in_the_background_and_asked_for_once(world):
    forget_queue()
    begin(world, *UNITS)
    job = read(world, most_at_once=2)
    assert (job.title, job.verb, job.measure, job.total, job.asked_by, job.scope_path) == (
        "审读2025年度报告",
        "审读",
        "份报告",
        3,
        "周审",
        world.county.government.path,
    )
    assert read(world, most_at_once=2) == read(world, most_at_once=9) == job
    assert (queued(), Finding.objects.exists()) == ([(READ_ROUND, "todo")], False)
    work_until_idle()
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("finished", 3, 3)
    assert units_with_blanks(world.county.round)[1] == 2


@pytest.mark.parametrize(
    ("name", "reads_round", "reads_report"),
    [
        ("reviewer", True, True),
        ("leader", True, True),
        ("administrator", True, True),
        ("auditor", False, False),
        ("police_drafter", False, True),
        ("market_drafter", False, False),
    ],
)
def test_who_may_read(world, name, reads_round, reads_report):
    user = world.user(name)
    assert bool(can_read_round(user, world.county.round)) == reads_round
    assert bool(can_read_report(user, world.report())) == reads_report
    assert not can_read_round(user, world.stranger.round)
    if not reads_round:
        with pytest.raises(NotPermitted):
            read_round(world.county.round, actor=user, now=world.now)
