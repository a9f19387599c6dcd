"""Title, addressees and signatories."""

from http import HTTPStatus

from reports.drafting.enums import ReportStatus
from tests.world import World, put_status

TYPED = {
    "title": "新标题",
    "public_title": "新公开标题",
    "addressees": "县委\r\n县政府",
    "signatories": "县公安局",
}


def url(world: World) -> str:
    """The page of the police report."""
    return f"/reports/{world.report().pk}/front/"


def test_the_front_is_kept(client, world: World):
    client.force_login(world.user("police_drafter"))
    assert client.post(url(world), {**TYPED, "base_version": "0"})["Location"] == url(world)
    report = world.report()
    assert (report.title, report.addressee_lines) == ("新标题", ("县委", "县政府"))


def test_what_another_saved_meanwhile_is_shown_and_the_next_save_decides(client, world: World):
    client.force_login(world.user("police_drafter"))
    client.post(url(world), {**TYPED, "title": "别人的标题", "base_version": "0"})
    response = client.post(url(world), {**TYPED, "base_version": "0"})
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ("别人的标题" in page, 'value="新标题"' in page, 'name="base_version" value="1"' in page) == (
        True,
    ) * 3
    assert client.post(url(world), {**TYPED, "base_version": "1"}).status_code == HTTPStatus.FOUND
    assert world.report().title == "新标题"


def test_an_empty_title_is_told_at_its_field(client, world: World):
    client.force_login(world.user("police_drafter"))
    response = client.post(url(world), {**TYPED, "title": "", "base_version": "0"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.context["form"].errors == {"title": ["这一项不能空着。"]}
    assert "新公开标题" in response.content.decode()


def test_a_missing_version_overwrites_nothing(client, world: World):
    client.force_login(world.user("police_drafter"))
    assert client.post(url(world), TYPED).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert world.report().front_version == 0


def test_a_closed_front_is_shown_with_the_reason(client, world: World):
    report = put_status(world.report(), ReportStatus.RETURNED)
    report.front_is_open = False
    report.save()
    client.force_login(world.user("police_drafter"))
    page = client.get(url(world)).content.decode()
    assert ("标题和主送机关没有退回，不能修改。" in page, 'name="title"' in page) == (True, False)
    assert client.post(url(world), {**TYPED, "base_version": "0"}).status_code == HTTPStatus.FORBIDDEN


def test_only_the_drafter_writes_it(client, world: World):
    client.force_login(world.user("reviewer"))
    assert client.get(url(world))["Location"] == f"/review/{world.report().pk}/"
    assert client.post(url(world), {**TYPED, "base_version": "0"}).status_code == HTTPStatus.FORBIDDEN
    assert world.report().front_version == 0


def test_a_title_that_is_too_long_is_told_in_a_sentence_and_kept(client, world: World):
    client.force_login(world.user("police_drafter"))
    values = {"title": "长" * 201, "public_title": "公开", "signatories": "云岭县公安局", "base_version": "0"}
    response = client.post(f"/reports/{world.report().pk}/front/", values)
    assert response.status_code == 422
    assert "报送稿标题不能超过200字，请精简。" in response.content.decode()
    assert "长" * 201 in response.content.decode()


def test_signs_that_no_paper_holds_are_dropped_from_the_title(client, world: World):
    client.force_login(world.user("police_drafter"))
    values = {
        "title": "报\x01告",
        "public_title": "公\x0c开",
        "signatories": "云岭县公安局",
        "base_version": "0",
    }
    client.post(f"/reports/{world.report().pk}/front/", values)
    assert (world.report().title, world.report().public_title) == ("报告", "公开")
