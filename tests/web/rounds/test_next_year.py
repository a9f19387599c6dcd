"""开启下一年度 as a page: everything listed, nothing written before the yes, nothing lost on a fault."""

from datetime import date

import pytest
from django.urls import reverse

from reports.blueprints.content import BlockContent, Content, SectionContent
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.phrasebook import load_vocabulary
from reports.blueprints.services import publish
from reports.blueprints.storing import store_content
from reports.document.roles import Role
from reports.organisations.enums import OrganisationKind as Kind
from reports.rounds.models import Assignment, Round

pytestmark = pytest.mark.django_db

URL = "/rounds/next/"


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


@pytest.fixture
def own(world):
    """The county's own template for departments, with years in digits, two topics and an old plan."""
    load_vocabulary(actor=None, now=world.now)
    family = Blueprint.objects.create(code="own", name="县部门模板", owner=world.county.government)
    version = BlueprintVersion.objects.create(blueprint=family, number=1, status="draft", kinds=[])
    blocks = (
        BlockContent("work", "prose", "工作", guidance="按《法治政府建设实施纲要（2021—2025年）》写。"),
        BlockContent("drive", "prose", "专项行动", pack="涉企执法专项行动"),
    )
    section = SectionContent("work", Role.ACHIEVEMENTS, "2025年度成效", blocks=blocks)
    content = Content("县部门模板", ("department",), "{year}年报告", "{year}年年报", (), (section,))
    store_content(version, content)
    publish(version, now=world.now)
    world.county.round.terms.filter(kind=Kind.DEPARTMENT).update(blueprint_version=version)
    departments = Assignment.objects.filter(organisation__kind=Kind.DEPARTMENT, round=world.county.round)
    departments.update(blueprint_version=version)
    return version


def sent_back(response, **changed):
    """What a browser would send of the page as it stands."""
    form = response.context["form"]
    fields = {"government": form.plan.government.pk}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, "", False, []):
            fields[name] = value.isoformat() if isinstance(value, date) else value
    return {name: value for name, value in (fields | changed).items() if value is not None}


def test_the_page_lists_dates_years_phrases_and_topics(admin, own):
    page = admin.get(URL).content.decode()
    for words in (
        "开启2026年度",
        "2026-02-20 → 2027-02-20",
        "星期六",
        "2025年度成效".replace("2025", '<mark class="year-word">2025</mark>'),
        "改成“〔本年〕”，以后自动顺延",
        "“法治政府建设实施纲要（2021—2025年）”用于2021—2025年度的报告。",
        "加入专题“涉企执法专项行动”",
        "2026年报告",
    ):
        assert words in page
    assert Round.objects.filter(year=2026).count() == 0


def test_a_yes_opens_the_year_as_the_page_said(admin, world, own):
    response = admin.post(URL, sent_back(admin.get(URL), **{"department-topics": ["涉企执法专项行动"]}))
    opened = Round.objects.get(government=world.county.government, year=2026)
    assert response.headers["Location"] == reverse("round", args=[opened.pk])
    report = opened.assignments.get(organisation=world.county.units["police"]).report
    assert report.sections.get().heading == "2026年度成效"
    assert list(report.blocks.order_by("position").values_list("key", flat=True)) == ["work", "drive"]
    town = opened.terms.get(kind=Kind.TOWN)
    assert (town.due_draft_on, town.due_filing_on) == (date(2027, 1, 20), date(2027, 2, 20))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"department-filing": "2027-01-01"}, "正式报送期限不能早于预审稿期限，请核对。"),
        ({"department-draft": "改天"}, "请按2026-02-20的格式填写日期。"),
        ({"department-topics": ["没有的专题"]}, "这个专题已经不在模板里，请重新选择。"),
        ({"year": "2027"}, "2025年度刚刚已经由别人开启，没有重复开启。"),
    ],
)
def test_a_fault_is_told_and_nothing_is_written_or_lost(admin, own, changed, message):
    fields = sent_back(admin.get(URL), **{"town-publication": "2027-04-01"}, **changed)
    response = admin.post(URL, fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert 'value="2027-04-01"' in page
    assert Round.objects.filter(year=2026).count() == 0


def test_a_way_that_is_none_is_refused(admin, own):
    fields = sent_back(admin.get(URL))
    name = next(name for name in fields if name.startswith("way-"))
    response = admin.post(URL, fields | {name: "burn"})
    assert response.status_code == 422
    assert Round.objects.filter(year=2026).count() == 0


def test_without_a_first_year_the_page_leads_to_opening_one(admin, world):
    Round.objects.filter(government=world.county.government).update(is_archive=True)
    assert admin.get(URL).headers["Location"] == reverse("round_open")


@pytest.mark.parametrize(
    ("name", "status"), [("reviewer", 403), ("leader", 403), ("auditor", 403), ("police_drafter", 403)]
)
def test_nobody_else_opens_a_year(world, client, name, status):
    client.force_login(world.user(name))
    assert client.get(URL).status_code == status


def test_another_county_s_year_is_not_there(admin, world):
    assert admin.get(URL, {"government": world.stranger.government.pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_exceptions(admin, world, count, django_assert_num_queries):
    units = [world.county.units[key].pk for key in ("police", "market", "town")][:count]
    Assignment.objects.filter(organisation__in=units).update(due_filing_on=date(2026, 3, 1))
    with django_assert_num_queries(30):
        page = admin.get(URL).content.decode()
    assert page.count("期限也顺延一年") == count
