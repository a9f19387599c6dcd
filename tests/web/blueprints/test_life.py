"""A template's life in the browser: made, adapted, published, retired, thrown away."""

from dataclasses import replace

import pytest
from django.test import Client

from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.services import edit_draft, publish_draft, start_draft
from reports.organisations.models import User
from reports.web.blueprints.changes import changes_between
from reports.web.blueprints.families import family_list
from tests.web.blueprints.drafts import CONTENT, client_of, make_draft, stored
from tests.world import World


@pytest.fixture
def administrator(world: World) -> Client:
    return client_of(world.user("administrator"))


def publish(world: World, draft: BlueprintVersion) -> None:
    """Publish without looking."""
    publish_draft(
        draft,
        note="发布。",
        edit=draft.edit,
        accepts_warnings=True,
        actor=world.user("administrator"),
        now=world.now,
    )


def shipped(code: str = "town") -> BlueprintVersion:
    return BlueprintVersion.objects.get(blueprint__code=code, blueprint__owner=None)


def test_a_template_begins_empty(world: World, administrator) -> None:
    assert administrator.get("/blueprints/new/").status_code == 200
    answer = administrator.post("/blueprints/new/", {"name": "专报", "kinds": ["town"]})
    draft = BlueprintVersion.objects.get(blueprint__owner=world.county.government)
    assert (answer.url, draft.blueprint.name, draft.kinds) == (
        f"/blueprints/{draft.pk}/edit/",
        "专报",
        ["town"],
    )


def test_an_empty_beginning_is_refused(administrator) -> None:
    page = administrator.post("/blueprints/new/", {"name": "", "kinds": []}).content.decode()
    assert "请填写模板的名称。" in page
    assert "请至少选择一类单位。" in page


def test_a_shipped_one_becomes_the_county_s(world: World, administrator) -> None:
    answer = administrator.post(f"/blueprints/{shipped().pk}/adapt/")
    own = Blueprint.objects.get(owner=world.county.government)
    assert (answer.url, own.origin) == (f"/blueprints/{own.versions.get().pk}/edit/", shipped().blueprint)


@pytest.mark.parametrize("name", ["reviewer", "leader", "town_head"])
@pytest.mark.parametrize("address", ["new/", "{version}/adapt/"])
def test_nobody_else_makes_any(world: World, name: str, address: str) -> None:
    path = f"/blueprints/{address.format(version=shipped().pk)}"
    assert client_of(world.user(name)).post(path).status_code == 403
    assert not Blueprint.objects.exclude(owner=None).exists()


def test_the_government_of_another_county_is_not_found(world: World, administrator) -> None:
    path = f"/blueprints/{shipped().pk}/adapt/"
    assert administrator.post(path, {"government": world.stranger.government.pk}).status_code == 404


def test_whoever_administers_several_counties_chooses_one(world: World) -> None:
    installer = client_of(User.objects.create_superuser("root", name="安装人"))
    page = installer.get("/blueprints/").content.decode()
    assert 'name="government"' in page
    installer.post(f"/blueprints/{shipped().pk}/adapt/", {"government": world.stranger.government.pk})
    assert Blueprint.objects.get(origin=shipped().blueprint).owner == world.stranger.government


def test_the_list_groups_families_and_says_what_stands_in_for_what(world: World, administrator) -> None:
    administrator.post(f"/blueprints/{shipped().pk}/adapt/")
    draft = BlueprintVersion.objects.get(blueprint__owner=world.county.government)
    publish(world, draft)
    start_draft(draft.blueprint, actor=world.user("administrator"), now=world.now)

    found = family_list(None, user=world.user("administrator"))
    (own,) = found.own
    assert (own.current.number, own.draft.number, own.may_edit, own.earlier) == (1, 2, True, ())
    replaced = {row.name: row.replaced_by for row in found.shipped if row.replaced_by}
    assert replaced == {"乡镇法治政府建设年度报告": "乡镇法治政府建设年度报告"}
    elsewhere = family_list(None, user=User.objects.get(username="stranger_administrator"))
    assert (elsewhere.own, [row.replaced_by for row in elsewhere.shipped]) == ((), [""] * 10)
    page = administrator.get("/blueprints/").content.decode()
    assert "继续修改" in page


