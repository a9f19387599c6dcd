"""批量导入 of units and people: shown first, written once, and told on paper once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.organisations.bulk.exporting import empty_workbook
from reports.organisations.bulk.reading import read_plan
from reports.organisations.models import Organisation, User
from tests.organisations.bulk.files import county_file, department, drafter

pytestmark = pytest.mark.django_db

UNITS = [department("云岭县水利局", 简称="县水利局"), {"名称": "云岭县公安局", "排序": 8}]
PEOPLE = [drafter("李水", "lishui", "县水利局"), drafter("张河", "zhanghe", "云岭县水利局", 电话="0991")]


@pytest.fixture
def admin(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.user("administrator"))
    return client


def upload(data, name="单位与人员.xlsx"):
    return {"file": SimpleUploadedFile(name, data)}


def previewed(client, data):
    answer = client.post(reverse("organisation_import"), upload(data))
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def confirmed(client, page, **more):
    url = reverse("organisation_import_check", args=[page.context["parcel"].token])
    return client.post(url, {"digest": page.context["plan"].digest, **more})


def test_nothing_is_written_before_somebody_confirms(admin):
    page = previewed(admin, county_file(units=UNITS, people=PEOPLE))
    words = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "部门，上级云岭县人民政府，简称县水利局" in words
    assert "排序：0 改为8" in words
    assert "任云岭县水利局经办人，电话0991" in words
    assert [(c.fate, c.units, c.people) for c in page.context["table"].counts] == [
        ("新建", 1, 2),
        ("修改", 1, 0),
        ("不变", 0, 0),
    ]
    assert not Organisation.objects.filter(name="云岭县水利局").exists()


def test_the_slips_are_shown_once(admin):
    page = previewed(admin, county_file(units=UNITS, people=PEOPLE))
    slips = confirmed(admin, page)
    text = slips.content.decode()
    assert slips.status_code == 200
    assert "no-store" in slips["Cache-Control"]
    shown = re.findall(r'first-password">([^<]+)<', text)
    assert [User.objects.get(username=u).check_password(p) for u, p in
            zip(("lishui", "zhanghe"), shown, strict=True)] == [True, True]  # fmt: skip
    assert text.count("首次登录时必须改成自己的密码") == 2
    assert text.count("http://testserver/") == 2
    again = confirmed(admin, page)
    assert again.status_code == 410
    assert shown[0] not in again.content.decode()


def test_without_new_people_it_leads_back_to_the_list(admin):
    answer = confirmed(admin, previewed(admin, county_file(units=UNITS)))
    assert (answer.status_code, answer.url) == (302, reverse("organisations"))
    assert Organisation.objects.get(name="云岭县公安局").position == 8


def test_what_moved_meanwhile_is_shown_before_it_is_written(admin):
    page = previewed(admin, county_file(units=UNITS))
    Organisation.objects.filter(name="云岭县公安局").update(position=5)
    answer = confirmed(admin, page)
    assert answer.status_code == 409
    assert "结果与刚才看到的不同" in answer.content.decode()
    assert not Organisation.objects.filter(name="云岭县水利局").exists()
    assert confirmed(admin, answer).status_code == 302


def test_faults_are_listed_with_their_cells_and_hold_everything_back(admin):
    page = previewed(admin, county_file(units=[*UNITS, department("云岭县水利局")]))
    text = page.content.decode()
    assert "单位!A4" in text
    assert "“云岭县水利局”与单位!A2重复，请只留一行。" in text
    assert "确认写入" not in text
    assert confirmed(admin, page).status_code == 409
    assert not Organisation.objects.filter(name="云岭县水利局").exists()


def test_of_many_faults_the_first_are_listed(admin):
    page = previewed(admin, county_file(units=[department(f"局{n}", 上级="无此") for n in range(201)]))
    assert (len(page.context["faults"].shown), page.context["faults"].more) == (200, 1)
    assert "还有1处没有列出" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "请选择要导入的表格"),
        (upload(b""), "文件是空的"),
        (upload("名称".encode()), "这不是Excel表格"),
        (upload(b"\0" * (10 * 1024**2 + 1)), "表格不能超过10MB"),
        (upload(empty_workbook()), "表里还没有填写内容"),
    ],
)
def test_what_cannot_be_read_is_told_at_once(admin, tmp_path, sent, sentence):
    answer = admin.post(reverse("organisation_import"), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(tmp_path.iterdir()) == []


def test_an_idle_file_says_so(world, admin):
    exported = b"".join(admin.get(reverse("organisation_export")).streaming_content)
    page = previewed(admin, exported)
    assert "完全一样，不需要写入" in page.content.decode()
    assert "确认写入" not in page.content.decode()


def test_export_and_template_are_workbooks(world, admin):
    for name in ("organisation_export", "organisation_template"):
        answer = admin.get(reverse(name))
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        content = b"".join(answer.streaming_content)
        if name == "organisation_export":
            assert read_plan(content, actor=world.user("administrator")).is_idle


def urls(token="a" * 32):
    return [
        reverse("organisation_import"),
        reverse("organisation_import_check", args=[token]),
        reverse("organisation_export"),
        reverse("organisation_template"),
        reverse("organisation_passwords"),
    ]


@pytest.mark.parametrize(
    "name", ["reviewer", "leader", "auditor", "police_drafter", "police_head", "bureau_drafter"]
)
def test_only_administrators_come_here(world, client, name):
    client.force_login(world.user(name))
    assert {client.get(url).status_code for url in urls()} == {403}
    client.force_login(world.user("reviewer"))
    assert "批量导入</a>" not in client.get(reverse("organisations")).content.decode().split("<main")[1]


def test_nobody_opens_anothers_file(world, admin, client):
    page = previewed(admin, county_file(units=UNITS))
    token = page.context["parcel"].token
    client.force_login(world.stranger.people["administrator"])
    assert client.get(reverse("organisation_import_check", args=[token])).status_code == 410
    client.force_login(world.user("administrator"))
    assert client.get(reverse("batch_import_check", args=[token])).status_code == 410  # another purpose


def test_the_pages_ask_the_same_number_of_questions(admin, django_assert_num_queries):
    for count in (1, 3):
        units = [department(f"云岭县{n}局") for n in range(count)]
        people = [drafter(f"人{n}", f"person{n}", f"云岭县{n}局") for n in range(count)]
        page = previewed(admin, county_file(units=units, people=people))
        with django_assert_num_queries(8):
            page = admin.get(page.request["PATH_INFO"])
        assert len(page.context["table"].lines) == 2 * count


def test_new_first_passwords_are_asked_about_and_shown_once(admin):
    confirmed(admin, previewed(admin, county_file(units=UNITS, people=PEOPLE)))
    assert "有2人还没有登录过" in admin.get(reverse("organisation_import")).content.decode()
    assert "有2人建立账号以后还没有登录过" in admin.get(reverse("organisation_passwords")).content.decode()
    slips = admin.post(reverse("organisation_passwords"))
    assert len(slips.context["slips"]) == 2


def test_new_first_passwords_for_nobody_lead_back(world, admin):
    answer = admin.post(reverse("organisation_passwords"))
    assert (answer.status_code, answer.url) == (302, reverse("organisation_import"))
