"""The findings of a report for whoever writes it: list, marks, dismissal with a reason, taking that back."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from lxml import html

from reports.checks.models import Finding
from reports.drafting.enums import ReportStatus
from reports.web.checks.views import GONE, NOTHING_CHOSEN
from tests.world import World, put_status, write

HTMX = {"HX-Request": "true"}
BLANKS = "全县办理XX件。\n另行办理XX件，\n又办理某某件。"
ROUTES = ("report_findings", "findings_dismiss", "findings_restore")


@pytest.fixture
def drafter(client, world: World):
    """The police's drafter, signed in."""
    client.force_login(world.user("police_drafter"))
    return client


def put(world: World, text: str, key: str = "overview") -> None:
    """Save one block of the police report."""
    write(world.report(), key, text, actor=world.user("police_drafter"), now=world.now)


def url(world: World, name: str = "report_findings") -> str:
    return reverse(name, args=[world.report().pk])


def look(client, world: World, section: str = "achievements"):
    """The list as the form of a part asks for it."""
    return client.get(url(world), {"section": section}, headers=HTMX)


def keys(world: World, code: str = "blank") -> list[int]:
    """The open findings of one check."""
    found = Finding.objects.filter(report=world.report(), code=code).open().in_order()
    return list(found.values_list("pk", flat=True))


def decide(client, world: World, *chosen: int | str, name: str = "findings_dismiss", htmx=True, **more: str):
    """Press 不采纳 or 恢复."""
    data = {"finding": list(chosen), "section": "achievements", **more}
    return client.post(url(world, name), data, headers=HTMX if htmx else {})


def refusal(response) -> str:
    """The sentence that tells why nothing was done."""
    tree = html.fromstring(response.content.decode())
    return "".join(place.text_content() for place in tree.xpath("//*[@data-findings-refused]"))


def test_each_finding_says_where_it_stands_in_the_stored_words(drafter, world: World) -> None:
    stored = "𠮷日办理XX件，依据《云岭县公安局工作规定》,全面落实。"
    put(world, stored)
    put(world, "下一年办理XX件。", "plan")
    page = look(drafter, world).context["page"]
    marks = {each["code"]: each for each in page.marks["findings"]}
    assert (marks["blank"]["place"], marks["blank"]["span"]) == ("overview||text", (5, 7))
    assert (marks["half_width"]["span"], marks["half_width"]["text"]) == ((23, 24), "，")
    assert (marks["half_width"]["repair"], marks["half_width"]["offer"]) == ((23, 24), "改为“，”")
    assert page.marks["sources"] == {"overview||text": stored}
    here = {group.key: group.is_here for group in page.groups}
    assert here["achievements"]
    assert not here["next_year_plan"]
    (elsewhere,) = [group for group in page.groups if group.key == "next_year_plan"]
    (blank,) = [line for line in elsewhere.lines if line.finding.code == "blank"]
    section = reverse("report_section", args=[world.report().pk, "next_year_plan"])
    assert blank.url == f"{section}#finding-{blank.finding.pk}"


def test_another_units_findings_are_not_there_and_a_reader_is_told_why_not(client, world: World) -> None:
    put(world, BLANKS)
    for who, status in (("market_drafter", HTTPStatus.NOT_FOUND), ("reviewer", HTTPStatus.FORBIDDEN)):
        client.force_login(world.user(who))
        assert look(client, world).status_code == status
        for name in ROUTES[1:]:
            response = decide(client, world, *keys(world), name=name, reason="已经核对")
            assert response.status_code == status
    assert "只有本报告的经办人可以修改。" in response.content.decode()
    put_status(world.report(), ReportStatus.AWAITING_REVIEW)
    client.force_login(world.user("police_drafter"))
    assert "已提交预审，不能修改。" in look(client, world).content.decode()


