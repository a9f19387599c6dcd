"""The three dates of a task."""

from django.db.models import TextChoices


class DueDate(TextChoices):
    """What falls due, in the order of the year."""

    DRAFT = "draft", "预审稿"
    FILING = "filing", "正式报送"
    PUBLICATION = "publication", "公开"
