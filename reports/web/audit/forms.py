"""What one looks for in the log."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.organisations.models import Organisation


class LogFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    person = forms.CharField(label="操作人", required=False, max_length=40)
    action = forms.ChoiceField(label="操作", required=False)
    unit = forms.TypedChoiceField(label="单位", coerce=int, required=False)
    since = forms.DateField(label="自", required=False)
    until = forms.DateField(label="至", required=False)

    def __init__(
        self, *args: Any, actions: Iterable[str], units: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("action", [("", "全部操作"), *((action, action) for action in actions)])
        self._choose("unit", [("", "全部单位"), *((unit.pk, unit.name) for unit in units)])

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
