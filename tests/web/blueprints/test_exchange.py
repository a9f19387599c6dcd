"""Templates compared, handed out, taken in, taken over and made out of old reports; nothing before 确认."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.blueprints.content import Content
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.services import adapt_blueprint, create_blueprint, publish, publish_draft, start_draft
from reports.blueprints.storing import content_of, store_content
from reports.web.blueprints.comparison import show_comparison
from tests.importing.word_files import p, word_file
from tests.web.blueprints.test_views import client_of, statutory
from tests.world import World


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Uploads of these tests stay in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def administrator(world: World) -> Client:
    return client_of(world.user("administrator"))


@pytest.fixture
def own(world: World) -> BlueprintVersion:
    """The county's own version of the statutory template, published, with a text of its own."""
    draft = adapt_blueprint(
        statutory(), government=world.county.government, actor=world.user("administrator"), now=world.now
    )
    content = content_of(draft)
    store_content(draft, with_guidance(content, "functions", "县里要求写清每一件事。"))
    return publish_draft(
        draft,
        note="县里改过",
        edit=draft.edit,
        accepts_warnings=True,
        actor=world.user("administrator"),
        now=world.now,
    )


def with_guidance(content: Content, key: str, guidance: str) -> Content:
    """The content with another guidance in one block."""
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, guidance=guidance) if block.key == key else block for block in section.blocks
            ),
        )
        for section in content.sections
    )
    return replace(content, sections=sections)


def newer_original(world: World, **guidance: str) -> BlueprintVersion:
    """A new version of the shipped statutory template with other guidance."""
    old = BlueprintVersion.objects.get(blueprint__code="statutory", blueprint__owner=None, status="published")
    version = BlueprintVersion.objects.create(
        blueprint=old.blueprint, number=old.number + 1, status=VersionStatus.DRAFT, kinds=[]
    )
    content = content_of(old)
    for key, text in guidance.items():
        content = with_guidance(content, key, text)
    store_content(version, content)
    publish(version, now=world.now)
    return version


def upload(client: Client, address: str, data: bytes | str, name: str = "模板.yaml"):
    """Send one file as the page's form does."""
    body = data.encode() if isinstance(data, str) else data
    return client.post(address, {"file": SimpleUploadedFile(name, body)})


def exported(client: Client, version: BlueprintVersion) -> str:
    response = client.get(f"/blueprints/{version.pk}/export/")
    assert response.status_code == 200
    return response.content.decode()


class TestReach:
    @pytest.mark.parametrize("role", ["police_drafter", "reviewer", "leader", "auditor"])
    def test_others_compare_and_export_and_make_nothing(
        self, world: World, own: BlueprintVersion, role: str
    ) -> None:
        client = client_of(world.user(role))
        newer_original(world, overview="新写法。")
        answers = {
            address: client.get(address).status_code
            for address in (
                f"/blueprints/compare/?old={statutory_pk()}&new={own.pk}",
                f"/blueprints/{own.pk}/export/",
                "/blueprints/import/",
                "/blueprints/from-report/",
                f"/blueprints/families/{own.blueprint_id}/takeover/",
            )
        }
        assert list(answers.values()) == [200, 200, 403, 403, 403]

    def test_another_county_s_template_is_not_there(self, world: World, own: BlueprintVersion) -> None:
        newer_original(world, overview="新写法。")
        stranger = client_of(world.stranger.people["administrator"])
        for address in (
            f"/blueprints/compare/?new={own.pk}",
            f"/blueprints/{own.pk}/export/",
            f"/blueprints/families/{own.blueprint_id}/takeover/",
        ):
            assert stranger.get(address).status_code == 404

    def test_a_parcel_is_one_person_s(self, world: World, administrator: Client) -> None:
        sent = upload(administrator, "/blueprints/import/", exported(administrator, statutory()))
        stranger = client_of(world.stranger.people["administrator"])
        assert administrator.get(sent.url).status_code == 200
        assert stranger.get(sent.url).status_code == 404


