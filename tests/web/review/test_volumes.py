"""汇编: the filed reports of one year in one file, nothing private in the public one."""

from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from reports.common.errors import Refused
from reports.drafting.enums import ReportStatus as S
from reports.drafting.models import Report
from reports.web.review.volumes import MOST_REPORTS, VOLUMES, write_reports
from tests.review.stories import bring, file, pass_, sign, submit
from tests.world import World, fill_prose, write

pytestmark = pytest.mark.django_db
SECRET = "不得外传的暗号"


def file_with_secret(world: World, unit: str) -> Report:
    """File a report with a private passage."""
    drafter = world.user(f"{unit}_drafter")
    fill_prose(world.report(unit), actor=drafter, now=world.now)
    text = f"{unit}的总体情况。〖不公开〗{SECRET}〖/〗"
    write(world.report(unit), "overview", text, actor=drafter, now=world.now)
    for step in (submit, pass_, sign, file):
        step(world, world.report(unit), unit)
    return world.report(unit)


def texts(content: bytes) -> dict[str, str]:
    """Every member of a Word file."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def bound(client, kind: str, **wanted) -> str:
    """The text of a volume's body."""
    return texts(client.get(reverse("ledger_volume", args=[kind]), wanted).content)["word/document.xml"]


@pytest.fixture
def reviewer(world: World, client):
    client.force_login(world.user("reviewer"))
    return client


def test_the_volume_binds_what_was_filed_in_the_order_of_the_units(world: World, reviewer):
    for unit in ("market", "police"):
        file_with_secret(world, unit)
    bring(world, S.SIGNED, unit="town")
    response = reviewer.get(reverse("ledger_volume", args=["filing"]))
    body = texts(response.content)["word/document.xml"]
    places = [body.index(f"{unit}的总体情况。") for unit in ("police", "market")]
    assert (places, body.count(SECRET), "青石镇" in body) == (sorted(places), 2, False)
    name = unquote(response["Content-Disposition"].partition("filename*=UTF-8''")[2])
    assert name == "云岭县2025年度法治政府建设情况报告汇编（报送稿）.docx"


def test_the_public_volume_holds_nothing_private_anywhere(world: World, reviewer):
    file_with_secret(world, "police")
    parts = texts(reviewer.get(reverse("ledger_volume", args=["public"])).content)
    kept_out = (SECRET, "不公开", "云公发〔2026〕", world.report().addressee_lines[0])
    assert "police的总体情况。" in parts["word/document.xml"]
    assert [(name, word) for name, part in parts.items() for word in kept_out if word in part] == []


def test_the_filters_of_the_ledger_narrow_the_volume(world: World, reviewer):
    for unit in ("market", "police"):
        file_with_secret(world, unit)
    body = bound(reviewer, "public", text="市场")
    assert ("market的总体情况。" in body, "police的总体情况。" in body) == (True, False)


def test_none_leads_back_with_a_sentence(world: World, reviewer):
    answer = reviewer.get(reverse("ledger_volume", args=["public"]), {"year": "2025"})
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (answer.url, told) == ("/ledger/?year=2025", ["没有符合条件的已报送报告，没有可以汇编的内容。"])


def test_too_many_are_refused_before_any_is_read(world: World, django_assert_num_queries):
    reports = [world.report()] * (MOST_REPORTS + 1)
    sentence = "符合条件的有201份，一次最多汇编200份，请先按单位类别筛选。"
    with django_assert_num_queries(0), pytest.raises(Refused, match=f"^{sentence}$"):
        write_reports(VOLUMES["public"], reports, now=world.now)


def test_another_edition_does_not_exist(world: World, reviewer):
    assert reviewer.get(reverse("ledger_volume", args=["formal"])).status_code == 404


def test_one_report_and_three_take_the_same_queries(world: World, reviewer, django_assert_num_queries):
    for units in (("police",), ("market", "town")):
        for unit in units:
            file_with_secret(world, unit)
        with django_assert_num_queries(7):
            reviewer.get(reverse("ledger_volume", args=["filing"]))
    page = reviewer.get(reverse("ledger")).content.decode()
    assert reverse("ledger_volume", args=["public"]) in page
