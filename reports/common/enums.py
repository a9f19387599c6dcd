"""The closed vocabularies that every package may need."""

from django.db import models


class JobState(models.TextChoices):
    """How far a piece of background work has come."""

    WAITING = "waiting", "等待开始"
    RUNNING = "running", "正在进行"
    FINISHED = "finished", "已完成"
    FAILED = "failed", "没有完成"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)
