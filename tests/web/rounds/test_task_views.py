"""The page of one unit's task, and what is done from it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from reports.blueprints.models import BlueprintVersion
from reports.drafting.enums import ReportStatus
from reports.opening.withdrawing import withdraw_assignment
from reports.rounds.models import Assignment, DateChange
from reports.rounds.services import extend_deadline
from reports.web.rounds.tasks import read_task, visible_tasks
from tests.opening.test_templates import publish_short
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION, put_status

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 12)
EMPTY = {"step": "do"}
PAGES = ("round_task", "round_task_dates", "round_task_template", "round_task_withdraw", "round_task_restore")


def address(world, name="round_task", unit="police"):
    return reverse(name, args=[world.report(unit).assignment_id])


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


@pytest.fixture
def ahead(world):
    """Dates that lie ahead of the day on which the tests run."""
    year = timezone.localdate().year + 1
    days = {"draft": date(year, 3, 1), "filing": date(year, 4, 1), "publication": date(year, 5, 1)}
    Assignment.objects.update(**{f"due_{name}_on": day for name, day in days.items()})
    return days


def sent(days, **changed):
    return {name: day.isoformat() for name, day in days.items()} | {"reason": "灾后重建。"} | changed


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("administrator", [200, 200, 200, 200, 302]),
        ("reviewer", [200, 200, 403, 403, 403]),
        ("leader", [200, 403, 403, 403, 403]),
        ("auditor", [200, 403, 403, 403, 403]),
        ("police_drafter", [403] * 5),
        ("police_head", [403] * 5),
        ("stranger administrator", [404] * 5),
    ],
)
def test_who_opens_and_who_does_what(world, client, who, expected):
    county = world.stranger if who.startswith("stranger") else world.county
    client.force_login(county.people[who.removeprefix("stranger ")])
    assert [client.get(address(world, name)).status_code for name in PAGES] == expected
    assert [client.post(address(world, name), EMPTY).status_code for name in PAGES[1:]] == [
        422 if status == 200 else status for status in expected[1:]
    ]


def test_the_reason_stands_beside_the_date_and_in_the_history(world, admin):
    assignment = world.report().assignment
    for until, reason in ((date(2026, 1, 25), "换届。"), (date(2026, 2, 25), "灾后重建。")):
        actor = world.user("reviewer")
        extend_deadline(assignment=assignment, until=until, reason=reason, actor=actor, now=world.now)
    report = visible_tasks(world.user("administrator")).get(pk=world.report().pk)
    page = read_task(report, world.user("administrator"), today=TODAY)
    dues = [(row.due, row.on, row.days_left, row.last and row.last.reason) for row in page.dues]
    assert dues == [
        ("draft", date(2026, 2, 25), 44, "灾后重建。"),
        ("filing", date(2026, 2, 25), None, "灾后重建。"),
        ("publication", DUE_PUBLICATION, None, None),
    ]
    rows = [(change.due, change.before, change.after, change.reason) for change in page.changes]
    assert rows == [
        ("filing", DUE_FILING, date(2026, 2, 25), "灾后重建。"),
        ("draft", date(2026, 1, 25), date(2026, 2, 25), "灾后重建。"),
        ("draft", DUE_DRAFT, date(2026, 1, 25), "换届。"),
    ]
    shown = admin.get(address(world)).content.decode()
    assert "原为2026-01-25。灾后重建。" in shown
    assert 'style="' not in shown


def test_the_page_says_why_an_act_is_not_possible(world, admin):
    put_status(world.report(), ReportStatus.FILED)
    shown = admin.get(address(world)).content.decode()
    assert "报告已报送，是正式公文，任务不能再撤回。" in shown
    assert address(world, "round_task_withdraw") not in shown


def test_whoever_comes_too_late_is_led_back_with_the_reason(world, admin):
    put_status(world.report(), ReportStatus.FILED)
    answer = admin.post(address(world, "round_task_withdraw"), {"reason": "机构改革。", "step": "do"})
    assert answer.url == address(world)
    assert told(answer)[0].startswith("报告已报送，是正式公文，任务不能再撤回。")
    assert not world.report().assignment.is_withdrawn


def test_a_date_is_moved_in_two_steps(world, admin, ahead):
    url, later = address(world, "round_task_dates"), ahead["filing"].replace(day=9)
    fields = sent(ahead, filing=later.isoformat())
    first = admin.post(url, fields | {"step": "check"})
    before, after = (f"{day.year}年4月{day.day}日" for day in (ahead["filing"], later))
    assert first.context["effects"] == [
        f"正式报送期限由{before}改为{after}。",
        "公安局经办会收到消息。",
        "其他单位不受影响。",
    ]
    assert not DateChange.objects.exists()
    again = admin.post(url, fields | {"step": "change"})
    assert (again.status_code, "灾后重建。" in again.content.decode()) == (200, True)
    done = admin.post(url, fields | {"step": "do"})
    assert (done.url, told(done)) == (address(world), ["云岭县公安局的期限已改。"])
    assert Assignment.objects.get(pk=world.report().assignment_id).due_filing_on == later


@pytest.mark.parametrize("step", ["check", "do"])
@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({}, None, "三个期限都没有改动。"),
        ({"filing": "2026-01-01"}, "filing", "正式报送期限不能早于预审稿期限，请核对。"),
        ({"filing": "明天"}, "filing", "请按2026-02-20的格式填写日期。"),
        ({"reason": " "}, "reason", "请填写原因。"),
    ],
)
def test_bad_dates_are_told_at_both_steps_and_nothing_is_lost(
    world, admin, ahead, changed, field, words, step
):
    answer = admin.post(address(world, "round_task_dates"), sent(ahead, step=step, **changed))
    errors = answer.context["form"].errors
    assert (answer.status_code, errors[field or "__all__"]) == (422, [words])
    assert ahead["draft"].isoformat() in answer.content.decode()
    assert not DateChange.objects.exists()


def test_a_reviewer_is_told_that_earlier_dates_are_the_administrators(world, client, ahead):
    client.force_login(world.user("reviewer"))
    earlier = ahead["draft"].replace(month=2).isoformat()
    answer = client.post(address(world, "round_task_dates"), sent(ahead, draft=earlier, may_be_past="on"))
    assert answer.context["form"].errors["draft"] == ["只有管理员可以把期限提前。"]


def test_a_task_is_withdrawn_and_restored_with_reasons(world, admin, client):
    page = admin.get(address(world, "round_task_withdraw")).content.decode()
    assert "公安局经办、公安局首长会收到消息。" in page
    refused = admin.post(address(world, "round_task_withdraw"), {"reason": " ", "step": "do"})
    assert (refused.status_code, world.report().assignment.is_withdrawn) == (422, False)
    done = admin.post(address(world, "round_task_withdraw"), {"reason": "机构改革。", "step": "do"})
    assert told(done) == ["云岭县公安局的任务已撤回。"]
    shown = admin.get(address(world)).content.decode()
    assert "任务已撤回" in shown
    assert "机构改革。" in shown
    table = admin.get(reverse("round", args=[world.county.round.pk])).content.decode()
    assert "另有1个单位的任务已撤回" in table
    admin.post(address(world, "round_task_restore"), {"reason": "方案调整。", "step": "do"})
    assert not world.report().assignment.is_withdrawn


def test_the_drafter_reads_why_and_can_only_read(world, client):
    actor = world.user("administrator")
    withdraw_assignment(world.report(), reason="并入县委办。", actor=actor, now=world.now)
    client.force_login(world.user("police_drafter"))
    pk = world.report().pk
    answer = client.get(reverse("report", args=[pk]), follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("review_report", args=[pk])
    assert "<b>任务已撤回</b>：并入县委办。" in shown
    assert client.post(reverse("report_section", args=[pk, "achievements"]), {}).status_code == 403
    assert client.get("/").context["page"].is_empty


def test_another_template_is_chosen_from_those_that_fit(world, admin):
    only = admin.get(address(world, "round_task_template"))
    fitting = set(only.context["form"].versions)
    other = publish_short(world.county.government, world.now)
    page = admin.get(address(world, "round_task_template"))
    assert set(page.context["form"].versions) == {*fitting, str(other.pk)}
    wrong = admin.post(address(world, "round_task_template"), {"version": "0", "step": "do"})
    assert wrong.context["form"].errors["version"] == ["这个模板已经停用，请另选。"]
    done = admin.post(address(world, "round_task_template"), {"version": other.pk, "step": "do"})
    assert told(done) == [f"云岭县公安局已换用模板“{BlueprintVersion.objects.get(pk=other.pk)}”。"]


def test_the_page_takes_as_many_queries_for_three_changes_as_for_one(world, admin, django_assert_num_queries):
    assignment, actor = world.report().assignment, world.user("reviewer")
    for day in (25, 26, 27):
        until = date(2026, 1, day)
        extend_deadline(assignment=assignment, until=until, reason="换届。", actor=actor, now=world.now)
        if day != 26:
            with django_assert_num_queries(11):
                admin.get(address(world))
