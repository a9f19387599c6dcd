"""PDF by the real LibreOffice, read by poppler."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reports.common.office import OfficeFailed
from reports.document.nodes import Attachment, Document
from reports.rendering.docx.report import write_docx
from reports.rendering.pdf import can_write_pdf, write_pdf, write_pdfs
from tests.importing.word_files import p, word_file
from tests.rendering.docx.office import pdf_pages
from tests.rendering.papers import plain


def pages(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    return pdf_pages(file)


def test_a_report_has_its_pages(tmp_path):
    file = tmp_path / "report.pdf"
    annexes = tuple(Attachment(f"清单{number}", (plain("内容。"),)) for number in range(2))
    file.write_bytes(write_pdf(write_docx(Document("报告", attachments=annexes))))
    told = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    assert "Pages:           3\n" in told
    assert "Page size:       595.304 x 841.89 pts (A4)\n" in told


def test_three_at_once_are_three_right_files(tmp_path):
    papers = [word_file(p(f"第{number}份。")) for number in range(3)]
    with ThreadPoolExecutor(3) as threads:
        printed = list(threads.map(write_pdf, papers))
    assert [pages(pdf, tmp_path) for pdf in printed] == [["第0份。"], ["第1份。"], ["第2份。"]]
    assert [pages(pdf, tmp_path) for pdf in write_pdfs(papers)] == [["第0份。"], ["第1份。"], ["第2份。"]]


def test_without_libreoffice_it_says_what_to_do(settings):
    assert can_write_pdf()
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    assert not can_write_pdf()
    with pytest.raises(OfficeFailed) as refusal:
        write_pdf(word_file(p("正文。")))
    assert str(refusal.value) == (
        "服务器没有安装LibreOffice，不能转换文件，请下载Word文件，在Word或WPS中另存为PDF。"
    )
