"""撤回任务: who may, until when, what it leaves alone, and that it leaves every list."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from reports.audit.models import Entry
from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted
from reports.drafting.enums import SIGNED_STATUSES, ReportStatus
from reports.drafting.intake import refuse_if_written
from reports.drafting.models import Report
from reports.drafting.permissions import can_edit, can_edit_dispatch
from reports.drafting.queries import next_due, shown_state
from reports.notifications.models import Message
from reports.opening.permissions import can_restore_assignment, can_withdraw_assignment
from reports.opening.withdrawing import restore_assignment, withdraw_assignment
from reports.organisations.models import Organisation
from reports.review.conditions import SHOWN_STATES, due_from_unit, in_shown_state, is_late
from reports.review.enums import Move
from reports.review.permissions import can_answer_opinions, can_give_opinion, can_move
from reports.rollup.figures import combine_figures
from reports.rounds.models import Assignment, Round
from reports.rounds.permissions import can_adjust_dates, can_extend_deadline, can_remind
from reports.web.review.desk import desk_page, overseen_reports
from reports.web.review.ledger import ledger_page, totals
from reports.web.review.volumes import filed_reports
from reports.web.rollup.queries import county_reports, first_section, rollup_page
from reports.web.rounds.queries import assignment_page, picture_of, round_rows
from reports.web.tasks.queries import read_tasks
from tests.review.stories import bring
from tests.world import put_status, write

pytestmark = pytest.mark.django_db

LATE = date(2026, 6, 1)
UNIT = "云岭县公安局"
SAID = "任务已撤回，不能办理：并入县委办。文字和数据都保留，需要恢复请联系司法局。"


@pytest.fixture
def act(world):
    return {"actor": world.user("administrator"), "now": world.now}


@pytest.fixture
def withdrawn(world, act):
    withdraw_assignment(world.report(), reason=" 并入县委办。 ", **act)
    return world.report()


def test_a_withdrawal_is_kept_logged_and_told(world, withdrawn):
    assignment = withdrawn.assignment
    assert (assignment.withdrawn_at, assignment.withdrawn_by, assignment.withdrawal_reason) == (
        world.now,
        world.user("administrator"),
        "并入县委办。",
    )
    entry = Entry.objects.get(action="撤回任务")
    assert (entry.detail, entry.scope_path) == ({"reason": "并入县委办。"}, assignment.organisation.path)
    told = Message.objects.exclude(url="/").order_by("pk").values_list("recipient__username", "text", "url")
    text = "2025年度报告的任务已撤回，不用再报：并入县委办。"
    url = f"/reports/{withdrawn.pk}/"
    assert list(told) == [("police_drafter", text, url), ("police_head", text, url)]


def test_text_is_kept_and_goes_on_after_the_task_is_restored(world, act):
    drafter = world.user("police_drafter")
    write(world.report(), "overview", "全年办理案件。", actor=drafter, now=world.now)
    withdraw_assignment(world.report(), reason="机构改革。", **act)
    assert world.report().blocks.get(key="overview").text == "全年办理案件。"
    with pytest.raises(NotPermitted, match="任务已撤回"):
        write(world.report(), "overview", "改写。", actor=drafter, now=world.now)
    restore_assignment(world.report(), reason="改革方案调整。", **act)
    write(world.report(), "overview", "接着写。", actor=drafter, now=world.now)
    assert world.report().blocks.get(key="overview").text == "接着写。"
    entry = Entry.objects.get(action="恢复任务")
    assert entry.detail == {"reason": "改革方案调整。"}


def test_a_report_goes_on_in_the_state_in_which_it_was_withdrawn(world, act):
    bring(world, ReportStatus.AWAITING_REVIEW)
    withdraw_assignment(world.report(), reason="机构改革。", **act)
    restore_assignment(world.report(), reason="改革方案调整。", **act)
    assert world.report().status == ReportStatus.AWAITING_REVIEW


@pytest.mark.parametrize("status", ReportStatus)
def test_a_task_can_be_withdrawn_until_the_report_is_signed(world, act, status):
    report = put_status(world.report(), status)
    if status in SIGNED_STATUSES:
        with pytest.raises(NotPermitted, match="是正式公文，任务不能再撤回"):
            withdraw_assignment(report, reason="机构改革。", **act)
    else:
        withdraw_assignment(report, reason="机构改革。", **act)
    assert world.report().assignment.is_withdrawn == (status not in SIGNED_STATUSES)


@pytest.mark.parametrize(("reason", "words"), [(" ", "请写明撤回任务的原因。"), ("因" * 501, "最多500个字")])
def test_a_withdrawal_has_a_reason_of_some_length(world, act, reason, words):
    with pytest.raises(Invalid, match=words) as refusal:
        withdraw_assignment(world.report(), reason=reason, **act)
    assert (refusal.value.field, world.report().assignment.is_withdrawn) == ("reason", False)


def test_a_restoration_has_a_reason_and_something_to_restore(world, act, withdrawn):
    with pytest.raises(Invalid, match="请写明恢复任务的原因。"):
        restore_assignment(withdrawn, reason="", **act)
    with pytest.raises(NotPermitted, match="已经撤回"):
        withdraw_assignment(withdrawn, reason="再撤。", **act)
    Organisation.objects.filter(name=UNIT).update(is_active=False)
    with pytest.raises(NotPermitted, match="已经停用"):
        restore_assignment(withdrawn, reason="恢复。", **act)
    with pytest.raises(NotPermitted, match="没有撤回"):
        restore_assignment(world.report("market"), reason="恢复。", **act)


def test_old_papers_of_an_archive_are_no_tasks(world, act):
    Round.objects.filter(pk=world.county.round.pk).update(is_archive=True)
    with pytest.raises(NotPermitted, match="历史年度"):
        withdraw_assignment(world.report(), reason="机构改革。", **act)


PEOPLE = ("reviewer", "leader", "administrator", "auditor", "police_drafter", "police_head", "bureau_drafter")


def test_only_the_administrator_of_the_county_withdraws_and_restores(world, act):
    report = world.report()
    stranger = world.stranger.people["administrator"]
    assert [name for name in PEOPLE if can_withdraw_assignment(world.user(name), report)] == ["administrator"]
    assert not can_withdraw_assignment(stranger, report)
    withdraw_assignment(report, reason="机构改革。", **act)
    report = world.report()
    assert [name for name in PEOPLE if can_restore_assignment(world.user(name), report)] == ["administrator"]
    assert not can_restore_assignment(stranger, report)


def test_the_database_keeps_a_withdrawal_whole(world):
    pk = world.report().assignment_id
    for fields in ({"withdrawn_at": world.now}, {"withdrawal_reason": "机构改革。"}):
        with pytest.raises(IntegrityError, match="assignment_withdrawn_whole"), transaction.atomic():
            Assignment.objects.filter(pk=pk).update(**fields)


def test_everybody_is_told_why_nothing_can_be_done(world, withdrawn):
    drafter, reviewer = world.user("police_drafter"), world.user("reviewer")
    reasons = [
        can_edit(drafter, withdrawn),
        can_edit_dispatch(drafter, withdrawn),
        can_move(drafter, withdrawn, Move.SUBMIT),
        can_answer_opinions(drafter, withdrawn),
        can_give_opinion(reviewer, withdrawn),
        can_move(reviewer, withdrawn, Move.PASS),
    ]
    assert [verdict.reason for verdict in reasons] == [SAID] * 6
    administrator, assignment = world.user("administrator"), withdrawn.assignment
    others = [
        can_extend_deadline(reviewer, assignment),
        can_remind(reviewer, assignment),
        can_adjust_dates(administrator, assignment),
    ]
    assert [verdict.reason for verdict in others] == [
        "任务已撤回，不需要延期。",
        "任务已撤回，不需要催办。",
        "任务已撤回，不需要调整期限。",
    ]
    with pytest.raises(Refused, match="任务已撤回，不能导入"):
        refuse_if_written(withdrawn)


def test_it_has_a_state_of_its_own_and_no_date(world, withdrawn):
    assert shown_state(withdrawn).label == "任务已撤回"
    assert (next_due(withdrawn, LATE), due_from_unit(withdrawn, LATE)) == (None, None)
    found = Report.objects.filter(pk=withdrawn.pk)
    assert not found.filter(is_late(LATE)).exists()
    assert [code for code in [*SHOWN_STATES, "withdrawn"] if found.filter(in_shown_state(code))] == [
        "withdrawn"
    ]


def _units_shown(world):
    """Where the police bureau stands, by list."""
    reviewer, round_ = world.user("reviewer"), Round.objects.get(pk=world.county.round.pk)
    wanted = {"year": 2025}
    own = read_tasks(world.user("police_drafter"), today=LATE)
    county = world.report("government")
    section = first_section(county)
    gathered = rollup_page(county, section, user=reviewer, address=QueryDict())
    figures = combine_figures(county)
    lists = {
        "tasks": [task.unit for task in (*own.mine, *own.others, *own.finished)],
        "desk": [row.unit for row in desk_page(reviewer, wanted, number=None, today=LATE).rows],
        "ledger": [row.unit for row in ledger_page(reviewer, wanted, number=None, today=LATE).rows],
        "late": [unit.name for unit in picture_of(round_, today=LATE).late],
        "round": [row.unit for row in assignment_page(round_, {}, number=None, today=LATE).rows],
        "unfiled": [unit.organisation for unit in gathered.unfiled],
        "figures": [part.report.assignment.organisation.name for f in figures for part in f.parts],
    }
    return {name for name, units in lists.items() if UNIT in units}


def _numbers(world):
    reviewer, round_ = world.user("reviewer"), Round.objects.get(pk=world.county.round.pk)
    (row,), _ = round_rows(reviewer, number=None, today=LATE)
    county = world.report("government")
    section = first_section(county)
    gathered = rollup_page(county, section, user=reviewer, address=QueryDict())
    assigned = next(part.assigned for part in gathered.sections if part.key == section.key)
    return {
        "round": (row.units, row.late),
        "picture": [bar.units for bar in picture_of(round_, today=LATE).bars],
        "ledger": totals(reviewer, 2025).units,
        "asked": assigned,
        "desk": overseen_reports(reviewer, 2025).count(),
    }


def test_it_leaves_every_list_and_every_count_and_comes_back(world, act):
    every = {"tasks", "desk", "ledger", "late", "round", "unfiled", "figures"}
    full = {"round": (5, 5), "picture": [1, 1, 2, 1], "ledger": 5, "asked": 4, "desk": 5}
    assert (_units_shown(world), _numbers(world)) == (every, full)
    withdraw_assignment(world.report(), reason="机构改革。", **act)
    less = {"round": (4, 4), "picture": [1, 1, 1, 1], "ledger": 4, "asked": 3, "desk": 4}
    assert (_units_shown(world), _numbers(world)) == (set(), less)
    round_ = Round.objects.get(pk=world.county.round.pk)
    table = assignment_page(round_, {"state": "withdrawn"}, number=None, today=LATE)
    assert [(row.unit, row.state.label) for row in table.rows] == [(UNIT, "任务已撤回")]
    restore_assignment(world.report(), reason="恢复。", **act)
    assert (_units_shown(world), _numbers(world)) == (every, full)


def test_it_leaves_the_volume_and_the_choice_of_county_reports(world, act):
    put_status(world.report(), ReportStatus.FILED)
    reviewer = world.user("reviewer")
    assert [
        r.assignment.organisation.name for r in filed_reports(reviewer, {"year": 2025}, now=world.now)
    ] == [UNIT]
    put_status(world.report(), ReportStatus.DRAFTING)
    withdraw_assignment(world.report(), reason="机构改革。", **act)
    put_status(world.report(), ReportStatus.FILED)  # by hand: no service leads there
    assert filed_reports(reviewer, {"year": 2025}, now=world.now) == []
    assert [report.pk for report in county_reports(reviewer)] == [world.report("government").pk]
    withdraw_assignment(world.report("government"), reason="机构改革。", **act)
    assert county_reports(reviewer) == []
