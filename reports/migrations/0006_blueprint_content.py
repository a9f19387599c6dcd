"""Guidance in three fields, item forms, and what carries over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_duties_and_topics"),
    ]

    operations = [
        migrations.AddField(
            model_name="blueprintblock",
            name="carries_over",
            field=models.BooleanField(default=False, verbose_name="沿用上年文字"),
        ),
        migrations.AddField(
            model_name="blueprintblock",
            name="evaluation",
            field=models.TextField(blank=True, verbose_name="评查看什么"),
        ),
        migrations.AddField(
            model_name="blueprintblock",
            name="example",
            field=models.TextField(blank=True, verbose_name="示例"),
        ),
        migrations.AddField(
            model_name="blueprintsection",
            name="item_form",
            field=models.CharField(
                choices=[
                    ("run_in", "（一）标题句后接排"),
                    ("own_line", "（一）标题独占一行"),
                    ("enumeration", "一是、二是"),
                    ("label", "小标题加冒号"),
                ],
                default="run_in",
                max_length=20,
                verbose_name="条目形式",
            ),
        ),
        migrations.AddField(
            model_name="reportsection",
            name="item_form",
            field=models.CharField(
                choices=[
                    ("run_in", "（一）标题句后接排"),
                    ("own_line", "（一）标题独占一行"),
                    ("enumeration", "一是、二是"),
                    ("label", "小标题加冒号"),
                ],
                default="run_in",
                max_length=20,
                verbose_name="条目形式",
            ),
        ),
        migrations.AlterField(
            model_name="blueprintblock",
            name="guidance",
            field=models.TextField(blank=True, verbose_name="写什么"),
        ),
    ]
