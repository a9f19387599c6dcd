"""What forms of several page groups have in common."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


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
