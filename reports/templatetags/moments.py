"""The filter `moment`."""

from datetime import datetime

from django import template
from django.utils import timezone

from reports.web.moments import say_moment

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """Write a time as seen from today; nothing for no time."""
    return "" if at is None else say_moment(at, today=timezone.localdate())
