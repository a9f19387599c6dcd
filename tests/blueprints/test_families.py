"""A county's own templates: made, adapted, drafted by two people, published, retired."""

from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction

from reports.audit.models import Entry
from reports.blueprints.content import BlockContent, Content, SectionContent
from reports.blueprints.editing import with_block, without_section
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.permissions import can_edit_blueprint, can_make_blueprints
from reports.blueprints.queries import version_for
from reports.blueprints.services import (
    DraftChanged,
    FaultyContent,
    adapt_blueprint,
    create_blueprint,
    discard_draft,
    edit_draft,
    publish_draft,
    retire_blueprint,
    save_draft,
    start_draft,
)
from reports.blueprints.storing import content_of
from reports.common.errors import Incomplete, Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.document.roles import Role
from reports.organisations.models import User
from tests.world import World

pytestmark = pytest.mark.django_db

SMALL = Content(
    "试用模板",
    ("town",),
    "{organisation}{year}年报告",
    "{organisation}{year}年年报",
    ("{county}人民政府",),
    (SectionContent("done", Role.ACHIEVEMENTS, "成效", blocks=(BlockContent("a", "prose", "总述"),)),),
)


def make(world: World, content: Content = SMALL) -> BlueprintVersion:
    """A family of the county with its first draft."""
    return create_blueprint(
        name=content.name,
        government=world.county.government,
        content=content,
        actor=world.user("administrator"),
        now=world.now,
    )


def adapt(world: World, kind: str = "town") -> BlueprintVersion:
    """The county's own draft of the template that towns use."""
    origin = version_for(kind)
    assert origin is not None
    return adapt_blueprint(
        origin, government=world.county.government, actor=world.user("administrator"), now=world.now
    )


def publish(world: World, draft: BlueprintVersion, **choices) -> BlueprintVersion:
    """Publish a draft as it is."""
    wanted = {"note": "首次发布。", "edit": draft.edit, "accepts_warnings": True} | choices
    return publish_draft(draft, **wanted, actor=world.user("administrator"), now=world.now)


def acts() -> list[tuple[str, str]]:
    """What the log says of templates, without what the loading of packs wrote."""
    entries = Entry.objects.filter(subject_type="BlueprintVersion").exclude(action="载入模板")
    return list(entries.order_by("pk").values_list("action", "scope_path"))


class TestMaking:
    def test_a_new_family_is_a_draft_of_the_county(self, world: World) -> None:
        draft = make(world)
        assert (draft.number, draft.status, draft.edit, draft.edited_by) == (
            1,
            VersionStatus.DRAFT,
            0,
            world.user("administrator"),
        )
        assert content_of(draft) == SMALL
        family = draft.blueprint
        assert (family.code, family.owner, family.origin) == ("own", world.county.government, None)
        assert acts() == [("新建模板草稿", world.county.government.path)]

    def test_names_and_codes_stay_apart(self, world: World) -> None:
        families = [make(world).blueprint for _ in range(3)]
        assert [(family.code, family.name) for family in families] == [
            ("own", "试用模板"),
            ("own-2", "试用模板（2）"),
            ("own-3", "试用模板（3）"),
        ]

    def test_what_cannot_be_kept_is_refused_with_every_fault(self, world: World) -> None:
        twice = replace(SMALL, filing_title="{yaer}", sections=(*SMALL.sections, *SMALL.sections))
        with pytest.raises(FaultyContent) as caught:
            make(world, twice)
        assert [fault.place.field for fault in caught.value.faults] == ["key", "key", "filing_title"]
        assert not Blueprint.objects.filter(owner=world.county.government).exists()


class TestAdapting:
    def test_it_is_a_draft_that_says_the_same_and_knows_its_origin(self, world: World) -> None:
        origin = version_for("town")
        draft = adapt(world)
        assert content_of(draft) == content_of(BlueprintVersion.objects.get(pk=origin.pk))
        family = draft.blueprint
        assert (draft.origin_version, family.origin, family.code) == (origin, origin.blueprint, "town")

    def test_once_published_it_stands_in_for_its_origin_in_that_county_alone(self, world: World) -> None:
        origin = version_for("town")
        published = publish(world, adapt(world))
        assert version_for("town", government=world.county.government) == published
        assert version_for("town", government=world.stranger.government) == origin

    def test_a_second_one_has_a_code_of_its_own(self, world: World) -> None:
        assert [adapt(world).blueprint.code for _ in range(2)] == ["town", "town-2"]

    def test_only_what_is_published_is_adapted(self, world: World) -> None:
        draft = make(world)
        with pytest.raises(Refused, match="只能由已发布的模板"):
            adapt_blueprint(
                draft,
                government=world.county.government,
                actor=world.user("administrator"),
                now=world.now,
            )


