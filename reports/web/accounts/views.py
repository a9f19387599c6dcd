"""Signing in and out, and one's own password."""

import math
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.common.errors import Invalid
from reports.organisations.models import User
from reports.organisations.services import change_password
from reports.web.accounts.forms import NewPasswordForm, SignInForm


class SignIn(views.LoginView):
    """The sign-in page; whoever is signed in already goes on."""

    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    next_page = "tasks"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say it plainly, with the status that a wrong entry has everywhere."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(views.LogoutView):
    """Leaving, by POST alone."""

    next_page = "login"


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Tell how many minutes an account stays locked after too many wrong passwords."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    form = SignInForm(request, initial={"username": username})
    page = {"form": form, "lockout_minutes": _minutes_left(username), "next": request.POST.get("next", "")}
    return render(request, "registration/login.html", page, status=429)


def _minutes_left(username: str) -> int:
    cool_off = get_cool_off()
    last = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    if cool_off is None or last is None:
        return 1
    left = last.attempt_time + cool_off - timezone.now()
    return max(1, math.ceil(left.total_seconds() / 60))


def login_done(request: HttpRequest) -> HttpResponse:
    """Send back to the window whose session had expired."""
    if not request.user.is_authenticated:
        return redirect("login")
    return render(request, "registration/login_done.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """Set one's own password; the session stays."""
    user = request.user
    if not isinstance(user, User):
        return redirect("login")
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid() and _store_password(form, user):
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改，下次登录请用新密码。")
        return redirect("tasks")
    status = 422 if form.errors else 200
    return render(request, "registration/password_change_form.html", {"form": form}, status=status)


def _store_password(form: NewPasswordForm, user: User) -> bool:
    try:
        change_password(user, form.cleaned_data["new_password1"], now=timezone.now())
    except Invalid as error:
        form.add_error(error.field or None, str(error))
    return not form.errors
