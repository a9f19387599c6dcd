"""Figures without text: typed, imported, 代录; what each change leaves behind."""

from decimal import Decimal

import pytest

from reports.audit.models import Entry
from reports.common.permissions import NotPermitted
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.figures import FigureChange, InvalidParts, record_figures
from reports.drafting.permissions import can_edit, can_enter_figures_for
from reports.drafting.services import keep_revision
from reports.indicators.enums import ChangeOccasion
from reports.indicators.models import Observation, ObservationChange
from reports.indicators.values import NOT_APPLICABLE, number
from reports.opening.withdrawing import withdraw_assignment
from tests.drafting.test_services import save
from tests.world import World, put_status

S = ReportStatus
PAPER = "单位1月10日盖章的数据填报表"
SEVEN = (FigureChange("LE01", number(7)),)


def record(world: World, *changes: FigureChange, who: str = "police_drafter", **why: object) -> list[str]:
    """Record figures of the police report."""
    return record_figures(world.report(), changes, actor=world.user(who), now=world.now, **why)


def hand_in(world: World) -> None:
    """Let others have read the report once."""
    keep_revision(world.report(), Occasion.SUBMITTED, actor=None, now=world.now)


def test_figures_of_several_parts_are_kept_at_once(world: World):
    changes = (*SEVEN, FigureChange("LE20", NOT_APPLICABLE, "不开展检查"))
    assert record(world, *changes) == ["LE01", "LE20"]
    assert record(world, *changes) == []
    rows = Observation.objects.order_by("indicator__code").values_list("state", "value", "note")
    assert list(rows) == [("number", Decimal(7), ""), ("not_applicable", None, "不开展检查")]
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.detail) == ("填报数据", {"figures": ["LE01", "LE20"], "reason": ""})
    assert world.report().started_at == world.now


def test_every_fault_is_told_at_its_code_and_nothing_kept(world: World):
    with pytest.raises(InvalidParts) as caught:
        record(
            world,
            *SEVEN,
            FigureChange("LE20", number(-1)),
            FigureChange("ZZ99", number(1)),
            reason="长" * 301,
        )
    assert [(fault.field, str(fault)) for fault in caught.value.faults] == [
        ("LE20", "“行政检查次数”不能为负数，请核对。"),
        ("ZZ99", "这里没有要求填报这项数据，请刷新页面后再填。"),
        ("reason", "理由不能超过300字，请精简。"),
    ]
    assert (Observation.objects.count(), ObservationChange.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_recording_takes_the_same_statements(world: World, count, django_assert_num_queries):
    changes = [FigureChange(code, number(1)) for code in ("LE01", "LE20", "LE21")[:count]]
    report, actor = world.report(), world.user("police_drafter")
    actor.standing()
    with django_assert_num_queries(10):
        record_figures(report, changes, actor=actor, now=world.now)


# ---------- Why ----------


def test_once_handed_in_a_change_of_figures_wants_a_reason(world: World):
    record(world, *SEVEN)
    hand_in(world)
    assert record(world, *SEVEN) == []
    with pytest.raises(InvalidParts) as caught:
        record(world, FigureChange("LE01", number(8)))
    assert [(fault.field, str(fault)) for fault in caught.value.faults] == [
        ("reason", "报告已经提交过，请写明修改数据的理由。")
    ]
    assert Observation.objects.get().value == 7
    record(world, FigureChange("LE01", number(8)), reason="复核发现漏计一件。")
    latest = ObservationChange.objects.latest("pk")
    assert (latest.occasion, latest.reason) == (ChangeOccasion.ENTERED, "复核发现漏计一件。")


def test_a_part_keeps_its_text_and_its_figures_without_a_reason(world: World):
    hand_in(world)
    save(world, "achievements", figures=SEVEN)
    save(world, "achievements", figures=(FigureChange("LE01", number(8)),), reason=" 更正 ")
    assert list(ObservationChange.objects.order_by("pk").values_list("reason", flat=True)) == ["", "更正"]
    assert Entry.objects.latest("pk").detail == {
        "section": "achievements",
        "blocks": [],
        "figures": ["LE01"],
        "reason": "更正",
    }


# ---------- 代录 ----------


def test_the_log_and_the_history_name_who_entered_for_whom_and_from_which_paper(world: World):
    record(world, *SEVEN, who="reviewer", occasion=ChangeOccasion.ON_BEHALF, reason=PAPER)
    change = ObservationChange.objects.get()
    assert (change.occasion, change.reason, change.changed_by) == (
        ChangeOccasion.ON_BEHALF,
        PAPER,
        world.user("reviewer"),
    )
    assert change.observation.organisation.name == "云岭县公安局"
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor_name) == ("代录数据", world.user("reviewer").name)
    assert entry.detail == {"figures": ["LE01"], "reason": PAPER, "for_unit": "云岭县公安局"}


