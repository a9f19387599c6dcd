"""The whole course of one report through the pages, each person pressing their own buttons."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.drafting.enums import ReportStatus
from reports.review.enums import Move, OpinionState
from reports.review.models import Filing, Opinion, Signing
from reports.review.opinions import answer_opinion
from reports.review.services import submit_report
from tests.review.stories import PDF, bring, bytes_of, pdf

pytestmark = pytest.mark.django_db


def _move(report, move):
    return reverse("report_move", args=[report.pk, move])


def test_return_pass_sign_file_record_publish(world, client):
    report = bring(world, ReportStatus.AWAITING_REVIEW)
    today = timezone.localdate()
    block = report.blocks.filter(kind="prose").order_by("section__position", "position").first()

    client.force_login(world.user("reviewer"))
    page = client.get(reverse("review_report", args=[report.pk])).content.decode()
    assert f"围绕{block.label}，全年完成年初确定的各项任务。" in page
    given = client.post(
        reverse("opinion_give", args=[report.pk]),
        {"block_key": block.key, "quote": "全年完成", "text": "请写明完成了哪几项。"},
    )
    assert given.url == f"/review/{report.pk}/#block-{block.key}"
    sent = {"reason": "有一处没有写实。", "scope": "blocks", "block_keys": [block.key]}
    assert client.post(_move(report, Move.RETURN), sent).url == f"/review/{report.pk}/"
    assert world.report().status == ReportStatus.RETURNED
    assert list(report.blocks.filter(is_open=True).values_list("key", flat=True)) == [block.key]

    answer_opinion(
        Opinion.objects.get(),
        state=OpinionState.ADOPTED,
        reply="已补充。",
        actor=world.user("police_drafter"),
        now=world.now,
    )
    submit_report(world.report(), actor=world.user("police_drafter"), now=world.now, reason="数据随后补齐。")
    assert client.post(_move(report, Move.PASS), {}).status_code == 302

    client.force_login(world.user("police_head"))
    assert client.post(_move(report, Move.SIGN), {}).status_code == 302
    assert Signing.objects.get(is_void=False).signer_name == world.user("police_head").name

    client.force_login(world.user("police_drafter"))
    filing = {"document_number": "云公发〔2026〕3号", "filed_on": today, "addressees": "云岭县人民政府"}
    assert client.post(_move(report, Move.FILE), {**filing, "scan": pdf()}).status_code == 302
    kept = Filing.objects.get()
    assert kept.scan.name.endswith(".pdf")
    assert "盖章" not in kept.scan.name
    assert bytes_of(client.get(reverse("scan", args=["filing", kept.pk]))).read() == PDF

    client.force_login(world.user("reviewer"))
    assert client.post(_move(report, Move.RECORD), {}).status_code == 302

    client.force_login(world.user("police_drafter"))
    publication = {
        "cleared_by_name": "何慎",
        "cleared_on": today - timedelta(days=1),
        "address": "https://www.yunling.example.cn/gaj.html",
        "published_on": today,
    }
    assert client.post(_move(report, Move.PUBLISH), publication).status_code == 302

    client.force_login(world.user("reviewer"))
    for move in (Move.VERIFY, Move.ARCHIVE):
        assert client.post(_move(report, move), {}).status_code == 302
    assert world.report().status == ReportStatus.ARCHIVED
    assert list(report.steps.order_by("pk").values_list("move", flat=True)) == [
        Move.SUBMIT,
        Move.RETURN,
        Move.SUBMIT,
        Move.PASS,
        Move.SIGN,
        Move.FILE,
        Move.RECORD,
        Move.PUBLISH,
        Move.VERIFY,
        Move.ARCHIVE,
    ]


@pytest.mark.parametrize("status", list(ReportStatus))
def test_everybody_who_may_see_a_report_sees_its_page(world, client, status):
    report = bring(world, status)
    for name in ("reviewer", "leader", "administrator", "auditor", "police_drafter", "police_head"):
        client.force_login(world.user(name))
        answer = client.get(reverse("review_report", args=[report.pk]))
        assert (name, answer.status_code) == (name, 200)
    client.force_login(world.user("market_drafter"))
    assert client.get(reverse("review_report", args=[report.pk])).status_code == 404
