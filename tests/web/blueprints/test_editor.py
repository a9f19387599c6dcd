"""The editor of a draft: one part a form, two people on one draft, moving, adding, removing, picking."""

from dataclasses import replace

import pytest
from django.test import Client

from reports.blueprints.content import BlockContent, FigureAsk
from reports.blueprints.editing import block_of, head_of, part_digest, section_of, without_block
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.services import edit_draft, publish_draft
from reports.indicators.models import Indicator
from reports.organisations.models import User
from tests.web.blueprints.drafts import CONTENT, client_of, make_draft, stored, wide
from tests.world import World

BLOCK = block_of(CONTENT, "a")
BLOCK_FIELDS = {
    "shown": part_digest(BLOCK),
    "label": "行政执法",
    "kind": "prose",
    "items_kind": "",
    "section": "done",
    "opening": "（一）行政执法",
    "fixed_text": "",
    "guidance": "写〔本年〕年的检查。",
    "evaluation": "",
    "example": "",
    "import_words": "执法、检查",
    "pack": "",
    "figure": ["LE01", "LE11"],
    "offered-LE01": ["department", "town"],
    "offered-LE11": ["department", "town"],
    "kinds-LE01": ["department"],
}


@pytest.fixture
def draft(world: World) -> BlueprintVersion:
    return make_draft(world)


@pytest.fixture
def administrator(world: World) -> Client:
    return client_of(world.user("administrator"))


def shape(version: BlueprintVersion) -> str:
    """The keys in order, as in done:a,b lacks:rows."""
    return " ".join(f"{s.key}:{','.join(b.key for b in s.blocks)}" for s in stored(version).sections)


class TestShowing:
    @pytest.mark.parametrize("part", ["", "section/done/", "section/lacks/", "block/a/", "block/rows/"])
    def test_every_part_has_its_form(self, draft, administrator, part: str) -> None:
        answer = administrator.get(f"/blueprints/{draft.pk}/edit/{part}")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "{year}" not in page
        assert "行政复议" in page

    @pytest.mark.parametrize("part", ["section/none/", "block/none/", "frame/a/", "figure/a/"])
    def test_what_is_no_part_is_not_found(self, draft, administrator, part: str) -> None:
        assert administrator.get(f"/blueprints/{draft.pk}/edit/{part}").status_code == 404

    def test_a_published_version_leads_to_its_page(self, world: World, draft, administrator) -> None:
        publish_draft(
            draft,
            note="发布。",
            edit=0,
            accepts_warnings=True,
            actor=world.user("administrator"),
            now=world.now,
        )
        answer = administrator.get(f"/blueprints/{draft.pk}/edit/block/a/", follow=True)
        assert answer.redirect_chain == [(f"/blueprints/{draft.pk}/", 302)]
        assert "这一版已经发布，不能修改。请新建草稿后再修改。" in answer.content.decode()

    @pytest.mark.parametrize("sections", [1, 3])
    def test_the_number_of_queries_does_not_depend_on_the_size(
        self, world: World, administrator, sections: int, django_assert_num_queries
    ) -> None:
        big = make_draft(world, wide(sections, 5 * sections))
        with django_assert_num_queries(11):
            assert administrator.get(f"/blueprints/{big.pk}/edit/block/b0_0/").status_code == 200


