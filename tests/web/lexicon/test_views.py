"""词库: the county reads it, its administrator keeps it, and a file is looked at before it is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.checks.entries import Entry, Kind
from reports.checks.entry_files import write_entries
from reports.checks.lexicon import shipped_entries
from reports.checks.models import LexiconEntry

pytestmark = pytest.mark.django_db

MARKET = next(entry for entry in shipped_entries() if entry.words == "市场主体")
FIELDS = {
    "kind": "phrase",
    "severity": "error",
    "words": "一村一法律顾间",
    "right": "一村一法律顾问",
    "why": "“间”应为“问”。",
    "unless_after": "制度、工作",
    "source": "县司法局",
}
TRIED = {"try": "1", "sentence": "落实一村一法律顾间和一村一法律顾间制度。", "trial_year": "2025"}


@pytest.fixture
def at(world):
    return f"/lexicon/{world.county.government.pk}/"


def signed_in(world, name="administrator") -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


@pytest.mark.parametrize("name", ["police_drafter", "town_head", "reviewer", "auditor", "administrator"])
def test_everybody_is_led_to_the_own_county_s_words(world, at, name):
    client = signed_in(world, name)
    assert client.get("/lexicon/").headers["Location"] == at
    page = client.get(at, {"text": "市场主体"}).content.decode()
    assert all(words in page for words in ("经营主体", MARKET.source, "2023起", "后面是“登记”时不算错。"))
    assert ("增加写法" in page, "只有司法局的管理员" in page) == (
        name == "administrator",
        name != "administrator",
    )


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ({"kind": "law"}, "行政处罚法", "习近平法制思想"),
        ({"text": "主体", "year": "2022"}, "市场主体登记管理条例", "2022年以后的文件"),
        ({"text": "主体", "year": "2023"}, "2022年以后的文件", "没有符合条件"),
        ({"origin": "own"}, "没有符合条件的词条", "习近平法制思想"),
        ({"state": "off"}, "没有符合条件的词条", "习近平法制思想"),
        ({"kind": "poem", "year": "很早"}, "习近平法制思想", "没有符合条件"),
    ],
)
def test_filters_narrow_the_list(world, at, query, there, absent):
    page = signed_in(world, "reviewer").get(at, query).content.decode()
    assert there in page
    assert absent not in page


def test_an_entry_is_tried_kept_changed_and_dropped(world, at):
    client = signed_in(world)
    tried = client.post(f"{at}new/wording/", FIELDS | TRIED, headers={"HX-Request": "true"}).content.decode()
    assert "<mark>一村一法律顾间</mark>和一村一法律顾间制度。" in tried
    assert "改后：落实一村一法律顾问和一村一法律顾间制度。" in tried
    assert "<html" not in tried
    plain = client.post(f"{at}new/wording/", FIELDS | TRIED)
    assert ("<mark>" in plain.content.decode(), LexiconEntry.objects.exists()) == (True, False)

    assert client.post(f"{at}new/wording/", FIELDS).headers["Location"] == at
    row = LexiconEntry.objects.get()
    assert (row.words, row.unless_after, row.edited_by.username) == (
        FIELDS["words"],
        ["制度", "工作"],
        "administrator",
    )
    address = f"{at}entries/{row.entry().slug}/"
    assert "制度、工作" in client.get(address).content.decode()
    stale = client.post(address, FIELDS | {"why": "理由。", "version": "0"})
    assert (stale.status_code, "两份内容不同" in stale.content.decode()) == (409, True)
    client.post(address, FIELDS | {"words": "一村一法律顾间员", "version": "1"})
    row.refresh_from_db()
    assert (row.words, row.version) == ("一村一法律顾间员", 2)
    client.post(f"{at}entries/{row.entry().slug}/drop/", {"version": "2"})
    assert not LexiconEntry.objects.exists()


def test_a_shipped_entry_is_switched_off_and_on(world, at):
    client = signed_in(world)
    address = f"{at}entries/{MARKET.slug}/switch/"
    refused = client.post(address, {"off": "", "version": "0"})
    assert (refused.status_code, "请写明为什么停用。" in refused.content.decode()) == (422, True)
    client.post(address, {"off": "本县误报太多", "version": "0"})
    page = client.get(at, {"state": "off"}).content.decode()
    assert ("本县误报太多" in page, "本县停用" in page, "1条" in page) == (True, True, True)
    assert "市场主体" in client.get(f"{at}entries/{MARKET.slug}/").content.decode()
    client.post(address, {"version": "1"})
    assert not LexiconEntry.objects.exists()


def test_the_name_of_a_law_is_added(world, at):
    client = signed_in(world)
    tried = {"words": "行政复仪法实施条例", "sentence": "落实《行政复议法实施条理》。", "trial_year": "2025"}
    page = client.post(f"{at}new/law/", tried | {"try": "1"}).content.decode()
    assert "与已有的《行政复议法实施条例》只差一两个字" in page
    client.post(f"{at}new/law/", {"words": "云岭县城市管理条例", "source": "县政府网站"})
    assert LexiconEntry.objects.get().entry() == Entry(Kind.LAW, "云岭县城市管理条例", source="县政府网站")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"words": "问"}, "至少要有两个字"),
        ({"words": "修订", "right": "修改"}, "词库里另一条把“修定”改为“修订”"),
        ({"words": "市场主体", "right": "经营主体"}, "词库里已经有“市场主体”，请直接修改那一条。"),
        ({"why": ""}, "请填写理由。"),
        ({"first_year": "去年"}, "年度应是四位数字，如2026。"),
        ({"severity": "fatal"}, "请选择等级。"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_lost(world, at, changed, message):
    answer = signed_in(world).post(f"{at}new/wording/", FIELDS | changed)
    page = answer.content.decode()
    assert (answer.status_code, LexiconEntry.objects.exists()) == (422, False)
    assert message in page
    assert "县司法局" in page


def test_a_file_goes_out_is_looked_at_and_comes_in(world, at):
    client = signed_in(world)
    out = client.get(f"{at}export/yaml/", {"text": "市场主体"})
    text = b"".join(out.streaming_content).decode()
    assert "{wrong: 市场主体, right: 经营主体" in text
    assert client.get(f"{at}export/xlsx/").headers["Content-Type"].endswith("sheet")
    assert client.get(f"{at}export/pdf/").status_code == 404

    shown = upload(client, at, text.replace("right: 经营主体", "right: 经营单位").encode())
    page = shown.content.decode()
    assert ("经营单位" in page, "确认写入" in page, LexiconEntry.objects.exists()) == (True, True, False)
    check = shown.request["PATH_INFO"]
    moved = client.post(check, {"digest": "another"})
    assert (moved.status_code, "结果与刚才看到的不同" in moved.content.decode()) == (409, True)
    client.post(check, {"digest": shown.context["plan"].digest})
    assert LexiconEntry.objects.get().right == "经营单位"
    assert client.get(check).status_code == 410

    faulty = upload(client, at, write_entries([Entry(Kind.PHRASE, "法治", "法制", "理由。")]))
    assert ("第7行" in faulty.content.decode(), "确认写入</button>" in faulty.content.decode()) == (
        True,
        False,
    )
    nothing = client.post(f"{at}import/", {})
    assert (nothing.status_code, "请选择要导入的文件" in nothing.content.decode()) == (422, True)


def upload(client, at, data):
    return client.post(f"{at}import/", {"file": SimpleUploadedFile("词库.yaml", data)}, follow=True)


@pytest.mark.parametrize(
    ("name", "status"),
    [("reviewer", 403), ("leader", 403), ("police_drafter", 403), ("stranger", 404)],
)
def test_nobody_else_writes(world, at, name, status):
    client = Client()
    if name == "stranger":
        client.force_login(world.stranger.people["administrator"])
        assert client.get(at).status_code == client.get(f"{at}export/yaml/").status_code == 404
    else:
        client.force_login(world.user(name))
    entry = f"{at}entries/{MARKET.slug}/"
    for path in (f"{at}new/wording/", f"{at}new/law/", entry, f"{entry}switch/", f"{at}import/"):
        assert (client.get(path).status_code, client.post(path, FIELDS).status_code) == (status, status)
    assert client.post(f"{entry}drop/").status_code == status
    assert not LexiconEntry.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_words(world, at, count, django_assert_num_queries):
    LexiconEntry.objects.bulk_create(
        LexiconEntry(
            owner=world.county.government, kind="law", words=f"云岭县第{n}号办法", edited_at=world.now
        )
        for n in range(count)
    )
    client = signed_in(world)
    with django_assert_num_queries(7):
        page = client.get(at, {"origin": "own"}).content.decode()
    assert page.count("号办法</a>") == count
