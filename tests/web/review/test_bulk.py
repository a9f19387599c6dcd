"""Acts on many reports: a page that says what will happen, each done for itself, failures told."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from reports.drafting.enums import ReportStatus
from reports.notifications.models import Message
from reports.opening.withdrawing import withdraw_assignment
from reports.organisations.models import Membership
from reports.review.services import withdraw_report
from reports.rounds.models import Assignment, DateChange
from reports.text.dates import print_date
from reports.web.review.bulk import ACTS, carry_out, sort_out
from tests.review.stories import bring
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION, put_status

pytestmark = pytest.mark.django_db


def _address(name):
    return reverse("desk_bulk", args=[name])


def _keys(world, *units):
    return [world.report(unit).pk for unit in units]


def _told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def reviewer(world, client):
    client.force_login(world.user("reviewer"))
    return client


def test_the_page_lists_what_will_happen_and_what_not_with_the_reason(world, reviewer):
    bring(world, ReportStatus.AWAITING_REVIEW)
    page = reviewer.get(_address("pass"), {"report": _keys(world, "police", "town")}).content.decode()
    assert "预审通过：1个单位" in page
    assert "报告现在是“起草中”，不能“预审通过”。" in page
    assert world.report().status == ReportStatus.AWAITING_REVIEW


@pytest.mark.parametrize("key", ["²", "9" * 5000, "x", ""])
def test_a_key_typed_by_hand_chooses_nothing(world, reviewer, key):
    answer = reviewer.get(_address("pass"), {"report": [key]})
    assert (answer.status_code, _told(answer)) == (302, ["请先选中要预审通过的单位。"])


def test_passing_many_passes_those_that_may_and_keeps_the_filters(world, reviewer):
    for unit in ("police", "market"):
        bring(world, ReportStatus.AWAITING_REVIEW, unit=unit)
    keys = _keys(world, "police", "market", "town")
    answer = reviewer.post(_address("pass"), {"report": keys, "back": "state=waiting"})
    assert answer.url == "/review/?state=waiting"
    assert _told(answer) == ["预审通过已办理2个单位：云岭县公安局、云岭县市场监督管理局。"]
    found = [world.report(unit).status for unit in ("police", "market", "town")]
    assert found == [ReportStatus.AWAITING_SIGNATURE, ReportStatus.AWAITING_SIGNATURE, ReportStatus.DRAFTING]


def test_returning_many_needs_a_reason(world, reviewer):
    bring(world, ReportStatus.AWAITING_REVIEW)
    sent = {"report": _keys(world, "police"), "reason": "  "}
    answer = reviewer.post(_address("return"), sent)
    assert (answer.status_code, "请填写退回原因。" in answer.content.decode()) == (422, True)
    assert world.report().status == ReportStatus.AWAITING_REVIEW
    reviewer.post(_address("return"), {**sent, "reason": "请补数据。"})
    assert (world.report().status, world.report().return_reason) == (ReportStatus.RETURNED, "请补数据。")


def test_recording_many(world, reviewer):
    bring(world, ReportStatus.FILED)
    reviewer.post(_address("record"), {"report": _keys(world, "police")})
    assert world.report().status == ReportStatus.RECORDED


def test_pressing_many_sends_a_message_to_each_and_offers_the_notice(world, reviewer):
    keys = _keys(world, "police", "town")
    page = reviewer.get(_address("remind"), {"report": keys}).content.decode()
    assert "云岭县公安局、青石镇人民政府：" in page
    assert "县委依法治县办（县司法局）" in page
    Membership.objects.filter(user=world.user("town_drafter")).delete()
    answer = reviewer.post(_address("remind"), {"report": keys, "text": "请抓紧。"})
    assert _told(answer) == [
        "催办已办理1个单位：云岭县公安局。",
        "青石镇人民政府没有办成：青石镇人民政府还没有经办人账号，请电话催办。",
    ]
    assert list(Message.objects.filter(text="请抓紧。").values_list("recipient__username", flat=True)) == [
        "police_drafter"
    ]


def test_nobody_is_pressed_while_the_bureau_has_the_report(world, reviewer):
    bring(world, ReportStatus.AWAITING_REVIEW)
    page = reviewer.get(_address("remind"), {"report": _keys(world, "police")}).content.decode()
    assert "现在没有要由单位办理的事，不需要催办。" in page
    assert "选中的单位现在都不能催办。" in page


def test_extending_many_tells_each_failure(world, reviewer):
    today = timezone.localdate()
    until, later = today + timedelta(days=10), today + timedelta(days=20)
    dates = {"due_filing_on": later, "due_publication_on": later}
    Assignment.objects.update(due_draft_on=today, **dates)
    Assignment.objects.filter(organisation__name="青石镇人民政府").update(due_draft_on=until)
    keys = _keys(world, "police", "town")
    sent = {"report": keys, "until": until.isoformat(), "reason": "机构改革。"}
    answer = reviewer.post(_address("extend"), sent)
    assert _told(answer) == [
        "延期已办理1个单位：云岭县公安局。",
        f"青石镇人民政府没有办成：新的期限应晚于原期限{print_date(until)}，请核对。",
    ]
    wrong = reviewer.post(_address("extend"), {**sent, "until": "明天"})
    assert (wrong.status_code, "请按2026-02-20的格式填写日期。" in wrong.content.decode()) == (422, True)
    assert "机构改革。" in wrong.content.decode()


def test_extending_many_moves_for_each_the_date_that_is_due_next(world, reviewer):
    put_status(world.report("police"), ReportStatus.AWAITING_SIGNATURE)
    put_status(world.report("market"), ReportStatus.RECORDED)
    put_status(world.report("town"), ReportStatus.PUBLISHED)
    keys = _keys(world, "police", "market", "town", "bureau")
    page = reviewer.get(_address("extend"), {"report": keys})
    assert {report.assignment.organisation.name: said for report, said in page.context["ready"]} == {
        "云岭县公安局": "正式报送期限2026年2月20日",
        "云岭县司法局": "预审稿期限2026年1月20日",
        "云岭县市场监督管理局": "公开期限2026年3月31日",
    }
    assert "报告已经公开，不需要延期。" in page.content.decode()
    until = timezone.localdate() + timedelta(days=400)
    reviewer.post(_address("extend"), {"report": keys, "until": until.isoformat(), "reason": "灾后重建。"})
    moved = DateChange.objects.filter(before__in=[DUE_DRAFT, DUE_FILING, DUE_PUBLICATION])
    rows = moved.values_list("assignment__organisation__name", "due")
    assert sorted(rows) == [
        ("云岭县公安局", "filing"),
        ("云岭县公安局", "publication"),
        ("云岭县司法局", "draft"),
        ("云岭县司法局", "filing"),
        ("云岭县司法局", "publication"),
        ("云岭县市场监督管理局", "publication"),
    ]


@pytest.mark.parametrize("name", ["pass", "return", "record", "remind", "extend"])
def test_no_act_reaches_a_withdrawn_task(world, reviewer, name):
    bring(world, ReportStatus.AWAITING_REVIEW)
    actor = world.user("administrator")
    withdraw_assignment(world.report(), reason="机构改革。", actor=actor, now=world.now)
    page = reviewer.get(_address(name), {"report": _keys(world, "police")})
    assert page.context["plan"].ready == ()
    assert "任务已撤回" in page.content.decode()


def test_a_report_that_moved_meanwhile_is_told_and_stops_no_other(world):
    for unit in ("police", "market"):
        bring(world, ReportStatus.AWAITING_REVIEW, unit=unit)
    reports = [world.report("police"), world.report("market")]
    actor = world.user("reviewer")
    ready = sort_out(ACTS["pass"], reports, user=actor).ready
    assert [report.pk for report in ready] == [report.pk for report in reports]
    withdraw_report(reports[0], actor=world.user("police_drafter"), now=world.now)
    outcome = carry_out(ACTS["pass"], ready, {}, actor=actor, now=world.now)
    assert outcome.done == ("云岭县市场监督管理局",)
    assert outcome.failed == (("云岭县公安局", "报告现在是“起草中”，不能“预审通过”。"),)


@pytest.mark.parametrize("chosen", [[], ["x"], ["9" * 30], ["0"]])
def test_without_a_report_it_leads_back(reviewer, chosen):
    answer = reviewer.get(_address("record"), {"report": chosen})
    assert (answer.url, _told(answer)) == ("/review/?", ["请先选中要备案的单位。"])


def test_reports_of_the_next_county_cannot_be_chosen(world, reviewer):
    strange = world.stranger.report("water").pk
    answer = reviewer.post(_address("extend"), {"report": [strange], "until": "2026-02-01", "reason": "。"})
    assert _told(answer) == ["请先选中要延期的单位。"]


def test_an_unknown_act_is_404_and_a_unit_is_refused(world, client):
    client.force_login(world.user("reviewer"))
    assert client.get(_address("nothing")).status_code == 404
    client.force_login(world.user("police_drafter"))
    assert client.get(_address("pass")).status_code == 403


def test_a_leader_sees_why_nothing_will_happen(world, client):
    bring(world, ReportStatus.AWAITING_REVIEW)
    client.force_login(world.user("leader"))
    page = client.get(_address("pass"), {"report": _keys(world, "police")}).content.decode()
    assert "这一步由司法局审查员办理。" in page
    client.post(_address("pass"), {"report": _keys(world, "police")})
    assert world.report().status == ReportStatus.AWAITING_REVIEW


def test_queries_of_the_confirming_page_do_not_grow(world, reviewer, django_assert_num_queries):
    reviewer.get(_address("record"))
    for chosen in (_keys(world, "police"), _keys(world, "police", "market", "town")):
        with django_assert_num_queries(8):
            reviewer.get(_address("remind"), {"report": chosen})
