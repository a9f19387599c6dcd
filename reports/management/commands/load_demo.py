"""python manage.py load_demo: the demonstration county, once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.demo.loader import PASSWORD, accounts, has_accounts, is_loaded, load_county


class Command(BaseCommand):
    """Load the demonstration county into an empty database; a second time it changes nothing."""

    help = "载入演示县（云岭县）。数据库里已经有单位时不做任何改动。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print the accounts where they are those of the demonstration."""
        if not is_loaded():
            round_ = load_county(now=timezone.now())
            self.stdout.write(f"已载入演示县：云岭县，{round_}。")
        elif not has_accounts():
            self.stdout.write("数据库里已经有单位，没有载入演示数据。")
            return
        self.stdout.write(f"演示账号（密码都是 {PASSWORD}）：")
        for account in accounts():
            self.stdout.write(f"  {account.username:<16}{account.name}　{account.unit} {account.role}")
