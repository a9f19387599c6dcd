"""`manage.py outline FILE`: the headings of a report as JSON, without any database."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.document.outline import OutlineEntry, outline, outline_document
from reports.importing.docx_reader import read_docx
from reports.importing.errors import UnreadableFile
from reports.importing.plain import decode

WORD_FILE = b"PK\x03\x04"


class Command(BaseCommand):
    """Prints one entry for each line that a heading opens."""

    help = "列出一份报告（.txt 或 .docx）的标题，每个由标题起首的行一项，输出 JSON。"
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file."""
        parser.add_argument("file", metavar="FILE", help="报告文件（.txt 或 .docx）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the outline of the file."""
        path = Path(options["file"])
        try:
            entries = _read_outline(path)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        except FileNotFoundError as error:
            raise CommandError(f"找不到文件“{path}”，请检查路径。") from error
        except IsADirectoryError as error:
            raise CommandError(f"“{path}”是文件夹，请指定其中的一个报告文件。") from error
        except OSError as error:
            raise CommandError(f"无法读取文件“{path}”，请检查是否有权限打开。") from error
        self.stdout.write(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))


def _read_outline(path: Path) -> list[OutlineEntry]:
    data = path.read_bytes()
    if path.suffix.lower() == ".docx" or data.startswith(WORD_FILE):
        return outline_document(read_docx(data))
    return outline(decode(data))
