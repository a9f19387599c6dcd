import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_dispatch"),
    ]

    operations = [
        migrations.AddField(
            model_name="opinion",
            name="author_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="批注人"),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("author__isnull", False), models.Q(("author_name", ""), _negated=True), _connector="OR"
                ),
                name="opinion_has_author",
            ),
        ),
    ]
