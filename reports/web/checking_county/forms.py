"""The filters of the findings over a county; they stand in the address, and nonsense filters nothing."""

from typing import Any

from django import forms

from reports.checks.catalogue import GROUPS
from reports.checks.enums import Severity
from reports.organisations.enums import OrganisationKind

OPEN, DISMISSED = "open", "dismissed"


class CountyFilters(forms.Form):
    """Which checks, and of which units."""

    group = forms.ChoiceField(
        label="检查类别", required=False, choices=[("", "全部"), *((group, group) for group in GROUPS)]
    )
    severity = forms.ChoiceField(label="等级", required=False, choices=[("", "全部"), *Severity.choices])
    kind = forms.ChoiceField(
        label="单位类别", required=False, choices=[("", "全部"), *OrganisationKind.choices]
    )

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CheckFilters(CountyFilters):
    """Of one check: which units, and what became of its findings."""

    status = forms.ChoiceField(
        label="处理情况",
        required=False,
        choices=[("", "全部"), (OPEN, "待处理"), (DISMISSED, "不采纳")],
    )
