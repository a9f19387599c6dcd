"""One step of filling a year: its queries, and what it looks for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.blueprints.queries import version_for
from reports.common.jobs import Step
from reports.notifications.models import Message
from reports.opening.filling import fill_round, units_without_task
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.models import Membership, Organisation, User
from reports.rounds.models import Round, Term

pytestmark = pytest.mark.django_db

DUE = (date(2027, 1, 20), date(2027, 2, 20), date(2027, 3, 31))
QUERIES_OF_A_STEP = 28
"""Savepoint and release, lock, bureau, units, their terms and own terms, assignments; eight to start the
reports (test_copying); four to see that nothing is carried over; drafters, who is told already, messages;
two counts."""


def round_of(world, *kinds, year=2026):
    """A round with its terms and without any report."""
    round_ = Round.objects.create(government=world.county.government, year=year, opened_at=world.now)
    for kind in kinds or (Kind.DEPARTMENT,):
        Term.objects.create(
            round=round_,
            kind=kind,
            blueprint_version=version_for(kind),
            due_draft_on=DUE[0],
            due_filing_on=DUE[1],
            due_publication_on=DUE[2],
        )
    return round_


def units_more(world, count: int) -> None:
    """Put departments with a drafter each into the tree at once."""
    government = world.county.government
    units = Organisation.objects.bulk_create(
        Organisation(
            parent=government,
            kind=Kind.DEPARTMENT,
            name=f"第{number}局",
            short_name=f"第{number}局",
            path=f"{government.path}{10**9 + number}/",
            position=number,
        )
        for number in range(count)
    )
    drafters = User.objects.bulk_create(User(username=f"drafter{n}", name=f"经办{n}") for n in range(count))
    Membership.objects.bulk_create(
        Membership(user=user, organisation=unit, role="drafter")
        for user, unit in zip(drafters, units, strict=True)
    )


def test_one_unit_takes_as_many_queries_as_three_kinds_of_unit(world):
    counts = []
    for year, kinds in ((2026, [Kind.TOWN]), (2027, [Kind.TOWN, Kind.DEPARTMENT, Kind.JUDICIAL_BUREAU])):
        round_ = round_of(world, *kinds, year=year)
        with CaptureQueriesContext(connection) as queries:
            counts.append(fill_round(round_, now=world.now))
        assert len(queries) == QUERIES_OF_A_STEP
    assert counts == [Step(1, 1), Step(4, 4)]


@pytest.mark.parametrize(("most", "steps"), [(100, 1), (50, 2), (25, 4)])
def test_the_queries_of_a_hundred_units_are_those_of_their_steps(world, most, steps):
    units_more(world, 98)
    Message.objects.all().delete()
    round_ = round_of(world)
    with CaptureQueriesContext(connection) as queries:
        taken = [fill_round(round_, now=world.now, most=most) for _ in range(steps)]
    assert taken == [Step(most * n, 100) for n in range(1, steps + 1)]
    assert len(queries) == steps * QUERIES_OF_A_STEP
    assert Message.objects.count() == 100


def test_a_step_too_many_changes_nothing(world):
    round_ = round_of(world)
    assert fill_round(round_, now=world.now) == Step(2, 2)
    assert fill_round(round_, now=world.now) == Step(2, 2)
    assert not units_without_task(round_).exists()
    assert Message.objects.filter(text__startswith="2026年度").count() == 2
