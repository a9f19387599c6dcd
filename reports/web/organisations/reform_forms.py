"""The forms of 更名 and 撤并; the services judge what was entered."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.opening.enums import ReportFate
from reports.opening.merging import MergerChoice, MergerPlan
from reports.organisations.enums import Role
from reports.organisations.models import MOST_SHORT_NAME, Organisation
from reports.organisations.renaming import NewNames
from reports.web.forms import PlainForm, date_field, text_field

POST = "post-"


class RenamingForm(PlainForm):
    """What a unit is called from a day on."""

    name = text_field("新名称", max_length=100, help_text="全称，会印在以后的标题和落款里。")
    short_name = text_field(
        "新简称", max_length=MOST_SHORT_NAME, required=False, help_text="不填与名称相同。"
    )
    party_name = text_field(
        "联合署名的党委",
        max_length=100,
        required=False,
        help_text="乡镇、街道由党委联合署名时填写，没有改动的照原样。",
    )
    since = date_field("更名日期", help_text="文件规定的生效日期，不能晚于今天。")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "short_name", "party_name"):
            self.initial.setdefault(name, getattr(organisation, name))

    def names(self) -> NewNames:
        """What was entered."""
        return NewNames(**{name: self.cleaned_data[name] for name in self.base_fields})


class MergingForm(PlainForm):
    """Into which unit another goes, and what goes with it."""

    into = forms.ChoiceField(
        label="并入",
        help_text="并入新建的单位的，先在“单位与人员”中建立它，再把原来的单位逐个并入。",
        error_messages={"required": "请选择并入的单位。", "invalid_choice": "请选择本县在用的另一个单位。"},
    )
    merged_on = date_field("撤并日期", help_text="不能晚于今天；以后生效的，请在当天办理。")
    fate = forms.ChoiceField(
        label="本年还没有签发的报告",
        choices=ReportFate.choices,
        initial=ReportFate.WITHDRAW,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择本年的报告怎么办。", "invalid_choice": "请选择其中一项。"},
    )

    def __init__(self, *args: Any, plan: MergerPlan, targets: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {str(unit.pk): unit for unit in targets}
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)
        into.choices = [("", "请选择"), *((key, unit.name) for key, unit in self.targets.items())]
        if not plan.open_reports:
            del self.fields["fate"]
        for post in plan.posts:
            self._add_post(post.membership.pk, post.membership, post.why_not)
        self._add_tick(
            "data_offices", f"归口数据转过去：{'、'.join(plan.data_offices)}", bool(plan.data_offices)
        )
        self._add_tick("duties", "职责转过去", bool(plan.duties))

    def _add_post(self, pk: int, membership: Any, why_not: str) -> None:
        role = Role(membership.role)
        is_drafter = role == Role.DRAFTER and membership.user.is_active
        self.fields[f"{POST}{pk}"] = forms.BooleanField(
            label=f"{membership.user.name}（{role.label}）转到新单位",
            required=False,
            initial=is_drafter and not why_not,
            disabled=bool(why_not),
            help_text=why_not,
        )

    def _add_tick(self, name: str, label: str, is_there: bool) -> None:
        if is_there:
            self.fields[name] = forms.BooleanField(label=label, required=False, initial=True)

    def choice(self) -> MergerChoice:
        """What was chosen."""
        found = self.cleaned_data
        return MergerChoice(
            into=self.targets[found["into"]],
            merged_on=found["merged_on"],
            fate=ReportFate(found.get("fate", ReportFate.WITHDRAW)),
            posts=self.chosen_posts(),
            moves_data_offices=bool(found.get("data_offices")),
            moves_duties=bool(found.get("duties")),
        )

    def chosen_posts(self) -> list[int]:
        """The keys of the appointments that were ticked."""
        return [
            int(name.removeprefix(POST))
            for name, is_ticked in self.cleaned_data.items()
            if name.startswith(POST) and is_ticked
        ]
