"""Signing in and changing one's password, with errors in plain words."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from reports.organisations.models import User


class SignInForm(AuthenticationForm):
    """Two fields; which of them was wrong is nobody's business."""

    error_messages = {
        "invalid_login": "用户名或密码不正确。",
        "inactive": "这个账号已经停用，请联系本单位管理员。",
    }


class NewPasswordForm(forms.Form):
    """The old password and the new one twice; the rules are asked by the service."""

    old_password = forms.CharField(
        label="原密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password1 = forms.CharField(
        label="新密码",
        strip=False,
        help_text="至少10个字符，不能太常见，不能和用户名相近。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label="再输一次新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old_password(self) -> str:
        """Ask for the password that is valid now."""
        password = str(self.cleaned_data["old_password"])
        if not self.user.check_password(password):
            raise forms.ValidationError("原密码不正确，请重新输入。")
        return password

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("new_password1"), cleaned.get("new_password2")
        if first and second and first != second:
            self.add_error("new_password2", "两次输入的新密码不一样，请重新输入。")
        if first and first == cleaned.get("old_password"):
            self.add_error("new_password1", "新密码不能和原密码相同，请换一个。")
        return cleaned
