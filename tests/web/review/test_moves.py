"""The page of each move: who may open it, what it refuses, and that nothing typed is lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reports.drafting.enums import ReportStatus as S
from reports.review.enums import Move
from reports.review.models import Filing, Publication, Signing
from reports.review.opinions import NewOpinion, give_opinion
from reports.web.review.moves import PAGES
from tests.review.stories import bring, pdf
from tests.world import write

pytestmark = pytest.mark.django_db
NOT_A_SCAN = "盖章扫描件须为PDF、OFD或图片文件，请重新选择。"
OPEN_TO = {
    Move.WITHDRAW: (S.AWAITING_REVIEW, "police_drafter"),
    Move.RETURN: (S.AWAITING_REVIEW, "reviewer"),
    Move.PASS: (S.AWAITING_REVIEW, "reviewer"),
    Move.SIGN: (S.AWAITING_SIGNATURE, "police_head"),
    Move.REGISTER_SIGNATURE: (S.AWAITING_SIGNATURE, "police_drafter"),
    Move.REOPEN: (S.SIGNED, "police_drafter"),
    Move.FILE: (S.SIGNED, "police_drafter"),
    Move.RECORD: (S.FILED, "reviewer"),
    Move.SEND_BACK: (S.FILED, "reviewer"),
    Move.PUBLISH: (S.RECORDED, "police_drafter"),
    Move.VERIFY: (S.PUBLISHED, "reviewer"),
}


def _address(report, move):
    return reverse("report_move", args=[report.pk, move])


def _today(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def send(world, client):
    """Post the form of a move as somebody, and read the answer as text."""

    def post(report, move, user, **fields):
        client.force_login(world.user(user))
        answer = client.post(_address(report, move), fields)
        return answer.status_code, unescape(answer.content.decode())

    return post


def test_every_move_but_submitting_has_a_page():
    assert set(PAGES) == set(Move) - {Move.SUBMIT}


@pytest.mark.parametrize("move", list(OPEN_TO))
def test_the_page_opens_to_the_one_whose_move_it_is_and_to_nobody_else(world, client, move):
    status, owner = OPEN_TO[move]
    report = bring(world, status)
    found = {}
    for name in ("police_drafter", "police_head", "reviewer", "leader", "auditor", "market_drafter"):
        client.force_login(world.user(name))
        found[name] = client.get(_address(report, move)).status_code
    others = {name: 404 if name == "market_drafter" else 403 for name in found if name != owner}
    assert found == {**others, owner: 200}


def test_submitting_leads_to_its_own_page(world, client):
    client.force_login(world.user("police_drafter"))
    assert client.get(_address(world.report(), Move.SUBMIT)).url == reverse(
        "report_submit", args=[world.report().pk]
    )


def test_an_unknown_move_is_404(world, client):
    client.force_login(world.user("reviewer"))
    assert client.get(_address(world.report(), "burn")).status_code == 404


def test_whoever_comes_too_late_is_led_back_to_the_report_with_the_reason(world, client):
    report = bring(world, S.AWAITING_SIGNATURE)
    client.force_login(world.user("reviewer"))
    answer = client.post(_address(report, Move.RETURN), {"reason": "请补数据。", "scope": "whole"})
    assert answer.url == f"/review/{report.pk}/"
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["报告现在是“待签发”，不能“退回修改”。"]


def test_a_return_without_a_reason_keeps_what_was_chosen(world, send):
    report = bring(world, S.AWAITING_REVIEW)
    block = report.blocks.filter(kind="prose").first()
    status, page = send(report, Move.RETURN, "reviewer", reason=" ", scope="blocks", block_keys=[block.key])
    assert (status, "请填写退回原因。" in page) == (422, True)
    chosen = [tag for tag in re.findall(r"<input[^>]*>", page) if "checked" in tag]
    assert [re.search(r'value="([^"]*)"', tag)[1] for tag in chosen] == ["blocks", block.key]
    assert world.report().status == S.AWAITING_REVIEW


def test_a_return_of_blocks_names_at_least_one(world, send):
    report = bring(world, S.AWAITING_REVIEW)
    status, page = send(report, Move.RETURN, "reviewer", reason="见意见。", scope="blocks")
    assert (status, "请至少选一个内容块，或者改选“全文都可以修改”。" in page) == (422, True)
    status, page = send(report, Move.RETURN, "reviewer", reason="见", scope="blocks", block_keys=["nowhere"])
    assert (status, "所选的内容块不在这份报告里，请刷新页面后重选。" in page) == (422, True)


def test_a_return_lists_the_opinions_that_go_along(world, client):
    report = bring(world, S.AWAITING_REVIEW)
    block = report.blocks.filter(kind="prose").first()
    reviewer = world.user("reviewer")
    give_opinion(report, NewOpinion("请写明完成了哪几项。", block.key), actor=reviewer, now=world.now)
    client.force_login(reviewer)
    answer = client.get(_address(report, Move.RETURN))
    assert "请写明完成了哪几项。" in answer.content.decode()
    assert answer.context["form"].initial == {"block_keys": [block.key], "scope": "blocks"}


@pytest.mark.parametrize("move", [Move.REOPEN, Move.SEND_BACK])
def test_a_reason_is_required(world, send, move):
    status, owner = OPEN_TO[move]
    report = bring(world, status)
    assert send(report, move, owner, reason="")[0] == 422
    assert world.report().status == status


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"scan": SimpleUploadedFile("盖章件.pdf", b"<html>")}, NOT_A_SCAN),
        ({"scan": SimpleUploadedFile("盖章件.pdf", b"")}, NOT_A_SCAN),
        ({"filed_on": _today(1)}, "报送日期不能晚于今天，请核对。"),
        ({"filed_on": "2025-01-01"}, "报送日期不能早于签发日期，请核对。"),
        ({"filed_on": "二月二十日"}, "请按2026-02-20的格式填写日期。"),
        ({"filed_on": ""}, "请填写报送日期。"),
        ({"document_number": "  "}, "请填写发文字号。"),
        ({"document_number": "号" * 81}, "发文字号太长，请缩短后再提交。"),
        ({"addressees": ""}, "请填写主送机关。"),
    ],
)
def test_a_faulty_filing_says_so_and_keeps_the_rest(world, send, fault, sentence):
    report = bring(world, S.SIGNED)
    entered = {"document_number": "云公发〔2026〕77号", "filed_on": _today(), "addressees": "中共云岭县委"}
    status, page = send(report, Move.FILE, "police_drafter", **{**entered, **fault})
    assert (status, sentence in page) == (422, True)
    kept = [value for name, value in entered.items() if name not in fault]
    assert [value for value in kept if value not in page] == []
    assert ("您选的文件需要重新选择。" in page) == ("scan" in fault)
    assert (world.report().status, Filing.objects.count()) == (S.SIGNED, 0)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"signer_name": ""}, "请填写签发人。"),
        ({"signed_on": _today(1)}, "签发日期不能晚于今天，请核对。"),
        ({"scan": SimpleUploadedFile("单.pdf", b"PK\x03\x04zip")}, NOT_A_SCAN),
    ],
)
def test_a_faulty_signature_from_paper_says_so(world, send, fault, sentence):
    report = bring(world, S.AWAITING_SIGNATURE)
    entered = {"signer_name": "林正", "signed_on": _today(), **fault}
    status, page = send(report, Move.REGISTER_SIGNATURE, "police_drafter", **entered)
    assert (status, sentence in page, Signing.objects.count()) == (422, True, 0)


def test_a_signature_from_paper_with_its_scan(world, send):
    report = bring(world, S.AWAITING_SIGNATURE)
    entered = {"signer_name": "林正", "signed_on": _today(), "scan": pdf()}
    assert send(report, Move.REGISTER_SIGNATURE, "police_drafter", **entered)[0] == 302
    assert (Signing.objects.get().signer_name, world.report().status) == ("林正", S.SIGNED)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"address": "gov"}, "网址不完整，请从浏览器地址栏复制。"),
        ({"address": "javascript:alert(1)"}, "网址不完整，请从浏览器地址栏复制。"),
        ({"address": ""}, "请填写公开网址。"),
        ({"cleared_by_name": ""}, "请填写保密审查人。"),
        ({"cleared_on": _today(1)}, "保密审查日期不能晚于今天，请核对。"),
        ({"published_on": _today(1)}, "公开日期不能晚于今天，请核对。"),
        ({"published_on": _today(-9)}, "公开日期不能早于保密审查日期，请核对。"),
        ({"screenshot": SimpleUploadedFile("网页.png", b"GIF89a")}, NOT_A_SCAN),
    ],
)
def test_a_faulty_publication_says_so(world, send, fault, sentence):
    report = bring(world, S.RECORDED)
    entered = {
        "cleared_by_name": "何慎",
        "cleared_on": _today(),
        "address": "https://www.yunling.example.cn/1.html",
        "published_on": _today(),
    }
    status, page = send(report, Move.PUBLISH, "police_drafter", **{**entered, **fault})
    assert (status, sentence in page, Publication.objects.count()) == (422, True, 0)


def test_the_head_is_told_what_changed_after_the_pre_review(world, client):
    report = bring(world, S.AWAITING_SIGNATURE)
    client.force_login(world.user("police_head"))
    assert "预审通过以后" not in client.get(_address(report, Move.SIGN)).content.decode()
    block = report.blocks.filter(kind="prose").first()
    write(report, block.key, "预审以后改过。", actor=world.user("police_drafter"), now=world.now)
    page = client.get(_address(report, Move.SIGN)).content.decode()
    assert "预审通过以后，文字和数据又改动了1处" in page
