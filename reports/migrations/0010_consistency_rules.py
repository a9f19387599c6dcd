import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_unit_term")]

    operations = [
        migrations.CreateModel(
            name="ConsistencyRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="编号")),
                ("text", models.CharField(blank=True, max_length=400, verbose_name="规则")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "错误"), ("warning", "提醒"), ("off", "不检查")],
                        max_length=10,
                        verbose_name="等级",
                    ),
                ),
                ("hint", models.CharField(blank=True, max_length=200, verbose_name="提示")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源")),
                (
                    "kept_by",
                    models.CharField(
                        choices=[
                            ("figures", "按数据核对"),
                            ("text", "对照报告文字检查"),
                            ("rollup", "由汇总保证"),
                        ],
                        default="figures",
                        max_length=10,
                        verbose_name="由谁检查",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="不按数据核对的原因")),
                ("is_in_force", models.BooleanField(default=True, verbose_name="生效")),
                ("valid_from", models.PositiveIntegerField(blank=True, null=True, verbose_name="启用年度")),
                ("valid_to", models.PositiveIntegerField(blank=True, null=True, verbose_name="最后年度")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="排序")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="rule_code_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valid_from__isnull", True),
                                ("valid_from__range", (1990, 2100)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("valid_to__isnull", True), ("valid_to__range", (1990, 2100)), _connector="OR"
                            ),
                            models.Q(
                                ("valid_from__isnull", True),
                                ("valid_to__isnull", True),
                                ("valid_from__lte", models.F("valid_to")),
                                _connector="OR",
                            ),
                        ),
                        name="rule_years_sensible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kept_by", "figures"), ("reason", ""), models.Q(("text", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("kept_by", "figures"), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                ("text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="rule_text_or_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "错误"), ("warning", "提醒"), ("off", "不检查")],
                        max_length=10,
                        verbose_name="等级",
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rule_settings",
                        to="reports.organisation",
                        verbose_name="政府",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settings",
                        to="reports.consistencyrule",
                        verbose_name="规则",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("government", "rule"), name="rule_setting_unique")
                ],
            },
        ),
    ]