class TestTwoAdministrators:
    def test_a_save_counts_and_says_who(self, world: World) -> None:
        draft = make(world)
        changed = replace(SMALL, name="新的名称", kinds=("street",))
        saved = save_draft(draft, changed, edit=0, actor=world.user("administrator"), now=world.now)
        stored = BlueprintVersion.objects.get(pk=draft.pk)
        assert (saved.edit, stored.edit, stored.blueprint.name) == (1, 1, "新的名称")
        assert content_of(stored) == changed

    def test_a_save_on_an_old_draft_writes_nothing_and_carries_both(self, world: World) -> None:
        draft, actor = make(world), world.user("administrator")
        theirs, mine = replace(SMALL, public_title="他们"), replace(SMALL, public_title="我们")
        save_draft(draft, theirs, edit=0, actor=actor, now=world.now)
        with pytest.raises(DraftChanged, match="管理已经保存过") as caught:
            save_draft(draft, mine, edit=0, actor=actor, now=world.now)
        assert (caught.value.mine, caught.value.theirs, caught.value.edit) == (mine, theirs, 1)
        assert content_of(BlueprintVersion.objects.get(pk=draft.pk)) == theirs

    def test_changes_of_single_parts_are_made_to_what_the_draft_says_by_then(self, world: World) -> None:
        draft, actor = make(world), world.user("administrator")
        save_draft(draft, replace(SMALL, public_title="他们"), edit=0, actor=actor, now=world.now)
        block = SMALL.blocks[0]

        def change(content: Content) -> Content:
            return with_block(content, replace(block, label="改名"), shown="")

        with pytest.raises(Refused, match="别人也修改了这里"):
            edit_draft(draft, change, actor=actor, now=world.now)
        edit_draft(draft, lambda content: without_section(content, "done"), actor=actor, now=world.now)
        assert content_of(BlueprintVersion.objects.get(pk=draft.pk)) == replace(
            SMALL, public_title="他们", sections=()
        )

    def test_a_change_that_changes_nothing_is_no_save(self, world: World) -> None:
        draft = make(world)
        same = edit_draft(draft, lambda content: content, actor=world.user("administrator"), now=world.now)
        assert (same.edit, acts()) == (0, [("新建模板草稿", world.county.government.path)])

    def test_a_family_has_one_draft(self, world: World) -> None:
        draft = make(world)
        with pytest.raises(Refused, match="已有一份草稿（第1版）"):
            start_draft(draft.blueprint, actor=world.user("administrator"), now=world.now)


class TestPublishing:
    def test_the_next_version_takes_the_place_of_the_one_before(self, world: World) -> None:
        actor = world.user("administrator")
        first = publish(world, make(world))
        draft = start_draft(first.blueprint, actor=actor, now=world.now)
        assert (draft.number, content_of(draft)) == (2, SMALL)
        second = publish(world, draft, note=" 改了标题。 ")
        first.refresh_from_db()
        assert (first.status, second.status, second.published_at, second.note) == (
            VersionStatus.RETIRED,
            VersionStatus.PUBLISHED,
            world.now,
            "改了标题。",
        )
        scope = world.county.government.path
        assert acts() == [(act, scope) for act in ("新建模板草稿", "发布模板") * 2]

    def test_what_is_published_is_changed_by_nobody(self, world: World) -> None:
        version, actor = publish(world, make(world)), world.user("administrator")
        for act in (
            lambda: save_draft(version, SMALL, edit=0, actor=actor, now=world.now),
            lambda: edit_draft(version, lambda content: content, actor=actor, now=world.now),
            lambda: publish(world, version),
            lambda: discard_draft(version, actor=actor, now=world.now),
        ):
            with pytest.raises(Refused, match="第1版已经发布，不能修改"):
                act()
        with pytest.raises(ProgrammingError), transaction.atomic():
            version.sections.all().delete()

    def test_every_fault_is_said_at_once(self, world: World) -> None:
        draft = make(world, replace(SMALL, kinds=(), sections=(replace(SMALL.sections[0], blocks=()),)))
        with pytest.raises(Incomplete) as caught:
            publish(world, draft)
        assert caught.value.missing == (
            "请至少选择一类适用单位。",
            "这一部分没有内容块，请添加一个或删除这一部分。",
        )

    def test_missing_statutory_parts_must_be_accepted(self, world: World) -> None:
        draft = make(world)
        with pytest.raises(Incomplete) as caught:
            publish(world, draft, accepts_warnings=False)
        assert caught.value.missing == tuple(
            f"没有法定部分“{name}”，请确认确实不需要。"
            for name in ("不足和原因", "第一责任人职责", "下一年度安排")
        )
        assert publish(world, draft).status == VersionStatus.PUBLISHED

    @pytest.mark.parametrize("note", ["  ", "长" * 301])
    def test_a_note_is_demanded(self, world: World, note: str) -> None:
        with pytest.raises(Invalid, match="版本说明"):
            publish(world, make(world), note=note)
        assert BlueprintVersion.objects.get(blueprint__code="own").status == VersionStatus.DRAFT

    def test_what_was_not_seen_is_not_published(self, world: World) -> None:
        draft = make(world)
        save_draft(
            draft, replace(SMALL, kinds=("street",)), edit=0, actor=world.user("administrator"), now=world.now
        )
        with pytest.raises(DraftChanged):
            publish(world, draft, edit=0)

    def test_retired_it_is_offered_no_more_and_its_origin_is(self, world: World) -> None:
        origin, actor = version_for("town"), world.user("administrator")
        family = publish(world, adapt(world)).blueprint
        retire_blueprint(family, actor=actor, now=world.now)
        assert version_for("town", government=world.county.government) == origin
        with pytest.raises(Refused, match="没有已发布的版本"):
            retire_blueprint(family, actor=actor, now=world.now)
        assert publish(world, start_draft(family, actor=actor, now=world.now)).number == 2


