"""What a file is, judged by its content: endings lie, and people rename what a page refuses.

Not for: what stands in the file. Nothing is unpacked here.
"""

import re
from collections.abc import Iterable
from enum import Enum

OPENING = 2048


class Kind(Enum):
    """A kind of file; the value is what a person calls it."""

    WORD = "Word文件"  # or any other zip: the reader of Word files looks inside
    OLD_WORD = "旧版Word或WPS文件"
    RICH_TEXT = "RTF文件"
    TEXT = "文本文件"
    UNKNOWN = "无法识别或已损坏的旧格式文件"
    LOCKED = "设有打开密码的文件"
    SPREADSHEET = "电子表格"
    SLIDES = "演示文稿"
    PDF = "PDF文件"
    OFD = "OFD文件"
    OPEN_DOCUMENT = "ODF文件"
    PICTURE = "图片"
    WEB_PAGE = "网页"
    XML = "XML文件"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "EncryptedPackage": Kind.LOCKED,
    "WordDocument": Kind.OLD_WORD,
    "PowerPoint Document": Kind.SLIDES,
    "Workbook": Kind.SPREADSHEET,
}
_OPENINGS = {
    b"PK": Kind.WORD,
    b"{\\rtf": Kind.RICH_TEXT,
    b"%PDF-": Kind.PDF,
    b"\xff\xd8\xff": Kind.PICTURE,
    b"\x89PNG": Kind.PICTURE,
    b"GIF8": Kind.PICTURE,
    b"II*\0": Kind.PICTURE,
    b"MM\0*": Kind.PICTURE,
}
_WEB_PAGE = re.compile(rb"<!doctype html|<html[\s>]|mime-version:.*multipart/related", re.I | re.S)
_MEMBERS = {
    "xl/": Kind.SPREADSHEET,
    "ppt/": Kind.SLIDES,
    "OFD.xml": Kind.OFD,
    "META-INF/manifest.xml": Kind.OPEN_DOCUMENT,
}


def kind_of(data: bytes) -> Kind:
    """Tell what a file is; one that is nothing else is taken for text."""
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    for opening, kind in _OPENINGS.items():
        if data.startswith(opening):
            return kind
    start = data[:OPENING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<", b"MIME-Version")) and _WEB_PAGE.search(start):
        return Kind.WEB_PAGE
    return Kind.XML if start.startswith(b"<?xml") else Kind.TEXT


def kind_of_members(names: Iterable[str]) -> Kind | None:
    """Tell what a zip file is that is no Word file, by the names in it; None for just any zip."""
    listed = list(names)
    return next((kind for start, kind in _MEMBERS.items() if any(n.startswith(start) for n in listed)), None)


def _kind_of_ole(data: bytes) -> Kind:
    """Tell the old formats apart by the names of their streams."""
    streams = ((name.encode("utf-16-le"), kind) for name, kind in _OLE_STREAMS.items())
    return next((kind for name, kind in streams if name in data), Kind.UNKNOWN)
