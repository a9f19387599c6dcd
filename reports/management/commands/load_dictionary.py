"""python manage.py load_dictionary: bring indicators and rules to what this version of the product ships."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.indicators.loading import load_dictionary


class Command(BaseCommand):
    """Load the shipped dictionary; what people edited stays as it is, and twice changes nothing."""

    help = "载入随产品提供的指标和核对规则：升级后运行一次，本地修改过的指标不受影响。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        loaded = load_dictionary(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{loaded}。")
