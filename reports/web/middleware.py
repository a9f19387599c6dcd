"""What every request passes before a view sees it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from reports.common.permissions import NotPermitted

Handler = Callable[[HttpRequest], HttpResponse]

MULTIPART = "multipart/form-data"
OPEN_ADDRESSES = ("/login/", "/static/", "/password/", "/logout/", "/healthz")


class RequestSizeMiddleware:
    """Answers a body that is too large with a page in Chinese before Django answers in English."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse by the declared length, without reading the body."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.REQUEST_MAX_BYTES:
            context = {"back": _page_before(request), "has_file": request.content_type == MULTIPART}
            return render(request, "413.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the request came from; empty where nobody says."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else ""


class RefusalMiddleware:
    """Turns a denied permission into the 403 page with its reason, and an empty 405 into a page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address that only takes forms says so."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer NotPermitted; everything else goes its way."""
        if not isinstance(exception, NotPermitted):
            return None
        return render(request, "403.html", {"reason": str(exception)}, status=403)


class SignInMiddleware:
    """Asks everybody to sign in, and whoever holds a first password to change it.

    A request by htmx gets 401 instead of a redirect, so that the page keeps what was typed.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, send to the sign-in page, or send to the new password."""
        if request.path.startswith(OPEN_ADDRESSES):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self._ask_to_sign_in(request)
        if request.user.must_change_password:
            return redirect("password_change")
        return self.get_response(request)

    def _ask_to_sign_in(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return HttpResponse(
                "登录已过期，请重新登录。", status=401, content_type="text/plain; charset=utf-8"
            )
        if request.method == "POST":
            return render(request, "registration/expired.html", {"login_url": reverse("login")}, status=401)
        return redirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path()}, safe='/')}")