class TestReach:
    ADDRESSES = (
        "edit/",
        "edit/block/a/",
        "edit/block/a/indicators/",
        "edit/block/a/remove/",
        "publish/",
        "discard/",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_another_county_finds_nothing(self, world: World, draft, address: str) -> None:
        stranger = client_of(User.objects.get(username="stranger_administrator"))
        assert stranger.get(f"/blueprints/{draft.pk}/{address}").status_code == 404

    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("name", ["reviewer", "police_drafter"])
    def test_others_in_the_county_are_told_why_not(self, world: World, draft, address, name) -> None:
        answer = client_of(world.user(name)).get(f"/blueprints/{draft.pk}/{address}")
        assert (answer.status_code, "只有管理员可以制定本县的模板。" in answer.content.decode()) == (
            403,
            True,
        )

    @pytest.mark.parametrize("address", ["edit/", "edit/move/", "edit/add/", "edit/section/done/remove/"])
    def test_nor_do_they_write(self, world: World, draft, address: str) -> None:
        stranger = client_of(User.objects.get(username="stranger_administrator"))
        assert stranger.post(f"/blueprints/{draft.pk}/{address}").status_code == 404
        assert client_of(world.user("reviewer")).post(f"/blueprints/{draft.pk}/{address}").status_code == 403
        assert stored(draft) == CONTENT

    def test_what_came_with_the_product_is_edited_by_nobody(self, administrator) -> None:
        shipped = BlueprintVersion.objects.get(blueprint__code="town")
        answer = administrator.get(f"/blueprints/{shipped.pk}/edit/")
        assert (answer.status_code, "请先改为本县模板" in answer.content.decode()) == (403, True)


class TestSaving:
    def test_a_form_sent_back_as_it_was_shown_changes_nothing(self, draft, administrator) -> None:
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", BLOCK_FIELDS)
        draft.refresh_from_db()
        assert (answer.status_code, draft.edit, stored(draft)) == (302, 0, CONTENT)

    def test_a_block_is_saved_with_its_figures_in_one_go(self, draft, administrator) -> None:
        fields = BLOCK_FIELDS | {
            "label": "执法监督",
            "guidance": "写〔上年〕年。",
            "carries_over": "on",
            "pack": "专项行动",
            "import_words": "执法，监督",
            "kinds-LE11": ["department", "town"],
            "duties-LE11": ["enforcement"],
            "add": "LE20",
            "lift": "LE11",
        }
        administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", fields)
        assert block_of(stored(draft), "a") == replace(
            BLOCK,
            label="执法监督",
            guidance="写{last_year}年。",
            carries_over=True,
            pack="专项行动",
            matches=("执法", "监督"),
            figures=(
                FigureAsk("LE11", duties=("enforcement",)),
                FigureAsk("LE01", ("department",)),
                FigureAsk("LE20"),
            ),
        )

    def test_a_block_moves_to_the_section_chosen(self, draft, administrator) -> None:
        administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", BLOCK_FIELDS | {"section": "lacks"})
        assert shape(draft) == "done:b lacks:rows,a"

    def test_a_figure_is_taken_out(self, draft, administrator) -> None:
        administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", BLOCK_FIELDS | {"drop": "LE01"})
        assert block_of(stored(draft), "a").figures == (FigureAsk("LE11"),)

    def test_the_head_of_a_section_is_saved(self, draft, administrator) -> None:
        head = head_of(section_of(CONTENT, "done"))
        fields = {
            "shown": part_digest(head),
            "heading": "〔下年〕年打算",
            "role": "next_year_plan",
            "item_form": "label",
        }
        administrator.post(f"/blueprints/{draft.pk}/edit/section/done/", fields)
        section = section_of(stored(draft), "done")
        assert (section.heading, section.role.value, section.item_form, section.blocks) == (
            "{next_year}年打算",
            "next_year_plan",
            "label",
            CONTENT.sections[0].blocks,
        )

    def test_the_whole_is_saved(self, draft, administrator) -> None:
        page = administrator.get(f"/blueprints/{draft.pk}/edit/")
        fields = {
            "shown": page.context["form"].initial["shown"],
            "name": "本县模板",
            "kinds": ["street", "department"],
            "filing_title": "〔单位〕报告",
            "public_title": "年报",
            "addressees": "〔县〕委\r\n\r\n〔县〕政府",
        }
        administrator.post(f"/blueprints/{draft.pk}/edit/", fields)
        content = stored(draft)
        assert (content.name, content.kinds, content.filing_title, content.addressees) == (
            "本县模板",
            ("department", "street"),
            "{organisation}报告",
            ("{county}委", "{county}政府"),
        )

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"label": ""}, "请填写内容块的名称。"),
            ({"guidance": "{明年}"}, "不认识“{明年}”，请用“插入”按钮插入年份、单位和县名。"),
            ({"kind": "items"}, "条目块须选择条目类型，其他内容块不选。"),
            ({"kind": "moon"}, "请从列出的各项中选择。"),
            ({"figure": ["LE01", "ZZ99"]}, "指标字典里没有“ZZ99”，请从指标中选择。"),
            ({"label": "长" * 101}, "这里最多100个字，请精简。"),
            (
                {"import_words": "词、" * 31 + "、".join(f"词{n}" for n in range(31))},
                "导入识别词最多30个，请删减。",
            ),
        ],
    )
    def test_faults_are_told_and_nothing_is_lost(self, draft, administrator, fields, sentence) -> None:
        sent = BLOCK_FIELDS | {"example": "我写的示例"} | fields
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", sent)
        page = answer.content.decode()
        assert (answer.status_code, sentence in page, "我写的示例" in page) == (422, True, True)
        assert stored(draft) == CONTENT

    def test_nonsense_is_no_fault_of_the_server(self, draft, administrator) -> None:
        sent = {"shown": "x" * 9999, "figure": ["\x00"] * 500, "add": "{{", "kinds-": "?", "section": "gone"}
        assert administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", sent).status_code == 422
        assert stored(draft) == CONTENT