class TestPublishing:
    def test_what_is_wrong_is_listed_with_its_place(self, world: World, administrator) -> None:
        draft = make_draft(world)
        edit_draft(
            draft,
            lambda content: replace(content, kinds=()),
            actor=world.user("administrator"),
            now=world.now,
        )
        page = administrator.get(f"/blueprints/{draft.pk}/publish/").content.decode()
        assert "请至少选择一类适用单位。" in page
        answer = administrator.post(f"/blueprints/{draft.pk}/publish/", {"note": "发布。", "edit": 1})
        assert (answer.status_code, BlueprintVersion.objects.get(pk=draft.pk).status) == (422, "draft")

    def test_warnings_are_ticked_and_a_note_is_given(self, world: World, administrator) -> None:
        draft, path = make_draft(world), "/blueprints/{}/publish/"
        address = path.format(draft.pk)
        page = administrator.post(address, {"note": "", "edit": 0}).content.decode()
        assert "请写明版本说明，别人才知道这一版改了什么。" in page
        page = administrator.post(address, {"note": "首次发布。", "edit": 0}).content.decode()
        assert "请逐条核对下列提醒，确认无误后勾选，再发布。" in page
        answer = administrator.post(address, {"note": "首次发布。", "edit": 0, "accepts_warnings": "on"})
        draft.refresh_from_db()
        assert (answer.url, draft.status, draft.note) == (
            f"/blueprints/{draft.pk}/",
            VersionStatus.PUBLISHED,
            "首次发布。",
        )

    def test_what_changed_meanwhile_is_seen_first(self, world: World, administrator) -> None:
        draft = make_draft(world)
        administrator.post(f"/blueprints/{draft.pk}/edit/move/", {"step": "block:a:down"})
        answer = administrator.post(
            f"/blueprints/{draft.pk}/publish/", {"note": "发布。", "edit": 0, "accepts_warnings": "on"}
        )
        assert (answer.status_code, "管理已经保存过这份草稿" in answer.content.decode()) == (422, True)

    def test_the_changes_are_listed_by_part(self, world: World, administrator) -> None:
        draft = make_draft(world)
        administrator.post(f"/blueprints/{draft.pk}/edit/block/b/remove/")
        administrator.post(f"/blueprints/{draft.pk}/edit/add/", {"section": "lacks"})
        administrator.post(f"/blueprints/{draft.pk}/edit/move/", {"step": "section:done:down"})
        changes = changes_between(CONTENT, stored(draft))
        assert [(change.what, change.name) for change in changes] == [
            ("新增", "不足 · 新的内容块"),
            ("删除", "〔本年〕年度成效 · 行政复议"),
            ("移动", "部分或内容块的次序有调整"),
        ]


class TestEnding:
    def test_a_draft_is_thrown_away_after_a_question(self, world: World, administrator) -> None:
        draft = make_draft(world)
        assert "不能恢复" in administrator.get(f"/blueprints/{draft.pk}/discard/").content.decode()
        assert administrator.post(f"/blueprints/{draft.pk}/discard/").url == "/blueprints/"
        assert not Blueprint.objects.filter(owner=world.county.government).exists()

    def test_a_family_is_retired_after_a_question(self, world: World, administrator) -> None:
        draft = make_draft(world)
        publish(world, draft)
        path = f"/blueprints/family/{draft.blueprint_id}/retire/"
        assert "正在进行的年度" in administrator.get(path).content.decode()
        administrator.post(path)
        draft.refresh_from_db()
        assert draft.status == VersionStatus.RETIRED
        page = administrator.post(path, follow=True).content.decode()
        assert "没有已发布的版本，无需停用。" in page

    def test_a_second_draft_is_not_made(self, world: World, administrator) -> None:
        draft = make_draft(world)
        page = administrator.post(f"/blueprints/family/{draft.blueprint_id}/draft/", follow=True)
        assert "已有一份草稿（第1版），请继续修改那一份。" in page.content.decode()

    def test_families_of_another_county_are_not_found(self, world: World) -> None:
        draft = make_draft(world)
        stranger = client_of(User.objects.get(username="stranger_administrator"))
        for what in ("draft", "retire"):
            assert stranger.post(f"/blueprints/family/{draft.blueprint_id}/{what}/").status_code == 404
