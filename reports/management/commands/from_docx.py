"""`manage.py from_docx FILE.docx`: a Word report as canonical text, without any database."""

from typing import Any

from reports.document.markup import print_document
from reports.management.papers import PaperCommand


class Command(PaperCommand):
    """Prints one line for each paragraph, in the order of the paper."""

    help = "把一份 Word 报告转换为纯文本，每个自然段一行，以 UTF-8 编码输出。"
    file_help = "Word 文件（.docx）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the text of the file."""
        self.print(print_document(self.read(options["file"])))
