"""雷同比对 and 上年对照: what each person sees, and the same number of queries whatever the pairs."""

import pytest
from django.urls import reverse

from reports.checks.comparing import compare_reports
from reports.checks.models import Likeness
from reports.opening.withdrawing import withdraw_assignment
from tests.checks.stories import COPIED, last_year_of, write_alike, write_own

pytestmark = pytest.mark.django_db

PAIRS = reverse("review_sameness")


@pytest.fixture
def reviewer(world, client):
    client.force_login(world.user("reviewer"))
    return client


def compare(world, **options):
    return compare_reports(world.county.round, actor=world.user("reviewer"), now=world.now, **options)


def rows(answer):
    return [(row.one, row.other, row.same) for row in answer.context["table"].rows]


def words(side):
    return "".join(f"[{p.look}:{p.text}]" if p.look else p.text for p in side.pieces)


def test_the_bureau_finds_a_copied_paragraph(world, reviewer):
    page = reviewer.get(PAIRS).content.decode()
    assert "还没有可以比对的报告" in page
    police, market = write_alike(world, "police", "market")
    page = reviewer.get(PAIRS)
    assert "开始比对" in page.content.decode()
    done = reviewer.post(
        reverse("review_sameness_compare", args=[world.county.round.pk]), follow=True
    ).content.decode()
    assert ("2025年度的报告已经比对。" in done, "重新比对" in done) == (True, True)
    assert rows(reviewer.get(PAIRS)) == [("云岭县公安局", "云岭县市场监督管理局", 58)]
    assert rows(reviewer.get(PAIRS, {"text": "市场", "least": "50"})) != []
    assert rows(reviewer.get(PAIRS, {"text": "青石"})) == []
    assert "没有符合条件的报告" in reviewer.get(PAIRS, {"least": "0", "text": "青石"}).content.decode()
    write_own(world, "town")
    assert "此后有1份报告新写或改动" in reviewer.get(PAIRS).content.decode()
    answer = reviewer.get(reverse("review_sameness_pair", args=[police.pk, market.pk]))
    found = answer.context["found"]
    [passage] = found.passages
    assert (found.same, found.share, found.other_share, found.whole) == (58, 63.0, 63.0, 1)
    count, kept = "[number:{}]", COPIED.replace("{more}", "7")
    assert words(passage.one) == kept.format(count=count.format(41))
    assert words(passage.other) == kept.format(count=count.format(42))
    assert '<b class="same__number">42</b>' in answer.content.decode()


def test_a_drafter_sees_last_year_and_never_another_unit(world, client, reviewer):
    last = last_year_of(world, "police", COPIED.format(count=9, more=7))
    police, market = write_alike(world, "police", "market")
    compare(world)
    assert rows(reviewer.get(PAIRS, {"kind": "last"})) == [("云岭县公安局", "云岭县公安局", 58)]
    client.force_login(world.user("police_drafter"))
    answer = client.get(reverse("report_last_year", args=[police.pk]))
    found = answer.context["found"]
    assert (answer.context["other"], found.same, found.share, found.other_share) == (last, 58, 63.0, 100.0)
    assert (found.unchanged, found.sentences) == (1, 2)
    [part] = found.parts
    assert (part.counted.total, part.counted.same, part.share) == (92, 58, 63.0)
    for foreign in ((police, market), (market, police), (market, last), (police, police)):
        url = reverse("review_sameness_pair", args=[report.pk for report in foreign])
        assert client.get(url).status_code == 404
    assert client.get(reverse("report_last_year", args=[market.pk])).status_code == 404
    assert client.post(reverse("review_sameness_compare", args=[world.county.round.pk])).status_code == 403
    client.force_login(world.user("market_drafter"))
    alone = client.get(reverse("report_last_year", args=[market.pk])).content.decode()
    assert "没有相同的段落" in alone  # its own of the year before was opened and never written


def test_what_a_withdrawn_task_holds_is_not_shown(world, reviewer):
    write_alike(world, "police", "market")
    compare(world)
    administrator = world.user("administrator")
    withdraw_assignment(world.report("market"), reason="机构改革。", actor=administrator, now=world.now)
    assert rows(reviewer.get(PAIRS)) == []


def test_the_progress_of_the_background_work_is_shown(world, reviewer):
    write_alike(world, "police", "market")
    compare(world, most_at_once=1)
    page = reviewer.get(PAIRS).content.decode()
    assert ("比对2025年度的报告" in page, "等待开始，共2份报告" in page) == (True, True)


def test_the_county_next_door_is_not_there(world, client):
    write_alike(world, "police", "market")
    compare(world)
    client.force_login(world.stranger.people["reviewer"])
    assert rows(client.get(PAIRS, {"round": world.county.round.pk})) == []
    assert client.post(reverse("review_sameness_compare", args=[world.county.round.pk])).status_code == 404
    [pair] = Likeness.objects.all()
    url = reverse("review_sameness_pair", args=[pair.one_id, pair.other_id])
    assert client.get(url).status_code == 404


def test_the_queries_do_not_grow_with_the_pairs(world, reviewer, django_assert_num_queries):
    reviewer.get(PAIRS)
    for units, pairs in ((("police", "market"), 1), (("police", "market", "town"), 3)):
        write_alike(world, *units)
        compare(world)
        with django_assert_num_queries(12):
            answer = reviewer.get(PAIRS)
        assert len(rows(answer)) == pairs


def test_the_queries_do_not_grow_with_the_passages(world, reviewer, django_assert_num_queries):
    for count in (1, 3):
        for unit in ("police", "market"):
            lines = (f"{unit * 3}\n{sign}项工作{COPIED}" for sign in "甲乙丙"[:count])
            write_own(world, unit, "\n".join(lines).format(count=1, more=2))
        one, other = world.report("police"), world.report("market")
        with django_assert_num_queries(28):
            answer = reviewer.get(reverse("review_sameness_pair", args=[one.pk, other.pk]))
        assert answer.context["found"].count == count
