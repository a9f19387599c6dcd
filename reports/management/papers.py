"""What the commands about one paper share: they work in a plain shell, without any database."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.common.errors import UnreadableFile
from reports.document.nodes import Document
from reports.importing.files import read_file


class PaperCommand(BaseCommand):
    """A command that reads one paper from the disk."""

    requires_system_checks = []
    requires_migrations_checks = False
    file_help = "报告文件（.txt 或 .docx）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file."""
        parser.add_argument("file", type=Path, metavar="FILE", help=self.file_help)

    def read(self, path: Path) -> Document:
        """Read the paper, or end the command with a sentence."""
        try:
            return read_file(path)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error

    def print(self, text: str) -> None:
        """Print text in UTF-8 with plain line ends, whatever the console is set to."""
        reconfigure = getattr(self.stdout, "reconfigure", None)
        if reconfigure:  # nothing to set on a stream that a caller gave to write into
            reconfigure(encoding="utf-8", newline="\n")
        self.stdout.write(text)