class TestTwoAdministrators:
    def save(self, world: World, draft: BlueprintVersion, block: BlockContent) -> None:
        edit_draft(
            draft,
            lambda content: replace(
                content,
                sections=tuple(
                    replace(s, blocks=tuple(block if b.key == block.key else b for b in s.blocks))
                    for s in content.sections
                ),
            ),
            actor=world.user("administrator"),
            now=world.now,
        )

    def test_the_same_block_shows_both_texts_and_then_the_decision_counts(
        self, world: World, draft, administrator
    ) -> None:
        theirs = replace(BLOCK, guidance="他们写的指引。")
        self.save(world, draft, theirs)
        mine = BLOCK_FIELDS | {"guidance": "我写的指引。"}
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/block/a/", mine)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert [(each.label, each.theirs, each.mine) for each in answer.context["conflict"]] == [
            ("写什么", "他们写的指引。", "我写的指引。")
        ]
        assert page.count("我写的指引。") == 2
        assert block_of(stored(draft), "a") == theirs

        administrator.post(
            f"/blueprints/{draft.pk}/edit/block/a/", mine | {"shown": answer.context["form"]["shown"].value()}
        )
        assert block_of(stored(draft), "a").guidance == "我写的指引。"

    def test_another_block_is_nobody_s_business(self, world: World, draft, administrator) -> None:
        self.save(world, draft, replace(block_of(CONTENT, "b"), guidance="他们写的。"))
        answer = administrator.post(
            f"/blueprints/{draft.pk}/edit/block/a/", BLOCK_FIELDS | {"guidance": "我写的。"}
        )
        content = stored(draft)
        assert (answer.status_code, block_of(content, "a").guidance, block_of(content, "b").guidance) == (
            302,
            "我写的。",
            "他们写的。",
        )

    def test_what_was_typed_into_a_removed_block_is_given_back(
        self, world: World, draft, administrator
    ) -> None:
        edit_draft(
            draft,
            lambda content: without_block(content, "a"),
            actor=world.user("administrator"),
            now=world.now,
        )
        answer = administrator.post(
            f"/blueprints/{draft.pk}/edit/block/a/", BLOCK_FIELDS | {"guidance": "我写的指引。"}
        )
        page = answer.content.decode()
        assert (answer.status_code, "我写的指引。" in page) == (409, True)
        assert "这一部分已被删除或移走" in page

    def test_nor_is_what_was_typed_lost_when_somebody_has_published(
        self, world: World, draft, administrator
    ) -> None:
        publish_draft(
            draft,
            note="发布。",
            edit=0,
            accepts_warnings=True,
            actor=world.user("administrator"),
            now=world.now,
        )
        answer = administrator.post(
            f"/blueprints/{draft.pk}/edit/block/a/", BLOCK_FIELDS | {"guidance": "我写的指引。"}
        )
        page = answer.content.decode()
        assert (answer.status_code, "我写的指引。" in page, stored(draft)) == (409, True, CONTENT)
        assert "这一版已经发布，不能修改。请新建草稿后再修改。" in page