def test_entering_for_a_unit_names_the_paper(world: World):
    with pytest.raises(InvalidParts, match="请写明代录的依据") as caught:
        record(world, *SEVEN, who="reviewer", occasion=ChangeOccasion.ON_BEHALF)
    assert caught.value.field == "reason"
    assert not Observation.objects.exists()


WAITING = "报告正在预审，不能代录。请先退回修改，再代录。"
PASSED = "报告已通过预审，不能代录。数据有误的，请单位自行修改。"


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (S.DRAFTING, ""),
        (S.RETURNED, ""),
        (S.AWAITING_REVIEW, WAITING),
        *((status, PASSED) for status in (S.AWAITING_SIGNATURE, S.SIGNED, S.FILED, S.RECORDED, S.ARCHIVED)),
    ],
)
def test_the_bureau_enters_only_while_the_unit_writes(world: World, status, answer):
    verdict = can_enter_figures_for(world.user("reviewer"), put_status(world.report(), status))
    assert getattr(verdict, "reason", "") == answer


def test_nobody_enters_for_a_unit_whose_task_was_withdrawn(world: World):
    actor = world.user("administrator")
    withdraw_assignment(world.report(), reason="机构改革。", actor=actor, now=world.now)
    with pytest.raises(NotPermitted, match="任务已撤回，不能办理：机构改革。文字和数据都保留"):
        record(world, *SEVEN, who="reviewer", occasion=ChangeOccasion.ON_BEHALF, reason=PAPER)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("who", "may_edit", "may_enter"),
    [
        ("police_drafter", True, False),
        ("police_head", False, False),
        ("market_drafter", False, False),
        ("reviewer", False, True),
        ("leader", False, False),
        ("auditor", False, False),
        ("administrator", False, False),
    ],
)
def test_who_may_type_and_who_may_enter(world: World, who, may_edit, may_enter):
    user, report = world.user(who), world.report()
    assert (bool(can_edit(user, report)), bool(can_enter_figures_for(user, report))) == (may_edit, may_enter)
    if not may_enter:
        with pytest.raises(NotPermitted):
            record(world, *SEVEN, who=who, occasion=ChangeOccasion.ON_BEHALF, reason=PAPER)
    if not may_edit:
        with pytest.raises(NotPermitted):
            record(world, *SEVEN, who=who)


def test_a_stranger_and_the_countys_own_report_are_refused(world: World):
    stranger = world.stranger.people["reviewer"]
    assert not can_enter_figures_for(stranger, world.report())
    assert not can_enter_figures_for(world.user("reviewer"), world.report("government"))


def test_a_closed_block_stays_closed_for_the_bureau_too(world: World):
    put_status(world.report(), S.RETURNED, is_open=False)
    with pytest.raises(NotPermitted, match="这一部分没有退回，不能修改。"):
        record(world, *SEVEN, who="reviewer", occasion=ChangeOccasion.ON_BEHALF, reason=PAPER)
