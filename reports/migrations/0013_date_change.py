import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0012_assignment_withdrawn"),
    ]

    operations = [
        migrations.CreateModel(
            name="DateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "due",
                    models.CharField(
                        choices=[("draft", "预审稿"), ("filing", "正式报送"), ("publication", "公开")],
                        max_length=20,
                        verbose_name="期限",
                    ),
                ),
                ("before", models.DateField(verbose_name="原期限")),
                ("after", models.DateField(verbose_name="新期限")),
                ("reason", models.CharField(max_length=500, verbose_name="原因")),
                ("changed_at", models.DateTimeField(verbose_name="时间")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="date_changes",
                        to="reports.assignment",
                        verbose_name="任务",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="date_change_moves",
                    )
                ],
            },
        ),
    ]
