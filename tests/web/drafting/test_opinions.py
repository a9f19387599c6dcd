"""The side panel by tab, and answers to opinions."""

from datetime import date
from http import HTTPStatus

import pytest

from reports.blueprints.models import BlueprintBlock
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.figures import FigureChange
from reports.drafting.models import Report
from reports.drafting.services import SectionChange, keep_revision, save_section
from reports.indicators.models import Observation
from reports.indicators.values import number
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Merger
from reports.review.enums import OpinionState
from reports.review.models import Opinion
from reports.web.drafting.panels import Guide, Panel
from tests.drafting.test_services import save
from tests.world import World, put_status, write


def panel(client, world: World, key: str = "overview", tab: str = "") -> Panel:
    """What the panel of one block shows."""
    return client.get(f"/reports/{world.report().pk}/panel/{key}/", {"tab": tab}).context["panel"]


@pytest.fixture
def drafter(client, world: World):
    """The police's drafter, signed in."""
    client.force_login(world.user("police_drafter"))
    return client


def give(world: World, key: str = "overview", text: str = "请写次数。") -> Opinion:
    """An opinion on the returned report."""
    report = put_status(world.report(), ReportStatus.RETURNED, is_open=True)
    return Opinion.objects.create(
        report=report, block_key=key, text=text, author=world.user("reviewer"), made_at=world.now
    )


def test_guidance_comes_from_the_blueprint_in_its_three_kinds(drafter, world: World):
    block = BlueprintBlock.objects.get(
        section__version=world.report().assignment.blueprint_version, key="overview"
    )
    assert panel(drafter, world).guide == Guide((block.guidance,), (block.evaluation,), (block.example,))


def test_a_tab_that_does_not_exist_is_the_first(drafter, world: World):
    assert panel(drafter, world, tab="anything").current == "guide"
    assert drafter.get(f"/reports/{world.report().pk}/panel/none/").status_code == HTTPStatus.NOT_FOUND


def last_year_report(world: World) -> Report:
    """The police's report of the year before."""
    police = world.report()
    term = TermInput(police.assignment.blueprint_version, *(date(2025, month, 20) for month in (1, 2, 3)))
    open_round(
        government=world.county.government,
        year=2024,
        terms={OrganisationKind.DEPARTMENT: term},
        actor=world.user("administrator"),
        now=world.now,
    )
    return Report.objects.with_assignment().get(
        assignment__organisation=police.assignment.organisation, assignment__round__year=2024
    )


def test_last_years_text_prints_its_own_figures_and_is_taken_over_with_its_tokens(drafter, world: World):
    this_year = world.report()
    before = last_year_report(world)
    stored = "2024年研究{{PL16}}次。\n〖不公开〗内部一句。〖/〗"
    write(before, "overview", stored, actor=world.user("police_drafter"), now=world.now)
    url = f"/reports/{this_year.pk}/panel/overview/?tab=last"
    shown = drafter.get(url).context["panel"].last_year
    assert (shown.year, shown.paragraphs, shown.carried) == (
        2024,
        ("2024年研究××次。", "内部一句。"),
        stored.replace("2024", "2025"),
    )


def test_last_year_shows_what_was_signed_with_units_and_not_what_was_recorded_since(drafter, world: World):
    url = f"/reports/{world.report().pk}/panel/enforcement/?tab=last"
    before, actor = last_year_report(world), world.user("police_drafter")
    section = before.sections.get(key="achievements")
    section.report = before
    parts = (("LE21", 3), ("LE22", 1))
    figures = tuple(FigureChange(code, number(value)) for code, value in parts)
    save_section(section, SectionChange(figures=figures), actor=actor, now=world.now)
    write(before, "enforcement", "持证率{{LE23}}%。", actor=actor, now=world.now)
    keep_revision(before, Occasion.SIGNED, actor=world.user("police_head"), now=world.now)
    put_status(before, ReportStatus.ARCHIVED)
    Observation.objects.filter(indicator__code="LE22").update(value=2)
    before.blocks.filter(key="enforcement").update(text="签发后改的。")
    shown = drafter.get(url).context["panel"].last_year
    assert (shown.paragraphs, shown.carried) == (("持证率33.33%。",), "持证率{{LE23}}%。")


