"""我的任务 by role and state, and the inbox."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.notifications.models import Message
from reports.notifications.services import send_message
from reports.opening.services import TermInput, open_round
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.models import Membership
from reports.review.models import Publication
from reports.rounds.models import Round
from reports.web.tasks.queries import Task, TaskPage, read_tasks
from tests.world import World, put_status, write

TODAY = date(2026, 1, 12)


def tasks_of(world: World, who: str, today: date = TODAY) -> TaskPage:
    """The page of one person."""
    return read_tasks(world.user(who), today=today)


def acts(tasks: tuple[Task, ...]) -> list[tuple[str, str]]:
    """Unit and button of each row."""
    return [(task.unit, task.act.label if task.act else task.waiting_for) for task in tasks]


@pytest.mark.parametrize(
    ("status", "who", "mine", "others"),
    [
        ("drafting", "police_drafter", ["开始起草"], []),
        ("drafting", "police_head", [], ["等经办人起草"]),
        ("awaiting_review", "police_drafter", [], ["等司法局预审"]),
        ("awaiting_review", "reviewer", ["预审"], []),
        ("returned", "police_drafter", ["去修改"], []),
        ("awaiting_signature", "police_head", ["签发"], []),
        ("awaiting_signature", "police_drafter", [], ["等单位负责人签发"]),
        ("signed", "police_drafter", ["报送"], []),
        ("signed", "police_head", [], ["等经办人报送"]),
        ("filed", "police_drafter", [], ["等司法局备案"]),
        ("filed", "reviewer", ["备案"], []),
        ("recorded", "police_drafter", ["登记公开"], []),
    ],
)
def test_each_state_is_somebodys_task(world: World, status, who, mine, others):
    put_status(world.report("police"), ReportStatus(status))
    page = tasks_of(world, who)
    unit = "云岭县公安局"
    assert [label for name, label in acts(page.mine) if name == unit] == mine
    assert [label for name, label in acts(page.others) if name == unit] == others


def test_without_a_head_in_the_system_the_drafter_registers_the_signature(world: World):
    report = put_status(world.report("police"), ReportStatus.AWAITING_SIGNATURE)
    Membership.objects.filter(role=Role.HEAD, organisation=report.assignment.organisation).delete()
    (task,) = tasks_of(world, "police_drafter").mine
    assert (task.act.label, task.act.url) == ("登记签发", f"/reports/{report.pk}/moves/register_signature/")


def test_the_reviewer_drafts_the_county_report_and_the_leader_decides_on_it(world: World):
    assert acts(tasks_of(world, "reviewer").mine) == [("云岭县人民政府", "开始起草")]
    put_status(world.report("government"), ReportStatus.AWAITING_REVIEW)
    assert acts(tasks_of(world, "leader").mine) == [("云岭县人民政府", "预审")]
    assert acts(tasks_of(world, "reviewer").others) == [("云岭县人民政府", "等司法局预审")]


def test_the_year_in_the_frame_is_that_of_the_own_county(world: World, client):
    Round.objects.filter(pk=world.stranger.round.pk).update(year=2031)
    client.force_login(world.user("police_drafter"))
    assert client.get("/").context["frame"].round_label() == "2025年度"
    assert tasks_of(world, "police_drafter").next_year == 2026
    neighbour = world.stranger.people["reviewer"]
    assert read_tasks(neighbour, today=TODAY).next_year == 2032
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    assert client.get("/").context["frame"].round_label() == "尚未开启年度"


def test_the_most_urgent_comes_first(world: World):
    for unit, status in (("police", "awaiting_review"), ("market", "filed"), ("town", "awaiting_review")):
        put_status(world.report(unit), ReportStatus(status))
    late = tasks_of(world, "reviewer", date(2026, 1, 25))
    assert acts(late.mine) == [
        ("云岭县人民政府", "开始起草"),
        ("云岭县公安局", "预审"),
        ("青石镇人民政府", "预审"),
        ("云岭县市场监督管理局", "备案"),
    ]
    Report.objects.filter(pk=world.report("government").pk).update(
        started_at=world.now, return_reason="缺附表。"
    )
    first = tasks_of(world, "reviewer", date(2026, 1, 25)).mine[0]
    assert (first.unit, first.reason, first.state.label, first.act.label) == (
        "云岭县人民政府",
        "缺附表。",
        "退回补正",
        "补正",
    )


def test_a_row_says_how_far_and_how_long(world: World):
    write(
        world.report(),
        "other_matters",
        "无其他需要报告的情况。",
        actor=world.user("police_drafter"),
        now=world.now,
    )
    (task,) = tasks_of(world, "police_drafter").mine
    assert (task.progress.done, task.progress.total, task.state.label, task.act.label) == (
        1,
        5,
        "起草中",
        "继续起草",
    )
    assert (task.due.what, task.due.days_left) == ("预审稿", 8)


@pytest.mark.parametrize("who", ["administrator", "auditor"])
def test_who_neither_writes_nor_decides_has_no_rows(world: World, who):
    page = tasks_of(world, who)
    assert (page.mine, page.others, page.finished) == ((), (), ())


def test_another_units_report_is_nobodys_row_here(world: World):
    assert {task.unit for task in tasks_of(world, "police_drafter").mine} == {"云岭县公安局"}
    assert "望江县水利局" not in {task.unit for task in tasks_of(world, "reviewer").mine}


def open_earlier_years(world: World, *years: int) -> None:
    """More rounds, so that the drafter has a report in each."""
    version = world.report().assignment.blueprint_version
    for year in years:
        term = TermInput(version, *(date(year + 1, month, 20) for month in (1, 2, 3)))
        open_round(
            government=world.county.government,
            year=year,
            terms={OrganisationKind.DEPARTMENT: term},
            actor=world.user("administrator"),
            now=world.now,
        )


def test_one_row_and_three_take_the_same_queries(client, world: World, django_assert_num_queries):
    client.force_login(world.user("police_drafter"))
    with django_assert_num_queries(11):
        assert len(client.get("/").context["page"].mine) == 1
    open_earlier_years(world, 2024, 2023)
    with django_assert_num_queries(11):
        assert len(client.get("/").context["page"].mine) == 3


def test_the_page_shows_the_button_and_the_reason(client, world: World):
    report = put_status(world.report(), ReportStatus.RETURNED)
    Report.objects.filter(pk=report.pk).update(return_reason="第二部分没有写原因。")
    client.force_login(world.user("police_drafter"))
    page = client.get("/").content.decode()
    assert "退回原因：第二部分没有写原因。" in page
    assert f'href="/reports/{report.pk}/"' in page


def test_nobodys_page_says_whom_to_ask(client, world: World):
    Report.objects.filter(pk=world.report().pk).update(status=ReportStatus.ARCHIVED)
    client.force_login(world.user("police_drafter"))
    assert "2026年度的任务由司法局开启" in client.get("/").content.decode()


def send(world: World, count: int, who: str = "police_drafter", url: str = "/inbox/?here=1") -> None:
    """Put messages into an inbox."""
    for number in range(count):
        at = world.now - timedelta(hours=number)
        send_message([world.user(who)], f"第{number}条消息。", url=url, sender="县司法局", now=at)


def test_the_inbox_shows_ones_own_messages_newest_first(client, world: World):
    Message.objects.all().delete()
    send(world, 2)
    send(world, 1, who="market_drafter")
    client.force_login(world.user("police_drafter"))
    page = client.get("/inbox/").context["page"]
    assert [message.text for message in page] == ["第0条消息。", "第1条消息。"]


def test_one_message_and_three_take_the_same_queries(client, world: World, django_assert_num_queries):
    Message.objects.all().delete()
    client.force_login(world.user("police_drafter"))
    send(world, 1)
    with django_assert_num_queries(7):
        client.get("/inbox/")
    send(world, 2)
    with django_assert_num_queries(7):
        client.get("/inbox/")


def test_opening_a_message_marks_it_and_goes_where_it_points(client, world: World):
    Message.objects.all().delete()
    send(world, 2)
    first = Message.objects.latest("sent_at")
    client.force_login(world.user("police_drafter"))
    assert client.post(f"/inbox/{first.pk}/")["Location"] == "/inbox/?here=1"
    assert list(Message.objects.unread().values_list("text", flat=True)) == ["第1条消息。"]
    assert client.get(f"/inbox/{first.pk}/").status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_message_never_leads_away_and_is_never_anothers(client, world: World):
    Message.objects.all().delete()
    send(world, 1, url="https://example.org/")
    send(world, 1, who="market_drafter")
    client.force_login(world.user("police_drafter"))
    own, foreign = Message.objects.order_by("pk")
    assert client.post(f"/inbox/{own.pk}/")["Location"] == "/inbox/"
    assert client.post(f"/inbox/{foreign.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert Message.objects.get(pk=foreign.pk).read_at is None


def test_all_messages_are_marked_at_once(client, world: World):
    send(world, 3)
    send(world, 1, who="market_drafter")
    client.force_login(world.user("police_drafter"))
    before = timezone.now()
    assert client.post("/inbox/read/")["Location"] == "/inbox/"
    assert not Message.objects.filter(recipient=world.user("police_drafter"), read_at__lt=before).exists()
    assert not Message.objects.filter(recipient=world.user("police_drafter")).unread().exists()
    assert Message.objects.filter(recipient=world.user("market_drafter")).unread().exists()


def publish(world: World, unit: str, *, is_verified: bool) -> Report:
    """A published report, looked at by the bureau or not."""
    report = put_status(world.report(unit), ReportStatus.PUBLISHED)
    Publication.objects.create(
        report=report,
        cleared_by_name="审查人",
        cleared_on=TODAY,
        address="https://www.yunling.example/",
        published_on=TODAY,
        registered_by=world.user("police_drafter"),
        registered_at=world.now,
        verified_at=world.now if is_verified else None,
    )
    return report


def test_a_published_report_waits_for_the_bureau_until_it_was_verified(world: World):
    publish(world, "police", is_verified=False)
    publish(world, "market", is_verified=True)
    assert ("云岭县公安局", "核验") in acts(tasks_of(world, "reviewer").mine)
    assert "云岭县市场监督管理局" not in {task.unit for task in tasks_of(world, "reviewer").finished}
    page = tasks_of(world, "police_drafter")
    assert (page.mine, page.others, [task.unit for task in page.finished]) == ((), (), ["云岭县公安局"])
