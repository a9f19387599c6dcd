"""The small forms: title and addressees, 发文信息, handing in, answering an opinion."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.html import escape

from reports.drafting.enums import Urgency
from reports.drafting.models import Report
from reports.review.enums import OpinionState
from reports.web.forms import DateInput

NO_VERSION = -1
"""Stands for a version that the form did not send, so that nothing is overwritten unseen."""


def words_field(label: str, *, most: int, rows: int = 0, look: str = "", hint: str = "") -> forms.CharField:
    """Make a field for words whose one fault, length, is told in a sentence."""
    attributes = {"class": look} if look else {}
    widget = forms.Textarea({**attributes, "rows": rows}) if rows else forms.TextInput(attributes)
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=widget,
        help_text=hint,
        error_messages={"max_length": f"{label}不能超过{most}字，请精简。"},
    )


class VersionedForm(forms.Form):
    """A form that says which version it showed, so that nothing is overwritten unseen."""

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def rebase(self, version: int) -> None:
        """Let the next save be a decision: the version it starts from is the one that stands now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["base_version"] = str(version)
        self.data = data


class FrontForm(VersionedForm):
    """Titles, 主送机关 and 署名机关."""

    title = words_field("报送稿标题", most=200)
    public_title = words_field("公开稿标题", most=200)
    addressees = words_field(
        "主送机关", most=2000, rows=3, hint="一行一个，每个主送机关各出一份报送稿；不写冒号。"
    )
    signatories = words_field("署名机关", most=500, rows=2, hint="一行一个，联合署名的党委在前。")


class DispatchForm(VersionedForm):
    """发文信息: what the formal document carries round its text."""

    urgency = forms.ChoiceField(
        label="紧急程度",
        required=False,
        choices=Urgency.choices,
        error_messages={"invalid_choice": "请选择特急、加急或者不标注。"},
    )
    document_numbers = words_field("发文字号", most=2000, rows=1, hint="如：云公发〔2026〕3号。")
    signers = words_field("签发人", most=2000, rows=1, hint="联合行文的各位签发人按署名次序写，用“、”分开。")
    remark = words_field("附注", most=200, hint="上行的报告一般没有附注；写的话不用加括号。")
    copies_to = words_field("抄送机关", most=1000, rows=2, hint="一行一个；没有就空着。")
    printed_by = words_field("印发机关", most=80, hint="一般是本单位的办公室。")
    printed_on = forms.DateField(
        label="印发日期",
        required=False,
        widget=DateInput(),
        error_messages={"invalid": "请按2026-02-20的格式填写日期。"},
    )
    has_annex = forms.BooleanField(
        label="数据表作为附件",
        required=False,
        help_text="选中后，红头文件在正文之后列出“附件”，并附上本报告的数据表（不带说明）。公开稿不附数据表。",
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._follow(report.addressee_lines)

    def _follow(self, addressees: Sequence[str]) -> None:
        """Where there are several addressees, say which line belongs to which."""
        if len(addressees) < 2:
            return
        names = (f"第{number}行：{addressee}" for number, addressee in enumerate(addressees, 1))
        order = escape("；".join(names))  # crispy prints a help text as it stands
        for name in ("document_numbers", "signers"):
            field = self.fields[name]
            field.widget.attrs["rows"] = len(addressees)
            field.help_text = f"{field.help_text}各份相同的写一行，不同的一行一个，{order}。"


class SubmitForm(forms.Form):
    """Why the draft goes in although something is missing."""

    reason = words_field("理由", most=1000, rows=3, look="form-control")


class AnswerForm(forms.Form):
    """What became of one opinion."""

    state = forms.ChoiceField(
        label="处理",
        required=False,
        choices=[(s.value, s.label) for s in OpinionState if s is not OpinionState.OPEN],
        error_messages={"invalid_choice": "请选择采纳、部分采纳或者未采纳。"},
    )
    reply = words_field("说明", most=2000, rows=2, look="form-control")
