"""A Word file of ours as PDF, where LibreOffice is installed."""

from collections.abc import Sequence

from reports.common import office


def can_write_pdf() -> bool:
    """Whether this server can make a PDF; where not, the button says so."""
    return office.is_installed()


def write_pdf(docx: bytes) -> bytes:
    """Print a Word file as PDF.

    Errors: OfficeFailed, with a sentence that says what to do.
    """
    return office.convert(docx, source="docx", target="pdf")


def write_pdfs(files: Sequence[bytes]) -> list[bytes | None]:
    """Print several Word files in one run, which takes a tenth of the time of as many runs.

    Shape:  None for one that was not printed.
    Errors: OfficeFailed where none could be.
    """
    return office.convert_many(files, source="docx", target="pdf")
