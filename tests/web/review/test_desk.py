"""The desk: which rows, in which order, by which filters, in how many queries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from reports.checks.models import Finding, Reading
from reports.checks.services import read_through
from reports.drafting.enums import ReportStatus
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.services import appoint, create_organisation, create_person
from reports.review.opinions import NewOpinion, give_opinion
from reports.review.services import return_report, submit_report
from reports.rounds.models import Assignment
from reports.web.review.desk import desk_page
from reports.web.tables import FOUND
from tests.review.stories import REASON, bring

pytestmark = pytest.mark.django_db
DESK = reverse("desk")


@pytest.fixture
def rows(world):
    """The rows that the reviewer sees on a day, by the unit's name."""

    def read(*, today=None, user="reviewer", **wanted):
        wanted = {"year": 2025, **wanted}
        table = desk_page(world.user(user), wanted, number=None, today=today or world.now.date())
        return {row.unit: row for row in table.rows}

    return read


def test_what_lies_with_the_bureau_is_on_top_then_what_is_late(world, rows):
    bring(world, ReportStatus.FILED, unit="town")
    bring(world, ReportStatus.AWAITING_REVIEW, unit="market")
    late = Assignment.objects.filter(organisation__name="云岭县公安局")
    late.update(due_draft_on=world.now.date() - timedelta(days=5))
    found = rows()
    assert list(found)[:3] == ["云岭县市场监督管理局", "青石镇人民政府", "云岭县公安局"]
    assert {unit: (row.state.label, row.days_late) for unit, row in found.items()} == {
        "云岭县市场监督管理局": ("待预审", 0),
        "青石镇人民政府": ("已报送", 0),
        "云岭县公安局": ("未开始", 5),
        "云岭县人民政府": ("未开始", 0),
        "云岭县司法局": ("未开始", 0),
    }


def test_a_row_tells_what_is_open_and_what_is_new_to_the_reader(world, rows):
    report, reviewer = bring(world, ReportStatus.AWAITING_REVIEW), world.user("reviewer")
    assert rows()["云岭县公安局"].is_changed
    give_opinion(report, NewOpinion("请写实。"), actor=reviewer, now=world.now)
    return_report(report, reason="见意见。", actor=reviewer, now=world.now)
    row = rows()["云岭县公安局"]
    assert (row.open_opinions, row.is_changed, row.last_step, row.last_step_by) == (
        1,
        False,
        "退回修改",
        "周审",
    )
    later = world.now + timedelta(hours=1)
    submit_report(report, actor=world.user("police_drafter"), now=later, reason=REASON)
    assert rows()["云岭县公安局"].is_changed
    assert rows()["云岭县公安局"].since == later


@pytest.mark.parametrize(
    ("wanted", "units"),
    [
        ({"state": "waiting"}, {"云岭县公安局"}),
        ({"state": "awaiting_review"}, {"云岭县公安局"}),
        ({"state": "not_begun", "kind": "town"}, {"青石镇人民政府"}),
        ({"text": "监督"}, {"云岭县市场监督管理局"}),
        ({"kind": "department"}, {"云岭县公安局", "云岭县市场监督管理局"}),
        ({"late": True}, set()),
        ({"year": 2024}, set()),
    ],
)
def test_filters(world, rows, wanted, units):
    bring(world, ReportStatus.AWAITING_REVIEW)
    assert set(rows(**wanted)) == units


