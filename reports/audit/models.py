"""Who did what. Not for: what a report said (drafting.Revision) or how it moved (review.Step)."""

import pgtrigger
from django.db import models


class Entry(models.Model):
    """One act of one person, as words: it outlives the person and the thing it names."""

    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.CharField("操作人编号", max_length=40, blank=True)
    actor_name = models.CharField("操作人", max_length=80)
    action = models.CharField("操作", max_length=60)
    subject_type = models.CharField("对象类别", max_length=40)
    subject_id = models.CharField("对象编号", max_length=40)
    subject_label = models.CharField("对象", max_length=300)
    scope_path = models.CharField("单位路径", max_length=200, blank=True, db_index=True)
    detail = models.JSONField("详情", default=dict, blank=True)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.subject_label}"