def statutory_pk() -> int:
    return BlueprintVersion.objects.get(blueprint__code="statutory", blueprint__owner=None, number=1).pk


class TestComparing:
    def test_changed_words_are_marked_on_both_sides(
        self, own: BlueprintVersion, administrator: Client
    ) -> None:
        page = administrator.get(f"/blueprints/compare/?new={own.pk}").content.decode()
        assert '<ins class="diff">县里要求写清每一件事' in page
        assert "<b>1</b> 处不同" in page

    def test_what_is_shown_is_in_words(self, own: BlueprintVersion) -> None:
        origin = own.origin_version
        assert origin is not None
        shown = show_comparison(content_of(origin), content_of(own))
        changed = [block for section in shown.sections for block in section.blocks if block.is_changed]
        assert [(block.label, block.tags) for block in changed] == [("依法履职与营商环境", ("有改动",))]
        assert [field.label for field in changed[0].fields] == ["写什么"]

    def test_nothing_chosen_asks(self, administrator: Client) -> None:
        assert "请选择两个版本" in administrator.get("/blueprints/compare/").content.decode()

    def test_a_version_that_is_not_there(self, administrator: Client) -> None:
        assert administrator.get("/blueprints/compare/?old=9999999&new=1x").status_code == 404

    @pytest.mark.parametrize("families", [1, 3])
    def test_queries_do_not_grow_with_the_versions(
        self,
        world: World,
        own: BlueprintVersion,
        families: int,
        django_assert_num_queries,
        administrator: Client,
    ) -> None:
        for _ in range(families):
            create_blueprint(
                name="县里的",
                government=world.county.government,
                content=content_of(own),
                actor=world.user("administrator"),
                now=world.now,
            )
        administrator.get(f"/blueprints/compare/?new={own.pk}")
        with django_assert_num_queries(COMPARE_QUERIES):
            administrator.get(f"/blueprints/compare/?new={own.pk}")


COMPARE_QUERIES = 13


