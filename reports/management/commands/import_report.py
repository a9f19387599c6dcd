"""python manage.py import_report FILE --organisation NAME --year YEAR --blueprint CODE."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from reports.common.errors import Refused, UnreadableFile
from reports.drafting.models import Report, ReportBlock
from reports.importing.reading import read_report_file
from reports.importing.services import import_report
from reports.organisations.models import Organisation
from reports.review.opinions import keep_imported_notes


class Command(BaseCommand):
    """Read an old report into the sections of a template."""

    help = "把一份 Word 或文本报告导入为某单位某年度的报告。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the unit, the year and the template."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--organisation", required=True, metavar="NAME")
        parser.add_argument("--year", required=True, type=int, metavar="YEAR")
        parser.add_argument("--blueprint", default="", metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what landed where."""
        try:
            report = self._import(options)
        except (UnreadableFile, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已导入：{report.title}")
        if count := report.opinions.count():
            self.stdout.write(f"  原文的批注已作为意见保存：{count}条")
        blocks = Prefetch("blocks", ReportBlock.objects.order_by("position", "pk"))
        for section in report.sections.order_by("position").prefetch_related(blocks):
            written = [block.label for block in section.blocks.all() if block.text]
            if written:
                self.stdout.write(f"  {section}：{'、'.join(written)}")

    @transaction.atomic
    def _import(self, options: dict[str, Any]) -> Report:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        organisation = Organisation.objects.filter(name=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"没有名为“{options['organisation']}”的单位，请先建立单位。")
        document, now = read_report_file(path.name, path.read_bytes()), timezone.now()
        imported = import_report(
            document,
            organisation=organisation,
            year=options["year"],
            blueprint_code=options["blueprint"],
            actor=None,
            now=now,
        )
        keep_imported_notes(imported.report, imported.notes, actor=None, now=now)
        return imported.report
