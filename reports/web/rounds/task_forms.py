"""The forms of one task and of the dates of a kind; the services judge what was entered."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.blueprints.models import BlueprintVersion
from reports.opening.newcomers import Newcomers
from reports.organisations.enums import OrganisationKind
from reports.rounds.dates import Dates
from reports.rounds.enums import DueDate
from reports.rounds.services import MOST_REASON
from reports.web.forms import PlainForm, date_field, text_field

REASON_HINT = "会连同新的期限发给经办人，并记在单位的任务页上。"
KEEP, MOVE = "keep", "move"


class DatesForm(PlainForm):
    """Three dates and why; only an administrator may say that one before today is meant."""

    draft = date_field("预审稿期限")
    filing = date_field("正式报送期限")
    publication = date_field("公开期限")
    reason = text_field("原因", rows=3, max_length=MOST_REASON, help_text=REASON_HINT)
    may_be_past = forms.BooleanField(label="可以早于今天（改后即为逾期）", required=False)

    def __init__(self, *args: Any, dates: Dates, may_be_past: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for due in DueDate:
            self.initial.setdefault(due.value, dates.on(due))
        if not may_be_past:
            del self.fields["may_be_past"]

    def dates(self) -> Dates:
        """What was entered."""
        return Dates.of({due: self.cleaned_data[due.value] for due in DueDate})


class TermForm(DatesForm):
    """New dates of a kind, and whether the units with dates of their own move along."""

    individual = forms.ChoiceField(
        label="单独调整过期限的单位",
        choices=[(KEEP, "保持它们自己的期限"), (MOVE, "一并改为新的期限")],
        initial=KEEP,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择单独调整过的单位怎么办。", "invalid_choice": "请选择其中一项。"},
    )
    field_order = ("draft", "filing", "publication", "individual", "reason", "may_be_past")


class WithdrawalForm(PlainForm):
    """Why a task is taken back."""

    reason = text_field(
        "撤回原因", rows=3, max_length=500, help_text="单位的经办人和负责人会看到，如“机构改革，并入县委办”。"
    )


class RestorationForm(PlainForm):
    """Why a task is given back."""

    reason = text_field("恢复原因", rows=3, max_length=500, help_text="单位的经办人和负责人会收到。")


class TemplateForm(PlainForm):
    """Another template for one unit."""

    version = forms.ChoiceField(
        label="换用的模板",
        error_messages={"required": "请选择模板。", "invalid_choice": "这个模板已经停用，请另选。"},
    )

    def __init__(self, *args: Any, versions: Iterable[BlueprintVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(version.pk): version for version in versions}
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择"), *((key, str(version)) for key, version in self.versions.items())]

    def chosen(self) -> BlueprintVersion:
        """The version that was chosen."""
        return self.versions[self.cleaned_data["version"]]


class NewcomersForm(PlainForm):
    """Dates for the units that come late, by kind; prefilled with the kind's own where they are ahead."""

    def __init__(self, *args: Any, newcomers: Iterable[Newcomers], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [found.kind for found in newcomers if found.term]
        for found in newcomers:
            if found.term:
                self._add(found.kind, None if found.is_past else found.term.dates)

    def _add(self, kind: OrganisationKind, dates: Dates | None) -> None:
        for due in DueDate:
            name = f"{kind}-{due}"
            self.fields[name] = date_field(f"{kind.label}{due.label}期限")
            self.initial.setdefault(name, dates.on(due) if dates else None)

    def own_dates(self) -> dict[OrganisationKind, Dates]:
        """What was entered, by kind."""
        found = self.cleaned_data
        return {kind: Dates.of({due: found[f"{kind}-{due}"] for due in DueDate}) for kind in self.kinds}