class TestImporting:
    def test_a_file_becomes_a_draft_of_a_new_family(self, world: World, administrator: Client) -> None:
        text = exported(administrator, statutory())
        sent = upload(administrator, "/blueprints/import/", text)
        assert (sent.status_code, Blueprint.objects.filter(owner=world.county.government).count()) == (302, 0)
        assert "两份内容完全一致" in administrator.get(sent.url).content.decode()
        assert BlueprintVersion.objects.filter(status=VersionStatus.DRAFT).count() == 0

        done = administrator.post(sent.url)

        draft = BlueprintVersion.objects.select_related("blueprint").get(status=VersionStatus.DRAFT)
        assert (done.status_code, done.url) == (302, f"/blueprints/{draft.pk}/")
        assert draft.blueprint.owner == world.county.government
        assert content_of(draft) == content_of(statutory())
        assert administrator.get(sent.url).status_code == 404

    def test_a_file_becomes_the_next_version_of_a_family(
        self, own: BlueprintVersion, administrator: Client
    ) -> None:
        text = exported(administrator, own).replace("县里要求写清每一件事。", "市里要求写清每一件事。")
        sent = upload(administrator, "/blueprints/import/", text)
        page = administrator.get(f"{sent.url}?family={own.blueprint_id}").content.decode()
        assert '<ins class="diff">市' in page
        administrator.post(sent.url, {"family": own.blueprint_id})
        draft = own.blueprint.versions.get(status=VersionStatus.DRAFT)
        assert (draft.number, draft.origin_version_id) == (2, own.origin_version_id)
        assert "市里要求写清每一件事。" in exported(administrator, draft)

    def test_unknown_indicators_are_told_and_left_out(self, administrator: Client) -> None:
        text = exported(administrator, statutory()).replace("code: PL16", "code: ZZ99")
        sent = upload(administrator, "/blueprints/import/", text)
        assert "没有的指标1项：ZZ99" in administrator.get(sent.url).content.decode()
        administrator.post(sent.url)
        draft = BlueprintVersion.objects.get(status=VersionStatus.DRAFT)
        codes = {figure.code for block in content_of(draft).blocks for figure in block.figures}
        assert codes == {f.code for b in content_of(statutory()).blocks for f in b.figures} - {"PL16"}

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "文件是空的。"),
            (b"\xff\xfe\x00", "文件不是UTF-8编码"),
            ("format: 9\n", "模板包的格式是9，本程序只能读到格式2，请先升级程序。"),
            ("a: &a [x]\nb: [*a, *a]\n", "模板.yaml第1行：模板文件里不能使用引用（&amp;和*）"),
            ("[" * 5000, "层次超过20层"),
            ("x" * 400_000, "超过300KB"),
            ("code: 'x\n", "YAML语法有误"),
            ("code: small\n", "缺少“name”"),
            ("!!python/object/apply:os.system ['ls']", "这里应当是“键: 值”的形式。"),
        ],
    )
    def test_a_file_that_is_none_is_refused_with_a_sentence(
        self, administrator: Client, data: bytes | str, sentence: str, media: Path
    ) -> None:
        answer = upload(administrator, "/blueprints/import/", data)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert list(media.iterdir()) == []

    def test_a_fault_names_file_and_line(self, administrator: Client) -> None:
        text = exported(administrator, statutory()).replace("role: preamble", "role: poem", 1)
        line = text[: text.index("role: poem")].count("\n") + 1
        answer = upload(administrator, "/blueprints/import/", text, "乡镇.yaml").content.decode()
        assert f"乡镇.yaml第{line}行：不认识的部分的角色“poem”" in answer

    def test_texts_longer_than_the_table_holds_are_refused_at_once(
        self, administrator: Client, media: Path
    ) -> None:
        text = exported(administrator, statutory()).replace("label: 开头", f"label: {'长' * 101}", 1)
        answer = upload(administrator, "/blueprints/import/", text)
        sentence = f"{'长' * 40}，名称：这里最多100个字，现在有101个字，请精简。"
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        assert list(media.iterdir()) == []

    def test_a_file_of_thousands_of_blocks_is_refused_at_once(self, administrator: Client) -> None:
        text = exported(administrator, statutory())
        more = "".join(f"      - {{key: more{n}, kind: prose, label: 多}}\n" for n in range(3000))
        answer = upload(administrator, "/blueprints/import/", text + more)
        assert (answer.status_code, "一个模板最多200个内容块" in answer.content.decode()) == (422, True)

    def test_a_family_with_a_draft_is_not_offered(
        self, world: World, own: BlueprintVersion, administrator: Client
    ) -> None:
        start_draft(own.blueprint, actor=world.user("administrator"), now=world.now)
        sent = upload(administrator, "/blueprints/import/", exported(administrator, own))
        assert administrator.post(sent.url, {"family": own.blueprint_id}).status_code == 404


def stand(page: str) -> str:
    """What the page says it was made of."""
    found = re.search(r'name="stand" value="([^"]+)"', page)
    assert found is not None
    return found[1]


