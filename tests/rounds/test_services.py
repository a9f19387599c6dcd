"""Moving one unit's dates, and pressing it for its report."""

from datetime import date

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.notifications.models import Message
from reports.organisations.models import Membership
from reports.rounds.models import Assignment
from reports.rounds.permissions import can_extend_deadline, can_remind
from reports.rounds.services import extend_deadline, notice_text, remind_drafters
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(world):
    return world.report().assignment


def _dates():
    return Assignment.objects.values_list("due_draft_on", "due_filing_on", "due_publication_on").get(
        organisation__name="云岭县公安局"
    )


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 1, 30), (date(2026, 1, 30), DUE_FILING, DUE_PUBLICATION)),
        (date(2026, 3, 1), (date(2026, 3, 1), date(2026, 3, 1), DUE_PUBLICATION)),
        (date(2026, 4, 9), (date(2026, 4, 9), date(2026, 4, 9), date(2026, 4, 9))),
    ],
)
def test_later_dates_move_along_only_where_they_must(world, assignment, until, expected):
    extend_deadline(
        assignment=assignment, until=until, reason="机构改革。", actor=world.user("reviewer"), now=world.now
    )
    assert _dates() == expected


def test_an_extension_is_logged_and_told_and_touches_nobody_else(world, assignment):
    extend_deadline(
        assignment=assignment,
        until=date(2026, 1, 30),
        reason=" 机构改革。 ",
        actor=world.user("administrator"),
        now=world.now,
    )
    entry = Entry.objects.get(action="延期")
    assert entry.detail == {"from": "2026-01-20", "to": "2026-01-30", "reason": "机构改革。"}
    message = Message.objects.latest("pk")
    assert (message.recipient, message.text) == (
        world.user("police_drafter"),
        "2025年度报告的预审稿期限延至2026年1月30日：机构改革。",
    )
    others = Assignment.objects.exclude(pk=assignment.pk)
    assert set(others.values_list("due_draft_on", flat=True)) == {DUE_DRAFT}


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [
        (date(2026, 1, 20), "机构改革。", "until"),
        (date(2026, 1, 1), "机构改革。", "until"),
        (date(2026, 2, 1), " ", "reason"),
    ],
)
def test_what_is_no_extension_is_refused(world, assignment, until, reason, field):
    with pytest.raises(Invalid) as refusal:
        extend_deadline(
            assignment=assignment, until=until, reason=reason, actor=world.user("reviewer"), now=world.now
        )
    assert refusal.value.field == field
    assert _dates() == (DUE_DRAFT, DUE_FILING, DUE_PUBLICATION)


def test_only_the_countys_own_reviewer_and_administrator_may(world, assignment):
    strangers = {f"stranger_{name}": user for name, user in world.stranger.people.items()}
    everybody = {**world.county.people, **strangers}
    may = {name for name, user in everybody.items() if can_extend_deadline(user, assignment)}
    assert may == {"reviewer", "administrator"}
    assert {name for name, user in everybody.items() if can_remind(user, assignment)} == may
    with pytest.raises(NotPermitted):
        extend_deadline(
            assignment=assignment,
            until=date(2026, 2, 1),
            reason="。",
            actor=world.user("leader"),
            now=world.now,
        )
    with pytest.raises(NotPermitted):
        remind_drafters(assignment=assignment, text="请办。", actor=world.user("leader"), now=world.now)


def test_a_reminder_reaches_the_drafters_of_the_unit_and_nobody_else(world, assignment):
    before = Message.objects.count()
    remind_drafters(assignment=assignment, text=" 请抓紧。 ", actor=world.user("reviewer"), now=world.now)
    message = Message.objects.latest("pk")
    assert Message.objects.count() == before + 1
    assert (message.recipient, message.text, message.sender, message.url) == (
        world.user("police_drafter"),
        "请抓紧。",
        "县委依法治县办（县司法局）",
        "/",
    )
    assert Entry.objects.filter(action="催办").count() == 1


def test_a_reminder_without_words_or_without_a_reader_is_refused(world, assignment):
    with pytest.raises(Invalid, match="请写明催办的内容。"):
        remind_drafters(assignment=assignment, text=" ", actor=world.user("reviewer"), now=world.now)
    Membership.objects.filter(user=world.user("police_drafter")).delete()
    with pytest.raises(Invalid, match="云岭县公安局还没有经办人账号，请电话催办。"):
        remind_drafters(assignment=assignment, text="请办。", actor=world.user("reviewer"), now=world.now)


def test_the_notice_names_the_units_and_its_sender():
    text = notice_text(["云岭县公安局", "青石镇人民政府"], year=2025, sender="县委依法治县办（县司法局）")
    assert text.splitlines()[0] == "云岭县公安局、青石镇人民政府："
    assert text.splitlines()[-1] == "县委依法治县办（县司法局）"
    assert "2025年度法治政府建设年度报告尚未办结" in text
