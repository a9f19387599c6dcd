"""What one looks for in the dictionary."""

from collections.abc import Iterable
from typing import Any

from django import forms


class DictionaryFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    text = forms.CharField(label="名称、别名或代码", required=False, max_length=60)
    area = forms.ChoiceField(label="领域", required=False)

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部领域"), *areas]

    def wanted(self) -> dict[str, str]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
