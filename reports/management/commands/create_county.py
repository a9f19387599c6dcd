"""python manage.py create_county: what an installation needs before its first sign-in."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reports.blueprints.phrasebook import load_vocabulary
from reports.blueprints.services import load_shipped_packs
from reports.common.errors import Refused
from reports.indicators.loading import load_dictionary
from reports.organisations.enums import OrganisationKind, Role
from reports.organisations.services import appoint, create_organisation, create_person

PASSWORD_BYTES = 12


class Command(BaseCommand):
    """Set up a county: dictionary, templates, government, judicial bureau and its administrator."""

    help = "建立一个县：载入指标和模板，建立县政府、司法局和管理员账号，首次密码只显示一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the place and the administrator."""
        parser.add_argument("place", metavar="地名", help="如：云岭县")
        parser.add_argument("--username", required=True, help="管理员的用户名")
        parser.add_argument("--name", required=True, help="管理员的姓名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, and show the first password once."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        try:
            self._create(options["place"], options["username"], options["name"], password)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已建立{options['place']}。管理员 {options['username']} 的首次密码：{password}")
        self.stdout.write("密码只显示这一次，首次登录时须修改。")

    @transaction.atomic
    def _create(self, place: str, username: str, name: str, password: str) -> None:
        now = timezone.now()
        load_dictionary()
        load_shipped_packs(actor=None, now=now)
        load_vocabulary(actor=None, now=now)
        level = place[-1]
        government = create_organisation(
            name=f"{place}人民政府",
            short_name=f"{level}人民政府",
            kind=OrganisationKind.COUNTY_GOVERNMENT,
            parent=None,
            place=place,
            actor=None,
            now=now,
        )
        bureau = create_organisation(
            name=f"{place}司法局",
            short_name=f"{level}司法局",
            kind=OrganisationKind.JUDICIAL_BUREAU,
            parent=government,
            data_offices=["司法局"],
            actor=None,
            now=now,
        )
        user = create_person(username=username, name=name, password=password, actor=None, now=now)
        appoint(user, Role.ADMINISTRATOR, organisation=bureau, actor=None, now=now)
