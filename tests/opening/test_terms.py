"""New dates for one kind of unit: whom they reach, what stays, and in how many queries."""

from datetime import date

import pytest

from reports.audit.models import Entry
from reports.common.errors import Invalid
from reports.common.permissions import NotPermitted
from reports.drafting.enums import ReportStatus
from reports.notifications.models import Message
from reports.opening.permissions import can_change_round
from reports.opening.services import open_round
from reports.opening.terms import change_term, plan_term
from reports.opening.withdrawing import withdraw_assignment
from reports.organisations.services import create_organisation
from reports.rounds.dates import Dates
from reports.rounds.models import Assignment, DateChange, Round
from reports.rounds.services import extend_deadline
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION, put_status

pytestmark = pytest.mark.django_db

NEW = Dates(date(2026, 1, 31), DUE_FILING, DUE_PUBLICATION)
OLD = Dates(DUE_DRAFT, DUE_FILING, DUE_PUBLICATION)


@pytest.fixture
def term(world):
    return world.county.round.terms.get(kind="department")


@pytest.fixture
def own(world):
    """The market bureau has a date of its own."""
    extend_deadline(
        assignment=world.report("market").assignment,
        until=date(2026, 1, 25),
        reason="换届。",
        actor=world.user("reviewer"),
        now=world.now,
    )


def change(world, term, dates=NEW, *, who="administrator", moves_individual=False, **kwargs):
    reason = kwargs.pop("reason", "省里推迟。")
    return change_term(
        term,
        dates=dates,
        reason=reason,
        moves_individual=moves_individual,
        actor=world.user(who),
        now=world.now,
        **kwargs,
    )


def drafts(world):
    rows = Assignment.objects.filter(round=world.county.round).order_by("organisation__pk")
    return dict(rows.values_list("organisation__name", "due_draft_on"))


@pytest.mark.parametrize(
    ("moves_individual", "market", "moved"), [(False, date(2026, 1, 25), 1), (True, NEW.draft, 2)]
)
def test_units_of_the_kind_follow_and_single_ones_as_chosen(
    world, term, own, moves_individual, market, moved
):
    assert change(world, term, moves_individual=moves_individual) == moved
    assert drafts(world) == {
        "云岭县人民政府": DUE_DRAFT,
        "云岭县司法局": DUE_DRAFT,
        "云岭县公安局": NEW.draft,
        "云岭县市场监督管理局": market,
        "青石镇人民政府": DUE_DRAFT,
    }
    term.refresh_from_db()
    assert term.dates == NEW


def test_a_change_is_kept_at_each_unit_logged_once_and_told_to_the_drafters(world, term):
    change(world, term)
    rows = DateChange.objects.order_by("assignment__organisation__position")
    expected = [("云岭县公安局", "draft", DUE_DRAFT, NEW.draft, "省里推迟。")]
    expected += [("云岭县市场监督管理局", *expected[0][1:])]
    fields = ("assignment__organisation__name", "due", "before", "after", "reason")
    assert list(rows.values_list(*fields)) == expected
    entry = Entry.objects.get(action="调整类别期限")
    assert (entry.scope_path, entry.detail) == (
        world.county.government.path,
        {"dates": ["预审稿由2026-01-20改为2026-01-31"], "reports": 2, "reason": "省里推迟。"},
    )
    text = "2025年度报告的期限调整为预审稿2026年1月31日，正式报送2026年2月20日，公开2026年3月31日：省里推迟。"
    told = Message.objects.filter(text=text).values_list("recipient__username", flat=True)
    assert set(told) == {"police_drafter", "market_drafter"}


def test_the_governments_dates_are_told_to_the_bureau_that_drafts_for_it(world):
    change(world, world.county.round.terms.get(kind="county_government"))
    told = Message.objects.filter(text__contains="调整为").values_list("recipient__username", flat=True)
    assert list(told) == ["reviewer"]


def test_a_unit_that_has_published_keeps_its_dates_and_a_withdrawn_one_is_not_told(world, term):
    put_status(world.report("market"), ReportStatus.PUBLISHED)
    actor = world.user("administrator")
    withdraw_assignment(world.report(), reason="机构改革。", actor=actor, now=world.now)
    plan = plan_term(term)
    assert ([each.organisation.name for each in plan.following], plan.individual, plan.finished) == (
        ["云岭县公安局"],
        (),
        1,
    )
    assert change(world, term, moves_individual=True) == 1
    assert drafts(world)["云岭县市场监督管理局"] == DUE_DRAFT
    assert not Message.objects.filter(text__contains="调整为").exists()


@pytest.mark.parametrize(
    ("dates", "field", "words"),
    [
        (OLD, "", "三个期限都没有改动。"),
        (Dates(date(2026, 3, 1), DUE_FILING, DUE_PUBLICATION), "filing", "正式报送期限不能早于"),
        (Dates(date(2026, 1, 11), DUE_FILING, DUE_PUBLICATION), "draft", "早于今天"),
    ],
)
def test_dates_that_cannot_stand_change_nothing(world, term, dates, field, words):
    with pytest.raises(Invalid, match=words) as refusal:
        change(world, term, dates)
    term.refresh_from_db()
    assert (refusal.value.field, term.dates, set(drafts(world).values())) == (field, OLD, {DUE_DRAFT})


def test_a_reason_is_asked_for_and_a_past_day_can_be_meant(world, term):
    with pytest.raises(Invalid, match="请写明调整期限的原因。"):
        change(world, term, reason=" ")
    past = Dates(date(2026, 1, 5), DUE_FILING, DUE_PUBLICATION)
    assert change(world, term, past, may_be_past=True) == 2


def test_only_the_administrator_of_the_county_changes_a_running_year(world, term):
    everybody = {**world.county.people, **{f"stranger {k}": v for k, v in world.stranger.people.items()}}
    round_ = Round.objects.select_related("government").get(pk=world.county.round.pk)
    assert [name for name, user in everybody.items() if can_change_round(user, round_)] == ["administrator"]
    with pytest.raises(NotPermitted, match="只有管理员可以调整年度任务。"):
        change(world, term, who="reviewer")
    Round.objects.filter(pk=round_.pk).update(is_archive=True)
    with pytest.raises(NotPermitted, match="历史年度"):
        change(world, term)


def test_its_queries_do_not_grow_with_the_units(world, term, django_assert_num_queries):
    Assignment.objects.filter(organisation__name="云岭县市场监督管理局").update(
        due_draft_on=date(2026, 1, 22)
    )
    with django_assert_num_queries(15):
        assert change(world, term) == 1
    for name in ("云岭县林业局", "云岭县水利局"):
        create_organisation(
            name=name, kind="department", parent=world.county.government, actor=None, now=world.now
        )
    actor = world.user("administrator")
    open_round(government=world.county.government, year=2025, terms={}, actor=actor, now=world.now)
    with django_assert_num_queries(15):
        assert change(world, term, Dates(date(2026, 2, 2), DUE_FILING, DUE_PUBLICATION)) == 3