def test_many_are_dismissed_at_once_and_taken_back_one_by_one(drafter, world: World) -> None:
    put(world, BLANKS)
    look(drafter, world)
    first, second = keys(world)
    response = decide(drafter, world, first, second, reason="  引用原文，不能改动 ")
    assert "已标为不采纳2处，文字改动以前不再提示。" in response.content.decode()
    page = response.context["page"]
    assert [(line.finding.pk, line.finding.dismissal_reason) for line in page.dismissed] == [
        (first, "引用原文，不能改动"),
        (second, "引用原文，不能改动"),
    ]
    assert page.dismissed[0].finding.dismissed_by == world.user("police_drafter")
    assert not {first, second} & {line.finding.pk for line in page.lines}
    response = decide(drafter, world, second, name="findings_restore")
    assert "已恢复1处。" in response.content.decode()
    assert keys(world) == [second]


def test_one_reason_holds_for_all_of_the_kind(drafter, world: World) -> None:
    put(world, BLANKS)
    put(world, "下一年办理XX件。", "plan")
    look(drafter, world)
    one, *others = keys(world)
    assert len(others) == 2
    decide(drafter, world, one, alike="1", reason="检查有误")
    assert keys(world) == []


def test_a_decision_that_cannot_be_kept_says_so_and_loses_nothing(drafter, world: World) -> None:
    put(world, BLANKS)
    look(drafter, world)
    (first, second), reason = keys(world), "已经核对"
    for chosen, typed, told in (
        ([first], "   ", "请写明不采纳的理由，审查人员会看到。"),
        ([first], "长" * 301, "理由最多300个字。"),
        ([], reason, NOTHING_CHOSEN),
        (["x", "-1", "9" * 40, "²"], reason, NOTHING_CHOSEN),
        ([10**9], reason, GONE),
    ):
        response = decide(drafter, world, *chosen, reason=typed)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert refusal(response) == told
        assert response.context["typed"] == typed
    put(world, "全县办理12件。\n另行办理XX件。")
    response = decide(drafter, world, first, second, reason=reason)
    assert response.status_code == HTTPStatus.OK
    assert keys(world) == []
    assert refusal(decide(drafter, world, first, reason=reason)) == GONE
    assert refusal(decide(drafter, world, first, name="findings_restore")) == GONE


def test_what_must_be_mended_has_no_box_and_is_refused(drafter, world: World) -> None:
    put(world, "联系电话13812345678。")
    look(drafter, world)
    (number,) = keys(world, "private_number")
    page = look(drafter, world).context["page"]
    (line,) = [line for line in page.lines if line.finding.pk == number]
    assert line.why_kept.startswith("法定内容缺项、涉密和涉及个人隐私的问题必须改正")
    assert f'value="{number}"' not in look(drafter, world).content.decode()
    response = decide(drafter, world, number, reason="已经核对")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert line.why_kept in response.content.decode()


def test_without_javascript_there_is_a_page_of_its_own(drafter, world: World) -> None:
    put(world, BLANKS)
    page = drafter.get(url(world))
    assert "XX" in page.content.decode()
    response = decide(drafter, world, *keys(world), htmx=False, reason="已经核对")
    assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, url(world))
    assert "已标为不采纳2处" in drafter.get(url(world)).content.decode()
    decide(drafter, world, htmx=False, reason="")
    assert NOTHING_CHOSEN in drafter.get(url(world)).content.decode()


def test_a_report_that_nobody_has_begun_has_nothing_to_find(drafter, world: World) -> None:
    page = look(drafter, world)
    assert "保存文字以后，系统会自动校核，意见显示在这里。" in page.content.decode()


@pytest.mark.parametrize("text", ["办理XX件。", "办理XX件。\n另行办理XX件。\n还有XX件。"])
def test_one_finding_and_three_take_the_same_queries(
    drafter, world: World, text: str, django_assert_num_queries
) -> None:
    put(world, text)
    look(drafter, world)
    with django_assert_num_queries(36):
        response = look(drafter, world)
    assert len(keys(world)) == text.count("XX")
    assert response.status_code == HTTPStatus.OK