class TestTakingOver:
    def test_the_page_of_a_county_s_own_says_that_the_original_moved_on(
        self, world: World, own: BlueprintVersion, administrator: Client
    ) -> None:
        address = f"/blueprints/{own.pk}/"
        assert "已有第2版" not in administrator.get(address).content.decode()
        newer_original(world, overview="写怎样部署。")
        link = f"/blueprints/families/{own.blueprint_id}/takeover/"
        drafter = client_of(world.user("police_drafter"))
        seen = [client.get(address).content.decode() for client in (administrator, drafter)]
        assert [("已有第2版" in page, link in page) for page in seen] == [(True, True), (True, False)]
        assert "已有第2版" not in administrator.get(f"/blueprints/{statutory_pk()}/").content.decode()

    def test_nothing_newer_is_not_there(self, own: BlueprintVersion, administrator: Client) -> None:
        assert administrator.get(f"/blueprints/families/{own.blueprint_id}/takeover/").status_code == 404

    def test_what_is_not_in_conflict_is_taken_and_ours_stays(
        self, world: World, own: BlueprintVersion, administrator: Client
    ) -> None:
        newest = newer_original(world, overview="写怎样部署。", functions="写审批改革。")
        address = f"/blueprints/families/{own.blueprint_id}/takeover/"
        page = administrator.get(address).content.decode()
        assert "其中1处与本县的改动有冲突" in page
        assert re.findall(r'name="(c\.[^"]+)"', page) == ["c.achievements.functions.guidance."] * 3

        done = administrator.post(address, {"store": "1", "stand": stand(page)})

        draft = own.blueprint.versions.get(status=VersionStatus.DRAFT)
        assert (done.url, draft.origin_version) == (f"/blueprints/{draft.pk}/", newest)
        said = {block.key: block.guidance for block in content_of(draft).blocks}
        assert (said["overview"], said["functions"]) == ("写怎样部署。", "县里要求写清每一件事。")

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ("ours", "县里要求写清每一件事。"),
            ("theirs", "写审批改革。"),
            ("both", "县里要求写清每一件事。\n写审批改革。"),
            ("nonsense", "县里要求写清每一件事。"),
        ],
    )
    def test_a_conflict_is_settled_as_chosen(
        self, world: World, own: BlueprintVersion, administrator: Client, choice: str, expected: str
    ) -> None:
        newer_original(world, functions="写审批改革。")
        address = f"/blueprints/families/{own.blueprint_id}/takeover/"
        answers = {"c.achievements.functions.guidance.": choice}
        seen = administrator.post(address, answers)
        assert seen.status_code == 200
        assert not own.blueprint.versions.filter(status=VersionStatus.DRAFT).exists()
        administrator.post(address, {**answers, "store": "1", "stand": stand(seen.content.decode())})
        draft = own.blueprint.versions.get(status=VersionStatus.DRAFT)
        assert {b.key: b.guidance for b in content_of(draft).blocks}["functions"] == expected

    def test_a_page_older_than_the_original_asks_to_look_again(
        self, world: World, own: BlueprintVersion, administrator: Client
    ) -> None:
        newer_original(world, overview="写怎样部署。")
        address = f"/blueprints/families/{own.blueprint_id}/takeover/"
        seen = stand(administrator.get(address).content.decode())
        newer_original(world, overview="写怎样统筹。")
        answer = administrator.post(address, {"store": "1", "stand": seen})
        assert (answer.status_code, "请重新核对后再确认" in answer.content.decode()) == (422, True)
        assert not own.blueprint.versions.filter(status=VersionStatus.DRAFT).exists()

    def test_a_draft_must_be_finished_first(
        self, world: World, own: BlueprintVersion, administrator: Client
    ) -> None:
        newer_original(world, functions="写审批改革。")
        start_draft(own.blueprint, actor=world.user("administrator"), now=world.now)
        address = f"/blueprints/families/{own.blueprint_id}/takeover/"
        seen = stand(administrator.get(address).content.decode())
        answer = administrator.post(address, {"store": "1", "stand": seen})
        assert (answer.status_code, "已有一份草稿" in answer.content.decode()) == (422, True)

    @pytest.mark.parametrize("changed", [("functions",), ("functions", "overview", "decisions")])
    def test_queries_do_not_grow_with_the_changes(
        self,
        world: World,
        own: BlueprintVersion,
        administrator: Client,
        changed: tuple[str, ...],
        django_assert_num_queries,
    ) -> None:
        newer_original(world, **dict.fromkeys(changed, "写审批改革。"))
        with django_assert_num_queries(TAKEOVER_QUERIES):
            administrator.get(f"/blueprints/families/{own.blueprint_id}/takeover/")


TAKEOVER_QUERIES = 20

