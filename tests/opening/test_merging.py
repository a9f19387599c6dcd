"""撤并: what goes over, what is closed, what stays, and that it is all or nothing."""

from datetime import date

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import ReportStatus
from reports.notifications.models import Message
from reports.opening.enums import ReportFate
from reports.opening.merging import MergerChoice, merge_unit, plan_merger, units_to_merge_into
from reports.opening.permissions import can_merge
from reports.organisations.enums import Role
from reports.organisations.models import Membership, Merger, Organisation
from reports.organisations.services import appoint
from tests.world import put_status

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 10)


def unit(world, key="police"):
    return Organisation.objects.get(pk=world.county.units[key].pk)


def choice(world, fate=ReportFate.WITHDRAW, *, posts=("police_drafter",), **changed):
    keys = Membership.objects.filter(user__username__in=posts, organisation=unit(world))
    fields = {
        "into": unit(world, "market"),
        "posts": list(keys.values_list("pk", flat=True)),
        "merged_on": DAY,
    }
    return MergerChoice(**fields | {"fate": fate} | changed)


def merge(world, chosen, *, who="administrator", closed="police"):
    return merge_unit(unit(world, closed), chosen, actor=world.user(who), now=world.now)


def posts_of(world, name):
    found = world.user(name).memberships.order_by("pk")
    return [(post.organisation.name, post.role) for post in found.select_related("organisation")]


def test_a_unit_is_closed_and_its_task_withdrawn_and_its_drafter_goes_over(world):
    Organisation.objects.filter(pk=unit(world).pk).update(data_offices=["热线办"], duties=["enforcement"])
    Organisation.objects.filter(pk=unit(world, "market").pk).update(
        data_offices=["督查室"], duties=["services"]
    )
    merger = merge(world, choice(world))
    closed, into = unit(world), unit(world, "market")
    assert (merger.closed, merger.into, merger.merged_on, str(merger)) == (
        closed,
        into,
        DAY,
        "云岭县公安局并入云岭县市场监督管理局",
    )
    assert (closed.is_active, closed.data_offices) == (False, [])
    assert (into.data_offices, into.duties) == (["督查室", "热线办"], ["services", "enforcement"])
    assert world.report().assignment.withdrawal_reason == "并入云岭县市场监督管理局。"
    assert posts_of(world, "police_drafter") == [("云岭县市场监督管理局", "drafter")]
    assert posts_of(world, "police_head") == [("云岭县公安局", "head")]
    entry = Entry.objects.get(action="撤并单位")
    assert entry.detail == {
        "from": "云岭县公安局",
        "to": "云岭县市场监督管理局",
        "reason": "撤回任务，不再单独报告",
    }
    text = "云岭县公安局已于2026年1月10日并入云岭县市场监督管理局，请在“我的任务”中核对。"
    told = Message.objects.filter(text=text).values_list("recipient__username", flat=True)
    assert set(told) == {"police_drafter", "police_head", "market_drafter"}


def test_a_report_that_is_to_be_finished_keeps_its_people(world):
    merge(world, choice(world, ReportFate.FINISH))
    assert not world.report().assignment.is_withdrawn
    assert posts_of(world, "police_drafter") == [
        ("云岭县公安局", "drafter"),
        ("云岭县市场监督管理局", "drafter"),
    ]


def test_a_signed_report_stays_whatever_was_chosen(world):
    put_status(world.report(), ReportStatus.FILED)
    plan = plan_merger(unit(world), user=world.user("administrator"))
    assert (plan.open_reports, [report.pk for report in plan.signed_reports]) == ((), [world.report().pk])
    merge(world, choice(world))
    assert not world.report().assignment.is_withdrawn


def test_what_was_not_ticked_stays(world):
    Organisation.objects.filter(pk=unit(world).pk).update(data_offices=["热线办"], duties=["enforcement"])
    merge(world, choice(world, posts=(), moves_data_offices=False, moves_duties=False))
    assert (unit(world).data_offices, unit(world, "market").data_offices) == (["热线办"], [])
    assert posts_of(world, "police_drafter") == [("云岭县公安局", "drafter")]


def test_a_unit_that_is_asked_everything_goes_on_being_asked_everything(world):
    Organisation.objects.filter(pk=unit(world).pk).update(duties=["enforcement"])
    merge(world, choice(world))
    assert unit(world, "market").duties == []


def test_somebody_with_a_post_elsewhere_is_named_and_stops_the_whole(world):
    drafter = world.user("police_drafter")
    appoint(drafter, Role.DRAFTER, organisation=world.stranger.units["water"], actor=None, now=world.now)
    plan = plan_merger(unit(world), user=world.user("administrator"))
    said = f"{drafter.name}还在别的地方任职，请联系那里的管理员。"
    assert {post.why_not for post in plan.posts} == {"", said}
    with pytest.raises(Refused, match=said):
        merge(world, choice(world))
    assert (unit(world).is_active, world.report().assignment.is_withdrawn) == (True, False)
    assert not Merger.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (lambda world: {"into": unit(world)}, "into"),
        (lambda world: {"into": world.stranger.units["water"]}, "into"),
        (lambda world: {"into": world.county.government}, "into"),
        (lambda world: {"merged_on": date(2026, 1, 13)}, "merged_on"),
    ],
)
def test_what_cannot_be_merged_is_refused(world, changed, field):
    with pytest.raises(Invalid) as refusal:
        merge(world, choice(world, **changed(world)))
    assert (refusal.value.field, unit(world).is_active) == (field, True)


def test_an_appointment_of_another_unit_cannot_be_smuggled_in(world):
    other = Membership.objects.get(user=world.user("town_drafter")).pk
    with pytest.raises(Refused, match="请重新核对"):
        merge(world, MergerChoice(unit(world, "market"), DAY, ReportFate.WITHDRAW, posts=[other]))
    assert posts_of(world, "town_drafter") == [("青石镇人民政府", "drafter")]


def test_the_units_to_choose_from_are_the_countys_own(world):
    assert [each.name for each in units_to_merge_into(unit(world))] == [
        "云岭县司法局",
        "云岭县市场监督管理局",
        "青石镇人民政府",
    ]


def test_who_may_merge_what(world):
    everybody = {**world.county.people, **{f"stranger {k}": v for k, v in world.stranger.people.items()}}
    assert [name for name, user in everybody.items() if can_merge(user, unit(world))] == ["administrator"]
    administrator = world.user("administrator")
    assert not can_merge(administrator, world.county.government)
    assert not can_merge(administrator, world.county.bureau)
    with pytest.raises(NotPermitted):
        merge(world, choice(world), who="reviewer")
    merge(world, choice(world))
    assert can_merge(administrator, unit(world)).reason == "这个单位已经停用，不需要撤并。"


def test_the_plan_takes_as_many_queries_for_three_people_as_for_one(world, django_assert_num_queries):
    administrator = world.user("administrator")
    administrator.standing()
    Membership.objects.filter(user=world.user("police_head")).delete()
    unit_ = unit(world)
    with django_assert_num_queries(4):
        assert len(plan_merger(unit_, user=administrator).posts) == 1
    for name in ("police_head", "town_head"):
        appoint(world.user(name), Role.HEAD, organisation=unit_, actor=None, now=world.now)
    with django_assert_num_queries(4):
        assert len(plan_merger(unit_, user=administrator).posts) == 3
