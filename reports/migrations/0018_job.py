"""Background work as people see it: what for, how far, how it ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0017_figure_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=60, verbose_name="工作")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("verb", models.CharField(help_text="如“建立”。", max_length=20, verbose_name="动作")),
                ("measure", models.CharField(help_text="如“份报告”。", max_length=20, verbose_name="计量")),
                ("subject_type", models.CharField(max_length=40, verbose_name="对象类别")),
                ("subject_id", models.CharField(max_length=40, verbose_name="对象编号")),
                (
                    "scope_path",
                    models.CharField(blank=True, db_index=True, max_length=200, verbose_name="单位路径"),
                ),
                ("asked_by", models.CharField(blank=True, max_length=80, verbose_name="发起人")),
                ("asked_at", models.DateTimeField(verbose_name="发起时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待开始"),
                            ("running", "正在进行"),
                            ("finished", "已完成"),
                            ("failed", "没有完成"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已做")),
                ("total", models.PositiveIntegerField(verbose_name="总数")),
                ("sentence", models.TextField(blank=True, verbose_name="结果")),
                ("moved_at", models.DateTimeField(verbose_name="最近进展时间")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
            ],
            options={
                "indexes": [models.Index(fields=["subject_type", "subject_id"], name="job_subject")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("task", "subject_type", "subject_id"),
                        name="job_one_unfinished",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="job_done_within_total"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state__in", ("waiting", "running"))),
                            models.Q(
                                models.Q(("state__in", ("waiting", "running")), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_ends_with_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="job_failure_is_explained",
                    ),
                ],
            },
        ),
    ]
