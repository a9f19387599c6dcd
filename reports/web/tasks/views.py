"""我的任务 and the inbox."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from reports.notifications.models import Message
from reports.notifications.services import mark_read
from reports.web.access import person
from reports.web.tasks.queries import read_tasks

MESSAGES_A_PAGE = 30


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Show what the person must do next, most urgent first."""
    page = read_tasks(person(request), today=timezone.localdate())
    return render(request, "reports/tasks/tasks.html", {"page": page})


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """List the person's messages, the newest on top."""
    messages = Message.objects.filter(recipient=person(request)).order_by("-sent_at", "-pk")
    page = Paginator(messages, MESSAGES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/tasks/inbox.html", {"page": page})


@require_POST
def inbox_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message read and go where it points."""
    user = person(request)
    message = get_object_or_404(Message, pk=pk, recipient=user)
    mark_read(user, now=timezone.now(), only=message.pk)
    is_ours = url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if is_ours else "inbox")


@require_POST
def inbox_read(request: HttpRequest) -> HttpResponse:
    """Mark all messages read."""
    mark_read(person(request), now=timezone.now())
    return redirect("inbox")
