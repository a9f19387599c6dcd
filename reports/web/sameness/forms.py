"""The filters of 雷同比对; they stand in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reports.rounds.models import Round

LAST_YEAR = "last"
"""Pairs of a report and the same unit's of the year before, instead of those of two units."""
USUAL_LEAST = 5
LEASTS = (0, 5, 10, 20, 30, 50)


class SamenessFilters(forms.Form):
    """Which year, which pairs, from which share on; nonsense in the address filters nothing."""

    round = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    year = forms.IntegerField(required=False)
    kind = forms.ChoiceField(required=False, choices=[("", "单位之间"), (LAST_YEAR, "与本单位上年")])
    text = forms.CharField(label="单位名称", required=False, max_length=60)
    least = forms.TypedChoiceField(
        label="相同文字占比",
        coerce=int,
        required=False,
        choices=[(least, f"{least}%以上" if least else "不限") for least in LEASTS],
    )

    def __init__(self, *args: Any, rounds: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = rounds
        governments = {round_.government_id for round_ in rounds}
        field = self.fields["round"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (round_.pk, f"{round_.government} {round_}" if len(governments) > 1 else str(round_))
            for round_ in rounds
        ]

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read; of several years the one named, else the latest."""
        self.is_valid()
        found = {"kind": "", "text": "", "least": "", **self.cleaned_data}
        found["least"] = USUAL_LEAST if found["least"] == "" else found["least"]
        named = [each for each in self.rounds if found.get("round") == each.pk]
        named += [each for each in self.rounds if found.get("year") == each.year]
        return {**found, "round": next(iter([*named, *self.rounds]), None)}

    @property
    def is_narrowed(self) -> bool:
        """Whether a unit is named or another share than the usual one is asked for."""
        wanted = self.wanted()
        return bool(wanted["text"]) or wanted["least"] != USUAL_LEAST
