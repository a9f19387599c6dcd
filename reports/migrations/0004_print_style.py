from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_opinion_author_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintStyle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "margin_top",
                    models.DecimalField(
                        decimal_places=1, default=Decimal("37"), max_digits=4, verbose_name="上边距（毫米）"
                    ),
                ),
                (
                    "margin_bottom",
                    models.DecimalField(
                        decimal_places=1, default=Decimal("35"), max_digits=4, verbose_name="下边距（毫米）"
                    ),
                ),
                (
                    "margin_left",
                    models.DecimalField(
                        decimal_places=1, default=Decimal("28"), max_digits=4, verbose_name="左边距（毫米）"
                    ),
                ),
                (
                    "margin_right",
                    models.DecimalField(
                        decimal_places=1, default=Decimal("26"), max_digits=4, verbose_name="右边距（毫米）"
                    ),
                ),
                (
                    "pitch",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("28.95"), max_digits=5, verbose_name="行距（磅）"
                    ),
                ),
                (
                    "page_number_form",
                    models.CharField(
                        choices=[
                            ("outer_dashes", "单页居右、双页居左，两侧一字线（国家标准）"),
                            ("centred_dashes", "居中，两侧一字线"),
                            ("centred_plain", "居中，只印数字"),
                        ],
                        default="outer_dashes",
                        max_length=20,
                        verbose_name="页码",
                    ),
                ),
                (
                    "digits_face",
                    models.CharField(
                        blank=True,
                        choices=[("", "与正文相同（国家标准）"), ("Times New Roman", "Times New Roman")],
                        max_length=40,
                        verbose_name="数字和字母",
                    ),
                ),
                ("has_bold_headings", models.BooleanField(default=False, verbose_name="标题加粗")),
            ],
        ),
        migrations.AddField(
            model_name="printstyle",
            name="government",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="print_style",
                to="reports.organisation",
                verbose_name="政府",
            ),
        ),
        migrations.AddConstraint(
            model_name="printstyle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("margin_bottom__range", (10, 60)),
                    ("margin_left__range", (10, 60)),
                    ("margin_right__range", (10, 60)),
                    ("margin_top__range", (10, 60)),
                ),
                name="print_style_margins_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="printstyle",
            constraint=models.CheckConstraint(
                condition=models.Q(("pitch__range", (20, 40))), name="print_style_pitch_possible"
            ),
        ),
    ]
