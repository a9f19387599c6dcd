"""Units have duties, which decide what they are asked; rounds choose topics (专题)."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_print_style"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="packs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                size=None,
                verbose_name="专题",
            ),
        ),
        migrations.AddField(
            model_name="blueprintblock",
            name="pack",
            field=models.CharField(blank=True, max_length=40, verbose_name="专题"),
        ),
        migrations.AddField(
            model_name="blueprintfigure",
            name="duties",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                default=list,
                size=None,
                verbose_name="有关职责",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="duties",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("enforcement", "行政执法"),
                        ("licensing", "行政许可"),
                        ("rule_making", "制发行政规范性文件"),
                        ("services", "政务服务窗口"),
                        ("disputes", "矛盾纠纷调处"),
                        ("emergencies", "安全生产和应急"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                help_text="决定向本单位要哪些数据；不选的，按单位类别全部询问。",
                size=None,
                verbose_name="职责",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="packs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                size=None,
                verbose_name="专题",
            ),
        ),
    ]
