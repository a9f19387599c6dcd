"""Who looks at the roll-up, and who gathers: every role, own and foreign."""

import pytest

from reports.common.permissions import Allowed, Denied
from reports.drafting.enums import ReportStatus
from reports.organisations.models import User
from reports.rollup.permissions import can_gather, can_see_rollup
from tests.world import World, put_status

ROLES = (
    "reviewer",
    "leader",
    "administrator",
    "auditor",
    "bureau_drafter",
    "bureau_head",
    "government_head",
    "police_drafter",
    "police_head",
)


def allowed(world: World, ask) -> set[str]:
    """The roles that get a yes."""
    report = world.report("government")
    return {role for role in ROLES if ask(world.user(role), report)}


def test_the_bureau_looks_and_its_reviewer_gathers(world: World) -> None:
    assert allowed(world, can_see_rollup) == {"reviewer", "leader", "auditor"}
    assert allowed(world, can_gather) == {"reviewer"}


def test_the_head_gathers_while_the_report_awaits_the_signature(world: World) -> None:
    put_status(world.report("government"), ReportStatus.AWAITING_SIGNATURE)

    assert allowed(world, can_gather) == {"reviewer", "government_head"}


@pytest.mark.parametrize("role", ["reviewer", "leader", "auditor"])
def test_the_next_county_s_people_see_nothing(world: World, role: str) -> None:
    stranger = User.objects.get(pk=world.stranger.people[role].pk)

    assert can_see_rollup(stranger, world.report("government")) == Denied("汇总只对司法局开放。")
    assert can_gather(stranger, world.report("government")) == Denied("只有本报告的经办人可以修改。")


def test_a_unit_s_report_is_no_roll_up(world: World) -> None:
    for ask in (can_see_rollup, can_gather):
        assert ask(world.user("reviewer"), world.report("police")) == Denied("只有本级政府的报告需要汇总。")


def test_the_reviewer_may_do_both(world: World) -> None:
    report = world.report("government")

    assert (can_see_rollup(world.user("reviewer"), report), can_gather(world.user("reviewer"), report)) == (
        Allowed(),
        Allowed(),
    )
