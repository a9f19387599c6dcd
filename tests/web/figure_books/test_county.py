"""A year's figures of all units by workbook."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.indicators.models import Observation
from tests.drafting.figure_books.files import county_sheet

pytestmark = pytest.mark.django_db

HEAD = ("单位", "LE01", "LE20")
ROWS = (("云岭县公安局", 7, 1), ("云岭县市场监督管理局", 8, 2), ("青石镇人民政府", 0, 3))


@pytest.fixture
def reviewer(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("reviewer"))
    return client


def urls(world, token="a" * 32):
    pk = world.county.round.pk
    return {
        "out": reverse("round_book", args=[pk]),
        "in": reverse("round_book_import", args=[pk]),
        "check": reverse("round_book_check", args=[pk, token]),
    }


def previewed(world, client, *rows):
    file = SimpleUploadedFile("数据.xlsx", county_sheet(HEAD, *rows))
    answer = client.post(urls(world)["in"], {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def test_all_units_are_shown_and_written(world, reviewer):
    page = previewed(world, reviewer, *ROWS)
    assert "青石镇人民政府" in page.content.decode()
    answer = reviewer.post(
        page.request["PATH_INFO"], {"digest": page.context["plan"].digest, "reason": "统计系统导出"}
    )
    assert (answer.status_code, answer.url) == (302, reverse("round", args=[world.county.round.pk]))
    assert Observation.objects.count() == 6


def test_without_a_source_the_page_asks_again(world, reviewer):
    page = previewed(world, reviewer, *ROWS)
    answer = reviewer.post(page.request["PATH_INFO"], {"digest": page.context["plan"].digest, "reason": ""})
    assert answer.status_code == 422
    assert "请写明代录的依据" in answer.content.decode()
    assert Observation.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "out", "back"),
    [
        ("reviewer", 200, 200),
        ("leader", 200, 403),
        ("administrator", 200, 403),
        ("auditor", 200, 403),
        ("police_drafter", 403, 403),
        ("bureau_drafter", 403, 403),
        ("stranger", 404, 404),
    ],
)
def test_the_matrix(world, reviewer, client, who, out, back):
    user = world.stranger.people["reviewer"] if who == "stranger" else world.user(who)
    client.force_login(user)
    found = {name: client.get(url).status_code for name, url in urls(world).items()}
    assert found == {"out": out, "in": back, "check": 410 if back == 200 else back}


def test_the_menu_offers_it_to_those_who_may(world, reviewer, client):
    page = reverse("round", args=[world.county.round.pk])
    assert urls(world)["in"] in reviewer.get(page).content.decode()
    client.force_login(world.user("leader"))
    text = client.get(page).content.decode()
    assert urls(world)["out"] in text
    assert urls(world)["in"] not in text


def test_the_page_asks_the_same_number_of_questions(world, reviewer, django_assert_num_queries):
    for count in (1, 3):
        page = previewed(world, reviewer, *ROWS[:count])
        with django_assert_num_queries(13):
            reviewer.get(page.request["PATH_INFO"])
