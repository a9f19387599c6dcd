"""Looking into the Word files that the tests make."""

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> etree._Element:
    """One XML part of a file."""
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names(data: bytes) -> list[str]:
    """The members of a file, in order."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def normalised(data: bytes, name: str) -> str:
    """A part as XML that people can compare: indented, with one order of attributes."""
    root = part(data, name)
    etree.indent(root)
    return etree.tostring(root, method="c14n2").decode() + "\n"


def assert_golden(text: str, name: str) -> None:
    """Compare with a golden file; UPDATE_GOLDEN=1 writes it instead."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
