"""Files that people enclose as proof: known by their content, never by their name.

Not for: scans of sealed papers (scans), or where a file is stored and who may see it.
"""

import secrets
import zipfile
from enum import StrEnum
from typing import IO

from reports.common.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
NOT_AN_ATTACHMENT = "佐证材料须为PDF、图片、Word或Excel文件，请重新选择。"
TOO_LARGE = "佐证材料不能超过10MB，请压缩后重新选择。"
NOTHING_CHOSEN = "请先选择文件。"


class AttachmentKind(StrEnum):
    """What an enclosed file is; the value is the ending of its stored name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"

    @property
    def content_type(self) -> str:
        """The type under which it is served."""
        return _CONTENT_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_CONTENT_TYPES = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    AttachmentKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    AttachmentKind.DOC: "application/msword",
    AttachmentKind.XLS: "application/vnd.ms-excel",
}
_OPENINGS = {
    b"%PDF-": AttachmentKind.PDF,
    b"\x89PNG\r\n\x1a\n": AttachmentKind.PNG,
    b"\xff\xd8\xff": AttachmentKind.JPEG,
}
_ZIP_OPENING = b"PK\x03\x04"
_ZIP_PARTS = {"word/document.xml": AttachmentKind.DOCX, "xl/workbook.xml": AttachmentKind.XLSX}
_OLE_OPENING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": AttachmentKind.DOC,
    "Workbook": AttachmentKind.XLS,
    "Book": AttachmentKind.XLS,
}


def kind_of_attachment(file: IO[bytes]) -> AttachmentKind | None:
    """Tell what a file is from its content, and leave it at its beginning; None for anything else."""
    file.seek(0)
    opening = file.read(8)
    kind = next((kind for mark, kind in _OPENINGS.items() if opening.startswith(mark)), None)
    if kind is None and opening.startswith(_ZIP_OPENING):
        kind = _kind_of_zip(file)
    if kind is None and opening == _OLE_OPENING:
        kind = _kind_of_ole(file)
    file.seek(0)
    return kind


def _kind_of_zip(file: IO[bytes]) -> AttachmentKind | None:
    """What a zip holds by the names of its parts; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return None
    return next((kind for part, kind in _ZIP_PARTS.items() if part in names), None)


def _kind_of_ole(file: IO[bytes]) -> AttachmentKind | None:
    """What an old Office file holds by the name of its main stream."""
    file.seek(0)
    content = file.read(MOST_BYTES)
    streams = ((f"{name}\0".encode("utf-16-le"), kind) for name, kind in _OLE_STREAMS.items())
    return next((kind for name, kind in streams if name in content), None)


def name_attachment(file: IO[bytes] | None, *, size: int | None, field: str = "file") -> str:
    """Check an enclosed file, and give it a random name to be stored under, which nobody can guess.

    Errors: Invalid for none, for what is too large, or no PDF, PNG, JPEG, Word or Excel file.
    """
    if file is None:
        raise Invalid(NOTHING_CHOSEN, field=field)
    if (size or 0) > MOST_BYTES:
        raise Invalid(TOO_LARGE, field=field)
    kind = kind_of_attachment(file)
    if kind is None:
        raise Invalid(NOT_AN_ATTACHMENT, field=field)
    return f"{secrets.token_hex(16)}.{kind}"
