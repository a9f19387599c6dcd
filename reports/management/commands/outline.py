"""`manage.py outline FILE`: the headings of a report as JSON, without any database."""

import json
from dataclasses import asdict
from typing import Any

from reports.document.outline import outline_document
from reports.management.papers import PaperCommand


class Command(PaperCommand):
    """Prints one entry for each line that a heading opens."""

    help = "列出一份报告（.txt 或 .docx）的标题，每个由标题起首的行一项，输出 JSON。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the outline of the file."""
        entries = outline_document(self.read(options["file"]))
        self.print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
