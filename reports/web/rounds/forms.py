"""The forms of the yearly task: filters, and what a year asks of each kind of unit."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from reports.blueprints.models import BlueprintVersion
from reports.drafting.queries import WITHDRAWN
from reports.opening.rollover import MovedDate
from reports.opening.services import TermInput
from reports.organisations.enums import OrganisationKind
from reports.review.conditions import SHOWN_STATES
from reports.rounds.models import EARLIEST_YEAR, LATEST_YEAR
from reports.web.forms import DateInput
from reports.web.rounds.queries import KindCount

NOT_THIS_YEAR = "本年不布置"
DATES = (("draft", "预审稿期限"), ("filing", "正式报送期限"), ("publication", "公开期限"))


class RoundFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), *SHOWN_STATES.items(), (WITHDRAWN, "任务已撤回")],
    )
    kind = forms.ChoiceField(
        label="单位类别", required=False, choices=[("", "全部"), *OrganisationKind.choices]
    )
    text = forms.CharField(label="单位名称", required=False, max_length=60)
    late = forms.BooleanField(label="只看逾期", required=False)

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class OpeningForm(forms.Form):
    """A year: for each kind of unit the template, three dates and whether 预审 is left out.

    A kind that has its terms from an earlier opening is not asked again.
    """

    year = forms.IntegerField(
        label="年度",
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        error_messages={
            "required": "请填写年度。",
            "invalid": "年度应是四位数字，如2025。",
            "min_value": f"年度应在{EARLIEST_YEAR}与{LATEST_YEAR}之间，请核对。",
            "max_value": f"年度应在{EARLIEST_YEAR}与{LATEST_YEAR}之间，请核对。",
        },
    )

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[KindCount],
        versions: Iterable[BlueprintVersion],
        topics: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.kinds = tuple(kinds)
        self.versions = {str(version.pk): version for version in versions}
        self.topics = topics
        for asked in self.asked():
            self._add_kind(asked.kind)

    def asked(self) -> tuple[KindCount, ...]:
        """The kinds that have no terms yet."""
        return tuple(count for count in self.kinds if count.term is None)

    def _add_kind(self, kind: OrganisationKind) -> None:
        fitting = [(pk, str(v)) for pk, v in self.versions.items() if kind in v.kinds]
        self.fields[f"{kind}-template"] = forms.ChoiceField(
            label=f"{kind.label}的模板",
            required=False,
            choices=[("", NOT_THIS_YEAR), *fitting],
            error_messages={"invalid_choice": "这个模板已经停用，请另选。"},
        )
        for name, label in DATES:
            self.fields[f"{kind}-{name}"] = forms.DateField(
                label=f"{kind.label}的{label}",
                required=False,
                widget=DateInput(),
                error_messages={"invalid": "请按2026-02-20的格式填写日期。"},
            )
        self.fields[f"{kind}-skips"] = forms.BooleanField(label=f"{kind.label}不经预审", required=False)
        named = [topic for pk, _ in fitting for topic in self.topics.get(int(pk), ())]
        if named:
            self.fields[f"{kind}-topics"] = forms.MultipleChoiceField(
                label=f"{kind.label}的专题",
                required=False,
                choices=[(topic, topic) for topic in dict.fromkeys(named)],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "这个专题已经不在模板里，请重新选择。"},
            )

    def clean(self) -> dict[str, Any]:
        """Ask for all three dates of a kind that has a template, in their order."""
        found = super().clean() or self.cleaned_data
        for asked in self.asked():
            if found.get(f"{asked.kind}-template"):
                self._check_dates(asked.kind, found)
        return found

    def _check_dates(self, kind: OrganisationKind, found: Mapping[str, Any]) -> None:
        for name, label in DATES:
            if found.get(f"{kind}-{name}") is None and f"{kind}-{name}" not in self.errors:
                self.add_error(f"{kind}-{name}", f"请填写{label}。")
        for (before, before_label), (after, label) in pairwise(DATES):
            first, second = found.get(f"{kind}-{before}"), found.get(f"{kind}-{after}")
            if first and second and second < first:
                self.add_error(f"{kind}-{after}", f"{label}不能早于{before_label}，请核对。")

    def rows(self) -> list[dict[str, Any]]:
        """The kinds as table rows: the count, and the bound fields of one that is asked."""
        return [self._row(count) for count in self.kinds]

    def moved_dates(self, _kind: OrganisationKind) -> tuple[MovedDate | None, ...]:
        """Last year's dates beside the three fields, where there are any."""
        return (None,) * len(DATES)

    def _row(self, count: KindCount) -> dict[str, Any]:
        if count.term is not None:
            return {"count": count}
        fields = [self[f"{count.kind}-{name}"] for name, _ in DATES]
        moved = self.moved_dates(count.kind)
        name = f"{count.kind}-topics"
        return {
            "count": count,
            "template": self[f"{count.kind}-template"],
            "dates": list(zip(fields, moved, strict=True)),
            "skips": self[f"{count.kind}-skips"],
            "topics": self[name] if name in self.fields else None,
        }

    def terms(self) -> dict[OrganisationKind, TermInput]:
        """What was entered for the kinds that are asked and have a template."""
        found = self.cleaned_data
        return {
            asked.kind: TermInput(
                blueprint_version=self.versions[found[f"{asked.kind}-template"]],
                due_draft_on=found[f"{asked.kind}-draft"],
                due_filing_on=found[f"{asked.kind}-filing"],
                due_publication_on=found[f"{asked.kind}-publication"],
                skips_pre_review=found[f"{asked.kind}-skips"],
                packs=tuple(found.get(f"{asked.kind}-topics", ())),
            )
            for asked in self.asked()
            if found.get(f"{asked.kind}-template")
        }


def opening_initial(
    year: int, kinds: Iterable[KindCount], chosen: Mapping[str, BlueprintVersion | None]
) -> dict[str, Any]:
    """Prefill a year: the template made for each kind, 20 January, 20 February and 31 March."""
    initial: dict[str, Any] = {"year": year}
    for count in kinds:
        version = chosen.get(count.kind)
        initial[f"{count.kind}-template"] = str(version.pk) if version else ""
        initial[f"{count.kind}-draft"] = date(year + 1, 1, 20)
        initial[f"{count.kind}-filing"] = date(year + 1, 2, 20)
        initial[f"{count.kind}-publication"] = date(year + 1, 3, 31)
    return initial
