"""Moving one unit's dates, and pressing it for its report."""

from datetime import date

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.notifications.models import Message
from reports.organisations.models import Membership
from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate
from reports.rounds.models import Assignment, DateChange
from reports.rounds.permissions import can_adjust_dates, can_extend_deadline, can_remind
from reports.rounds.services import adjust_dates, extend_deadline, notice_text, remind_drafters
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
    assert entry.detail == {"dates": ["预审稿由2026-01-20改为2026-01-30"], "reason": "机构改革。"}
    message = Message.objects.latest("pk")
    assert (message.recipient, message.text) == (
        world.user("police_drafter"),
        "2025年度报告的预审稿期限改为2026年1月30日：机构改革。",
    )
    others = Assignment.objects.exclude(pk=assignment.pk)
    assert set(others.values_list("due_draft_on", flat=True)) == {DUE_DRAFT}


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [
        (date(2026, 1, 20), "机构改革。", "until"),
        (date(2026, 1, 1), "机构改革。", "until"),
        (date(2026, 2, 1), " ", "reason"),
        (date(2026, 2, 1), "因" * 301, "reason"),
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


def _changes():
    return list(DateChange.objects.order_by("pk").values_list("due", "before", "after", "reason"))


@pytest.mark.parametrize(
    ("due", "until", "expected"),
    [
        (DueDate.FILING, date(2026, 2, 25), (DUE_DRAFT, date(2026, 2, 25), DUE_PUBLICATION)),
        (DueDate.FILING, date(2026, 4, 2), (DUE_DRAFT, date(2026, 4, 2), date(2026, 4, 2))),
        (DueDate.PUBLICATION, date(2026, 4, 2), (DUE_DRAFT, DUE_FILING, date(2026, 4, 2))),
    ],
)
def test_any_of_the_three_dates_is_extended(world, assignment, due, until, expected):
    actor = world.user("reviewer")
    extend_deadline(
        assignment=assignment, until=until, due=due, reason="灾后重建。", actor=actor, now=world.now
    )
    assert _dates() == expected


def test_a_date_is_not_put_off_to_a_day_that_has_passed(world, assignment):
    Assignment.objects.filter(pk=assignment.pk).update(due_draft_on=date(2025, 12, 1))
    with pytest.raises(Invalid, match="新的期限2026年1月11日已经过去") as refusal:
        extend_deadline(
            assignment=assignment,
            until=date(2026, 1, 11),
            reason="机构改革。",
            actor=world.user("reviewer"),
            now=world.now,
        )
    assert (refusal.value.field, _changes()) == ("until", [])


def adjust(world, assignment, *days, who="administrator", reason="换届。", may_be_past=False):
    return adjust_dates(
        assignment=assignment,
        dates=Dates(*days),
        reason=reason,
        may_be_past=may_be_past,
        actor=world.user(who),
        now=world.now,
    )


def test_an_adjustment_keeps_a_row_for_each_date_that_moved(world, assignment):
    adjust(world, assignment, date(2026, 1, 15), DUE_FILING, date(2026, 4, 30))
    assert _changes() == [
        ("draft", DUE_DRAFT, date(2026, 1, 15), "换届。"),
        ("publication", DUE_PUBLICATION, date(2026, 4, 30), "换届。"),
    ]
    assert Entry.objects.latest("pk").action == "调整期限"
    assert Message.objects.latest("pk").text == (
        "2025年度报告的预审稿期限改为2026年1月15日，公开期限改为2026年4月30日：换届。"
    )


def test_a_reviewer_moves_dates_later_only(world, assignment):
    with pytest.raises(Invalid, match="只有管理员可以把期限提前。") as refusal:
        adjust(world, assignment, date(2026, 1, 19), DUE_FILING, date(2026, 4, 1), who="reviewer")
    assert (refusal.value.field, _changes()) == ("draft", [])
    adjust(world, assignment, DUE_DRAFT, DUE_FILING, date(2026, 4, 1), who="reviewer")
    assert _changes() == [("publication", DUE_PUBLICATION, date(2026, 4, 1), "换届。")]


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ((DUE_DRAFT, DUE_FILING, DUE_PUBLICATION), "", "三个期限都没有改动。"),
        ((DUE_DRAFT, date(2026, 1, 19), DUE_PUBLICATION), "filing", "正式报送期限不能早于预审稿期限"),
        ((DUE_DRAFT, DUE_FILING, date(2026, 2, 19)), "publication", "公开期限不能早于正式报送期限"),
        ((date(2026, 1, 11), DUE_FILING, DUE_PUBLICATION), "draft", "2026年1月11日早于今天，改后即为逾期"),
    ],
)
def test_dates_that_cannot_stand_are_refused(world, assignment, days, field, words):
    with pytest.raises(Invalid, match=words) as refusal:
        adjust(world, assignment, *days)
    assert (refusal.value.field, _dates()) == (field, (DUE_DRAFT, DUE_FILING, DUE_PUBLICATION))


def test_a_date_before_today_stands_when_the_administrator_means_it(world, assignment):
    days = (date(2026, 1, 5), DUE_FILING, DUE_PUBLICATION)
    adjust(world, assignment, *days, may_be_past=True)
    assert _dates() == days


@pytest.mark.parametrize(
    ("who", "extends", "adjusts"),
    [
        ("reviewer", True, False),
        ("administrator", True, True),
        ("leader", False, False),
        ("auditor", False, False),
        ("police_drafter", False, False),
        ("police_head", False, False),
        ("stranger administrator", False, False),
    ],
)
def test_who_moves_dates(world, assignment, who, extends, adjusts):
    county = world.stranger if who.startswith("stranger") else world.county
    user = county.people[who.removeprefix("stranger ")]
    found = (bool(can_extend_deadline(user, assignment)), bool(can_adjust_dates(user, assignment)))
    assert found == (extends, adjusts)
