"""The form of 版式设置; the service judges what was entered."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.forms.models import model_to_dict

from reports.organisations.models import Organisation
from reports.rendering.enums import DigitsFace, PageNumberForm
from reports.rendering.models import PrintStyle
from reports.web.forms import PlainForm


def _length(label: str, *, places: int, step: str, hint: str = "") -> forms.DecimalField:
    wrong = f"{label}应是数字，最多{places}位小数。"
    return forms.DecimalField(
        label=label,
        max_digits=places + 3,
        decimal_places=places,
        help_text=hint,
        widget=forms.NumberInput(attrs={"step": step, "inputmode": "decimal"}),
        error_messages={
            "required": f"请填写{label}。",
            "invalid": wrong,
            "max_digits": wrong,
            "max_decimal_places": wrong,
            "max_whole_digits": wrong,
        },
    )


def _choice(label: str, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    errors = {"required": f"请选择{label}。", "invalid_choice": f"请选择{label}。"}
    return forms.ChoiceField(label=label, choices=choices, error_messages=errors)


class PrintStyleForm(PlainForm):
    """How one county prints."""

    margin_top = _length("上边距（毫米）", places=1, step="0.1", hint="标准为37毫米。")
    margin_bottom = _length("下边距（毫米）", places=1, step="0.1", hint="标准为35毫米。")
    margin_left = _length("左边距（毫米）", places=1, step="0.1", hint="订口，标准为28毫米。")
    margin_right = _length("右边距（毫米）", places=1, step="0.1", hint="标准为26毫米。")
    pitch = _length("行距（磅）", places=2, step="0.05", hint="标准版心每页22行，行距最大28.95磅。")
    page_number_form = _choice("页码", PageNumberForm.choices)
    digits_face = forms.ChoiceField(label="数字和字母", choices=DigitsFace.choices, required=False)
    has_bold_headings = forms.BooleanField(label="标题加粗", required=False, help_text="标准不加粗。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("margin_top"), Column("margin_bottom")),
            Row(Column("margin_left"), Column("margin_right")),
            Row(Column("pitch"), Column("digits_face")),
            "page_number_form",
            "has_bold_headings",
        )

    def style(self, government: Organisation) -> PrintStyle:
        """The unsaved style that was entered."""
        return PrintStyle(government=government, **self.cleaned_data)


def entered(style: PrintStyle) -> dict[str, Any]:
    """What the form shows of a style."""
    return {name: value for name, value in model_to_dict(style).items() if name in PrintStyleForm.base_fields}


class PageForm(forms.Form):
    """The lengths of a page in the address of its style sheet: margins in millimetres, the rest in points."""

    top = forms.DecimalField(min_value=0, max_value=100)
    right = forms.DecimalField(min_value=0, max_value=100)
    bottom = forms.DecimalField(min_value=0, max_value=100)
    left = forms.DecimalField(min_value=0, max_value=100)
    pitch = forms.DecimalField(min_value=Decimal(10), max_value=60)
    tracking = forms.DecimalField(min_value=-4, max_value=4)