class TestDiscarding:
    def test_a_family_that_is_nothing_but_a_draft_goes_with_it(self, world: World) -> None:
        draft = make(world)
        discard_draft(draft, actor=world.user("administrator"), now=world.now)
        assert not Blueprint.objects.filter(owner=world.county.government).exists()

    def test_versions_before_stay(self, world: World) -> None:
        first, actor = publish(world, make(world)), world.user("administrator")
        discard_draft(start_draft(first.blueprint, actor=actor, now=world.now), actor=actor, now=world.now)
        assert list(first.blueprint.versions.all()) == [first]
        assert content_of(first) == SMALL


ROLES = [
    "reviewer",
    "leader",
    "auditor",
    "bureau_drafter",
    "bureau_head",
    "government_head",
    "police_drafter",
]


class TestWhoMay:
    def test_the_administrator_of_the_county_and_nobody_else(self, world: World) -> None:
        family = make(world).blueprint
        installer = User.objects.create_superuser("root", name="安装人")
        people = {name: world.user(name) for name in (*ROLES, "administrator")}
        people["stranger"] = User.objects.get(username="stranger_administrator")
        people["installer"] = installer
        may = {name for name, person in people.items() if can_edit_blueprint(person, family)}
        assert may == {"administrator", "installer"}
        government = world.county.government
        assert {name for name, person in people.items() if can_make_blueprints(person, government)} == may

    def test_what_came_with_the_product_nobody_edits(self, world: World) -> None:
        shipped = version_for("town")
        for actor in (world.user("administrator"), User.objects.create_superuser("root", name="安装人")):
            with pytest.raises(NotPermitted, match="请先改为本县模板"):
                start_draft(shipped.blueprint, actor=actor, now=world.now)

    def test_every_write_asks_first(self, world: World) -> None:
        draft = make(world)
        stranger = User.objects.get(username="stranger_administrator")
        here, now = world.county.government, world.now
        for act in (
            lambda: create_blueprint(name="甲", government=here, content=SMALL, actor=stranger, now=now),
            lambda: adapt_blueprint(version_for("town"), government=here, actor=stranger, now=now),
            lambda: start_draft(draft.blueprint, actor=stranger, now=now),
            lambda: save_draft(draft, SMALL, edit=0, actor=stranger, now=now),
            lambda: edit_draft(draft, lambda content: content, actor=stranger, now=now),
            lambda: publish_draft(draft, note="发布。", edit=0, actor=stranger, now=now),
            lambda: retire_blueprint(draft.blueprint, actor=stranger, now=now),
            lambda: discard_draft(draft, actor=stranger, now=now),
        ):
            with pytest.raises(NotPermitted):
                act()

    def test_a_county_s_own_is_read_in_that_county_alone(self, world: World) -> None:
        own = make(world)
        shipped = set(BlueprintVersion.objects.exclude(pk=own.pk))
        for name in (*ROLES, "administrator", "town_drafter"):
            assert set(BlueprintVersion.objects.visible_to(world.user(name))) == shipped | {own}
        for name in ("stranger_administrator", "stranger_water_drafter", "stranger_government_head"):
            user = User.objects.get(username=name)
            assert set(BlueprintVersion.objects.visible_to(user)) == shipped
            assert own.blueprint not in set(Blueprint.objects.visible_to(user))
