"""The page before 提交预审: what is missing with its place, then one button."""

from http import HTTPStatus

import pytest

from reports.drafting.enums import ReportStatus
from reports.drafting.models import ReportBlock
from reports.review.models import Step
from tests.drafting.test_queries import fill_figures
from tests.world import World, fill_prose, put_status, write


def url(world: World) -> str:
    """The page of the police report."""
    return f"/reports/{world.report().pk}/submit/"


@pytest.fixture
def drafter(client, world: World):
    """The police's drafter, signed in."""
    client.force_login(world.user("police_drafter"))
    return client


def complete(world: World) -> None:
    """Fill everything."""
    fill_prose(world.report(), actor=world.user("police_drafter"), now=world.now)
    fill_figures(world, world.report(), "police_drafter")


def test_missing_parts_are_named_with_a_link_to_each_and_nothing_moves(drafter, world: World):
    response = drafter.post(url(world), {"reason": "很急。"})
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.context["is_stopped"] is True
    pk = world.report().pk
    assert f'href="/reports/{pk}/sections/achievements/#block-enforcement"' in page
    assert "“行政处罚案件数”未填。没有发生填0，没有此项职责选“不适用”。" in page
    assert world.report().status == ReportStatus.DRAFTING
    assert not Step.objects.exists()


def test_every_link_leads_to_a_place_that_is_there(drafter, world: World):
    groups = drafter.get(url(world)).context["groups"]
    places = [place.url for group in groups for place in group.places]
    blocks = set(world.report().blocks.values_list("key", flat=True))
    for place in places:
        path, _, anchor = place.partition("#block-")
        assert drafter.get(path).status_code == HTTPStatus.OK
        assert anchor in blocks | {""}


def test_a_complete_draft_goes_in_with_one_button(drafter, world: World):
    complete(world)
    page = drafter.get(url(world))
    assert (page.context["groups"], "都填好了，可以提交。" in page.content.decode()) == ([], True)
    response = drafter.post(url(world), {"reason": ""})
    assert response["Location"] == "/"
    assert world.report().status == ReportStatus.AWAITING_REVIEW
    assert "已提交，报告现在是“待预审”。" in drafter.get("/").content.decode()


def test_what_a_reason_lets_pass_asks_for_the_reason(drafter, world: World):
    complete(world)
    ReportBlock.objects.filter(report=world.report(), key="overview").update(needs_confirmation=True)
    asked = drafter.post(url(world), {"reason": " "})
    assert asked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [group.title for group in asked.context["groups"]] == ["沿用上年、还没有确认的文字"]
    assert "请补齐，或者说明理由后提交" in asked.content.decode()
    assert drafter.post(url(world), {"reason": "已与县局商定。"})["Location"] == "/"
    assert Step.objects.get().reason == "已与县局商定。"


def test_personal_numbers_pass_with_no_reason(drafter, world: World):
    complete(world)
    text = "张三，身份证号110101199003074514。"
    write(world.report(), "overview", text, actor=world.user("police_drafter"), now=world.now)
    response = drafter.post(url(world), {"reason": "很急。"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [(group.title, group.stops) for group in response.context["groups"]] == [
        ("含有不得公开的内容", True)
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("police_head", HTTPStatus.FORBIDDEN),
        ("reviewer", HTTPStatus.FORBIDDEN),
        ("market_drafter", HTTPStatus.NOT_FOUND),
    ],
)
def test_only_the_drafter_hands_in(client, world: World, who, status):
    complete(world)
    client.force_login(world.user(who))
    assert client.get(url(world)).status_code == status
    assert client.post(url(world), {}).status_code == status
    assert world.report().status == ReportStatus.DRAFTING


def test_what_was_handed_in_is_not_handed_in_again(drafter, world: World):
    put_status(world.report(), ReportStatus.AWAITING_REVIEW)
    assert drafter.get(url(world)).status_code == HTTPStatus.FORBIDDEN
    assert "报告现在是“待预审”" in drafter.post(url(world), {}).content.decode()
