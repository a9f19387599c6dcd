"""The forms of the dated vocabulary; the service judges what was entered."""

from typing import Any

from django import forms

from reports.blueprints.enums import PhraseKind
from reports.blueprints.vocabulary import Phrase
from reports.web.forms import PlainForm

YEAR_FAULT = {"required": "请填写年度，如2026。", "invalid": "年度应是四位数字，如2026。"}


class PhraseFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    text = forms.CharField(label="文字", required=False, max_length=60)
    year = forms.IntegerField(label="可用于年度", required=False, min_value=1990, max_value=2100)

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PhraseForm(PlainForm):
    """One phrase with its years."""

    text = forms.CharField(
        label="用语",
        max_length=200,
        help_text="文件、会议的全称或固定的提法，年限之间的横线用哪一种都能认出。",
        error_messages={"required": "请填写用语。", "max_length": "用语最多200个字，请缩短。"},
    )
    kind = forms.ChoiceField(
        label="类别",
        choices=[("", "请选择"), *PhraseKind.choices],
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    first_year = forms.IntegerField(
        label="起始年度", help_text="从哪一年度的报告开始可以引用。", error_messages=YEAR_FAULT
    )
    last_year = forms.IntegerField(
        label="截止年度",
        required=False,
        help_text="最后可以引用的报告年度；仍在使用的留空。",
        error_messages=YEAR_FAULT,
    )
    successor = forms.CharField(
        label="接替用语",
        max_length=200,
        required=False,
        help_text="过期以后改用什么，会提示给使用的人。",
        error_messages={"max_length": "接替用语最多200个字，请缩短。"},
    )
    source = forms.CharField(
        label="依据",
        max_length=300,
        required=False,
        error_messages={"max_length": "依据最多300个字，请缩短。"},
    )

    def phrase(self) -> Phrase:
        """What was entered, as the service takes it."""
        return Phrase(**self.cleaned_data)
