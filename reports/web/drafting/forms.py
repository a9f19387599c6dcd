"""The small forms: title and addressees, handing in, answering an opinion."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict

from reports.review.enums import OpinionState

NO_VERSION = -1
"""Stands for a version that the form did not send, so that nothing is overwritten unseen."""


class FrontForm(forms.Form):
    """Titles, 主送机关 and 署名机关."""

    title = forms.CharField(label="报送稿标题", max_length=200, required=False)
    public_title = forms.CharField(label="公开稿标题", max_length=200, required=False)
    addressees = forms.CharField(
        label="主送机关",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="一行一个，每个主送机关各出一份报送稿；不写冒号。",
    )
    signatories = forms.CharField(
        label="署名机关",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="一行一个，联合署名的党委在前。",
    )
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

    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"class": "form-control", "rows": 3}),
    )


class AnswerForm(forms.Form):
    """What became of one opinion."""

    state = forms.ChoiceField(
        label="处理",
        required=False,
        choices=[(s.value, s.label) for s in OpinionState if s is not OpinionState.OPEN],
        error_messages={"invalid_choice": "请选择采纳、部分采纳或者未采纳。"},
    )
    reply = forms.CharField(
        label="说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"class": "form-control", "rows": 2}),
    )
