"""The ledger, its totals, its export."""

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.drafting.enums import ReportStatus as S
from reports.review.filing import send_back_report
from reports.review.models import Filing, Publication
from reports.web.review.ledger import totals
from tests.review.stories import bring, bytes_of, file, pass_, record, sign, submit
from tests.world import fill_prose

pytestmark = pytest.mark.django_db


def _sheet(client, **wanted):
    answer = client.get(reverse("ledger_xlsx"), wanted)
    return answer, load_workbook(bytes_of(answer)).worksheets[0]


@pytest.fixture
def auditor(world, client):
    client.force_login(world.user("auditor"))
    return client


def test_totals_count_everybody_once_in_the_bar(world, django_assert_num_queries):
    bring(world, S.PUBLISHED)
    bring(world, S.SIGNED, unit="market")
    bring(world, S.AWAITING_REVIEW, unit="town")
    user = world.user("leader")
    user.standing()
    with django_assert_num_queries(1):
        found = totals(user, 2025)
    assert (found.units, found.submitted, found.signed, found.filed, found.recorded, found.published) == (
        5,
        3,
        2,
        1,
        1,
        1,
    )
    assert [(share.label, share.count, share.start, share.width) for share in found.shares] == [
        ("未开始", 2, 0, 40),
        ("待预审", 1, 40, 20),
        ("已签发", 1, 60, 20),
        ("已公开", 1, 80, 20),
    ]


def test_the_ledger_shows_what_stands_and_not_what_was_sent_back(world, auditor):
    report = bring(world, S.FILED)
    page = auditor.get(reverse("ledger")).content.decode()
    assert "云公发〔2026〕3号" in page
    assert reverse("scan", args=["filing", Filing.objects.get().pk]) in page
    send_back_report(report, reason="缺公章。", actor=world.user("reviewer"), now=world.now)
    page = auditor.get(reverse("ledger")).content.decode()
    assert ("云公发〔2026〕3号" in page, "退回补正" in page) == (False, True)


def test_the_export_has_every_column(world, auditor):
    bring(world, S.ARCHIVED)
    answer, sheet = _sheet(auditor, text="公安")
    assert "%E6%8A%A5%E9%80%81%E5%8F%B0%E8%B4%A6-2025%E5%B9%B4%E5%BA%A6.xlsx" in answer["Content-Disposition"]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    found = {
        title: value.date().isoformat() if hasattr(value, "date") else value
        for title, value in zip(head, row, strict=True)
    }
    assert found == {
        "序号": 1,
        "单位": "云岭县公安局",
        "类别": "部门",
        "状态": "已归档",
        "逾期天数": None,
        "提交预审": "2026-01-12",
        "签发人": world.user("police_head").name,
        "签发日期": "2026-01-12",
        "发文字号": "云公发〔2026〕3号",
        "报送日期": "2026-01-12",
        "主送机关": world.report().addressees,
        "盖章扫描件": "有",
        "备案日期": "2026-01-12",
        "公开日期": "2026-01-11",
        "公开网址": "https://www.yunling.example.cn/fzzf/2025/gaj.html",
        "核验日期": "2026-01-12",
    }
    assert sheet.column_dimensions["B"].width == 30
    assert sheet.column_dimensions["O"].width == 48


@pytest.mark.parametrize("typed", ["=1+1", "+86", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_people_typed_is_never_a_formula(world, auditor, typed):
    report = world.report()
    fill_prose(report, actor=world.user("police_drafter"), now=world.now)
    for step in (submit, pass_, sign, file, record):
        step(world, world.report(), "police")
    Filing.objects.update(document_number=typed)
    cell = _sheet(auditor, text="公安")[1]["I2"]
    assert (cell.value, cell.data_type, cell.number_format) == (typed, "s", "@")


def test_control_characters_do_not_break_the_export(world, auditor):
    bring(world, S.PUBLISHED)
    Filing.objects.update(document_number="云公发\x0b〔2026〕3号")
    assert _sheet(auditor, text="公安")[1]["I2"].value == "云公发〔2026〕3号"
    assert Publication.objects.count() == 1


def test_the_export_keeps_the_filters_and_the_reach(world, auditor):
    units = [row[1].value for row in _sheet(auditor)[1].iter_rows(min_row=2)]
    assert len(units) == 5
    assert not any("望江" in unit for unit in units)
    assert [row[1].value for row in _sheet(auditor, kind="town")[1].iter_rows(min_row=2)] == [
        "青石镇人民政府"
    ]


@pytest.mark.parametrize("name", ["police_drafter", "police_head", "bureau_drafter"])
def test_the_ledger_is_the_bureaus(world, client, name):
    client.force_login(world.user(name))
    assert client.get(reverse("ledger")).status_code == 403
    assert client.get(reverse("ledger_xlsx")).status_code == 403
