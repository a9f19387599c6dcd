"""One unit's figures out and in: four values, every fault with its cell, nothing that was not shown."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.common.errors import Refused, UnreadableFile
from reports.common.workbooks.reading import Fault
from reports.drafting.enums import Occasion, ReportStatus
from reports.drafting.figure_books.applying import apply_unit
from reports.drafting.figure_books.unit_sheet import export_unit, plan_unit
from reports.drafting.figures import FigureChange, InvalidParts, record_figures
from reports.drafting.models import FigureRequest
from reports.drafting.services import keep_revision
from reports.indicators.enums import ChangeOccasion, Kind
from reports.indicators.models import Indicator, Observation, ObservationChange
from reports.indicators.values import BLANK, NOT_APPLICABLE, number, ratio_of, stated
from tests.drafting.figure_books.files import figure, unit_file
from tests.world import put_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(world):
    """Say what rows would change in the police report."""
    return lambda *rows, **more: plan_unit(
        unit_file(*rows, **more), world.report(), actor=world.user("police_drafter")
    )


@pytest.fixture
def given(world):
    """Figures that stand."""

    def give(*changes):
        record_figures(world.report(), changes, actor=world.user("police_drafter"), now=world.now)

    return give


@pytest.fixture
def a_ratio(world):
    """A ratio of the police report that no formula computes."""
    Indicator.objects.filter(code="LE20").update(kind=Kind.RATIO, unit="%", numerator="", denominator="")
    return "LE20"


def changes(plan):
    return {line.code: line.change.figure for line in plan.lines}


def faults(plan):
    return [(fault.at, fault.sentence) for fault in plan.faults]


def test_the_four_values_and_the_empty_cell(planned, given):
    given(FigureChange("LE20", number(5)), FigureChange("LE21", number(6)))
    plan = planned(
        figure("LE01", 7),
        figure("LE20"),
        figure("LE21", "××"),
        figure("LE22", 0),
        figure("LE29", "不适用"),
        figure("PF01", "1,234"),
    )
    assert changes(plan) == {
        "LE01": number(7),
        "LE21": BLANK,
        "LE22": number(0),
        "LE29": NOT_APPLICABLE,
        "PF01": number(1234),
    }
    assert (plan.faults, plan.untouched) == ((), 1)
    (line,) = (line for line in plan.lines if line.code == "LE21")
    assert (line.at, line.old, line.new, line.unit, line.measure) == (
        "2025年度数据!D4",
        "6",
        "",
        "云岭县公安局",
        "人",
    )


def test_notes_come_along_and_are_emptied_by_a_word(planned, given):
    given(FigureChange("LE01", number(7), "含交警"), FigureChange("LE20", number(5), "旧"))
    plan = planned(figure("LE01", 8), figure("LE20", 说明="无"), figure("LE29", 1, 说明="新"))
    assert [(line.code, line.change.note, line.is_note_new) for line in plan.lines] == [
        ("LE01", "含交警", False),
        ("LE20", "", True),
        ("LE29", "新", True),
    ]


@pytest.mark.parametrize(
    ("row", "at", "sentence"),
    [
        (figure(None, 1), "A2", "请填写指标的代码，或者删去这一行。"),
        (
            figure("ZZ99", 1),
            "A2",
            "云岭县公安局的报告没有要求填报代码为“ZZ99”的指标，请核对代码或者删去这一行。",
        ),
        (
            figure("RV02", 1),
            "A2",
            "云岭县公安局的报告没有要求填报代码为“RV02”的指标，请核对代码或者删去这一行。",
        ),
        (
            figure("LE01", 1, 指标="行政检查次数"),
            "B2",
            "代码LE01是“行政处罚案件数”，与这一行的指标不同，请核对有没有错行。",
        ),
        (
            figure("LE01", 1, 单位="青石镇人民政府"),
            "J2",
            "这是青石镇人民政府的数据，现在导入的是云岭县公安局，请核对文件。",
        ),
        (figure("LE01", -1), "D2", "数字不能为负数，请核对。"),
        (figure("LE01", 1.5), "D2", "“行政处罚案件数”以“件”为单位，必须填写整数，请核对。"),
        (figure("LE01", 10**17), "D2", "数字太大，请核对是否多输了位数。"),
        (
            figure("LE01", date(2026, 5, 20)),
            "D2",
            "这一格是日期（2026-05-20），请把单元格设为常规，再填数字。",
        ),
        (figure("LE01", 1, 分子=1), "D2", "“行政处罚案件数”不是比率，分子和分母请空着。"),
        (figure("LE01", 1, 说明="长" * 301), "G2", "“行政处罚案件数”的说明不能超过300字，请精简。"),
        (
            figure("LE23", 50),
            "D2",
            "“执法证持证率”由系统自动计算，不能用表格修改，请把这一格空着。",
        ),
    ],
)
def test_a_fault_has_its_cell(planned, row, at, sentence):
    plan = planned(row)
    assert (faults(plan), plan.lines) == ([(f"2025年度数据!{at}", sentence)], ())


def test_a_code_twice_points_to_the_first(planned):
    plan = planned(figure("LE01", 1), figure("LE01", 2))
    assert faults(plan) == [("2025年度数据!A3", "“LE01”与2025年度数据!A2重复，请只留一行。")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"分子": 29, "分母": 151}, ratio_of(29, 151)),
        ({"本年": "29/151"}, ratio_of(29, 151)),
        ({"本年": "19.21", "分子": 29, "分母": 151}, ratio_of(29, 151)),
        ({"本年": "19.2%", "说明": "年鉴"}, stated(Decimal("19.2"))),
        ({"分子": 0, "分母": 0}, NOT_APPLICABLE),
        ({"本年": "/"}, NOT_APPLICABLE),
    ],
)
def test_a_ratio_is_given_by_its_parts_or_stated(planned, a_ratio, row, expected):
    plan = planned({"代码": a_ratio, **row})
    assert (changes(plan), plan.faults) == ({a_ratio: expected}, ())


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"分子": 29}, "分子和分母要填就都填上。"),
        (
            {"value": 50, "分子": 29, "分母": 151},
            "分子和分母算出来是19.21%，与这一格不同，请删去这一格或者改正分子、分母。",
        ),
        (
            {"value": date(2026, 5, 20)},
            "这一格是日期（2026-05-20），比率请把单元格设为文本，再填“分子/分母”。",
        ),
        ({"分子": 152, "分母": 151}, "“行政检查次数”的分子不能大于分母，请核对。"),
        ({"value": 50}, "“行政检查次数”没有分子和分母，请在说明中写明比率的出处。"),
    ],
)
def test_a_ratio_that_contradicts_itself_is_refused(planned, a_ratio, row, sentence):
    assert [fault.sentence for fault in planned(figure(a_ratio, **row)).faults] == [sentence]


def test_parts_that_nobody_touched_do_not_hinder(planned, given, a_ratio):
    given(FigureChange(a_ratio, ratio_of(29, 151)))
    row = {"分子": 29, "分母": 151}
    assert planned(figure(a_ratio, "19.21", **row)).untouched == 1
    assert changes(planned(figure(a_ratio, "××", **row))) == {a_ratio: BLANK}


def test_the_sheet_of_another_year_is_not_taken(planned):
    with pytest.raises(UnreadableFile, match="没有名为“2025年度数据”的工作表"):
        planned(figure("LE01", 1), year=2024)


def test_what_was_exported_changes_nothing(world, given):
    given(
        FigureChange("LE01", number(7), "含交警"),
        FigureChange("LE21", number(30)),
        FigureChange("LE22", number(29)),
        FigureChange("LE29", NOT_APPLICABLE),
    )
    data = export_unit(world.report())
    plan = plan_unit(data, world.report(), actor=world.user("police_drafter"))
    assert (plan.lines, plan.faults, plan.untouched, plan.notes) == ((), (), 17, ())


def test_last_year_stands_beside(world):
    Observation.objects.create(
        organisation=world.county.units["police"],
        indicator=Indicator.objects.get(code="LE01"),
        year=2024,
        state="number",
        value=9,
        recorded_at=world.now,
    )
    sheet = load_workbook(BytesIO(export_unit(world.report())))["2025年度数据"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["LE01"][:4] == ("LE01", "行政处罚案件数", "件", None)
    assert (rows["LE01"][7], rows["LE01"][9]) == (9, "云岭县公安局")
    assert rows["LE23"][8] == "由系统自动计算"


@pytest.mark.parametrize(
    ("who", "status", "sentence"),
    [
        ("police_drafter", ReportStatus.AWAITING_REVIEW, "已提交预审，不能修改。需要修改请先撤回。"),
        ("reviewer", ReportStatus.AWAITING_REVIEW, "报告正在预审，不能代录。请先退回修改，再代录。"),
        ("market_drafter", ReportStatus.DRAFTING, "只有本报告的经办人可以修改。"),
    ],
)
def test_a_closed_report_is_a_fault(world, who, status, sentence):
    report = put_status(world.report(), status, is_open=True)
    plan = plan_unit(unit_file(figure("LE01", 7)), report, actor=world.user(who))
    assert plan.faults == (Fault("2025年度数据!D2", sentence),)


def test_a_block_that_was_not_returned_is_a_fault(world, planned):
    request = FigureRequest.objects.get(report=world.report(), indicator__code="LE01")
    request.block.is_open = False
    request.block.save()
    sentence = "“行政处罚案件数”所在的部分没有退回，不能用表格修改，请把这一格空着。"
    assert faults(planned(figure("LE01", 7))) == [("2025年度数据!D2", sentence)]


def apply(world, data, *, who="police_drafter", reason="", digest=None):
    actor = world.user(who)
    digest = digest or plan_unit(data, world.report(), actor=actor).digest
    return apply_unit(data, world.report(), digest=digest, reason=reason, actor=actor, now=world.now)


def test_what_was_shown_is_written_as_imported(world):
    apply(world, unit_file(figure("LE01", 7), figure("LE20", "不适用")))
    kept = Observation.objects.order_by("indicator__code").values_list("indicator__code", "state", "value")
    assert list(kept) == [("LE01", "number", Decimal(7)), ("LE20", "not_applicable", None)]
    assert set(ObservationChange.objects.values_list("occasion", flat=True)) == {ChangeOccasion.IMPORTED}


def test_the_bureau_writes_on_behalf_and_says_from_where(world):
    data = unit_file(figure("LE01", 7))
    with pytest.raises(InvalidParts, match="依据"):
        apply(world, data, who="reviewer")
    assert Observation.objects.count() == 0
    apply(world, data, who="reviewer", reason="统计系统1月10日导出")
    (change,) = ObservationChange.objects.all()
    assert (change.occasion, change.reason) == (ChangeOccasion.ON_BEHALF, "统计系统1月10日导出")


def test_after_handing_in_a_reason_is_asked(world):
    keep_revision(world.report(), Occasion.SUBMITTED, actor=None, now=world.now)
    with pytest.raises(InvalidParts, match="请写明修改数据的理由"):
        apply(world, unit_file(figure("LE01", 7)))
    apply(world, unit_file(figure("LE01", 7)), reason="漏计交警支队")
    assert Observation.objects.get().value == 7


def test_what_moved_meanwhile_is_not_written(world, given):
    data = unit_file(figure("LE01", 7))
    digest = plan_unit(data, world.report(), actor=world.user("police_drafter")).digest
    given(FigureChange("LE01", number(3)))
    with pytest.raises(Refused, match="结果与刚才看到的不同"):
        apply(world, data, digest=digest)
    assert Observation.objects.get().value == 3


def test_one_fault_holds_everything_back(world):
    with pytest.raises(Refused, match="还有需要改正的地方"):
        apply(world, unit_file(figure("LE01", 7), figure("LE20", -1)))
    assert Observation.objects.count() == 0


def test_the_number_of_queries_does_not_grow_with_figures(world, django_assert_num_queries):
    report, actor = world.report(), world.user("police_drafter")
    actor.standing()
    for codes in (["LE01"], ["LE01", "LE20", "LE21", "LE22", "LE29"]):
        with django_assert_num_queries(6):
            plan_unit(unit_file(*(figure(code, 1) for code in codes)), report, actor=actor)
