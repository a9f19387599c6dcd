"""What a county says otherwise than the shipped lexicon."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0022_sameness"),
    ]

    operations = [
        migrations.CreateModel(
            name="LexiconEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phrase", "固定提法"), ("confusion", "用字用词"), ("law", "法律文件名称")],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("words", models.CharField(max_length=80, verbose_name="不当的写法")),
                ("right", models.CharField(blank=True, max_length=80, verbose_name="正确的写法")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "错误"), ("warning", "提醒"), ("hint", "提示")],
                        default="warning",
                        max_length=10,
                        verbose_name="等级",
                    ),
                ),
                (
                    "unless_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="前面是这些字时不算错",
                    ),
                ),
                (
                    "unless_after",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="后面是这些字时不算错",
                    ),
                ),
                ("first_year", models.PositiveIntegerField(default=0, verbose_name="起始年度")),
                ("last_year", models.PositiveIntegerField(default=0, verbose_name="截止年度")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("once", models.BooleanField(default=False, verbose_name="全文只提示第一处")),
                ("off", models.CharField(blank=True, max_length=200, verbose_name="停用的理由")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("edited_at", models.DateTimeField(verbose_name="修改时间")),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lexicon_entries",
                        to="reports.organisation",
                        verbose_name="政府",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["phrase", "confusion"])),
                        fields=("owner", "words"),
                        name="lexicon_entry_wrong_words_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "law")),
                        fields=("owner", "words"),
                        name="lexicon_entry_law_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "law"), ("right", "")),
                            models.Q(
                                ("kind__in", ["phrase", "confusion"]), models.Q(("right", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="lexicon_entry_right_words_of_wrong_ones",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year", 0), ("last_year__gte", models.F("first_year")), _connector="OR"
                        ),
                        name="lexicon_entry_years_in_order",
                    ),
                ],
            },
        ),
    ]
