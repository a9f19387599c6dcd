"""What comes back from the roll-up's pages."""

from collections.abc import Iterable
from typing import Any

from django import forms

SOURCE = r"^[0-9]{1,18}-[0-9a-f]{64}$"


class CandidateFilters(forms.Form):
    """What stands in the address of the candidates; nonsense there filters nothing."""

    block = forms.ChoiceField(label="内容块", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    text = forms.CharField(label="文字", required=False, max_length=60)

    def __init__(
        self, *args: Any, blocks: Iterable[tuple[str, str]], units: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("block", [("", "全部内容块"), *blocks])
        self._choose("unit", [("", "全部单位"), *((unit, unit) for unit in dict.fromkeys(units))])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self) -> dict[str, str]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AdoptForm(forms.Form):
    """One candidate and the block that takes it; `source` is the revision and the digest of the text."""

    block = forms.SlugField(max_length=60)
    source_block = forms.SlugField(max_length=60)
    source = forms.RegexField(SOURCE)

    def revision_id(self) -> int:
        """The revision that the paragraph stands in."""
        return int(self.cleaned_data["source"].split("-")[0])

    def digest(self) -> str:
        """The mark of the paragraph."""
        return self.cleaned_data["source"].split("-")[1]


class ConfirmForm(forms.Form):
    """The figures of which a person says that nothing is counted twice."""

    confirmed = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["confirmed"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in codes]
