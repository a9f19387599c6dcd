"""The one Django app of the product."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """法治年报: the packages inside share its label and its one line of migrations."""

    name = "reports"
    verbose_name = "法治年报"
    default_auto_field = "django.db.models.BigAutoField"
