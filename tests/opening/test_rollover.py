"""Opening the next year: what is listed before, and what is written after."""

from dataclasses import replace
from datetime import date

import pytest

from reports.blueprints.content import BlockContent, Content, SectionContent
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.phrasebook import load_vocabulary
from reports.blueprints.queries import version_for
from reports.blueprints.services import publish
from reports.blueprints.shifting import Way
from reports.blueprints.storing import content_of, store_content
from reports.common.errors import Refused
from reports.common.permissions import NotPermitted
from reports.document.roles import Role
from reports.notifications.models import Message
from reports.opening.rollover import (
    NextYear,
    NextYearChoices,
    a_year_later,
    open_next_year,
    plan_next_year,
)
from reports.opening.services import TermInput
from reports.opening.withdrawing import withdraw_assignment
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.services import create_organisation
from reports.rounds.models import Assignment, Round
from tests.world import World

pytestmark = pytest.mark.django_db

OWN = Content(
    name="县部门模板",
    kinds=("department",),
    filing_title="{organisation}关于{year}年度法治政府建设情况的报告",
    public_title="{organisation}{year}年年报",
    addressees=("中共{county}委",),
    sections=(
        SectionContent(
            "achievements",
            Role.ACHIEVEMENTS,
            "2025年度成效",
            blocks=(
                BlockContent(
                    "work",
                    "prose",
                    "工作",
                    guidance="按《法治政府建设实施纲要（2021—2025年）》写。",
                    carries_over=True,
                ),
            ),
        ),
    ),
)


@pytest.fixture
def own(world: World) -> BlueprintVersion:
    """The county's own template for departments, in force and used by the running year."""
    load_vocabulary(actor=None, now=world.now)
    family = Blueprint.objects.create(code="own", name=OWN.name, owner=world.county.government)
    version = BlueprintVersion.objects.create(blueprint=family, number=1, status="draft", kinds=[])
    store_content(version, OWN)
    publish(version, now=world.now)
    world.county.round.terms.filter(kind=Kind.DEPARTMENT).update(blueprint_version=version)
    departments = Assignment.objects.filter(organisation__kind=Kind.DEPARTMENT, round=world.county.round)
    departments.update(blueprint_version=version)
    return version


def choices_of(plan: NextYear, **changes: object) -> NextYearChoices:
    """Everything as proposed."""
    terms = {
        term.kind: TermInput(term.version, *(moved.after for moved in term.dates))
        for term in plan.terms
        if term.version is not None
    }
    ways = {
        blueprint.version.pk: {written.key: written.ways[0] for written in blueprint.written}
        for blueprint in plan.blueprints
    }
    return replace(NextYearChoices(terms=terms, ways=ways), **changes)


def open_as_proposed(world: World, *, actor: str = "administrator", **changes: object) -> Round:
    plan = plan_next_year(world.county.government)
    return open_next_year(
        world.county.government,
        after=world.county.round,
        choices=choices_of(plan, **changes),
        actor=world.user(actor),
        now=world.now,
    )


def test_every_date_and_every_year_is_listed(world: World, own: BlueprintVersion) -> None:
    plan = plan_next_year(world.county.government)
    assert plan.year == 2026
    assert [(t.kind, t.version, [d.after.isoformat() for d in t.dates]) for t in plan.terms] == [
        (kind, version, ["2027-01-20", "2027-02-20", "2027-03-31"])
        for kind, version in (
            (Kind.COUNTY_GOVERNMENT, version_for("county_government")),
            (Kind.JUDICIAL_BUREAU, version_for("judicial_bureau")),
            (Kind.DEPARTMENT, own),
            (Kind.TOWN, version_for("town")),
        )
    ]
    assert [[d.is_weekend for d in t.dates] for t in plan.terms] == [[False, True, False]] * 4
    (listed,) = (blueprint for blueprint in plan.blueprints if blueprint.is_own)
    assert [(r.before, r.after) for r in listed.readings] == [
        (
            "{organisation}关于2025年度法治政府建设情况的报告",
            "{organisation}关于2026年度法治政府建设情况的报告",
        ),
        ("{organisation}2025年年报", "{organisation}2026年年报"),
    ]
    assert [(w.words, w.ways[0]) for w in listed.written] == [
        ("2025", Way.EXPRESSION),
        ("2021—2025", Way.KEEP),
    ]
    assert [found.phrase.text for found in listed.outdated] == ["法治政府建设实施纲要（2021—2025年）"]
    assert listed.carried == ("工作",)
    assert (plan.carried_units, plan.new_units, plan.gone_units, plan.exceptions) == (5, (), (), ())


def test_units_that_came_went_and_differ_are_listed(world: World) -> None:
    create_organisation(
        name="云岭县水利局", kind=Kind.DEPARTMENT, parent=world.county.government, actor=None, now=world.now
    )
    market, police = world.county.units["market"], world.county.units["police"]
    market.is_active = False
    market.save()
    Assignment.objects.filter(organisation=police).update(due_filing_on=date(2026, 3, 1))
    plan = plan_next_year(world.county.government)
    assert (plan.carried_units, plan.new_units, plan.gone_units) == (
        4,
        ("云岭县水利局",),
        ("云岭县市场监督管理局",),
    )
    (unit,) = plan.exceptions
    assert (unit.organisation, unit.has_own_dates, unit.version) == (police, True, None)
    assert [moved.after.isoformat() for moved in unit.dates] == ["2027-01-20", "2027-03-01", "2027-03-31"]


