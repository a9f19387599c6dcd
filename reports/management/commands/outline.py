"""`manage.py outline FILE`: the headings of a report as JSON, without any database."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from reports.document.outline import outline_document
from reports.management.papers import PaperCommand


class Command(PaperCommand):
    """Prints one entry for each line that a heading opens."""

    help = "列出一份报告（.txt 或 .docx）的标题，每个由标题起首的行一项，输出 JSON。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, and what to list beyond the numbered headings."""
        super().add_arguments(parser)
        parser.add_argument(
            "--unnumbered", action="store_true", help="同时列出没有编号的段首短句（成组出现的才算）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the outline of the file."""
        document = self.read(options["file"])
        entries = outline_document(document, with_unnumbered=options["unnumbered"])
        self.print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
