"""A shipped template may be one that is only chosen, never proposed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_unit_left_out")]

    operations = [
        migrations.AddField(
            model_name="blueprint",
            name="is_alternative",
            field=models.BooleanField(default=False, verbose_name="只供选用"),
        ),
    ]
