"""Messages to people inside the product."""

from typing import Self

from django.conf import settings
from django.db import models


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages as lists."""

    def unread(self) -> Self:
        """Those nobody has opened yet."""
        return self.filter(read_at=None)


class Message(models.Model):
    """One sentence for one person, with the place to act."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="收件人", on_delete=models.CASCADE, related_name="messages"
    )
    sender = models.CharField("发件人", max_length=80)
    text = models.CharField("内容", max_length=500)
    url = models.CharField("去处", max_length=200, blank=True)
    sent_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["recipient", "-sent_at"], name="message_inbox")]

    def __str__(self) -> str:
        return self.text
