"""Scans that people upload: known by their content, never by their name.

Not for: where a scan is stored or who may see it.
"""

import secrets
import zipfile
from enum import StrEnum
from typing import IO, Any, Protocol, TypeVar

from reports.common.errors import Invalid

MOST_BYTES = 30 * 1024 * 1024
NOT_A_SCAN = "盖章扫描件须为PDF、OFD或图片文件，请重新选择。"
TOO_LARGE = "扫描件不能超过30MB，请压缩后重新选择。"

_OPENINGS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_ZIP_OPENING = b"PK\x03\x04"


class ScanKind(StrEnum):
    """What a scan is; the value is the ending of its stored name."""

    PDF = "pdf"
    OFD = "ofd"
    PNG = "png"
    JPEG = "jpg"

    @property
    def content_type(self) -> str:
        """The type under which it is served."""
        return _CONTENT_TYPES[self]

    @property
    def opens_in_browser(self) -> bool:
        """Whether a browser can show it; an OFD is downloaded."""
        return self is not ScanKind.OFD


_CONTENT_TYPES = {
    ScanKind.PDF: "application/pdf",
    ScanKind.OFD: "application/ofd",
    ScanKind.PNG: "image/png",
    ScanKind.JPEG: "image/jpeg",
}


class Upload(Protocol):
    """An uploaded file as Django gives it."""

    name: str | None
    size: int | None
    file: Any

    def seek(self, offset: int, whence: int = 0, /) -> Any:
        """Go to a byte."""


UploadT = TypeVar("UploadT", bound=Upload)


def kind_of_scan(file: IO[bytes]) -> ScanKind | None:
    """Tell what a file is from its content, and leave it at its beginning; None for anything else."""
    file.seek(0)
    opening = file.read(8)
    kind = next((ScanKind(name) for mark, name in _OPENINGS.items() if opening.startswith(mark)), None)
    if kind is None and opening.startswith(_ZIP_OPENING) and _holds_ofd(file):
        kind = ScanKind.OFD
    file.seek(0)
    return kind


def _holds_ofd(file: IO[bytes]) -> bool:
    """Whether a zip has OFD.xml at its root; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as package:
            return "OFD.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return False


def accept_scan(upload: UploadT | None, *, field: str = "scan") -> UploadT | None:
    """Check an uploaded scan and give it a random name that nobody can guess.

    Errors: Invalid for what is too large or no PDF, OFD, PNG or JPEG.
    """
    if upload is None:
        return None
    if (upload.size or 0) > MOST_BYTES:
        raise Invalid(TOO_LARGE, field=field)
    kind = kind_of_scan(upload.file)
    if kind is None:
        raise Invalid(NOT_A_SCAN, field=field)
    upload.name = f"{secrets.token_hex(16)}.{kind}"
    return upload
