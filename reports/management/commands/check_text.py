"""`manage.py check_text FILE --year YEAR`: what a proof-reader finds, without any database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from reports.checks.catalogue import CHECKS
from reports.checks.checking import run_checks
from reports.checks.findings import Finding, Severity
from reports.checks.paper import Paper, read_paper
from reports.common.errors import UnreadableFile
from reports.importing.files import read_text_of
from reports.management.papers import PaperCommand

COLOURS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "HTTP_INFO"}
LONGEST_SHOWN = 60


class Command(PaperCommand):
    """Prints one entry for each finding; offsets are into the decoded text, CRLF read as LF."""

    help = "校核一份报告（.txt 或 .docx），列出发现的问题，输出 JSON 或供人阅读的文字。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the report's year and the form of the answer."""
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, help="报告年度；不写时从标题里读")
        parser.add_argument("--format", choices=("json", "text"), default="json", help="输出的形式")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the file and print what was found."""
        text = self._read_text(options["file"])
        paper = read_paper(text, year=options["year"])
        findings = run_checks(paper, CHECKS)
        if options["format"] == "json":
            rows = [_row(finding, paper) for finding in findings]
            self.print(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            self.print("\n".join(self._lines(findings, paper)))

    def _read_text(self, path: Path) -> str:
        try:
            return read_text_of(path)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error

    def _lines(self, findings: tuple[Finding, ...], paper: Paper) -> list[str]:
        lines = []
        for finding in findings:
            style = getattr(self.style, COLOURS[finding.severity])
            lines.append(style(f"{finding.severity.label}　{finding.message}"))
            if finding.start is not None and finding.end is not None:
                lines += _pointed(finding, paper)
            lines.append("")
        counts = "，".join(
            f"{severity.label}{sum(f.severity is severity for f in findings)}处" for severity in Severity
        )
        return [*lines, f"共{len(findings)}处：{counts}。"]


def _row(finding: Finding, paper: Paper) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": None if finding.start is None else paper.line_at(finding.start).number,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "suggestion": finding.suggestion,
    }


def _pointed(finding: Finding, paper: Paper) -> list[str]:
    """The words round a finding with carets under it; a Chinese character is two columns wide."""
    assert finding.start is not None
    assert finding.end is not None
    line = paper.line_at(finding.start)
    first = max(line.start, finding.start - LONGEST_SHOWN // 2)
    last = min(line.end, first + LONGEST_SHOWN)
    before, words = paper.text[first : finding.start], paper.text[finding.start : min(finding.end, last)]
    place = f"第{line.number}行　"
    carets = " " * _width(place + before) + "^" * max(1, _width(words))
    repair = f"　→　{finding.suggestion}" if finding.suggestion else ""
    return [place + paper.text[first:last], carets + repair]


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F or sign in "“”‘’—…·" else 1 for sign in text)
