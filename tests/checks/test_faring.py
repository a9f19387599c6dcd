"""How the checks fare: what is counted, for whom, and why people would not follow."""

import pytest

from reports.checks.faring import Fare, Reason, fares_of, reasons_of
from reports.checks.permissions import can_see_fares
from tests.checks.found import put_findings
from tests.world import YEAR

pytestmark = pytest.mark.django_db


def test_the_fate_of_every_finding_is_counted_over_the_countys_reports_in_one_query(
    world, django_assert_num_queries
):
    act = {"now": world.now, "actor": world.user("police_drafter")}
    put_findings(world.report(), "dash", open_ones=1, mended=2, dismissed=6, gone_after=1, **act)
    put_findings(world.report("town"), "dash", dismissed=2, **act)
    put_findings(world.report("town"), "space", mended=3, **act)
    put_findings(world.stranger.report("water"), "dash", open_ones=7, **act)
    with django_assert_num_queries(1):
        fares = fares_of(world.county.government, YEAR)
    assert fares == {"dash": Fare(12, 2, 9, 1), "space": Fare(3, 3, 0, 0)}
    assert (fares["dash"].share, fares["dash"].is_doubtful, fares["space"].share) == (75, True, 0)
    assert fares_of(world.county.government, YEAR - 1) == {}


@pytest.mark.parametrize(
    ("fare", "share", "is_doubtful"),
    [
        (Fare(0, 0, 0, 0), 0, False),
        (Fare(9, 0, 9, 0), 100, False),
        (Fare(10, 5, 5, 0), 50, False),
        (Fare(10, 2, 6, 2), 60, True),
    ],
)
def test_a_check_is_doubtful_when_most_of_many_findings_were_dismissed(fare, share, is_doubtful):
    assert (fare.share, fare.is_doubtful) == (share, is_doubtful)


def test_the_five_reasons_used_most_are_told_in_one_query(world, django_assert_num_queries):
    act = {"now": world.now, "actor": world.user("police_drafter")}
    for times, words in enumerate(["甲。", "乙。", "丙。", "丁。", "戊。", "己。"], start=1):
        put_findings(world.report(), "dash", dismissed=times, reason=words, **act)
    put_findings(world.report("town"), "space", gone_after=1, reason="甲。", **act)
    put_findings(world.stranger.report("water"), "space", dismissed=1, reason="别县的理由。", **act)
    with django_assert_num_queries(1):
        reasons = reasons_of(world.county.government, YEAR)
    assert reasons == {
        "dash": (
            Reason("己。", 6),
            Reason("戊。", 5),
            Reason("丁。", 4),
            Reason("丙。", 3),
            Reason("乙。", 2),
        ),
        "space": (Reason("甲。", 1),),
    }


def test_only_the_people_of_the_bureau_see_how_checks_fare(world):
    county = world.county.government
    people = ("reviewer", "leader", "administrator", "auditor", "bureau_drafter", "police_head")
    assert [bool(can_see_fares(world.user(name), county)) for name in people] == [True] * 4 + [False] * 2
    assert not can_see_fares(world.stranger.people["reviewer"], county)
