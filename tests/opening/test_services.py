"""Opening a year: who gets what, what a second opening does, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.audit.models import Entry
from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.enums import SectionRole, VersionStatus
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.queries import version_for
from reports.blueprints.services import publish
from reports.blueprints.storing import store_content
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.models import FigureRequest, Report
from reports.indicators.models import Indicator
from reports.notifications.models import Message
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.models import Organisation
from reports.organisations.services import create_organisation
from reports.rounds.models import Assignment, Round

pytestmark = pytest.mark.django_db

DUE = (date(2027, 1, 20), date(2027, 2, 20), date(2027, 3, 31))


def terms_for(*kinds, due=DUE, skips=False):
    return {kind: TermInput(version_for(kind), *due, skips_pre_review=skips) for kind in kinds}


def opened(world, *, year=2026, terms=None, actor="administrator", is_archive=False):
    return open_round(
        government=world.county.government,
        year=year,
        terms=terms_for(Kind.DEPARTMENT) if terms is None else terms,
        actor=world.user(actor),
        now=world.now,
        is_archive=is_archive,
    )


def units_of(round_):
    return sorted(round_.assignments.values_list("organisation__name", flat=True))


def add_unit(world, name, kind=Kind.DEPARTMENT):
    return create_organisation(
        name=name, kind=kind, parent=world.county.government, actor=None, now=world.now
    )


def test_every_unit_of_a_kind_with_terms_gets_its_assignment_and_report(world):
    town_title = world.report("town").title.replace("2025", "2026")
    opened(world, terms=terms_for(Kind.DEPARTMENT, Kind.TOWN, skips=True))
    found = Assignment.objects.filter(round__year=2026).order_by("organisation__position")
    assert [
        (
            a.organisation.name,
            a.drafted_by.name,
            a.blueprint_version.blueprint.code,
            (a.due_draft_on, a.due_filing_on, a.due_publication_on),
            a.skips_pre_review,
            a.report.title,
        )
        for a in found
    ] == [
        (name, name, code, DUE, True, f"{name}关于2026年度法治政府建设情况的报告")
        for name, code in [
            ("云岭县公安局", "statutory-department"),
            ("云岭县市场监督管理局", "statutory-department"),
        ]
    ] + [
        (
            "青石镇人民政府",
            "青石镇人民政府",
            "town",
            DUE,
            True,
            town_title,
        )
    ]


def test_the_county_report_is_drafted_by_the_bureau(world):
    round_ = opened(world, terms=terms_for(Kind.COUNTY_GOVERNMENT))
    assert list(round_.assignments.values_list("organisation__name", "drafted_by__name")) == [
        ("云岭县人民政府", "云岭县司法局")
    ]


def test_units_of_another_county_and_closed_units_get_nothing(world):
    Organisation.objects.filter(name="云岭县公安局").update(is_active=False)
    assert units_of(opened(world)) == ["云岭县市场监督管理局"]


def test_drafters_are_told_once_and_an_archive_tells_nobody(world):
    Message.objects.all().delete()
    opened(world)
    sent = Message.objects.order_by("recipient__username").values_list(
        "recipient__username", "text", "sender"
    )
    text = "2026年度法治政府建设年度报告已经开始填报，请按期提交预审稿。"
    assert list(sent) == [
        (user, text, "县委依法治县办（县司法局）") for user in ("market_drafter", "police_drafter")
    ]
    opened(world, year=2020, is_archive=True)
    assert Message.objects.count() == 2


def test_opening_again_changes_nothing_but_for_new_units(world):
    first = opened(world)
    before = list(Report.objects.filter(assignment__round=first).values_list("pk", "title"))
    later = terms_for(Kind.DEPARTMENT, due=(date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)))
    acts = Entry.objects.filter(action="开启年度任务").count()
    assert opened(world, terms=later) == first
    assert Entry.objects.filter(action="开启年度任务").count() == acts
    assert list(Report.objects.filter(assignment__round=first).values_list("pk", "title")) == before

    add_unit(world, "云岭县水利局")
    opened(world, terms=later)
    assert units_of(first) == ["云岭县公安局", "云岭县市场监督管理局", "云岭县水利局"]
    assert set(first.assignments.values_list("due_draft_on", "due_filing_on", "due_publication_on")) == {DUE}


def test_opening_again_without_terms_serves_new_units(world):
    first = opened(world)
    add_unit(world, "云岭县水利局")
    opened(world, terms={})
    assert units_of(first) == ["云岭县公安局", "云岭县市场监督管理局", "云岭县水利局"]


def test_a_year_of_imported_reports_becomes_a_running_one(world):
    opened(world, year=2024, is_archive=True)
    opened(world, year=2024)
    found = Round.objects.get(government=world.county.government, year=2024)
    assert (found.is_archive, found.assignments.count()) == (False, 2)


def test_a_first_opening_without_terms_is_refused_and_leaves_nothing(world):
    with pytest.raises(Invalid) as refusal:
        opened(world, terms={})
    assert str(refusal.value) == "请至少为一类单位选择模板和期限。"
    assert not Round.objects.filter(year=2026).exists()


@pytest.mark.parametrize("year", [1989, 2101, 99999])
def test_a_senseless_year_is_refused(world, year):
    with pytest.raises(Invalid) as refusal:
        opened(world, year=year)
    assert (str(refusal.value), refusal.value.field) == ("年度应在1990与2100之间，请核对。", "year")


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (2, 1, 0)])
def test_dates_out_of_order_are_refused(world, order):
    with pytest.raises(Invalid) as refusal:
        opened(world, terms=terms_for(Kind.DEPARTMENT, due=tuple(DUE[at] for at in order)))
    assert str(refusal.value) == "部门的三个期限应依次为预审稿、正式报送、公开，请核对先后。"
    assert refusal.value.field == Kind.DEPARTMENT


def test_dates_on_one_day_are_in_order(world):
    assert units_of(opened(world, terms=terms_for(Kind.DEPARTMENT, due=(DUE[0],) * 3))) == [
        "云岭县公安局",
        "云岭县市场监督管理局",
    ]


def test_a_template_of_another_kind_or_a_retired_one_is_refused(world):
    town = version_for(Kind.TOWN)
    wrong = {Kind.DEPARTMENT: replace(terms_for(Kind.DEPARTMENT)[Kind.DEPARTMENT], blueprint_version=town)}
    with pytest.raises(Invalid) as refusal:
        opened(world, terms=wrong)
    assert (str(refusal.value), refusal.value.field) == (
        "模板“乡镇法治政府建设年度报告（第1版）”不适用于部门，请另选模板。",
        Kind.DEPARTMENT,
    )
    terms = terms_for(Kind.TOWN)
    terms[Kind.TOWN].blueprint_version.status = VersionStatus.RETIRED
    with pytest.raises(Invalid) as refusal:
        opened(world, terms=terms)
    assert refusal.value.field == Kind.TOWN


def test_a_county_without_a_bureau_cannot_give_its_own_report(world):
    Organisation.objects.filter(name="云岭县司法局").update(is_active=False)
    with pytest.raises(Refused) as refusal:
        opened(world, terms=terms_for(Kind.COUNTY_GOVERNMENT))
    assert str(refusal.value) == ("本级还没有司法局，县政府的报告无人起草。请先建立司法局，再开启年度任务。")


@pytest.mark.parametrize(
    "actor", ["reviewer", "leader", "auditor", "bureau_drafter", "police_drafter", "police_head"]
)
def test_only_the_administrator_opens_a_year(world, actor):
    with pytest.raises(NotPermitted) as refusal:
        opened(world, actor=actor)
    assert str(refusal.value) == "只有管理员可以开启年度任务。"


def test_the_administrator_next_door_opens_nothing_here(world):
    stranger = world.stranger.people["administrator"]
    with pytest.raises(NotPermitted):
        open_round(
            government=world.county.government,
            year=2026,
            terms=terms_for(Kind.DEPARTMENT),
            actor=stranger,
            now=world.now,
        )


def test_the_number_of_queries_does_not_grow_with_the_units(world):
    Organisation.objects.filter(name="云岭县市场监督管理局").update(is_active=False)
    with CaptureQueriesContext(connection) as one:
        assert opened(world, year=2026).assignments.count() == 1
    Organisation.objects.filter(name="云岭县市场监督管理局").update(is_active=True)
    add_unit(world, "云岭县水利局")
    with CaptureQueriesContext(connection) as three:
        assert opened(world, year=2027).assignments.count() == 3
    assert len(one) == len(three)


@pytest.mark.parametrize(("packs", "is_there"), [((), False), (("专项行动",), True)])
def test_a_topic_comes_in_only_where_the_year_has_chosen_it(world, packs, is_there):
    family = Blueprint.objects.create(code="trial", name="带专题的模板")
    version = BlueprintVersion.objects.create(
        blueprint=family, number=1, status="draft", kinds=["department"]
    )
    topic = BlockContent("drive", "prose", "专项行动", figures=(FigureAsk("LE01"),), pack="专项行动")
    parts = (SectionContent("parts", SectionRole.ACHIEVEMENTS, "成效", blocks=(topic,)),)
    store_content(
        version, Content("带专题的模板", ("department",), "{year}年报告", "{year}年年报", (), parts)
    )
    publish(version, now=world.now)
    round_ = opened(world, terms={Kind.DEPARTMENT: TermInput(version, *DUE, packs=packs)})
    report = Report.objects.filter(assignment__round=round_).first()
    assert list(report.blocks.values_list("key", flat=True)) == ["drive"] * is_there
    assert list(report.figure_requests.values_list("indicator__code", flat=True)) == ["LE01"] * is_there


def test_an_indicator_is_asked_to_its_last_year_and_no_longer(world):
    Indicator.objects.filter(code="LE01").update(valid_to=2026)
    asked = {}
    for year in (2026, 2027):
        requests = FigureRequest.objects.filter(report__assignment__round=opened(world, year=year))
        asked[year] = requests.filter(indicator__code="LE01").exists()
    assert asked == {2026: True, 2027: False}
