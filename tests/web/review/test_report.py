"""The page of one report: differences, opinions beside their block, figures, what stands in the bar."""

import pytest
from django.urls import reverse

from reports.checks.models import Finding, Reading
from reports.checks.services import dismiss, read_through
from reports.drafting.enums import ReportStatus as S
from reports.drafting.figures import record_figure
from reports.drafting.models import ReportItem
from reports.indicators.values import number
from reports.review.models import Opinion
from reports.review.opinions import NewOpinion, give_opinion
from reports.review.services import return_report, submit_report
from reports.text.diff import Change
from reports.web.review.queries import review_page
from tests.review.stories import REASON, bring
from tests.world import fill_prose, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(world):
    """What one person finds on the page of the police's report."""
    return lambda name: review_page(world.report(), user=world.user(name), now=world.now)


def _block(report, position=0):
    return report.blocks.filter(kind="prose").order_by("section__position", "position")[position]


def test_before_the_first_judgement_there_is_nothing_to_compare(world, page):
    bring(world, S.AWAITING_REVIEW)
    assert page("reviewer").comparison is None


def test_the_differences_are_those_to_the_revision_judged_last(world, page):
    report, drafter = bring(world, S.RETURNED), world.user("police_drafter")
    block = _block(report)
    assert page("reviewer").comparison.count == 0
    text = f"围绕{block.label}，全年完成年初确定的各项任务，并补办2件。"
    write(report, block.key, text, actor=drafter, now=world.now)
    request = report.figure_requests.select_related("indicator").order_by("pk").first()
    record_figure(report, request.indicator, figure=number(31), actor=drafter, now=world.now)
    submit_report(report, actor=drafter, now=world.now, reason=REASON)
    comparison = page("reviewer").comparison
    assert (comparison.number, comparison.count) == (1, 2)
    (difference,) = comparison.blocks
    assert (difference.key, difference.label, difference.unchanged) == (block.key, block.label, 0)
    inserted = [s.text for s in difference.changes[0].spans if s.change is Change.INSERT]
    assert "".join(inserted).strip("，。") == "并补办2件"
    (figure,) = comparison.figures
    assert (figure.name, figure.old, figure.new) == (request.indicator.name, "××", "31")


def test_what_is_no_longer_private_is_a_difference_to_be_judged(world, page):
    block = _block(world.report())
    world.report().blocks.filter(pk=block.pk).update(is_private=True)
    items = world.report().blocks.filter(kind="items").first()
    row = ReportItem.objects.create(block=items, position=0, heading="执法", text="在侦", is_private=True)
    bring(world, S.AWAITING_SIGNATURE)
    assert page("police_head").comparison.count == 0
    world.report().blocks.filter(pk=block.pk).update(is_private=False)
    ReportItem.objects.filter(pk=row.pk).update(is_private=False)
    assert {b.key for b in page("police_head").comparison.blocks} == {block.key, items.key}
    removed = [s.text for b in page("police_head").comparison.blocks for s in _removed(b)]
    assert "".join(removed) == "〔不公开〕〔不公开〕"


def _removed(difference):
    return [s for c in difference.changes for s in c.spans if s.change is Change.DELETE]


def test_what_the_head_changes_stays_marked_after_signing(world, page):
    report = bring(world, S.AWAITING_SIGNATURE)
    block = _block(report)
    write(report, block.key, "首长改过的话。", actor=world.user("police_head"), now=world.now)
    assert [b.key for b in page("reviewer").comparison.blocks] == [block.key]


def test_opinions_stand_beside_their_block_and_in_the_table(world, page):
    report, reviewer = bring(world, S.AWAITING_REVIEW), world.user("reviewer")
    block = _block(report, 1)
    given = [
        give_opinion(report, NewOpinion("请写实。", block.key, "全年完成"), actor=reviewer, now=world.now),
        give_opinion(report, NewOpinion("全文请精简。"), actor=reviewer, now=world.now),
    ]
    shown = page("police_drafter")
    beside = {part.key: part.opinions for part in shown.parts if part.opinions}
    assert beside == {block.key: (given[0],)}
    assert shown.whole_opinions == (given[1],)
    assert shown.opinions_with_labels == ((block.label, given[0]), ("全文", given[1]))


