"""One report's figures by workbook: who may, what is shown, what is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.drafting.enums import ReportStatus
from reports.indicators.models import Observation
from tests.drafting.figure_books.files import figure, unit_file
from tests.world import put_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafter(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("police_drafter"))
    return client


def first_page(world):
    return reverse("report_book_import", args=[world.report().pk])


def previewed(world, client, *rows):
    file = SimpleUploadedFile("数据.xlsx", unit_file(*rows))
    answer = client.post(first_page(world), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def confirmed(client, page, **more):
    return client.post(page.request["PATH_INFO"], {"digest": page.context["plan"].digest, **more})


def test_nothing_is_written_before_somebody_confirms(world, drafter):
    page = previewed(world, drafter, figure("LE01", 7))
    assert "行政处罚案件数" in page.content.decode()
    assert Observation.objects.count() == 0
    answer = confirmed(drafter, page)
    assert (answer.status_code, answer.url) == (302, reverse("report_figures", args=[world.report().pk]))
    assert Observation.objects.get().value == 7
    assert confirmed(drafter, page).status_code == 410


def test_faults_hold_everything_back(world, drafter):
    page = previewed(world, drafter, figure("LE01", 7), figure("LE20", -1))
    text = page.content.decode()
    assert "2025年度数据!D3" in text
    assert "确认写入" not in text
    assert confirmed(drafter, page).status_code == 409
    assert Observation.objects.count() == 0


def test_what_moved_is_shown_again(world, drafter):
    page = previewed(world, drafter, figure("LE01", 7))
    confirmed(drafter, previewed(world, drafter, figure("LE01", 3)))
    answer = confirmed(drafter, page)
    assert answer.status_code == 409
    assert "结果与刚才看到的不同" in answer.content.decode()
    assert confirmed(drafter, answer).status_code == 302
    assert Observation.objects.get().value == 7


def test_the_bureau_names_its_source(world, drafter, client):
    client.force_login(world.user("reviewer"))
    page = previewed(world, client, figure("LE01", 7))
    assert "数据的出处" in page.content.decode()
    lacking = confirmed(client, page, reason=" ")
    assert lacking.status_code == 422
    assert "请写明代录的依据" in lacking.content.decode()
    assert confirmed(client, lacking, reason="统计系统").status_code == 302


def test_an_unreadable_file_is_told_at_once(world, drafter, tmp_path):
    for sent, sentence in (({}, "请选择"), ({"file": SimpleUploadedFile("a.xlsx", b"x")}, "这不是Excel表格")):
        answer = drafter.post(first_page(world), sent)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_sheet_goes_out(world, drafter):
    answer = drafter.get(reverse("report_book", args=[world.report().pk]))
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize(
    ("who", "out", "back"),
    [
        ("police_drafter", 200, 200),
        ("reviewer", 200, 200),
        ("police_head", 200, 403),
        ("leader", 200, 403),
        ("auditor", 200, 403),
        ("administrator", 200, 403),
        ("market_drafter", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_the_matrix(world, drafter, client, who, out, back):
    user = world.stranger.people["reviewer"] if who == "stranger" else world.user(who)
    client.force_login(user)
    assert client.get(reverse("report_book", args=[world.report().pk])).status_code == out
    assert client.get(first_page(world)).status_code == back
    token = reverse("report_book_check", args=[world.report().pk, "a" * 32])
    assert client.get(token).status_code == (410 if back == 200 else back)


def test_the_figures_page_offers_it_to_those_who_may(world, drafter, client):
    page = reverse("report_figures", args=[world.report().pk])
    for who, may in (("police_drafter", True), ("reviewer", True), ("police_head", False), ("leader", False)):
        client.force_login(world.user(who))
        text = client.get(page).content.decode()
        assert reverse("report_book", args=[world.report().pk]) in text
        assert (first_page(world) in text) == may, who


def test_a_closed_report_takes_no_file(world, drafter):
    put_status(world.report(), ReportStatus.RECORDED)
    assert drafter.get(first_page(world)).status_code == 403


def test_nobody_opens_anothers_file(world, drafter, client):
    page = previewed(world, drafter, figure("LE01", 7))
    client.force_login(world.user("reviewer"))
    assert client.get(page.request["PATH_INFO"]).status_code == 410


def test_the_page_asks_the_same_number_of_questions(world, drafter, django_assert_num_queries):
    for codes in (["LE01"], ["LE01", "LE20", "LE21"]):
        page = previewed(world, drafter, *(figure(code, 1) for code in codes))
        with django_assert_num_queries(13):
            drafter.get(page.request["PATH_INFO"])
