"""The whole county's figures out and in, each unit's through the door of its own report."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.common.errors import Refused
from reports.drafting.enums import ReportStatus
from reports.drafting.figure_books.applying import apply_county
from reports.drafting.figure_books.county_sheet import export_county_figures, plan_county
from reports.drafting.figures import FigureChange, InvalidParts, record_figures
from reports.indicators.enums import ChangeOccasion
from reports.indicators.models import Observation, ObservationChange
from reports.indicators.values import NOT_APPLICABLE, number
from reports.opening.withdrawing import withdraw_assignment
from tests.drafting.figure_books.files import county_sheet
from tests.world import put_status

pytestmark = pytest.mark.django_db

HEAD = ("单位", "LE01 行政处罚案件数（件）", "行政检查次数", "DS07")
FROM = "统计系统1月10日导出"


@pytest.fixture
def planned(world):
    return lambda *rows, who="reviewer", head=HEAD: plan_county(
        county_sheet(head, *rows), world.county.round, actor=world.user(who)
    )


def lines(plan):
    return [(line.at, line.unit, line.code, line.old, line.new) for line in plan.lines]


def faults(plan):
    return [(fault.at.partition("!")[2], fault.sentence) for fault in plan.faults]


def give(world, unit, *changes):
    actor = world.user(f"{unit}_drafter")
    record_figures(world.report(unit), changes, actor=actor, now=world.now)


def test_columns_are_known_by_code_or_name(world, planned):
    give(world, "police", FigureChange("LE01", number(3)), FigureChange("LE20", number(5)))
    plan = planned(("云岭县公安局", 7, "", "—"), ("青石镇人民政府", 0, "不适用", 12))
    assert lines(plan) == [
        ("2025年度数据!B2", "云岭县公安局", "LE01", "3", "7"),
        ("2025年度数据!B3", "青石镇人民政府", "LE01", "", "0"),
        ("2025年度数据!C3", "青石镇人民政府", "LE20", "", "不适用"),
        ("2025年度数据!D3", "青石镇人民政府", "DS07", "", "12"),
    ]
    assert (plan.faults, plan.notes) == ((), ())


@pytest.mark.parametrize(
    ("row", "at", "sentence"),
    [
        (("", 1), "A2", "请填写单位的名称。"),
        (("望江县水利局", 1), "A2", "本年度任务里没有“望江县水利局”，请核对单位的名称。"),
        (
            ("云岭县公安局", "", "", 3),
            "D2",
            "没有要求云岭县公安局填报指标DS07，请把这一格空着。",
        ),
        (("云岭县公安局", "很多"), "B2", "“很多”不是数字，请只填阿拉伯数字；无此项职责的，请选“不适用”。"),
        (("云岭县公安局", "=B3+1"), "B2", "这一格是公式，请复制后选择性粘贴为数值，或者直接填写结果。"),
    ],
)
def test_a_fault_has_its_cell(planned, row, at, sentence):
    plan = planned(row)
    assert (faults(plan), plan.lines) == ([(at, sentence)], ())


def test_a_unit_twice_points_to_the_first(planned):
    plan = planned(("云岭县公安局", 1), ("云岭县公安局", 2))
    assert faults(plan) == [("A3", "“云岭县公安局”与2025年度数据!A2重复，请只留一行。")]


def test_wrong_columns_are_named(planned):
    plan = planned(("云岭县公安局", 1, 2, 3, 4), head=("单位", "LE01", "行政处罚案件数", "ZZ99", "备注"))
    assert faults(plan) == [
        ("C1", "指标LE01出现了两列，请删去一列。"),
        ("D1", "没有要求任何单位填报指标“ZZ99”，请核对代码或者删去这一列。"),
    ]
    assert plan.notes == ("“备注”不是本年度的指标，没有读取。",)


def test_a_closed_report_is_named_and_an_untouched_one_is_not(world, planned):
    give(world, "market", FigureChange("LE01", number(2)))
    for unit in ("police", "market"):
        put_status(world.report(unit), ReportStatus.RECORDED)
    plan = planned(("云岭县公安局", 7), ("云岭县市场监督管理局", 2))
    assert [fault[0] for fault in faults(plan)] == ["B2"]


def test_what_was_exported_changes_nothing(world):
    give(world, "police", FigureChange("LE01", number(3)), FigureChange("LE29", NOT_APPLICABLE))
    give(world, "town", FigureChange("LE21", number(9)), FigureChange("LE22", number(8)))
    data = export_county_figures(world.county.round)
    plan = plan_county(data, world.county.round, actor=world.user("reviewer"))
    assert (plan.lines, plan.faults, plan.notes) == ((), (), ())
    assert plan.untouched == 5


def test_the_export_names_no_one_elsewhere_and_marks_what_is_not_asked(world):
    sheet = load_workbook(BytesIO(export_county_figures(world.county.round)))["2025年度数据"]
    rows = list(sheet.iter_rows(values_only=True))
    assert sorted(row[0] for row in rows[1:]) == sorted(
        [
            "云岭县人民政府",
            "云岭县司法局",
            "云岭县公安局",
            "云岭县市场监督管理局",
            "青石镇人民政府",
        ]
    )
    police = next(row for row in rows if row[0] == "云岭县公安局")
    town_only = next(at for at, title in enumerate(rows[0]) if title.startswith("DS07"))
    assert police[town_only] == "—"


def apply(world, data, *, who="reviewer", reason=FROM, digest=None):
    actor = world.user(who)
    digest = digest or plan_county(data, world.county.round, actor=actor).digest
    return apply_county(data, world.county.round, digest=digest, reason=reason, actor=actor, now=world.now)


def test_all_units_are_written_on_behalf_with_the_source(world):
    data = county_sheet(HEAD, ("云岭县公安局", 7), ("青石镇人民政府", 0, "", 12), ("云岭县人民政府", 99))
    apply(world, data)
    kept = Observation.objects.order_by("organisation__pk", "indicator__code")
    assert list(kept.values_list("organisation__name", "indicator__code", "value")) == [
        ("云岭县人民政府", "LE01", 99),
        ("云岭县公安局", "LE01", 7),
        ("青石镇人民政府", "DS07", 12),
        ("青石镇人民政府", "LE01", 0),
    ]
    assert set(ObservationChange.objects.values_list("occasion", "reason")) == {
        (ChangeOccasion.IMPORTED, FROM),
        (ChangeOccasion.ON_BEHALF, FROM),
    }


def test_without_a_source_nothing_is_written(world):
    with pytest.raises(InvalidParts):
        apply(world, county_sheet(HEAD, ("云岭县公安局", 7), ("青石镇人民政府", 0)), reason=" ")
    assert Observation.objects.count() == 0


def test_what_moved_meanwhile_is_not_written(world):
    data = county_sheet(HEAD, ("云岭县公安局", 7))
    digest = plan_county(data, world.county.round, actor=world.user("reviewer")).digest
    give(world, "police", FigureChange("LE01", number(3)))
    with pytest.raises(Refused, match="结果与刚才看到的不同"):
        apply(world, data, digest=digest)


def test_reading_asks_the_same_number_of_questions(world, django_assert_num_queries):
    actor = world.user("reviewer")
    actor.standing()
    units = ["云岭县公安局", "云岭县市场监督管理局", "青石镇人民政府"]
    for count in (1, 3):
        data = county_sheet(HEAD, *((unit, 1, 2) for unit in units[:count]))
        with django_assert_num_queries(7):
            assert len(plan_county(data, world.county.round, actor=actor).lines) == 2 * count


def test_a_withdrawn_task_is_left_out_and_takes_nothing(world, planned):
    actor = world.user("administrator")
    withdraw_assignment(world.report(), reason="机构改革。", actor=actor, now=world.now)
    book = load_workbook(BytesIO(export_county_figures(world.county.round)))
    units = [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert "云岭县公安局" not in units
    assert "青石镇人民政府" in units
    assert faults(planned(("云岭县公安局", 7))) == [
        (
            "A2",
            "云岭县公安局：任务已撤回，不能办理：机构改革。文字和数据都保留，需要恢复请联系司法局。",
        )
    ]
