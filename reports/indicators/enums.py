"""Closed vocabularies of the dictionary and of what is stored; areas are data, not vocabulary.

`ValueState` and `Aggregation` give Chinese labels to the pure words of `values`.
"""

from django.db.models import TextChoices

from reports.indicators import rules, values


class Kind(TextChoices):
    """What sort of number an indicator is."""

    COUNT = "count", "件次数"
    STOCK = "stock", "存量"
    RATIO = "ratio", "比率"
    AMOUNT = "amount", "金额"
    VALUE = "value", "数值"


class Period(TextChoices):
    """Whether a figure counts the whole year or the state at its end."""

    FLOW = "flow", "全年累计"
    STOCK = "stock", "年末时点"


class Aggregation(TextChoices):
    """How a parent's value comes from its units."""

    SUM = values.Aggregation.SUM.value, "逐单位相加"
    OWN_LEVEL_ONLY = values.Aggregation.OWN_LEVEL_ONLY.value, "只计本级，不相加"
    RECOMPUTE = values.Aggregation.RECOMPUTE.value, "分子、分母分别相加后重算"
    SUM_IF_NO_OVERLAP = values.Aggregation.SUM_IF_NO_OVERLAP.value, "核对无重复后相加"


class ValueState(TextChoices):
    """Which of the four values is stored; 0 is a number, and no row at all means 未填 too."""

    NUMBER = values.State.NUMBER.value, "数值"
    NOT_APPLICABLE = values.State.NOT_APPLICABLE.value, "不适用（无此项职责）"
    BLANK = values.State.BLANK.value, "未填"


class ChangeOccasion(TextChoices):
    """In the course of what a stored value was changed."""

    ENTERED = "entered", "填报"
    IMPORTED = "imported", "导入"
    ON_BEHALF = "on_behalf", "代录"
    ROLLED_UP = "rolled_up", "汇总"


class Source(TextChoices):
    """Whose figure an observation is: the unit's own, or the result of a roll-up."""

    OWN = "own", "本级填报"
    ROLLED_UP = "rolled_up", "汇总"


class Severity(TextChoices):
    """What a broken rule means: an error is passed with a reason, a warning never stops anybody."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"
    OFF = rules.OFF, "不检查"


class Keeper(TextChoices):
    """Who keeps a consistency rule."""

    FIGURES = "figures", "按数据核对"
    TEXT = "text", "对照报告文字检查"
    ROLLUP = "rollup", "由汇总保证"