class TestMoving:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"step": "block:a:down"}, "done:b,a lacks:rows"),
            ({"step": "block:b:down"}, "done:a lacks:b,rows"),
            ({"step": "section:done:down"}, "lacks:rows done:a,b"),
            ({"what": "block", "key": "a", "section": "lacks", "before": "rows"}, "done:b lacks:a,rows"),
            ({"what": "section", "key": "lacks", "before": "done"}, "lacks:rows done:a,b"),
        ],
    )
    def test_a_step_or_a_drop_moves_a_part(self, draft, administrator, fields, expected) -> None:
        answer = administrator.post(
            f"/blueprints/{draft.pk}/edit/move/", {"here": "block", "here_key": "a"} | fields
        )
        assert (answer.status_code, answer.url) == (302, f"/blueprints/{draft.pk}/edit/block/a/")
        assert shape(draft) == expected

    def test_by_htmx_the_tree_comes_back(self, draft, administrator) -> None:
        answer = administrator.post(
            f"/blueprints/{draft.pk}/edit/move/", {"step": "block:a:down"}, headers={"HX-Request": "true"}
        )
        page = answer.content.decode()
        assert page.index("link-block-b") < page.index("link-block-a")

    def test_what_is_gone_is_said(self, draft, administrator) -> None:
        answer = administrator.post(
            f"/blueprints/{draft.pk}/edit/move/", {"step": "block:none:up"}, follow=True
        )
        assert "这一部分已被删除或移走，请重新打开页面核对。" in answer.content.decode()

    @pytest.mark.parametrize("fields", [{}, {"step": "block:a:sideways"}, {"what": "moon", "key": "a"}])
    def test_what_is_no_move_is_not_found(self, draft, administrator, fields) -> None:
        assert administrator.post(f"/blueprints/{draft.pk}/edit/move/", fields).status_code == 404
        assert stored(draft) == CONTENT


class TestAddingAndRemoving:
    def test_a_section_comes_with_a_block_and_its_form_opens(self, draft, administrator) -> None:
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/add/", {"after": ""})
        section = stored(draft).sections[2]
        assert (section.heading, [block.label for block in section.blocks]) == ("新的部分", ["新的内容块"])
        assert answer.url == f"/blueprints/{draft.pk}/edit/section/{section.key}/"

    def test_a_block_goes_to_the_end_of_its_section(self, draft, administrator) -> None:
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/add/", {"section": "done"})
        block = stored(draft).sections[0].blocks[2]
        assert (block.label, block.kind) == ("新的内容块", "prose")
        assert answer.url == f"/blueprints/{draft.pk}/edit/block/{block.key}/"

    def test_removing_asks_and_says_what_goes(self, draft, administrator) -> None:
        page = administrator.get(f"/blueprints/{draft.pk}/edit/section/done/remove/").content.decode()
        assert "和其中的2个内容块" in page
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/section/done/remove/")
        assert (answer.url, shape(draft)) == (f"/blueprints/{draft.pk}/edit/", "lacks:rows")

    def test_a_block_is_removed_and_its_section_shown(self, draft, administrator) -> None:
        answer = administrator.post(f"/blueprints/{draft.pk}/edit/block/a/remove/")
        assert (answer.url, shape(draft)) == (
            f"/blueprints/{draft.pk}/edit/section/done/",
            "done:b lacks:rows",
        )
        assert administrator.post(f"/blueprints/{draft.pk}/edit/block/a/remove/").status_code == 404


class TestPicking:
    def found(self, client: Client, draft: BlueprintVersion, text: str) -> list[tuple[str, str, bool]]:
        answer = client.get(f"/blueprints/{draft.pk}/edit/block/b/indicators/", {"text": text})
        return [(row.code, row.used_in, row.is_here) for row in answer.context["found"].rows]

    def test_by_name_alias_and_code(self, draft, administrator) -> None:
        Indicator.objects.filter(code="LE01").update(aliases=["立案处罚数"])
        assert ("LE01", "行政执法", False) in self.found(administrator, draft, "行政处罚案件数")
        assert self.found(administrator, draft, "le01") == [("LE01", "行政执法", False)]
        assert self.found(administrator, draft, "处罚 立案") == [("LE01", "行政执法", False)]
        assert self.found(administrator, draft, "没有这种指标\x00") == []

    @pytest.mark.parametrize("text", ["LE01", ""])
    def test_its_queries_are_fixed(self, draft, administrator, text, django_assert_num_queries) -> None:
        with django_assert_num_queries(10):
            administrator.get(f"/blueprints/{draft.pk}/edit/block/b/indicators/", {"text": text})
