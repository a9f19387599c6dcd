"""The forms of a template's life: its beginning and its publication."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reports.blueprints.faults import LONGEST
from reports.blueprints.services import MOST_NOTE
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.web.forms import PlainForm


class NewBlueprintForm(PlainForm):
    """Name and kinds of unit of a new template; the government where there are several."""

    name = forms.CharField(
        label="模板名称",
        max_length=LONGEST["name"],
        error_messages={"required": "请填写模板的名称。", "max_length": "名称最多100个字，请精简。"},
    )
    kinds = forms.MultipleChoiceField(
        label="适用单位",
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一类单位。", "invalid_choice": "请从列出的类别中选择。"},
    )
    government = forms.ChoiceField(
        label="所属政府", required=False, error_messages={"invalid_choice": "请从列出的政府中选择。"}
    )

    def __init__(self, *args: Any, governments: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.governments = governments
        if len(governments) < 2:
            del self.fields["government"]
            return
        field = self.fields["government"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.pk), each.name) for each in governments]

    def chosen_government(self) -> Organisation:
        """The government chosen, or the only one."""
        wanted = self.cleaned_data.get("government", "")
        return next((each for each in self.governments if str(each.pk) == wanted), self.governments[0])


class PublishForm(PlainForm):
    """What the next reader of the list learns of this version, and that warnings were read."""

    edit = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "请刷新页面后再发布。"})
    note = forms.CharField(
        label="版本说明",
        max_length=MOST_NOTE,
        widget=forms.Textarea({"rows": 2}),
        help_text="这一版改了什么、为什么，列在版本旁边。",
        error_messages={
            "required": "请写明版本说明，别人才知道这一版改了什么。",
            "max_length": f"版本说明最多{MOST_NOTE}个字，请精简。",
        },
    )
    accepts_warnings = forms.BooleanField(label="上述提醒已逐条核对，确认这样发布", required=False)
