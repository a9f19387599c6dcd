"""`manage.py to_docx FILE --out OUT.docx`: a report set as GB/T 9704 asks, without any database."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from reports.blueprints.expressions import fill_years
from reports.document.formal import with_head
from reports.document.markup import print_document, read_document
from reports.document.nodes import Document
from reports.management.papers import PaperCommand
from reports.rendering.docx.profile import FORMAL, PUBLIC
from reports.rendering.docx.report import write_docx

PROFILES = {"public": PUBLIC, "formal": FORMAL}
FIRST_YEAR, LAST_YEAR = 1949, 2999


class Command(PaperCommand):
    """Reads a paper and writes it as a Word file."""

    help = "把一份报告（.txt 或 .docx）按公文格式排成 Word 文件。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name both files, the profile and the report's year."""
        super().add_arguments(parser)
        parser.add_argument("--out", type=Path, required=True, metavar="OUT.docx", help="要写入的 Word 文件")
        parser.add_argument(
            "--profile",
            choices=PROFILES,
            default="public",
            help="public：材料稿，不带版头（默认）；formal：上行文，带版头，落款处留出盖章位置",
        )
        parser.add_argument("--year", type=int, metavar="YEAR", help="报告年度；不写时从标题和日期中读取")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the Word file whole or not at all."""
        out, year = options["out"], options["year"]
        with _naming_faults_of(out):
            _check_out(out, options["file"])
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"年度“{year}”不对，请写四位数的公历年份，如 2025。")
        document = _with_year(self.read(options["file"]), year)
        if options["profile"] == "formal":
            document = with_head(document, year=year)
        with _naming_faults_of(out):
            _write(out, write_docx(document, PROFILES[options["profile"]]))
        self.print(f"已写入“{out}”。")


def _check_out(out: Path, source: Path) -> None:
    if out.suffix.lower() != ".docx":
        raise CommandError(f"输出文件“{out}”应以 .docx 结尾，请改正 --out。")
    if out.is_dir():
        raise CommandError(f"“{out}”是文件夹，请在 --out 中写出文件名。")
    if not out.parent.is_dir():
        raise CommandError(f"文件夹“{out.parent}”不存在，请先建立，或改正 --out。")
    if out.resolve() == source.resolve() or (out.exists() and source.exists() and out.samefile(source)):
        raise CommandError("输出文件和原文件是同一个文件，请换一个文件名，以免覆盖原文。")


def _with_year(document: Document, year: int | None) -> Document:
    """Put the years in the place of {year} and its sisters, where a template's text has them."""
    if year is None:
        return document
    typed = print_document(document)
    filled = fill_years(typed, year)
    return document if filled == typed else read_document(filled)


def _write(out: Path, content: bytes) -> None:
    """Write beside the file and change over at the end, so that nothing half-written remains."""
    part = out.with_name(f".{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _naming_faults_of(out: Path) -> Iterator[None]:
    """End the command with a sentence where the system refuses the file."""
    try:
        yield
    except OSError as error:
        raise CommandError(
            f"无法写入文件“{out}”，请检查文件名、文件夹权限和磁盘空间，以及文件是否正在打开。"
        ) from error
