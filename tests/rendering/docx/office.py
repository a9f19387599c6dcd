"""LibreOffice as the second program that opens our files."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


def to_pdf(data: bytes, folder: Path, profile: Path) -> Path:
    """Have LibreOffice print a Word file; a file that it does not print is an error."""
    return to_pdfs([data], folder, profile)[0]


def to_pdfs(files: Sequence[bytes], folder: Path, profile: Path) -> list[Path]:
    """Have LibreOffice print Word files in one go, since most of its time is its start."""
    sources = [folder / f"paper{number}.docx" for number in range(len(files))]
    for source, data in zip(sources, files, strict=True):
        source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, sources)], check=True, capture_output=True)
    printed = [source.with_suffix(".pdf") for source in sources]
    for missing in (path for path in printed if not path.exists()):
        raise FileNotFoundError(missing)
    return printed


def pdf_pages(pdf: Path) -> list[str]:
    """The text of each page without the blanks that the page's layout brings."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    pages = done.stdout.decode().split("\f")[:-1]
    return ["\n".join(squeezed(line) for line in page.splitlines() if line.strip()) for page in pages]


def squeezed(line: str) -> str:
    """A line without any blanks."""
    return "".join(line.split())