@pytest.fixture
def read(world):
    """The police's report lies with the bureau, read; one blank is open, the other is kept."""
    report, drafter = world.report(), world.user("police_drafter")
    fill_prose(report, actor=drafter, now=world.now)
    key = _block(report).key
    write(report, key, "办理XX件。又办理XXX件。", actor=drafter, now=world.now)
    read_through(world.report(), now=world.now)
    kept = Finding.objects.get(report=report, quote="XXX")
    dismiss(report, [kept.pk], "案号如此。", actor=drafter, now=world.now)
    submit_report(report, actor=drafter, now=world.now, reason=REASON)
    return world.report()


def test_open_findings_stand_beside_their_block_and_are_marked_in_its_words(world, page, read):
    shown, key = page("reviewer"), _block(read).key
    (part,) = [part for part in shown.parts if part.key == key]
    assert [(one.message, one.words.quote) for one in part.found] == [("这里的空白没有填写。", "XX")]
    marked = [(p.text, p.weight) for item in part.items for p in item.pieces if p.weight]
    assert marked == [("XX", "error"), ("XXX", "kept")]
    assert [one.dismissal_reason for one in shown.found.dismissed] == ["案号如此。"]
    beside = sum(len(part.found) for part in shown.parts) + len(shown.found.whole)
    assert beside == sum(places for _, places in shown.found.totals)


def test_one_click_makes_an_opinion_of_a_finding_and_of_a_reason(world, client, read):
    client.force_login(world.user("reviewer"))
    address, key = reverse("review_report", args=[read.pk]), _block(read).key
    open_, kept = Finding.objects.filter(report=read, code="blank").order_by("position")
    page = client.get(address).content.decode()
    assert f'href="?finding={open_.pk}#give-{key}"' in page
    assert ("案号如此。" in page, ">公安局经办</b>" in page) == (True, True)
    form = client.get(address, {"finding": open_.pk}).content.decode().split(f'id="give-{key}"')[1]
    assert form.startswith(" data-give-opinion open>")
    assert ("data-quote>XX</textarea>" in form, "required>这里的空白没有填写。</textarea>" in form) == (
        True,
        True,
    )
    form = client.get(address, {"finding": kept.pk}).content.decode().split(f'id="give-{key}"')[1]
    assert "单位不采纳的理由是“案号如此。”，请再核对。</textarea>" in form
    for nonsense in ("x", "999999", "٣"):
        assert "data-give-opinion open" not in client.get(address, {"finding": nonsense}).content.decode()
    client.force_login(world.user("police_drafter"))
    page = client.get(address, {"finding": open_.pk}).content.decode()
    assert ("据此提意见" in page, "data-give-opinion open" in page, "案号如此。" in page) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [("reviewer", 302), ("leader", 302), ("auditor", 403), ("police_head", 403), ("market_drafter", 404)],
)
def test_a_report_is_read_from_its_page(world, client, name, status):
    report = world.report()
    fill_prose(report, actor=world.user("police_drafter"), now=world.now)
    client.force_login(world.user(name))
    if status != 404:
        assert "还没有审读" in client.get(reverse("review_report", args=[report.pk])).content.decode()
    assert client.post(reverse("review_read", args=[report.pk])).status_code == status
    assert Reading.objects.filter(report=report).exists() == (status == 302)


def test_an_empty_opinion_is_refused_beside_its_block(world, client):
    report = bring(world, S.AWAITING_REVIEW)
    block = _block(report)
    client.force_login(world.user("reviewer"))
    sent = {"block_key": block.key, "quote": "全年完成年初", "text": "  "}
    answer = client.post(reverse("opinion_give", args=[report.pk]), sent)
    page = answer.content.decode()
    assert (answer.status_code, page.count("请填写意见。")) == (422, 1)
    assert "全年完成年初</textarea>" in page
    assert not Opinion.objects.exists()


