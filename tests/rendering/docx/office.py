"""LibreOffice as the second program that opens our files."""

import subprocess
from pathlib import Path


def to_pdf(data: bytes, folder: Path, profile: Path) -> Path:
    """Have LibreOffice print a Word file; a file that it does not print is an error."""
    source = folder / "paper.docx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)
    printed = folder / "paper.pdf"
    if not printed.exists():
        raise FileNotFoundError(printed)
    return printed


def pdf_pages(pdf: Path) -> list[str]:
    """The text of each page without the blanks that the page's layout brings."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    pages = done.stdout.decode().split("\f")[:-1]
    return ["\n".join(squeezed(line) for line in page.splitlines() if line.strip()) for page in pages]


def squeezed(line: str) -> str:
    """A line without any blanks."""
    return "".join(line.split())
