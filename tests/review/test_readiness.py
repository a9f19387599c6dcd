"""What is listed before 提交预审, and what no reason lets pass."""

import pytest

from reports.checks.models import Finding
from reports.checks.services import dismiss
from reports.drafting.figures import record_figure
from reports.drafting.models import Report
from reports.drafting.services import replace_items
from reports.drafting.snapshot import SnapshotItem
from reports.indicators.models import ConsistencyRule, Indicator, RuleSetting
from reports.indicators.values import NOT_APPLICABLE, number
from reports.review.opinions import NewOpinion
from reports.review.readiness import Lack, LackKind, find_lacks
from reports.review.services import return_report, submit_report
from tests.conftest import NOW
from tests.world import World, fill_prose, write

pytestmark = pytest.mark.django_db


def lacks(report: Report, kind: LackKind) -> list[Lack]:
    return [lack for lack in find_lacks(report, now=NOW) if lack.kind == kind]


def act(world: World) -> dict:
    return {"actor": world.user("police_drafter"), "now": world.now}


def test_every_statutory_part_that_only_the_template_wrote_is_missing(world: World) -> None:
    missing = lacks(world.report(), LackKind.STATUTORY)
    assert [lack.section_key for lack in missing] == [
        "achievements",
        "shortcomings",
        "first_responsible_person",
        "next_year_plan",
    ]
    assert {lack.is_passable for lack in missing} == {False}


def test_a_block_named_after_a_statutory_part_is_that_part(world: World) -> None:
    report = world.report()
    report.sections.get(key="first_responsible_person").delete()
    message = "报告没有“主要负责人履行第一责任人职责情况”部分，这是法定内容，请补上。"
    assert message in [lack.message for lack in lacks(report, LackKind.STATUTORY)]
    overview = report.blocks.filter(key="overview")
    overview.update(key="first_responsible_person", label="主要负责人履职（成效之一）")
    found = lacks(report, LackKind.STATUTORY)[2]
    assert (found.message, found.section_key, found.block_key) == (
        "“主要负责人履职（成效之一）”是法定内容，还没有填写。",
        "achievements",
        "first_responsible_person",
    )
    write(report, "first_responsible_person", "局长主持会议四次。", **act(world))
    assert [lack.section_key for lack in lacks(report, LackKind.STATUTORY)] == [
        "shortcomings",
        "next_year_plan",
    ]


def test_a_full_report_lacks_nothing(world: World) -> None:
    report = world.report()
    fill_prose(report, **act(world))
    for indicator in Indicator.objects.filter(requests__report=report, numerator=""):
        record_figure(report, indicator, figure=NOT_APPLICABLE, **act(world))
    assert find_lacks(world.report(), now=world.now) == []


def test_rows_stand_in_for_the_prose_of_their_part(world: World) -> None:
    report = world.report()
    replace_items(report.blocks.get(key="shortcoming_items"), [SnapshotItem("法制审核力量不足")])
    assert "shortcomings" not in [lack.section_key for lack in lacks(report, LackKind.STATUTORY)]
    assert "shortcomings" not in [lack.section_key for lack in lacks(report, LackKind.EMPTY)]


def test_an_unfilled_figure_is_listed_with_its_place(world: World) -> None:
    report = world.report()
    before = {lack.message for lack in lacks(report, LackKind.FIGURE)}
    record_figure(report, Indicator.objects.get(code="LE01"), figure=number(0), **act(world))
    after = {lack.message for lack in lacks(report, LackKind.FIGURE)}
    assert before - after == {"“行政处罚案件数”未填。没有发生填0，没有此项职责选“不适用”。"}


def test_figures_that_contradict_each_other_are_told_in_a_sentence(world: World) -> None:
    report = world.report()
    for code, value in {"LE21": 10, "LE22": 12}.items():
        record_figure(report, Indicator.objects.get(code=code), figure=number(value), **act(world))
    (found,) = lacks(report, LackKind.RULE)
    assert (found.block_key, found.is_passable) == ("enforcement", True)
    assert "持执法证人员数" in found.message


def test_a_contradiction_that_is_kept_with_a_reason_holds_until_the_figures_change(world: World) -> None:
    report = world.report()
    figures = {code: Indicator.objects.get(code=code) for code in ("LE21", "LE22")}
    for code, value in {"LE21": 10, "LE22": 12}.items():
        record_figure(report, figures[code], figure=number(value), **act(world))
    assert lacks(report, LackKind.RULE)
    (finding,) = Finding.objects.filter(report=report, code="inconsistent").standing()
    dismiss(report, [finding.pk], "含借调人员。", **act(world))
    assert lacks(report, LackKind.RULE) == []
    record_figure(report, figures["LE22"], figure=number(13), **act(world))
    assert len(lacks(report, LackKind.RULE)) == 1


def test_a_county_that_takes_a_rule_for_a_warning_is_not_stopped_by_it(world: World) -> None:
    report = world.report()
    for code, value in (("LE21", 10), ("LE22", 12)):
        record_figure(report, Indicator.objects.get(code=code), figure=number(value), **act(world))
    assert [lack.is_passable for lack in lacks(report, LackKind.RULE)] == [True]
    for government, left in ((world.stranger.government, 1), (world.county.government, 0)):
        rule = ConsistencyRule.objects.get(code="C47")
        RuleSetting.objects.create(government=government, rule=rule, severity="warning")
        assert len(lacks(report, LackKind.RULE)) == left