OLD_REPORT = """云岭县公安局关于2024年度法治政府建设情况的报告
一、2024年度推进法治政府建设的主要举措和成效
（一）规范行政执法
全年作出行政处罚案件xx件，开展行政检查**次，办理某某案件xx辆。
二、存在的不足和原因
人手不足。
三、主要负责人履行推进法治建设第一责任人职责情况
主持会议xx次。
四、2025年主要安排
加强培训。
"""


class TestOldReport:
    def test_headings_and_confirmed_blanks_become_a_draft(self, world: World, administrator: Client) -> None:
        sent = upload(administrator, "/blueprints/from-report/", OLD_REPORT, "旧报告.txt")
        page = administrator.get(sent.url).content.decode()
        assert Blueprint.objects.filter(owner__isnull=False).count() == 0
        fields = re.findall(r'name="(b\.[^"]+)"[^>]*value="([^"]*)" checked', page)
        assert fields[:2] == [
            ("b.achievements.achievements_1.opening.1", "LE01"),
            ("b.achievements.achievements_1.opening.2", "LE20"),
        ]
        answers = {
            "name": "公安报告",
            "year": "2024",
            "organisation": "云岭县公安局",
            "county": "云岭县",
            "kinds": ["department"],
            "b.achievements.achievements_1.opening.1": "LE01",
            "b.achievements.achievements_1.opening.2": "other",
            "o.achievements.achievements_1.opening.2": "涉企行政检查次数（LE60）",
            "b.achievements.achievements_1.opening.4": "",
            "b.first_responsible_person.first_responsible_person_1.opening.1": "",
        }
        assert administrator.post(sent.url, answers).status_code == 200
        done = administrator.post(sent.url, {**answers, "store": "1"})
        assert done.status_code == 302
        draft = BlueprintVersion.objects.select_related("blueprint").get(status=VersionStatus.DRAFT)
        content = content_of(draft)
        assert (draft.blueprint.name, content.filing_title) == (
            "公安报告",
            "{organisation}关于{year}年度法治政府建设情况的报告",
        )
        assert content.blocks[0].opening == (
            "（一）规范行政执法\n全年作出行政处罚案件{{LE01}}件，开展行政检查{{LE60}}次，办理某某案件××辆。"
        )
        assert content.codes_for("department") == ("LE01", "LE60")

    def test_a_name_that_is_no_indicator_is_told_and_nothing_is_lost(self, administrator: Client) -> None:
        sent = upload(administrator, "/blueprints/from-report/", OLD_REPORT, "旧报告.txt")
        answers = {
            "name": "",
            "year": "二四",
            "b.achievements.achievements_1.opening.1": "other",
            "o.achievements.achievements_1.opening.1": "不存在的指标",
            "store": "1",
        }
        answer = administrator.post(sent.url, answers)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "没有找到指标“不存在的指标”，请从列表中选择，或者留作××。" in page
        assert ("请填写模板名称。" in page, "请至少选择一类适用单位。" in page) == (True, True)
        assert Blueprint.objects.filter(owner__isnull=False).count() == 0

    def test_a_word_file_is_read_too(self, administrator: Client) -> None:
        data = word_file("".join(p(line) for line in OLD_REPORT.strip().split("\n")))
        sent = upload(administrator, "/blueprints/from-report/", data, "旧报告.docx")
        page = administrator.get(sent.url).content.decode()
        assert page.count('<fieldset class="blank">') == 4
        assert "云岭县公安局年度报告模板" in page

    @pytest.mark.parametrize(
        ("data", "name", "sentence"),
        [
            (b"", "空.txt", "空.txt"),
            (b"PK\x03\x04broken", "坏.docx", "坏.docx"),
            (b"%PDF-1.7 x", "扫描.pdf", "扫描.pdf"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told(
        self, administrator: Client, data: bytes, name: str, sentence: str, media: Path
    ) -> None:
        answer = upload(administrator, "/blueprints/from-report/", data, name)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        assert list(media.iterdir()) == []
