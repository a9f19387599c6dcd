"""Progress, shown states and due dates."""

from datetime import date

import pytest

from reports.drafting.enums import ReportStatus
from reports.drafting.figures import FigureChange
from reports.drafting.models import Report, ReportItem
from reports.drafting.queries import (
    Due,
    Mark,
    ShownState,
    next_due,
    progress_of,
    progress_of_many,
    shown_state,
)
from reports.drafting.services import SectionChange, save_section
from reports.indicators.values import NOT_APPLICABLE, number
from reports.rounds.models import Assignment
from tests.conftest import NOW
from tests.drafting.test_services import save, section_of
from tests.world import DUE_DRAFT, DUE_FILING, DUE_PUBLICATION, World, fill_prose, put_status, write


def marks(report: Report) -> dict[str, Mark]:
    """The mark of each part."""
    return {section.key: section.mark for section in progress_of(report).sections}


def fill_figures(world: World, report: Report, who: str) -> None:
    """0 for every figure that is asked and not computed."""
    for section in report.sections.all():
        asked = report.figure_requests.filter(block__section=section, indicator__numerator="")
        figures = [FigureChange(code, number(0)) for code in asked.values_list("indicator__code", flat=True)]
        change = SectionChange(figures=tuple(figures))
        save_section(section_of(report, section.key), change, actor=world.user(who), now=world.now)


def test_a_fresh_report_is_blank(world: World):
    progress = progress_of(world.report())
    assert (progress.done, progress.total) == (0, 5)
    assert set(marks(world.report()).values()) == {Mark.BLANK}


def test_text_alone_is_part_of_the_way_where_figures_are_asked(world: World):
    report = world.report()
    fill_prose(report, actor=world.user("police_drafter"), now=world.now)
    assert marks(report) == {
        "preamble": Mark.DONE,
        "achievements": Mark.PARTLY,
        "shortcomings": Mark.DONE,
        "first_responsible_person": Mark.DONE,
        "next_year_plan": Mark.DONE,
        "other_matters": Mark.DONE,
    }
    fill_figures(world, report, "police_drafter")
    assert (progress_of(report).done, progress_of(report).total) == (5, 5)


def test_not_applicable_counts_as_filled_and_computed_ratios_are_not_asked(world: World):
    report = world.report()
    write(report, "enforcement", "没有行政执法职责。", actor=world.user("police_drafter"), now=world.now)
    codes = ("LE01", "LE20", "LE21", "LE22", "LE29")
    save(world, "achievements", figures=tuple(FigureChange(code, NOT_APPLICABLE) for code in codes))
    section = next(s for s in progress_of(report).sections if s.key == "achievements")
    assert {block.key: block.mark for block in section.blocks}["enforcement"] is Mark.DONE


def test_rows_stand_for_the_prose_of_their_part(world: World):
    report = world.report()
    assert marks(report)["shortcomings"] is Mark.BLANK
    block = report.blocks.get(key="shortcoming_items")
    ReportItem.objects.create(block=block, position=0, heading="力量偏弱")
    assert marks(report)["shortcomings"] is Mark.DONE


def test_unconfirmed_text_is_not_complete(world: World):
    report = world.report()
    write(report, "plan", "沿用的安排。", actor=world.user("police_drafter"), now=world.now)
    report.blocks.filter(key="plan").update(needs_confirmation=True)
    assert marks(report)["next_year_plan"] is Mark.PARTLY


def test_progress_of_one_and_of_three_takes_the_same_queries(world: World, django_assert_num_queries):
    reports = [world.report(unit) for unit in ("police", "market", "town")]
    for some in (reports[:1], reports):
        with django_assert_num_queries(4):
            progress_of_many(some)


def test_reports_of_other_units_do_not_lend_their_figures(world: World):
    fill_figures(world, world.report("market"), "market_drafter")
    assert marks(world.report("police"))["achievements"] is Mark.BLANK


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, ShownState("not_begun", "未开始")),
        ({"started_at": date(2026, 1, 1)}, ShownState("drafting", "起草中")),
        ({"return_reason": "缺附表。"}, ShownState("returned_for_supplement", "退回补正")),
        ({"status": "returned", "return_reason": "缺原因。"}, ShownState("returned", "退回修改")),
        ({"status": "filed"}, ShownState("filed", "已报送")),
        ({"assignment": Assignment(withdrawn_at=NOW)}, ShownState("withdrawn", "任务已撤回")),
    ],
)
def test_states_as_people_see_them(fields, state):
    report = Report(**{"status": ReportStatus.DRAFTING, "assignment": Assignment(), **fields})
    if "return_reason" in fields:
        report.started_at = date(2026, 1, 1)
    assert shown_state(report) == state


@pytest.mark.parametrize(
    ("status", "what", "on"),
    [
        ("drafting", "预审稿", DUE_DRAFT),
        ("awaiting_review", "预审稿", DUE_DRAFT),
        ("returned", "预审稿", DUE_DRAFT),
        ("awaiting_signature", "报送", DUE_FILING),
        ("signed", "报送", DUE_FILING),
        ("filed", "公开", DUE_PUBLICATION),
        ("recorded", "公开", DUE_PUBLICATION),
    ],
)
def test_the_date_that_counts_next(world: World, status, what, on):
    report = put_status(world.report(), ReportStatus(status))
    due = next_due(report, date(2026, 2, 1))
    assert due == Due(what, on, (on - date(2026, 2, 1)).days)
    assert due.days_late == max(0, (date(2026, 2, 1) - on).days)


@pytest.mark.parametrize("status", ["published", "archived"])
def test_no_date_counts_once_it_is_published(world: World, status):
    assert next_due(put_status(world.report(), ReportStatus(status)), date(2026, 2, 1)) is None


def test_a_report_sent_back_is_due_by_the_filing_date(world: World):
    Report.objects.filter(pk=world.report().pk).update(return_reason="缺附表。", started_at=world.now)
    due = next_due(world.report(), date(2026, 2, 1))
    assert due == Due("报送", DUE_FILING, 19)
