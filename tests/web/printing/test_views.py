"""版式设置: who sets and who reads it, what follows from the numbers, and that downloads obey."""

from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from reports.audit.models import Entry
from reports.rendering.models import PrintStyle

pytestmark = pytest.mark.django_db

NUMBERS = {
    "margin_top": "30",
    "margin_bottom": "30",
    "margin_left": "27",
    "margin_right": "27",
    "pitch": "30",
    "page_number_form": "centred_plain",
    "digits_face": "Times New Roman",
    "has_bold_headings": "on",
}


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


def page(world, name="print_style"):
    return reverse(name, args=[world.county.government.pk])


def kept():
    fields = ("government__place", "margin_top", "pitch", "page_number_form", "has_bold_headings")
    return list(PrintStyle.objects.values_list(*fields))


def test_the_administrator_is_led_to_the_own_county(world, admin):
    assert admin.get(reverse("printing")).headers["Location"] == page(world)


def test_saving_keeps_the_numbers_and_says_so(world, admin):
    answer = admin.post(page(world), NUMBERS, follow=True)
    assert "版式已保存" in answer.content.decode()
    assert kept() == [("云岭县", Decimal("30.0"), Decimal("30.00"), "centred_plain", True)]
    admin.post(page(world), NUMBERS | {"pitch": "28"})
    assert kept() == [("云岭县", Decimal("30.0"), Decimal("28.00"), "centred_plain", True)]


def test_going_back_to_the_standard(world, admin):
    admin.post(page(world), NUMBERS)
    answer = admin.post(page(world, "print_style_reset"), follow=True)
    assert "已恢复国家标准版式" in answer.content.decode()
    again = admin.post(page(world, "print_style_reset"), follow=True)
    assert "不需要恢复" in again.content.decode()
    acts = Entry.objects.filter(subject_type="PrintStyle").order_by("pk").values_list("action", "scope_path")
    path = world.county.government.path
    assert (kept(), list(acts)) == ([], [("修改版式", path), ("恢复标准版式", path)])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pitch": "12"}, "行距应在20与40磅之间，请核对。"),
        ({"pitch": "宽"}, "行距（磅）应是数字，最多2位小数。"),
        ({"pitch": ""}, "请填写行距（磅）。"),
        ({"margin_left": "5"}, "左边距应在10与60毫米之间，请核对。"),
        ({"margin_left": "60", "margin_right": "27.5"}, "版心宽122.5毫米，不足130毫米，请缩小左右边距。"),
        ({"margin_top": "60", "margin_bottom": "60"}, "版心高177毫米，不足180毫米，请缩小上下边距。"),
        ({"margin_bottom": "12"}, "下边距不足15毫米时印不下页码，请放宽。"),
        ({"page_number_form": "none"}, "请选择页码。"),
    ],
)
def test_a_page_on_which_no_report_can_stand_is_refused(world, admin, wrong, sentence):
    answer = admin.post(page(world), NUMBERS | wrong)
    assert (answer.status_code, sentence in answer.content.decode(), kept()) == (422, True, [])
    outcome = admin.get(page(world, "print_style_outcome"), NUMBERS | wrong).content.decode()
    assert sentence in outcome


def test_what_follows_from_the_numbers(world, admin):
    standard = admin.get(page(world)).content.decode()
    assert "每页22行、每行28字" in standard
    assert "国家标准为每页" not in standard
    wider = admin.get(page(world, "print_style_outcome"), NUMBERS).content.decode()
    assert "每页22行、每行28字" in wider  # 237 mm of 30 pt, 156 mm of characters
    looser = admin.get(page(world, "print_style_outcome"), NUMBERS | {"pitch": "33"}).content.decode()
    assert ("每页20行、每行28字" in looser, "国家标准为每页22行、每行28字。" in looser) == (True, True)


def test_a_named_habit_fills_the_form_and_saves_nothing(world, admin):
    filled = admin.get(page(world), {"preset": "行距28磅"}).content.decode()
    assert ('value="28.00"' in filled, "已填入“行距28磅”" in filled, kept()) == (True, True, [])


def test_the_sample_is_set_as_the_numbers_say(world, admin):
    answer = admin.get(page(world, "print_style_sample"), NUMBERS)
    section = docx.Document(BytesIO(answer.content)).sections[0]
    assert [round(margin.mm) for margin in (section.top_margin, section.left_margin)] == [30, 27]
    refused = admin.get(page(world, "print_style_sample"), NUMBERS | {"pitch": "1"}, follow=True)
    assert "行距应在20与40磅之间，请核对。" in refused.content.decode()


@pytest.mark.parametrize("actor", ["reviewer", "leader", "auditor"])
def test_others_of_the_bureau_read_only(world, client, actor):
    client.force_login(world.user(actor))
    shown = client.get(page(world)).content.decode()
    assert ("只有司法局的管理员可以修改版式。" in shown, "保存版式" in shown) == (True, False)
    refused = [
        client.post(page(world), NUMBERS).status_code,
        client.post(page(world, "print_style_reset")).status_code,
    ]
    assert (refused, kept()) == ([403, 403], [])


@pytest.mark.parametrize("actor", ["police_drafter", "bureau_drafter", "government_head"])
def test_units_have_no_print_style_of_their_own(world, client, actor):
    client.force_login(world.user(actor))
    names = ("print_style", "print_style_outcome", "print_style_sample")
    assert {client.get(page(world, name)).status_code for name in names} == {403}


def test_another_countys_print_style_is_not_there(world, client):
    client.force_login(world.stranger.people["administrator"])
    names = ("print_style", "print_style_outcome", "print_style_sample")
    assert {client.get(page(world, name)).status_code for name in names} == {404}
    assert client.post(page(world), NUMBERS).status_code == 404


def test_the_lengths_of_a_page_are_a_style_sheet(admin):
    lengths = {"top": 37.0, "right": 26.0, "bottom": 35.0, "left": 28.0, "pitch": 28.95, "tracking": -0.25}
    answer = admin.get(reverse("page_css"), lengths)
    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.content.decode().strip() == (
        ".paper { --paper-top: 37.0mm; --paper-right: 26.0mm; --paper-bottom: 35.0mm; --paper-left: 28.0mm;"
        " --paper-pitch: 28.95pt; --paper-tracking: -0.25pt; }"
    )
    assert admin.get(reverse("page_css"), lengths | {"top": "1mm}body{display:none"}).status_code == 400