def test_the_next_year_opens_with_its_templates_moved_on(world: World, own: BlueprintVersion) -> None:
    opened = open_as_proposed(world)
    renewed = opened.terms.get(kind=Kind.DEPARTMENT).blueprint_version
    own.refresh_from_db()
    assert (own.status, renewed.number, renewed.status, renewed.blueprint_id) == (
        "retired",
        2,
        "published",
        own.blueprint_id,
    )
    section = OWN.sections[0]
    assert content_of(renewed) == replace(OWN, sections=(replace(section, heading="{year}年度成效"),))
    report = opened.assignments.get(organisation=world.county.units["police"]).report
    assert report.sections.get().heading == "2026年度成效"
    assert opened.assignments.count() == 5


def test_a_template_in_which_nothing_moves_is_used_on(world: World, own: BlueprintVersion) -> None:
    opened = open_as_proposed(world, ways={})
    assert opened.terms.get(kind=Kind.DEPARTMENT).blueprint_version == own
    assert BlueprintVersion.objects.filter(blueprint=own.blueprint).count() == 1


@pytest.mark.parametrize(("keeps", "due"), [(True, date(2027, 3, 1)), (False, date(2027, 2, 20))])
def test_dates_of_one_unit_move_on_only_where_somebody_says_so(
    world: World, due: date, *, keeps: bool
) -> None:
    police = world.county.units["police"]
    Assignment.objects.filter(organisation=police).update(due_filing_on=date(2026, 3, 1))
    opened = open_as_proposed(world, with_dates=frozenset({police.pk} if keeps else ()))
    assert opened.assignments.get(organisation=police).due_filing_on == due
    assert opened.assignments.get(organisation=world.county.units["market"]).due_filing_on == date(
        2027, 2, 20
    )


def test_a_unit_keeps_the_template_that_it_alone_had(world: World) -> None:
    police, narrow = world.county.units["police"], version_for("judicial_bureau")
    wide = Blueprint.objects.create(code="wide", name="另一种", owner=world.county.government)
    version = BlueprintVersion.objects.create(blueprint=wide, number=1, status="draft", kinds=[])
    store_content(version, replace(OWN, name="另一种"))
    publish(version, now=world.now)
    Assignment.objects.filter(organisation=police).update(blueprint_version=version)
    opened = open_as_proposed(world, with_template=frozenset({police.pk}), ways={})
    assert opened.assignments.get(organisation=police).blueprint_version == version
    market = opened.assignments.get(organisation=world.county.units["market"])
    assert market.blueprint_version == version_for("department") != narrow


def test_a_year_opened_by_somebody_else_meanwhile_is_not_opened_again(world: World) -> None:
    plan = plan_next_year(world.county.government)
    open_as_proposed(world)
    with pytest.raises(Refused, match="2026年度刚刚已经由别人开启"):
        open_next_year(
            world.county.government,
            after=world.county.round,
            choices=choices_of(plan),
            actor=world.user("administrator"),
            now=world.now,
        )
    assert Round.objects.filter(government=world.county.government).count() == 2


def test_a_draft_that_nobody_published_stops_everything(world: World, own: BlueprintVersion) -> None:
    BlueprintVersion.objects.create(blueprint=own.blueprint, number=2, status="draft", kinds=["department"])
    with pytest.raises(Refused, match="有一份没有发布的草稿"):
        open_as_proposed(world)
    assert Round.objects.filter(government=world.county.government).count() == 1
    own.refresh_from_db()
    assert own.status == "published"


@pytest.mark.parametrize("name", ["reviewer", "leader", "auditor", "police_drafter"])
def test_only_the_administrator_opens_the_next_year(world: World, name: str) -> None:
    with pytest.raises(NotPermitted):
        open_as_proposed(world, actor=name)
    assert Round.objects.filter(government=world.county.government).count() == 1


def test_without_a_year_before_there_is_no_next(world: World) -> None:
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    with pytest.raises(Refused, match="还没有开启过年度任务"):
        plan_next_year(world.county.government)


@pytest.mark.parametrize(
    ("before", "after"), [(date(2028, 2, 29), date(2029, 2, 28)), (date(2026, 1, 20), date(2027, 1, 20))]
)
def test_a_due_date_moves_on_by_a_year(before: date, after: date) -> None:
    assert a_year_later(before) == after


@pytest.mark.parametrize("is_left_out", [True, False])
def test_a_unit_whose_task_was_withdrawn_is_asked_again_only_where_somebody_says_so(
    world: World, *, is_left_out: bool
) -> None:
    report = world.report("police")
    withdraw_assignment(report, reason="职责已经划出。", actor=world.user("administrator"), now=world.now)
    police = report.assignment
    plan = plan_next_year(world.county.government)
    assert (plan.withdrawn, plan.carried_units) == ((police.organisation,), 4)
    left_out = frozenset({police.organisation_id} if is_left_out else ())
    opened = open_as_proposed(world, left_out=left_out)
    given = opened.assignments.get(organisation=police.organisation)
    assert (given.withdrawal_reason, given in opened.assignments.in_force()) == (
        ("上年撤回了任务，本年也不布置。", False) if is_left_out else ("", True)
    )
    told = Message.objects.filter(recipient=world.user("police_drafter"), text__contains="2026年度")
    assert told.exists() is not is_left_out
