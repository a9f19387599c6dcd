"""更名 and 撤并 in the browser's two steps."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from reports.drafting.models import Report
from reports.organisations.models import FormerName, Membership, Merger, Organisation

pytestmark = pytest.mark.django_db

NEW = {"name": "云岭县公安和应急局", "short_name": "", "party_name": "", "since": "2026-01-10"}


@pytest.fixture
def admin(world, client):
    client.force_login(world.user("administrator"))
    return client


def unit(world, key="police"):
    return Organisation.objects.get(pk=world.county.units[key].pk)


def rename_url(world):
    return reverse("organisation_rename", args=[unit(world).pk])


def merge_url(world):
    return reverse("organisation_merge", args=[unit(world).pk])


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_renaming_lists_every_change_before_it_happens(world, admin):
    page = admin.post(rename_url(world), NEW | {"step": "check"})
    shown = page.content.decode()
    assert "1份未签发的报告随之改动" in shown
    assert "云岭县公安和应急局关于2025年度法治政府建设情况的报告" in shown
    assert not FormerName.objects.exists()
    seen = page.context["plan"].digest
    done = admin.post(rename_url(world), NEW | {"step": "do", "seen": seen})
    assert told(done) == ["云岭县公安局已更名为云岭县公安和应急局。"]
    details = admin.get(done.url).content.decode()
    assert "云岭县公安局 <span" in details
    assert "2026-01-10更名" in details


def test_what_changed_meanwhile_has_to_be_looked_at_again(world, admin):
    page = admin.post(rename_url(world), NEW | {"step": "check"})
    Report.objects.filter(pk=world.report().pk).update(public_title="云岭县公安局年报")
    answer = admin.post(rename_url(world), NEW | {"step": "do", "seen": page.context["plan"].digest})
    assert (answer.status_code, "请重新核对后再确认" in answer.content.decode()) == (422, True)
    assert unit(world).name == "云岭县公安局"


@pytest.mark.parametrize("step", ["check", "do"])
@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"name": "云岭县司法局"}, "name", "已经有名为“云岭县司法局”的单位，请核对。"),
        ({"name": ""}, "name", "请填写新名称。"),
        ({"since": "2999-01-01"}, "since", "更名日期不能晚于今天，请在更名生效后办理。"),
    ],
)
def test_a_name_that_cannot_be_is_told_at_its_field(world, admin, changed, field, words, step):
    answer = admin.post(rename_url(world), NEW | changed | {"step": step})
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [words]})


def choice(world, **changed):
    post = Membership.objects.get(user=world.user("police_drafter"))
    fields = {"into": unit(world, "market").pk, "merged_on": "2026-01-10", "fate": "withdraw"}
    return fields | {f"post-{post.pk}": "on"} | changed


def test_a_merger_says_what_goes_over_before_it_does(world, admin):
    Organisation.objects.filter(pk=unit(world).pk).update(data_offices=["热线办"], duties=["enforcement"])
    page = admin.get(merge_url(world)).content.decode()
    assert "公安局经办（经办人）转到新单位" in page
    check = admin.post(merge_url(world), choice(world, step="check", data_offices="on"))
    market = "云岭县市场监督管理局"
    assert check.context["effects"] == [
        f"云岭县公安局自2026年1月10日起并入{market}，并停用。",
        f"云岭县公安局关于2025年度法治政府建设情况的报告的任务撤回，原因写明“并入{market}”，文字和数据保留。",
        f"公安局经办转到{market}，角色不变。",
        f"归口数据热线办转到{market}，从下一次布置任务起向它要这些数据。",
        f"两个单位的经办人会收到消息。云岭县公安局往年的报告显示在{market}的“上年”栏里。",
    ]
    assert not Merger.objects.exists()
    done = admin.post(merge_url(world), choice(world, step="do", data_offices="on"))
    assert told(done) == [f"云岭县公安局并入{market}，已办理。"]
    assert (unit(world).is_active, unit(world, "market").data_offices) == (False, ["热线办"])
    assert f"已并入{market}" in admin.get(reverse("organisation", args=[unit(world).pk])).content.decode()
    assert "并入的单位" in admin.get(done.url).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"), [({"into": ""}, "into"), ({"into": "0"}, "into"), ({"fate": "x"}, "fate")]
)
def test_a_merger_that_cannot_be_is_told_at_its_field(world, admin, changed, field):
    answer = admin.post(merge_url(world), choice(world, step="do", **changed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Merger.objects.exists()


def test_a_unit_of_the_next_county_is_no_choice_and_no_page(world, admin):
    water = world.stranger.units["water"].pk
    answer = admin.post(merge_url(world), choice(world, step="do", into=water))
    assert list(answer.context["form"].errors) == ["into"]
    for name in ("organisation_rename", "organisation_merge"):
        assert admin.get(reverse(name, args=[water])).status_code == 404


def test_the_government_and_the_bureau_are_not_merged(world, admin):
    for organisation in (world.county.government, world.county.bureau):
        assert admin.get(reverse("organisation_merge", args=[organisation.pk])).status_code == 403
