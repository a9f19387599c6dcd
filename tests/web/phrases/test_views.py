"""年度用语: everybody reads it, one administrator keeps it, and a fault loses nothing."""

import pytest

from reports.blueprints.models import DatedPhrase
from reports.blueprints.phrasebook import load_vocabulary

pytestmark = pytest.mark.django_db

FIELDS = {"text": "新纲要", "kind": "plan", "first_year": "2026", "last_year": "2030", "source": "印发文件"}


@pytest.fixture
def words(world):
    load_vocabulary(actor=None, now=world.now)


def page_for(world, client, name, path="/phrases/", **query):
    client.force_login(world.user(name))
    return client.get(path, query)


@pytest.mark.parametrize("name", ["administrator", "reviewer", "police_drafter"])
def test_everybody_reads_the_list_and_one_may_change_it(world, client, words, name):
    page = page_for(world, client, name).content.decode()
    assert "法治政府建设实施纲要（2021—2025年）" in page
    assert ("新增用语" in page) is (name == "administrator")


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ({"year": "2018"}, "（2015—2020年）", "法治宣传教育法"),
        ({"text": "普法"}, "“八五”普法", "党的二十大"),
        ({"year": "很早"}, "党的二十大", "没有符合条件"),
        ({"text": "没有的词"}, "没有符合条件的用语", "党的二十大"),
    ],
)
def test_filters_narrow_the_list(world, client, words, query, there, absent):
    page = page_for(world, client, "reviewer", **query).content.decode()
    assert there in page
    assert absent not in page


def test_a_phrase_is_added_changed_and_dropped(world, client):
    client.force_login(world.user("administrator"))
    assert client.post("/phrases/new/", FIELDS).status_code == 302
    row = DatedPhrase.objects.get()
    assert 'value="2030"' in client.get(f"/phrases/{row.pk}/").content.decode()
    client.post(f"/phrases/{row.pk}/", FIELDS | {"last_year": ""})
    row.refresh_from_db()
    assert (row.text, row.last_year, row.edited_at is None) == ("新纲要", None, False)
    client.post(f"/phrases/{row.pk}/drop/")
    assert not DatedPhrase.objects.exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"text": ""}, "请填写用语。"),
        ({"kind": "poem"}, "请选择类别。"),
        ({"first_year": "某年"}, "年度应是四位数字，如2026。"),
        ({"first_year": "26"}, "年度应在1990与2100之间，请核对。"),
        ({"last_year": "2025"}, "截止年度不能早于起始年度，请核对。"),
        ({"text": "长" * 201}, "用语最多200个字，请缩短。"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_lost(world, client, changed, message):
    client.force_login(world.user("administrator"))
    response = client.post("/phrases/new/", FIELDS | changed)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "印发文件" in page
    assert not DatedPhrase.objects.exists()


@pytest.mark.parametrize("name", ["reviewer", "leader", "auditor", "police_drafter"])
def test_nobody_else_writes(world, client, words, name):
    row = DatedPhrase.objects.first()
    for path in ("/phrases/new/", f"/phrases/{row.pk}/"):
        assert page_for(world, client, name, path).status_code == 403
        assert client.post(path, FIELDS).status_code == 403
    assert client.post(f"/phrases/{row.pk}/drop/").status_code == 403
    assert DatedPhrase.objects.filter(pk=row.pk, text=row.text).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_words(world, client, count, django_assert_num_queries):
    DatedPhrase.objects.bulk_create(
        DatedPhrase(text=f"用语{at}", kind="plan", first_year=2020) for at in range(count)
    )
    client.force_login(world.user("administrator"))
    with django_assert_num_queries(7):
        page = client.get("/phrases/").content.decode()
    assert page.count("2020起") == count
