"""What is kept to tell how much the reports of a year have in common."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0021_checks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="发起时间")),
                ("listed_at", models.DateTimeField(null=True, verbose_name="列出时间")),
                ("done_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                (
                    "boilerplate",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="套话"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comparison",
                        to="reports.round",
                        verbose_name="年度任务",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sketch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hashes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="片段"
                    ),
                ),
                (
                    "clauses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="分句"
                    ),
                ),
                ("stamp", models.CharField(max_length=32, verbose_name="校验值")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sketch",
                        to="reports.report",
                        verbose_name="报告",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("same", models.PositiveIntegerField(default=0, verbose_name="相同字数")),
                ("share", models.PositiveIntegerField(default=0, verbose_name="占甲千分比")),
                ("other_share", models.PositiveIntegerField(default=0, verbose_name="占乙千分比")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="计算时间")),
                (
                    "comparison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="reports.comparison",
                        verbose_name="比对",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.report",
                        verbose_name="报告甲",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.report",
                        verbose_name="报告乙",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("comparison", "one", "other"), name="likeness_pair_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one", models.F("other")), _negated=True), name="likeness_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other_share__lte", 1000), ("share__lte", 1000)),
                        name="likeness_shares_within_whole",
                    ),
                ],
            },
        ),
    ]
