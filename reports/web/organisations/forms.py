"""The forms for units and people; the services judge what was entered."""

import re
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet

from reports.organisations.enums import COUNTY_WIDE_ROLES, Duty, OrganisationKind, Role
from reports.organisations.models import MOST_OFFICE_NAME, MOST_SHORT_NAME, Organisation, User
from reports.web.forms import PlainForm

LISTED = re.compile(r"[、，,；;\s]+")
MOST_POSITION = 100_000
PASSWORD_HINT = "留空由系统生成，只显示一次。首次登录必须修改。"


def _words(label: str, longest: int, *, required: bool = True, hint: str = "") -> forms.CharField:
    errors = {"required": f"请填写{label}。", "max_length": f"{label}最多{longest}个字，请缩短。"}
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=hint, error_messages=errors
    )


def _choice(label: str, choices: list[tuple[str, Any]], *, hint: str = "") -> forms.ChoiceField:
    errors = {"required": f"请选择{label}。", "invalid_choice": f"请选择{label}。"}
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, error_messages=errors)


class OrganisationFilters(forms.Form):
    """What stands in the address; nonsense there filters nothing."""

    kind = forms.ChoiceField(required=False, choices=[("", "全部"), *OrganisationKind.choices])
    text = forms.CharField(required=False, max_length=60)
    closed = forms.BooleanField(required=False)

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ChangeOrganisationForm(PlainForm):
    """What a unit is called and where it stands."""

    name = _words("名称", 100, hint="全称，如“云岭县公安局”，会印在报告的标题和落款里。")
    short_name = _words("简称", MOST_SHORT_NAME, required=False, hint="如“县公安局”；不填与名称相同。")
    party_name = _words(
        "联合署名的党委",
        100,
        required=False,
        hint="乡镇报告由党委和政府联合署名时填写，如“中共青石镇委员会”。",
    )
    data_offices = _words(
        "归口数据", 200, required=False, hint="本单位掌握全县数据的口径，如“司法局、热线办”，用顿号隔开。"
    )
    duties = forms.MultipleChoiceField(
        label="职责",
        required=False,
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="决定在年度任务中向单位要哪些数据；一项也不选的，按单位类别要数据。",
        error_messages={"invalid_choice": "请在所列的职责中选择。"},
    )
    position = forms.IntegerField(
        label="排序",
        min_value=0,
        max_value=MOST_POSITION,
        initial=0,
        help_text="数字小的排在前面。",
        error_messages={
            "required": "请填写排序，如10。",
            "invalid": "排序应是数字，如10。",
            "min_value": "排序不能小于0。",
            "max_value": f"排序不能大于{MOST_POSITION}。",
        },
    )
    is_active = forms.BooleanField(
        label="在用", required=False, initial=True, help_text="撤并的单位取消勾选，以后的年度不再布置任务。"
    )

    def clean_data_offices(self) -> list[str]:
        """Split into the offices, each short enough to be kept."""
        offices = [word for word in LISTED.split(self.cleaned_data["data_offices"]) if word]
        if any(len(office) > MOST_OFFICE_NAME for office in offices):
            raise forms.ValidationError(f"归口数据每项最多{MOST_OFFICE_NAME}个字，各项用顿号隔开。")
        return offices

    def details(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        return dict(self.cleaned_data)


class NewOrganisationForm(ChangeOrganisationForm):
    """A unit to be put into the tree."""

    kind = _choice("类别", [("", "请选择"), *OrganisationKind.choices])
    parent = forms.ModelChoiceField(
        label="上级",
        queryset=Organisation.objects.none(),
        error_messages={"required": "请选择上级。", "invalid_choice": "请选择上级。"},
    )
    place = _words("地名", 40, required=False, hint="只有政府需要填写，如“云岭县”，用于主送机关等处。")
    field_order = (
        "kind",
        "parent",
        "name",
        "short_name",
        "place",
        "party_name",
        "data_offices",
        "duties",
        "position",
    )

    def __init__(
        self, *args: Any, parents: QuerySet[Organisation], is_first: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_active"]
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = parents
        parent.required = not is_first
        parent.empty_label = "没有上级" if is_first else "请选择"


def roles_in(organisation: Organisation) -> list[tuple[str, Any]]:
    """The roles that a unit has; county-wide ones stand in a judicial bureau only."""
    is_bureau = organisation.kind == OrganisationKind.JUDICIAL_BUREAU
    return [(role.value, role.label) for role in Role if is_bureau or role not in COUNTY_WIDE_ROLES]


class PersonForm(PlainForm):
    """A new person of a unit."""

    name = _words("姓名", 40)
    username = _words("用户名", 60, hint="登录时使用，如姓名的拼音。")
    role = _choice("角色", [])
    phone = _words("电话", 40, required=False)
    password = _words("初始密码", 128, required=False, hint=PASSWORD_HINT)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = roles_in(organisation)

    def clean_username(self) -> str:
        """Take what the sign-in takes."""
        username = self.cleaned_data["username"]
        try:
            UnicodeUsernameValidator()(username)
        except forms.ValidationError as error:
            raise forms.ValidationError("用户名只能用文字、数字和 @ . + - _，不能有空格。") from error
        return str(username)


class PersonChoice(forms.ModelChoiceField):
    """People as name and user name, since two may share a name."""

    def label_from_instance(self, obj: Any) -> str:
        """Name one person."""
        return f"{obj.name}（{obj.username}）"


class AppointmentForm(PlainForm):
    """Another role for somebody who has an account."""

    person = PersonChoice(
        label="人员",
        queryset=User.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择人员。", "invalid_choice": "请选择人员。"},
    )
    role = _choice("角色", [])

    def __init__(self, *args: Any, organisation: Organisation, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, person = self.fields["role"], self.fields["person"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(person, forms.ModelChoiceField)
        role.choices = roles_in(organisation)
        person.queryset = people


class PasswordForm(PlainForm):
    """A new first password for somebody who has lost theirs."""

    password = _words(
        "新的初始密码", 128, required=False, hint="留空由系统生成，只显示一次。首次登录必须修改。"
    )
