"""When something happened, as colleagues say it."""

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """Write a time: 今天 10:32, 1月12日 10:32, 2025年12月3日."""
    if at is None:
        return ""
    return say_moment(at, today=timezone.localdate())


def say_moment(at: datetime, *, today: date) -> str:
    """As `moment`, seen from a given day."""
    local = timezone.localtime(at)
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return f"今天 {clock}"
    if local.year == today.year:
        return f"{local.month}月{local.day}日 {clock}"
    return f"{local.year}年{local.month}月{local.day}日"