def test_an_opinion_on_a_block_that_is_not_there_is_refused(world, client):
    report = bring(world, S.AWAITING_REVIEW)
    client.force_login(world.user("reviewer"))
    sent = {"block_key": "nowhere", "text": "请核对。"}
    answer = client.post(reverse("opinion_give", args=[report.pk]), sent)
    assert (answer.status_code, "所选的内容块不在这份报告里" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("name", "status"),
    [("leader", 403), ("police_drafter", 403), ("administrator", 403), ("market_drafter", 404)],
)
def test_only_the_reviewer_gives_opinions(world, client, name, status):
    report = bring(world, S.AWAITING_REVIEW)
    client.force_login(world.user(name))
    address = reverse("opinion_give", args=[report.pk])
    assert client.post(address, {"text": "请核对。"}).status_code == status
    assert client.get(address).status_code == 405


def test_the_bar_offers_the_moves_and_says_who_makes_the_one_that_is_closed(world, page):
    bring(world, S.AWAITING_REVIEW)
    found = {
        name: (
            bar.main.label if bar.main else "",
            [row.label for row in bar.others],
            bar.closed.label if bar.closed else "",
            bar.why_closed,
        )
        for name in ("reviewer", "police_drafter", "auditor")
        for bar in [page(name).decisions]
    }
    assert found == {
        "reviewer": ("预审通过", ["退回修改"], "", ""),
        "police_drafter": ("", ["撤回"], "", ""),
        "auditor": ("", [], "预审通过", "这一步由司法局审查员办理。"),
    }


def test_findings_are_for_the_reviewer_while_the_draft_waits(world, page):
    bring(world, S.AWAITING_REVIEW)
    assert {lack.kind for lack in page("reviewer").lacks} == {"figure"}
    assert page("police_drafter").lacks == ()


def test_figures_stand_beside_last_years_and_blank_ones_say_so(world, page):
    row = page("reviewer").figures[0]
    assert (row.this_year, row.last_year, row.change, row.is_blank) == ("未填", "—", "—", True)


def test_another_units_report_is_404(world, client):
    client.force_login(world.user("market_drafter"))
    for name, args in (("review_report", []), ("opinion_give", []), ("report_move", ["withdraw"])):
        address = reverse(name, args=[world.report().pk, *args])
        assert client.post(address, {"text": "。"}).status_code in {404, 405}
    client.force_login(world.stranger.people["reviewer"])
    assert client.get(reverse("review_report", args=[world.report().pk])).status_code == 404


def test_text_that_looks_like_markup_is_shown_as_text(world, client):
    report = world.report()
    text, drafter = "<script>alert(1)</script>", world.user("police_drafter")
    write(report, _block(report).key, text, actor=drafter, now=world.now)
    client.force_login(world.user("reviewer"))
    page = client.get(reverse("review_report", args=[report.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_queries_do_not_grow_with_opinions_and_steps(world, client, django_assert_num_queries):
    report, reviewer = bring(world, S.AWAITING_REVIEW), world.user("reviewer")
    blocks = report.blocks.filter(kind="prose").order_by("pk")
    give_opinion(report, NewOpinion("一", blocks[0].key), actor=reviewer, now=world.now)
    return_report(report, reason="见意见。", actor=reviewer, now=world.now)
    client.force_login(world.user("leader"))
    address = reverse("review_report", args=[report.pk])
    client.get(address)
    read_through(report, now=world.now)
    with django_assert_num_queries(23):
        client.get(address)
    submit_report(report, actor=world.user("police_drafter"), now=world.now, reason=REASON)
    for block in blocks[1:3]:
        give_opinion(report, NewOpinion("二", block.key), actor=reviewer, now=world.now)
    return_report(report, reason="再改。", actor=reviewer, now=world.now)
    with django_assert_num_queries(23):
        client.get(address)
