"""The sheets of figures: one unit's, a row for each indicator; the county's, a column for each."""

from reports.common.workbooks.columns import Column
from reports.indicators.models import Indicator
from reports.indicators.values import BLANK_MARK, NOT_APPLICABLE_WORD

CODE, NAME, MEASURE, VALUE = "代码", "指标", "计量单位", "本年"
NUMERATOR, DENOMINATOR, NOTE, LAST_YEAR, HINT, UNIT = "分子", "分母", "说明", "上年", "口径", "单位"
NOTES = "填表说明"

NOT_ASKED = "—"
"""Stands in the county's sheet where a unit is not asked for a figure."""
NOTHING = "无"
"""Empties a note, since an empty cell touches nothing."""

UNIT_COLUMNS = (
    Column(CODE, 9, is_text=True, must_stand=True),
    Column(NAME, 40),
    Column(MEASURE, 10),
    Column(VALUE, 14, must_stand=True),
    Column(NUMERATOR, 12),
    Column(DENOMINATOR, 12),
    Column(NOTE, 30),
    Column(LAST_YEAR, 14),
    Column(HINT, 40),
    Column(UNIT, 24),
)
COUNTY_COLUMNS = (Column(UNIT, 30, must_stand=True),)
NOTE_COLUMNS = (Column("情形", 18), Column("怎样填写", 90))

_FOUR_VALUES = (
    ("没有发生", "填0。"),
    ("没有此项职责", f"填“{NOT_APPLICABLE_WORD}”。"),
    ("不改动", "格子空着，原来的数据不变。"),
    ("清空", f"填“{BLANK_MARK}”，这一项变回未填。"),
    ("金额等", "按所列的计量单位填，也可以写“3.5亿元”，导入时按所列单位折算。"),
)
UNIT_NOTES = (
    *_FOUR_VALUES,
    ("比率", "填分子和分母，不填本年；只掌握比率的，填本年，并在说明里写明出处。"),
    ("自动计算的比率", "由系统算出，不用填写。"),
    ("说明", f"写在“{NOTE}”一列；要清空说明，填“{NOTHING}”。"),
)
COUNTY_NOTES = (
    *_FOUR_VALUES,
    ("比率", "写成“分子/分母”，如“29/151”；单元格须是文本格式，不然会变成日期。"),
    (NOT_ASKED, "这个单位没有要求填报这一项，请不要填。"),
    ("各列", "按代码或者名称对应，次序不限，可以只留要导入的列和行。"),
)


def sheet_title(year: int) -> str:
    """The name of the sheet; that of another year is not taken."""
    return f"{year}年度数据"


def heading_of(indicator: Indicator) -> str:
    """The head of an indicator's column in the county's sheet."""
    return f"{indicator.code} {indicator.name}（{indicator.unit}）"
