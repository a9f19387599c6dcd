"""What becomes of a unit's running report when the unit goes into another."""

from django.db.models import TextChoices


class ReportFate(TextChoices):
    """The administrator's choice for a report that is not signed yet."""

    WITHDRAW = "withdraw", "撤回任务，不再单独报告"
    FINISH = "finish", "继续办完，照常签发报送"
