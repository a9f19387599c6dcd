import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        blank=True,
                        choices=[("", "不标注"), ("特急", "特急"), ("加急", "加急")],
                        max_length=10,
                        verbose_name="紧急程度",
                    ),
                ),
                ("document_numbers", models.TextField(blank=True, verbose_name="发文字号")),
                (
                    "signers",
                    models.TextField(
                        blank=True, help_text="联合行文的各位签发人之间用“、”分开。", verbose_name="签发人"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="附注")),
                ("copies_to", models.TextField(blank=True, verbose_name="抄送机关")),
                ("printed_by", models.CharField(blank=True, max_length=80, verbose_name="印发机关")),
                ("printed_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                ("has_annex", models.BooleanField(default=False, verbose_name="数据表作为附件")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="版本")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
            ],
        ),
        migrations.AddField(
            model_name="dispatch",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="dispatch",
                to="reports.report",
                verbose_name="报告",
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="保存人",
            ),
        ),
    ]
