"""补发 to units founded during the year: who gets a task, and with which dates."""

from datetime import date, timedelta

import pytest

from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.models import Report
from reports.opening.newcomers import assign_newcomers, find_newcomers
from reports.opening.withdrawing import withdraw_assignment
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.services import create_organisation
from reports.rounds.dates import Dates
from reports.rounds.models import Assignment, Term
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION

pytestmark = pytest.mark.django_db

OWN = Dates(date(2026, 2, 10), date(2026, 3, 10), date(2026, 4, 20))
KINDS = Dates(DUE_DRAFT, DUE_FILING, DUE_PUBLICATION)
AFTER = timedelta(days=14)


@pytest.fixture
def founded(world):
    return create_organisation(
        name="云岭县数据局",
        kind=Kind.DEPARTMENT,
        parent=world.county.government,
        actor=None,
        now=world.now,
    )


def give(world, dates=None, *, who="administrator", now=None):
    own = {Kind.DEPARTMENT: dates} if dates else {}
    return assign_newcomers(world.county.round, own, actor=world.user(who), now=now or world.now)


def test_the_preview_names_who_has_no_task_yet(world, founded):
    street = create_organisation(
        name="城关街道办事处", kind=Kind.STREET, parent=world.county.government, actor=None, now=world.now
    )
    actor = world.user("administrator")
    withdraw_assignment(world.report(), reason="机构改革。", actor=actor, now=world.now)
    found = find_newcomers(world.county.round, now=world.now)
    assert [(each.kind, each.units, bool(each.term), each.is_past) for each in found] == [
        (Kind.DEPARTMENT, (founded,), True, False),
        (Kind.STREET, (street,), False, False),
    ]
    assert find_newcomers(world.county.round, now=world.now + AFTER)[0].is_past


@pytest.mark.parametrize(("own", "expected"), [(None, KINDS), (OWN, OWN)])
def test_a_newcomer_gets_a_report_and_the_dates_it_was_given(world, founded, own, expected):
    assert give(world, own) == 1
    made = Assignment.objects.get(organisation=founded)
    assert (made.dates, Report.objects.filter(assignment=made).count()) == (expected, 1)
    others = Assignment.objects.filter(round=world.county.round).exclude(pk=made.pk)
    assert {each.dates for each in others} == {KINDS}
    assert Term.objects.get(round=world.county.round, kind="department").dates == KINDS


def test_where_the_dates_have_passed_own_ones_are_asked_for(world, founded):
    with pytest.raises(Invalid, match="部门的期限已过，请为补发的单位另定期限。") as refusal:
        give(world, now=world.now + AFTER)
    assert refusal.value.field == "department-draft"
    assert not Assignment.objects.filter(organisation=founded).exists()
    assert give(world, OWN, now=world.now + AFTER) == 1


@pytest.mark.parametrize(
    ("own", "field"),
    [
        (Dates(date(2026, 1, 11), DUE_FILING, DUE_PUBLICATION), "department-draft"),
        (Dates(DUE_DRAFT, date(2026, 1, 19), DUE_PUBLICATION), "department-filing"),
    ],
)
def test_own_dates_must_be_able_to_stand(world, founded, own, field):
    with pytest.raises(Invalid) as refusal:
        give(world, own)
    assert (refusal.value.field, Assignment.objects.filter(organisation=founded).exists()) == (field, False)


def test_without_a_newcomer_or_by_somebody_else_nothing_is_given(world):
    with pytest.raises(Refused, match="没有要补发的单位"):
        give(world)
    with pytest.raises(NotPermitted):
        give(world, who="reviewer")
