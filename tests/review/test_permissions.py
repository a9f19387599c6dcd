"""Every state × every move × every role, on one's own unit, another's and another county's."""

import pytest

from reports.drafting.enums import ReportStatus as S
from reports.review.enums import Move
from reports.review.permissions import (
    can_answer_opinions,
    can_give_opinion,
    can_move,
    can_see_desk,
    can_see_ledger,
    moves_for,
)
from tests.review.stories import bring, verify
from tests.world import put_status

pytestmark = pytest.mark.django_db

DRAFTER, HEAD, REVIEWER = "police_drafter", "police_head", "reviewer"
UNIT_REPORT = {
    S.DRAFTING: {DRAFTER: [Move.SUBMIT]},
    S.AWAITING_REVIEW: {DRAFTER: [Move.WITHDRAW], REVIEWER: [Move.RETURN, Move.PASS]},
    S.RETURNED: {DRAFTER: [Move.SUBMIT]},
    S.AWAITING_SIGNATURE: {DRAFTER: [Move.REGISTER_SIGNATURE], HEAD: [Move.SIGN]},
    S.SIGNED: {DRAFTER: [Move.REOPEN, Move.FILE]},
    S.FILED: {REVIEWER: [Move.RECORD, Move.SEND_BACK]},
    S.RECORDED: {DRAFTER: [Move.PUBLISH]},
    S.PUBLISHED: {REVIEWER: [Move.VERIFY]},
    S.ARCHIVED: {},
}
LEADER, BUREAU, GOVERNMENT_HEAD = "leader", "reviewer", "government_head"
COUNTY_REPORT = {
    S.DRAFTING: {BUREAU: [Move.SUBMIT]},
    S.AWAITING_REVIEW: {BUREAU: [Move.WITHDRAW], LEADER: [Move.RETURN, Move.PASS]},
    S.RETURNED: {BUREAU: [Move.SUBMIT]},
    S.AWAITING_SIGNATURE: {BUREAU: [Move.REGISTER_SIGNATURE], GOVERNMENT_HEAD: [Move.SIGN]},
    S.SIGNED: {BUREAU: [Move.REOPEN, Move.FILE]},
    S.FILED: {LEADER: [Move.RECORD, Move.SEND_BACK]},
    S.RECORDED: {BUREAU: [Move.PUBLISH]},
    S.PUBLISHED: {LEADER: [Move.VERIFY]},
    S.ARCHIVED: {},
}


@pytest.fixture
def everybody(world):
    strangers = {f"stranger_{name}": user for name, user in world.stranger.people.items()}
    return {**world.county.people, **strangers}


def _matrix(report, everybody):
    found = {name: [row.move for row in moves_for(user, report)] for name, user in everybody.items()}
    return {name: moves for name, moves in found.items() if moves}


@pytest.mark.parametrize(("unit", "expected"), [("police", UNIT_REPORT), ("government", COUNTY_REPORT)])
def test_who_makes_which_move_from_which_state(world, everybody, unit, expected):
    found = {status: _matrix(put_status(world.report(unit), status), everybody) for status in S}
    assert found == expected


def test_each_move_is_denied_with_a_sentence(world, everybody):
    for status in S:
        report = put_status(world.report(), status)
        for user in everybody.values():
            for move in Move:
                verdict = can_move(user, report, move)
                assert verdict or verdict.reason.endswith("。"), (status, user, move)


def test_a_denial_names_the_state_to_the_one_whose_move_it_is(world):
    report = put_status(world.report(), S.SIGNED)
    assert (
        can_move(world.user("reviewer"), report, Move.PASS).reason == "报告现在是“已签发”，不能“预审通过”。"
    )
    assert can_move(world.user("leader"), report, Move.PASS).reason == "这一步由司法局审查员办理。"


def test_a_published_page_is_verified_once_and_before_archiving(world):
    report, reviewer = bring(world, S.PUBLISHED), world.user("reviewer")
    assert can_move(reviewer, report, Move.ARCHIVE).reason == "请先核验公开网页，再归档。"
    verify(world, report, "police")
    assert [row.move for row in moves_for(reviewer, report)] == [Move.ARCHIVE]
    assert can_move(reviewer, report, Move.VERIFY).reason == "这份报告的公开网页已经核验过。"


def test_who_gives_and_who_answers_opinions(world, everybody):
    giving, answering = {}, {}
    for status in S:
        report = put_status(world.report(), status)
        giving[status] = [name for name, user in everybody.items() if can_give_opinion(user, report)]
        answering[status] = [name for name, user in everybody.items() if can_answer_opinions(user, report)]
    with_bureau, writing = (S.AWAITING_REVIEW, S.FILED), (S.DRAFTING, S.RETURNED, S.AWAITING_SIGNATURE)
    assert giving == {status: ["reviewer"] if status in with_bureau else [] for status in S}
    assert answering == {status: ["police_drafter"] if status in writing else [] for status in S}


def test_desk_and_ledger_are_the_bureaus(everybody):
    bureau = {"reviewer", "leader", "administrator", "auditor"}
    expected = bureau | {f"stranger_{name}" for name in bureau}
    assert {name for name, user in everybody.items() if can_see_desk(user)} == expected
    assert {name for name, user in everybody.items() if can_see_ledger(user)} == expected
