"""When something happened, as colleagues say it."""

from datetime import date, datetime

from django.utils import timezone


def say_moment(at: datetime, *, today: date) -> str:
    """Write a time as seen from a day: 今天 10:32, 1月12日 10:32, 2025年12月3日."""
    local = timezone.localtime(at)
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return f"今天 {clock}"
    if local.year == today.year:
        return f"{local.month}月{local.day}日 {clock}"
    return f"{local.year}年{local.month}月{local.day}日"
