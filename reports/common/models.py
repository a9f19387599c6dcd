"""Background work as people see it. Not for: the queue itself, which is Procrastinate's."""

from django.db import models
from django.db.models import F, Q

from reports.common.enums import UNFINISHED, JobState


class Job(models.Model):
    """One piece of background work: what for, how far, how it ended.

    Its subject stands as text and number, so that any package may ask for work on anything;
    `asked_at` is the moment at which all its work is said to have happened.
    """

    task = models.CharField("工作", max_length=60)
    title = models.CharField("名称", max_length=120)
    verb = models.CharField("动作", max_length=20, help_text="如“建立”。")
    measure = models.CharField("计量", max_length=20, help_text="如“份报告”。")
    subject_type = models.CharField("对象类别", max_length=40)
    subject_id = models.CharField("对象编号", max_length=40)
    scope_path = models.CharField("单位路径", max_length=200, blank=True, db_index=True)
    asked_by = models.CharField("发起人", max_length=80, blank=True)
    asked_at = models.DateTimeField("发起时间")
    state = models.CharField("状态", max_length=20, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("总数")
    sentence = models.TextField("结果", blank=True)
    moved_at = models.DateTimeField("最近进展时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "subject_type", "subject_id"],
                condition=Q(state__in=UNFINISHED),
                name="job_one_unfinished",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at__isnull=True)
                | ~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False),
                name="job_ends_with_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(sentence=""), name="job_failure_is_explained"
            ),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="job_subject")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNFINISHED
