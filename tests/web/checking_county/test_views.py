"""全县检查: which units have what, the places of one check, reading anew, the workbook; the bureau alone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.checks.county import read_round
from reports.checks.models import Finding
from reports.checks.services import dismiss
from reports.common.models import Job
from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from tests.review.stories import bytes_of
from tests.world import fill_prose, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(world):
    """The police has two blanks, of which it keeps one; the market has one; the town none; all are read."""
    for unit, text in (
        ("police", "办理XX件。又办理XXX件。"),
        ("market", "办理案件XX件。"),
        ("town", "办结案件。"),
    ):
        report, drafter = world.report(unit), world.user(f"{unit}_drafter")
        fill_prose(report, actor=drafter, now=world.now)
        key = report.blocks.filter(kind="prose").order_by("section__position", "position").first().key
        write(report, key, text, actor=drafter, now=world.now)
    report, drafter = world.stranger.report("water"), world.stranger.people["water_drafter"]
    fill_prose(report, actor=drafter, now=world.now)
    read_round(world.county.round, actor=world.user("reviewer"), now=world.now)
    read_round(world.stranger.round, actor=world.stranger.people["reviewer"], now=world.now)
    kept = Finding.objects.get(report=world.report(), quote="XXX")
    dismiss(world.report(), [kept.pk], "案号如此。", actor=world.user("police_drafter"), now=world.now)
    return world.county.round


def page(client, name, *arguments, **fields):
    answer = client.get(reverse(name, args=arguments), fields)
    assert answer.status_code == 200
    return answer.content.decode()


def row_of(text, name):
    """The cells of one row of the table, as words."""
    row = next(part for part in text.split("<tr>") if f">{name}</a>" in part)
    cells = [cell.split("</t")[0] for cell in row.replace("<th", "<td").split("<td")[1:]]
    return ["".join(piece.split(">", 1)[-1] for piece in cell.split("<")) for cell in cells]


def test_the_first_answer_is_which_units_still_have_blanks(world, client, county):
    client.force_login(world.user("leader"))
    text = page(client, "review_county", county.pk)
    assert "还有空白的单位：2个" in text
    named = text[text.index("county-units") : text.index("</ul>", text.index("county-units"))]
    assert ("云岭县公安局" in named, "云岭县市场监督管理局" in named, "青石镇" in named) == (
        True,
        True,
        False,
    )
    assert [cell.strip() for cell in row_of(text, "未填写的空白")] == [
        "未填写的空白",
        "空白和残留",
        "错误",
        "2个",
        "2处",
        "1处",
    ]
    assert "望江县" not in text


def test_filters_and_nonsense(world, client, county):
    client.force_login(world.user("auditor"))
    shape = page(client, "review_county", county.pk, kind="town", group="结构")
    shown = shape[shape.index("<tbody>") :]
    assert set(re.findall(r'<td class="nowrap">(\w+)</td>', shown)) == {"结构"}
    assert set(re.findall(r"(\d+)个", shown)) == {"1"}
    assert "没有单位还有空白" in page(client, "review_county", county.pk, kind="town")
    hidden = page(client, "review_county", county.pk, severity="hint")
    assert "未填写的空白</a>" not in hidden
    nonsense = page(client, "review_county", county.pk, severity="x", group="y", kind="z")
    assert row_of(nonsense, "未填写的空白")[3] == "2个"
    empty = page(client, "review_county", county.pk, group="雷同")
    assert "没有符合条件的检查意见" in empty


def test_the_places_of_a_check_stand_between_their_neighbours_with_what_became_of_them(world, client, county):
    client.force_login(world.user("reviewer"))
    text = page(client, "review_county_check", county.pk, "blank")
    quoted = '办理<b class="found-words__quote"><span class="visually-hidden">【</span>XX<span'
    finding = Finding.objects.get(report=world.report(), quote="XX")
    assert quoted in text
    assert f'href="{reverse("review_report", args=[world.report().pk])}#finding-{finding.pk}"' in text
    assert "案号如此。" in text
    assert "共3处" in text
    assert "共1处" in page(client, "review_county_check", county.pk, "blank", status="dismissed")
    assert "共2处" in page(client, "review_county_check", county.pk, "blank", status="open")
    assert "没有这个问题" in page(client, "review_county_check", county.pk, "minor")
    assert client.get(reverse("review_county_check", args=[county.pk, "nowhere"])).status_code == 404


def test_units_with_open_places_are_pressed_with_words_about_the_check(world, client, county):
    client.force_login(world.user("reviewer"))
    text = page(client, "review_county_check", county.pk, "blank")
    assert "催办这2个单位" in text
    reports = [world.report(unit).pk for unit in ("police", "market")]
    assert [f'name="report" value="{pk}"' in text for pk in reports] == [True, True]
    bulk = page(client, "desk_bulk", "remind", report=reports, text="请填写空白。", back="year=2025")
    assert "请填写空白。</textarea>" in bulk


def test_what_changed_is_told_and_read_at_one_click(world, client, county):
    client.force_login(world.user("reviewer"))
    report, later = world.report("town"), world.now + timedelta(minutes=5)
    key = report.blocks.filter(kind="prose").order_by("section__position", "position").first().key
    write(report, key, "办理XX件。", actor=world.user("town_drafter"), now=later)
    assert "1份报告在上次审读后改过" in page(client, "review_county", county.pk)
    answer = client.post(reverse("review_county_read", args=[county.pk]), {"which": "waiting"}, follow=True)
    text = answer.content.decode()
    assert ("审读已完成" in text, "改过" in text, "还有空白的单位：3个" in text) == (True, False, True)
    assert not Job.objects.filter(task="checks.read_round").exists()


def test_before_the_first_reading_the_page_says_what_to_do(world, client):
    round_ = world.county.round
    client.force_login(world.user("reviewer"))
    assert "还没有单位开始填写报告" in page(client, "review_county", round_.pk)
    fill_prose(world.report(), actor=world.user("police_drafter"), now=world.now)
    text = page(client, "review_county", round_.pk)
    assert ("1份报告还没有审读" in text, "开始审读" in text, "未填写" in text) == (True, True, False)


def test_many_reports_are_read_in_the_background_and_their_course_is_shown(
    world, client, county, monkeypatch
):
    Report.objects.filter(assignment__round=county).update(status=ReportStatus.FILED)
    client.force_login(world.user("reviewer"))
    read_round(county, actor=world.user("reviewer"), now=world.now, most_at_once=2)
    text = page(client, "review_county", county.pk)
    assert ("审读2025年度报告" in text, "等待开始，共5份报告" in text, "重新审读" in text) == (
        True,
        True,
        False,
    )
    client.force_login(world.user("administrator"))
    assert "审读2025年度报告" not in page(client, "round", county.pk)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reviewer", 302),
        ("leader", 302),
        ("administrator", 302),
        ("auditor", 403),
        ("police_drafter", 403),
        ("bureau_drafter", 403),
        ("stranger", 404),
    ],
)
def test_who_has_the_year_read(world, client, name, status):
    user = world.stranger.people["reviewer"] if name == "stranger" else world.user(name)
    client.force_login(user)
    address = reverse("review_county_read", args=[world.county.round.pk])
    assert client.post(address, {"which": "all"}).status_code == status
    assert client.get(address).status_code == 405


def test_the_workbook_has_units_by_checks_the_checks_and_every_open_place(world, client, county):
    client.force_login(world.user("reviewer"))
    answer = client.get(reverse("review_county_xlsx", args=[county.pk]), {"group": "空白和残留"})
    units, checks, places = load_workbook(bytes_of(answer)).worksheets
    day = world.now.date()
    assert [[_plain(cell.value) for cell in row] for row in units] == [
        ["单位", "类别", "审读时间", "错误", "提醒", "提示", "不采纳", "未填写的空白"],
        ["云岭县公安局", "部门", day, 1, None, None, 1, 1],
        ["云岭县市场监督管理局", "部门", day, 1, None, None, None, 1],
        ["青石镇人民政府", "乡镇", day, None, None, None, None, None],
    ]
    assert [[cell.value for cell in row] for row in checks][1:] == [
        ["未填写的空白", "空白和残留", "错误", 2, 2, 1]
    ]
    rows = [[cell.value for cell in row][:7] for row in places][1:]
    label = world.report().blocks.filter(kind="prose").order_by("section__position", "position").first().label
    assert rows == [
        ["云岭县公安局", "未填写的空白", "错误", label, "办理", "XX", "件。又办理XXX件。"],
        ["云岭县市场监督管理局", "未填写的空白", "错误", label, "办理案件", "XX", "件。"],
    ]


def _plain(value):
    return value.date() if hasattr(value, "date") else value


def test_queries_grow_neither_with_units_nor_with_findings(world, client, county, django_assert_num_queries):
    client.force_login(world.user("reviewer"))
    pages = {
        "county": (reverse("review_county", args=[county.pk]), 11),
        "check": (reverse("review_county_check", args=[county.pk, "blank"]), 8),
        "workbook": (reverse("review_county_xlsx", args=[county.pk]), 8),
    }
    for address, _ in pages.values():
        client.get(address)
    for kind in ("", "department"):
        for address, expected in pages.values():
            with django_assert_num_queries(expected):
                client.get(address, {"kind": kind})
    Finding.objects.exclude(pk=Finding.objects.filter(code="blank").order_by("pk")[0].pk).delete()
    for address, expected in pages.values():
        with django_assert_num_queries(expected):
            client.get(address)
