"""The small forms: title and addressees, handing in, answering an opinion."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict

from reports.review.enums import OpinionState

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


class FrontForm(forms.Form):
    """Titles, 主送机关 and 署名机关."""

    title = words_field("报送稿标题", most=200)
    public_title = words_field("公开稿标题", most=200)
    addressees = words_field(
        "主送机关", most=2000, rows=3, hint="一行一个，每个主送机关各出一份报送稿；不写冒号。"
    )
    signatories = words_field("署名机关", most=500, rows=2, hint="一行一个，联合署名的党委在前。")
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
