"""What forms of several page groups have in common."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from reports.common.errors import Invalid, Refused
from reports.common.permissions import NotPermitted


class PlainForm(forms.Form):
    """A form whose frame, token and buttons stand in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def date_field(label: str, **options: Any) -> forms.DateField:
    """Make a field for one day, with its error in a sentence."""
    errors = {"required": f"请填写{label}。", "invalid": "请按2026-02-20的格式填写日期。"}
    return forms.DateField(label=label, widget=DateInput(), error_messages=errors, **options)


def text_field(label: str, *, rows: int = 0, **options: Any) -> forms.CharField:
    """Make a field for words; `rows` above 0 makes it a text area."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    errors = {"required": f"请填写{label}。", "max_length": f"{label}太长，请缩短后再提交。"}
    return forms.CharField(label=label, widget=widget, error_messages=errors, **options)


def accept(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what the service refuses becomes an error of the form, and everything typed stays."""
    try:
        act()
    except NotPermitted:
        raise
    except Refused as error:
        field = error.field if isinstance(error, Invalid) and error.field in form.fields else None
        form.add_error(field, str(error))
        return False
    return True
