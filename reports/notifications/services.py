"""Sending and reading messages."""

from collections.abc import Iterable
from datetime import datetime

from reports.notifications.models import Message
from reports.organisations.models import Organisation, User
from reports.organisations.queries import county_name

LEVELS = ("县", "区", "市", "旗")


def send_message(recipients: Iterable[User], text: str, *, url: str, sender: str, now: datetime) -> None:
    """Put one sentence into the inbox of each recipient, once."""
    Message.objects.bulk_create(
        Message(recipient=user, text=text, url=url, sender=sender, sent_at=now)
        for user in {user.pk: user for user in recipients}.values()
    )


def mark_read(user: User, *, now: datetime, only: int | None = None) -> None:
    """Take one message, or all, off the count in the top bar."""
    messages = Message.objects.filter(recipient=user).unread()
    if only is not None:
        messages = messages.filter(pk=only)
    messages.update(read_at=now)


def office_name(bureau: Organisation) -> str:
    """How the bureau signs its messages: 县委依法治县办（县司法局）; the level is that of its government."""
    last = county_name(bureau)[-1:]
    level = last if last in LEVELS else "县"
    return f"{level}委依法治{level}办（{bureau.short_name}）"
