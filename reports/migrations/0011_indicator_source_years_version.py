import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_consistency_rules")]

    operations = [
        migrations.AddField(
            "indicator", "source", models.CharField(blank=True, max_length=200, verbose_name="来源")
        ),
        migrations.AddField(
            "indicator",
            "valid_from",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="启用年度"),
        ),
        migrations.AddField(
            "indicator",
            "valid_to",
            models.PositiveIntegerField(
                blank=True, help_text="以后的年度不再填报。", null=True, verbose_name="最后年度"
            ),
        ),
        migrations.AddField(
            "indicator", "version", models.PositiveIntegerField(default=0, verbose_name="版本")
        ),
        migrations.AddField(
            "indicator", "edited_at", models.DateTimeField(blank=True, null=True, verbose_name="修改时间")
        ),
        migrations.AddField(
            "indicator",
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
        migrations.AlterField(
            "indicator", "note", models.CharField(blank=True, max_length=300, verbose_name="口径")
        ),
        migrations.AddConstraint(
            "indicator",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("valid_from__isnull", True), ("valid_from__range", (1990, 2100)), _connector="OR"
                    ),
                    models.Q(("valid_to__isnull", True), ("valid_to__range", (1990, 2100)), _connector="OR"),
                    models.Q(
                        ("valid_from__isnull", True),
                        ("valid_to__isnull", True),
                        ("valid_from__lte", models.F("valid_to")),
                        _connector="OR",
                    ),
                ),
                name="indicator_years_sensible",
            ),
        ),
    ]
