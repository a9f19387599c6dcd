"""汇总: what the county's report took over from the units' reports."""

from django.conf import settings
from django.db import models

from reports.drafting.models import ReportBlock, Revision


class AdoptedPassage(models.Model):
    """One paragraph of a unit's filed report that was taken into a block of the county's report."""

    block = models.ForeignKey(
        ReportBlock, verbose_name="采用到", on_delete=models.CASCADE, related_name="adopted_passages"
    )
    source_revision = models.ForeignKey(
        Revision, verbose_name="来源稿次", on_delete=models.PROTECT, related_name="adopted_passages"
    )
    source_block_key = models.SlugField("来源内容块", max_length=60)
    text = models.TextField("来源文字")
    digest = models.CharField("摘要", max_length=64)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="采用人", on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField("采用时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["block", "source_revision", "source_block_key", "digest"],
                name="adopted_passage_once",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
