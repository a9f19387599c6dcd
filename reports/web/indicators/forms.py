"""What one looks for in the dictionary, and the form of one entry; the service judges what was entered."""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Column, Field, Layout, Row
from django import forms

from reports.indicators.drafts import DRAFT_FIELDS
from reports.indicators.enums import Aggregation, Kind, Period
from reports.indicators.models import Indicator
from reports.indicators.soundness import LENGTHS, IndicatorDraft
from reports.web.forms import PlainForm
from reports.web.indicators.states import EntryState

LISTED = re.compile(r"[、，,；;\n]+")
MOST_ALIAS_WORDS = 420
FIXED = ("code", "area")


class DictionaryFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    text = forms.CharField(label="名称、别名或代码", required=False, max_length=60)
    area = forms.ChoiceField(label="领域", required=False)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *Kind.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *EntryState.choices])

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部领域"), *areas]

    def wanted(self) -> dict[str, str]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _words(name: str, *, required: bool = False, hint: str = "") -> forms.CharField:
    label, longest = LENGTHS[name]
    errors = {"required": f"请填写{label}。", "max_length": f"{label}最多{longest}个字，请缩短。"}
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=hint, error_messages=errors
    )


def _choice(label: str, choices: Iterable[tuple[str, Any]], *, hint: str = "") -> forms.ChoiceField:
    errors = {"required": f"请选择{label}。", "invalid_choice": f"请选择{label}。"}
    return forms.ChoiceField(
        label=label, choices=[("", "请选择"), *choices], help_text=hint, error_messages=errors
    )


def _year(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": f"{label}应是四位数字，如2025。"},
    )


class IndicatorForm(PlainForm):
    """One entry of the dictionary."""

    code = forms.CharField(
        label="代码",
        max_length=10,
        help_text="领域的两个字母加两位数字，末尾可加一个小写字母，如“LE70”。建立后不能再改。",
        error_messages={"required": "请填写代码。", "max_length": "代码最多10个字，请缩短。"},
    )
    area = _choice("领域", [])
    name = _words(
        "name", required=True, hint="报告和填报表上显示的名称，写清数的是什么，如“行政处罚案件数”。"
    )
    unit = _words("unit", required=True, hint="如“件”“人次”“万元”；比率填“%”。")
    kind = _choice("类别", Kind.choices)
    period = _choice("时期", Period.choices)
    aggregation = _choice("汇总方式", Aggregation.choices, hint="县级数据怎样从各单位得出。")
    numerator = _words("numerator", hint="只有比率填写，用代码和加减号，如“LT11+LT13”。")
    denominator = _words("denominator", hint="分母为0时比率为“不适用”。")
    aliases = forms.CharField(
        label="别名",
        required=False,
        max_length=MOST_ALIAS_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="报告里的其他叫法，用顿号隔开，查找和识别文字时使用。",
        error_messages={"max_length": "别名太多，请精简。"},
    )
    note = _words("note", hint="哪些算、哪些不算，按什么时间统计。")
    source = _words("source", hint="出自哪张表、哪个文件。")
    source_unit = _words(
        "source_unit",
        hint="掌握全县数据的单位，其他单位不填报；各单位只报自己的，填“各单位”；都要填报的，留空。",
    )
    pack = _words("pack", hint="只在某个专题中填报的，写专题名称。")
    valid_from = _year("启用年度", "从这一年度起填报；一直填报的，留空。")
    valid_to = _year("最后年度", "停用时填写，以后的年度不再填报；继续使用的，留空。")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, note = self.fields["area"], self.fields["note"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = [("", "请选择"), *areas]
        note.widget = forms.Textarea(attrs={"rows": 3})
        for name in FIXED:
            self.fields[name].disabled = not is_new
        self.helper.layout = _layout()

    def draft(self) -> IndicatorDraft:
        """What was entered, as the service takes it."""
        columns = {name: self.cleaned_data[name] for name in DRAFT_FIELDS}
        aliases = tuple(word.strip() for word in LISTED.split(columns.pop("aliases")) if word.strip())
        return IndicatorDraft(**columns, aliases=aliases)


def entered(indicator: Indicator) -> dict[str, Any]:
    """What the form shows of an entry."""
    shown = {name: getattr(indicator, name) for name in DRAFT_FIELDS}
    return {**shown, "aliases": "、".join(indicator.aliases), "version": indicator.version}


def _layout() -> Layout:
    return Layout(
        Row(Column("area"), Column("code")),
        "name",
        Row(Column("unit"), Column("kind"), Column("period")),
        "aggregation",
        Row(Column("numerator"), Column("denominator")),
        "note",
        "aliases",
        Row(Column("source"), Column("source_unit")),
        Row(Column("pack"), Column("valid_from"), Column("valid_to")),
        Field("version"),
    )