def test_open_findings_stand_in_the_row_and_may_be_asked_for(world, rows, client):
    for unit in ("police", "market"):
        bring(world, ReportStatus.AWAITING_REVIEW, unit=unit)
    Reading.objects.filter(report=world.report("market")).delete()
    report, other = world.report("police"), world.report("market")
    read_through(report, now=world.now)
    Finding.objects.filter(report=report).delete()
    for severity, reason in (
        ("error", ""),
        ("error", ""),
        ("error", "如此。"),
        ("warning", ""),
        ("hint", ""),
    ):
        decided = {"dismissed_at": world.now, "dismissed_by": world.user("police_drafter")} if reason else {}
        Finding.objects.create(
            report=report,
            code="blank",
            severity=severity,
            message="请填写。",
            position=0,
            found_at=world.now,
            dismissal_reason=reason,
            **decided,
        )
    found = rows()
    assert (found["云岭县公安局"].found, found["云岭县公安局"].is_read) == (
        (("error", 2), ("warning", 1)),
        True,
    )
    assert (found["云岭县市场监督管理局"].found, found["云岭县市场监督管理局"].is_read) == ((), False)
    read_through(other, now=world.now)
    Finding.objects.filter(report=other).exclude(severity="hint").delete()
    wanted = {code: set(rows(found=code)) for code in FOUND}
    assert wanted == {
        "error": {"云岭县公安局"},
        "warning": {"云岭县公安局"},
        "sound": {"云岭县市场监督管理局"},
        "unread": {"青石镇人民政府", "云岭县人民政府", "云岭县司法局"},
    }
    client.force_login(world.user("reviewer"))
    page = client.get(DESK).content.decode()
    assert ("错误2" in page, "提醒1" in page, "提示1" in page) == (True, True, False)


def test_the_page_filters_by_its_address_and_nonsense_filters_nothing(world, client):
    client.force_login(world.user("auditor"))
    one = client.get(DESK, {"text": "公安"}).content.decode()
    assert ("云岭县公安局" in one, "青石镇人民政府" in one) == (True, False)
    for nonsense in ({"state": "!"}, {"year": "x"}, {"year": "1"}, {"page": "999"}, {"kind": "x"}):
        answer = client.get(DESK, nonsense)
        assert (answer.status_code, "青石镇人民政府" in answer.content.decode()) == (200, True), nonsense
    assert "没有符合条件的报告" in client.get(DESK, {"text": "没有这个单位"}).content.decode()


def test_the_next_county_stays_out(world, client, rows):
    client.force_login(world.user("reviewer"))
    assert "望江县" not in client.get(DESK).content.decode()
    assert not any("望江" in unit for unit in rows())


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reviewer", 200),
        ("leader", 200),
        ("administrator", 200),
        ("auditor", 200),
        ("police_drafter", 403),
        ("police_head", 403),
        ("bureau_drafter", 403),
    ],
)
def test_the_desk_is_the_bureaus(world, client, name, status):
    client.force_login(world.user(name))
    assert client.get(DESK).status_code == status


def test_without_a_round_the_page_says_what_to_do(db, client):
    now = datetime(2026, 1, 12, tzinfo=UTC)
    made = {"actor": None, "now": now}
    government = create_organisation(
        name="云岭县人民政府", kind=OrganisationKind.COUNTY_GOVERNMENT, parent=None, **made
    )
    bureau = create_organisation(
        name="云岭县司法局", kind=OrganisationKind.JUDICIAL_BUREAU, parent=government, **made
    )
    reviewer = create_person(username="zhou", name="周审", password="x", must_change_password=False, **made)
    appoint(reviewer, Role.REVIEWER, organisation=bureau, **made)
    client.force_login(reviewer)
    for address in ("desk", "ledger"):
        assert "还没有开启年度任务" in client.get(reverse(address)).content.decode()
    assert client.get(reverse("ledger_xlsx")).status_code == 404


@pytest.mark.parametrize("address", ["desk", "ledger"])
def test_queries_do_not_grow_with_the_units(world, client, django_assert_num_queries, address):
    for unit in ("police", "market", "town"):
        bring(world, ReportStatus.FILED, unit=unit)
        read_through(world.report(unit), now=world.now)
    client.force_login(world.user("reviewer"))
    client.get(reverse(address))
    expected = {"desk": 8, "ledger": 11}[address]
    for text in ("公安局", ""):
        with django_assert_num_queries(expected):
            client.get(reverse(address), {"text": text})
