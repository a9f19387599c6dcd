"""Changing a running year: the dates of a kind, and tasks for units founded meanwhile."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from reports.organisations.services import create_organisation
from reports.rounds.dates import Dates
from reports.rounds.models import Assignment, Round, Term

pytestmark = pytest.mark.django_db


def term_url(world, kind="department"):
    return reverse("round_term", args=[world.county.round.pk, kind])


def newcomers_url(world):
    return reverse("round_newcomers", args=[world.county.round.pk])


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


@pytest.fixture
def ahead():
    year = timezone.localdate().year + 1
    return Dates(date(year, 3, 1), date(year, 4, 1), date(year, 5, 1))


def sent(dates, prefix="", **changed):
    days = {
        f"{prefix}{name}": getattr(dates, name).isoformat() for name in ("draft", "filing", "publication")
    }
    return days | changed


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("reviewer", 403),
        ("leader", 403),
        ("auditor", 403),
        ("police_drafter", 403),
        ("stranger administrator", 404),
    ],
)
def test_only_the_administrator_changes_the_year(world, client, who, status):
    county = world.stranger if who.startswith("stranger") else world.county
    client.force_login(county.people[who.removeprefix("stranger ")])
    pages = (term_url(world), newcomers_url(world))
    assert [client.get(page).status_code for page in pages] == [status] * 2
    assert client.post(term_url(world), {"step": "do"}).status_code == (422 if status == 200 else status)


def test_a_kind_that_the_year_does_not_ask_is_404_and_an_archive_is_refused(world, admin):
    assert admin.get(term_url(world, "street")).status_code == 404
    Round.objects.update(is_archive=True)
    assert admin.get(term_url(world)).status_code == 403


def test_new_dates_of_a_kind_are_looked_at_before_they_hold(world, admin, ahead):
    Assignment.objects.filter(organisation__name="云岭县市场监督管理局").update(
        due_draft_on=date(2026, 1, 25)
    )
    fields = sent(ahead, reason="省里推迟。", individual="keep")
    page = admin.post(term_url(world), fields | {"step": "check"})
    assert page.context["effects"][3] == "1个单位的任务改为新的期限，经办人会收到消息。"
    shown = page.content.decode()
    assert "单独调整过期限的1个单位：保持自己的期限" in shown
    assert "云岭县市场监督管理局" in shown
    assert Term.objects.get(round=world.county.round, kind="department").dates != ahead
    moving = admin.post(term_url(world), fields | {"step": "check", "individual": "move"})
    assert moving.context["effects"][3] == "2个单位的任务改为新的期限，经办人会收到消息。"
    done = admin.post(term_url(world), fields | {"step": "do"})
    assert told(done) == ["部门的期限已调整，1个单位的任务随之改动。"]
    assert Term.objects.get(round=world.county.round, kind="department").dates == ahead


def test_a_past_date_is_refused_until_it_is_meant(world, admin):
    past = Dates(date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1))
    fields = sent(past, reason="更正。", individual="keep", step="check")
    refused = admin.post(term_url(world), fields)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["draft"])
    assert admin.post(term_url(world), fields | {"may_be_past": "on"}).status_code == 200


def test_a_new_unit_gets_its_task_with_dates_of_its_own(world, admin, ahead):
    create_organisation(
        name="云岭县数据局", kind="department", parent=world.county.government, actor=None, now=world.now
    )
    create_organisation(
        name="城关街道办事处", kind="street", parent=world.county.government, actor=None, now=world.now
    )
    page = admin.get(newcomers_url(world)).content.decode()
    assert "云岭县数据局。" in page
    assert "2025年度没有布置街道办事处。" in page
    assert "的预审稿期限2026年1月20日已过" in page
    short = admin.post(newcomers_url(world), {"department-draft": ahead.draft.isoformat(), "step": "do"})
    assert (short.status_code, list(short.context["form"].errors)) == (
        422,
        ["department-filing", "department-publication"],
    )
    done = admin.post(newcomers_url(world), sent(ahead, "department-", step="do"))
    assert told(done) == ["已为1个单位补发任务，报告已经建立，经办人会收到通知。"]
    assert Assignment.objects.get(organisation__name="云岭县数据局").dates == ahead


def test_without_a_new_unit_the_page_says_so_and_has_no_button(world, admin):
    page = admin.get(newcomers_url(world)).content.decode()
    assert "没有要补发的单位" in page
    assert ">补发任务<" not in page


def test_the_pages_take_as_many_queries_for_three_units(world, admin, ahead, django_assert_num_queries):
    tasks = Assignment.objects.filter(organisation__kind="department", round=world.county.round)
    fields = sent(ahead, reason="省里推迟。", individual="keep", step="check")
    for name in ("云岭县数据局", "云岭县林业局", "云岭县水利局"):
        create_organisation(
            name=name, kind="department", parent=world.county.government, actor=None, now=world.now
        )
        if name != "云岭县林业局":
            with django_assert_num_queries(8):
                admin.get(newcomers_url(world))
            with django_assert_num_queries(9):
                admin.post(term_url(world), fields)
        tasks.update(due_draft_on=date(2026, 1, 26))
