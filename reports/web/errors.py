"""The pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where a service gave one."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: what is not there and what one may not see look alike."""
    return render(request, "404.html", status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a page that is older than the last sign-in; what was typed is given back."""
    if request.headers.get("HX-Request"):
        sentence = "页面已过期，这次没有保存。请先复制写好的文字，再刷新页面。"
        return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")
    return render(request, "registration/expired.html", {"is_old_page": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a query and without the frame."""
    return render(request, "500.html", status=500)
