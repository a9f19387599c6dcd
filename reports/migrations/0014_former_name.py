import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0013_date_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="原名称")),
                ("short_name", models.CharField(max_length=40, verbose_name="原简称")),
                ("party_name", models.CharField(blank=True, max_length=100, verbose_name="原联合署名的党委")),
                ("used_since", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("used_until", models.DateField(verbose_name="更名日期")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="reports.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_since", None), ("used_since__lte", models.F("used_until")), _connector="OR"
                        ),
                        name="former_name_period_in_order",
                    )
                ],
            },
        ),
    ]