def test_a_unit_that_another_went_into_finds_its_last_year_beside_its_own(client, world: World):
    this_year, closed = world.report("market"), world.report().assignment.organisation
    into = this_year.assignment.organisation
    last_year_report(world)
    for organisation, name, text in ((into, "market", "监管市场。"), (closed, "police", "维护治安。")):
        before = Report.objects.get(assignment__organisation=organisation, assignment__round__year=2024)
        write(before, "overview", text, actor=world.user(f"{name}_drafter"), now=world.now)
    client.force_login(world.user("market_drafter"))
    url = f"/reports/{this_year.pk}/panel/overview/?tab=last"
    assert client.get(url).context["panel"].units == ()
    Merger.objects.create(closed=closed, into=into, merged_on=world.now.date(), recorded_at=world.now)
    first = client.get(url).context["panel"]
    assert [(tab.label, tab.is_current) for tab in first.units] == [(into.name, True), (closed.name, False)]
    assert first.last_year.paragraphs == ("监管市场。",)
    second = client.get(first.units[1].url).context["panel"]
    assert second.last_year.paragraphs == ("维护治安。",)
    stranger = world.stranger.units["water"].pk
    assert client.get(f"{url}&unit={stranger}").context["panel"].last_year.paragraphs == ("监管市场。",)


def test_without_last_year_the_panel_says_what_to_do(drafter, world: World):
    url = f"/reports/{world.report().pk}/panel/overview/?tab=last"
    assert "批量导入" in drafter.get(url).content.decode()


def test_opinions_on_the_block_and_on_the_whole_are_shown_and_no_others(drafter, world: World):
    for key, text in (("overview", "这一块。"), ("", "对全文。"), ("plan", "别的一块。")):
        give(world, key, text)
    shown = panel(drafter, world, tab="opinions")
    assert [opinion.text for opinion in shown.opinions] == ["这一块。", "对全文。"]
    assert (shown.may_answer, shown.tabs[3].count) == (True, 2)


def test_one_opinion_and_three_take_the_same_queries(drafter, world: World, django_assert_num_queries):
    report = world.report()
    give(world)
    url = f"/reports/{report.pk}/panel/overview/?tab=opinions"
    with django_assert_num_queries(7):
        drafter.get(url)
    give(world)
    give(world)
    with django_assert_num_queries(7):
        drafter.get(url)


def test_history_shows_who_saved_last(drafter, world: World):
    save(world, "achievements", heading="新标题")
    write(world.report(), "overview", "一句。", actor=world.user("police_drafter"), now=world.now)
    page = drafter.get(f"/reports/{world.report().pk}/panel/overview/?tab=history").content.decode()
    assert f"{world.user('police_drafter').name} 1月12日 10:32 最后保存这一块。" in page


def answer(client, opinion: Opinion, *, htmx: bool = True, **typed: str):
    """Press 保存答复."""
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"/opinions/{opinion.pk}/answer/", {"beside": "overview", **typed}, headers=headers)


@pytest.mark.parametrize("beside", ["", "none", "over\x00view", "长" * 500])
def test_an_answer_beside_no_block_comes_back_to_the_block_of_the_opinion(drafter, world: World, beside):
    response = answer(drafter, give(world, "enforcement"), state="adopted", beside=beside)
    assert (response.status_code, response.context["panel"].block.key) == (HTTPStatus.OK, "enforcement")


def test_an_answer_is_kept_and_the_panel_comes_back(drafter, world: World):
    opinion = give(world)
    response = answer(drafter, opinion, state="adopted", reply="已写明四次。")
    assert response.status_code == HTTPStatus.OK
    assert response.context["panel"].tabs[2].count == 0
    opinion.refresh_from_db()
    assert (opinion.state, opinion.reply) == (OpinionState.ADOPTED, "已写明四次。")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reply": "只有话。"}, "请选择采纳、部分采纳或者未采纳。"),
        ({"state": "nonsense"}, "请选择采纳、部分采纳或者未采纳。"),
        ({"state": "open"}, "请选择采纳、部分采纳或者未采纳。"),
        ({"state": "not_adopted"}, "没有完全采纳的意见，请说明理由。"),
        ({"state": "adopted", "reply": "长" * 2001}, "2000"),
    ],
)
def test_an_answer_that_will_not_do_is_told_and_kept(drafter, world: World, typed, sentence):
    opinion = give(world)
    response = answer(drafter, opinion, **typed)
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in page
    assert f"{typed.get('reply', '')}</textarea>" in page
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.OPEN


def test_without_javascript_one_comes_back_to_the_block(drafter, world: World):
    report = world.report()
    response = answer(drafter, give(world), htmx=False, state="adopted")
    place = f"/reports/{report.pk}/sections/achievements/?tab=opinions#block-overview"
    assert (response.status_code, response["Location"]) == (302, place)
    assert (
        "没有完全采纳的意见，请说明理由。"
        in drafter.get(
            answer(drafter, give(world), htmx=False, state="not_adopted")["Location"]
        ).content.decode()
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reviewer", HTTPStatus.FORBIDDEN),
        ("police_head", HTTPStatus.FORBIDDEN),
        ("market_drafter", HTTPStatus.NOT_FOUND),
    ],
)
def test_only_the_drafter_answers(client, world: World, who, status):
    opinion = give(world)
    client.force_login(world.user(who))
    assert answer(client, opinion, state="adopted").status_code == status
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.OPEN