@pytest.mark.parametrize("text", ["全年办理xx件。", "位于**村的调解室。", "20XX年完成。", "X月召开会议。"])
def test_a_blank_left_from_a_template_is_listed(world: World, text: str) -> None:
    report = world.report()
    write(report, "enforcement", text, **act(world))
    assert [lack.block_key for lack in lacks(report, LackKind.PLACEHOLDER)] == ["enforcement"]


@pytest.mark.parametrize("text", ["推进“3+N+X”治理。", "拨打12345热线。", "制度执行情况良好。"])
def test_what_only_looks_like_a_blank_is_not(world: World, text: str) -> None:
    report = world.report()
    write(report, "enforcement", text, **act(world))
    assert lacks(report, LackKind.PLACEHOLDER) == []


@pytest.mark.parametrize("field", ["heading", "text", "cause", "remedy", "measure", "responsible_unit"])
def test_a_telephone_number_in_any_field_of_a_row_stops_the_report(world: World, field: str) -> None:
    report = world.report()
    item = SnapshotItem(**{"heading": "普法力量不足", field: "联系13912345678"})
    replace_items(report.blocks.get(key="shortcoming_items"), [item])
    (found,) = lacks(report, LackKind.PRIVACY)
    assert (found.block_key, found.is_passable) == ("shortcoming_items", False)


def test_a_telephone_number_outside_the_blocks_stops_the_report_too(world: World) -> None:
    report = world.report()
    report.sections.filter(key="shortcomings").update(heading="不足（联系13912345678）")
    Report.objects.filter(pk=report.pk).update(public_title="年度报告13912345678")
    figure = Indicator.objects.get(code="LE01")
    record_figure(report, figure, figure=number(3), note="询13912345678", **act(world))
    assert [(lack.section_key, lack.block_key) for lack in lacks(world.report(), LackKind.PRIVACY)] == [
        ("preamble", ""),
        ("shortcomings", ""),
        ("achievements", "enforcement"),
    ]


def test_a_number_that_the_public_edition_leaves_out_stops_nothing(world: World) -> None:
    report = world.report()
    write(report, "enforcement", "公开的话。〖不公开〗联系13912345678。〖/〗", **act(world))
    write(report, "publicity", "联系13912345678。", **act(world))
    report.blocks.filter(key="publicity").update(is_private=True)
    assert lacks(world.report(), LackKind.PRIVACY) == []


def test_an_identity_card_counts_only_with_its_check_digit(world: World) -> None:
    report = world.report()
    write(report, "enforcement", "当事人11010519491231002X，案号110105194912310021。", **act(world))
    (found,) = lacks(report, LackKind.PRIVACY)
    assert found.message == "“行政执法”里有身份证号，公开前必须删去。"


def test_carried_over_text_waits_for_a_word(world: World) -> None:
    report = world.report()
    report.blocks.filter(key="enforcement").update(needs_confirmation=True)
    assert [lack.block_key for lack in lacks(report, LackKind.UNCONFIRMED)] == ["enforcement"]


def test_an_open_opinion_waits_for_an_answer(world: World) -> None:
    report = world.report()
    fill_prose(report, **act(world))
    submit_report(report, reason="数据月底汇总。", **act(world))
    opinion = NewOpinion("请写明原因。", "shortcomings")
    return_report(
        world.report(), reason="请补充。", opinions=[opinion], actor=world.user("reviewer"), now=world.now
    )
    assert [lack.block_key for lack in lacks(world.report(), LackKind.OPINION)] == ["shortcomings"]


def test_the_number_of_queries_does_not_depend_on_what_is_missing(
    world: World, django_assert_num_queries
) -> None:
    write(world.report(), "enforcement", "全年办理。", **act(world))
    find_lacks(world.report(), now=world.now)
    write(world.report(), "enforcement", "全年办理XX件。", **act(world))
    report = world.report()
    with django_assert_num_queries(41):
        find_lacks(report, now=world.now)
    fill_prose(report, **act(world))
    write(report, "enforcement", "受理XX件，审结XXX件，办结XXXX件。", **act(world))
    report = world.report()
    with django_assert_num_queries(41):
        find_lacks(report, now=world.now)


def test_errors_of_the_text_are_told_by_block_and_pass_with_a_reason(world: World) -> None:
    report = world.report()
    write(report, "enforcement", "受理XX件，审结XX件，办结20XX件，坚持习近平法制思想。", **act(world))
    (blanks,) = lacks(report, LackKind.PLACEHOLDER)
    assert blanks.message.startswith("“行政执法”里“XX”3处：")
    (phrase,) = [lack for lack in lacks(report, LackKind.TEXT) if "法治思想" in lack.message]
    assert (phrase.block_key, phrase.is_passable) == ("enforcement", True)


def test_what_was_dismissed_with_a_reason_is_lacking_no_more(world: World) -> None:
    report = world.report()
    write(report, "enforcement", "受理XX件。", **act(world))
    assert lacks(report, LackKind.PLACEHOLDER)
    keys = Finding.objects.filter(report=report, code="blank").values_list("pk", flat=True)
    dismiss(report, list(keys), "代号如此。", **act(world))
    assert lacks(report, LackKind.PLACEHOLDER) == []


def test_a_bank_card_stops_the_report_too(world: World) -> None:
    report = world.report()
    write(report, "enforcement", "缴入6222021234567890128账户。", **act(world))
    (found,) = lacks(report, LackKind.PRIVACY)
    assert not found.is_passable
