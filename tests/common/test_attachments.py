"""What may be enclosed as proof, told by its content."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from reports.common.attachments import (
    MOST_BYTES,
    AttachmentKind,
    kind_of_attachment,
    name_attachment,
)
from reports.common.errors import Invalid

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def package(*names):
    """A zip with these parts, empty."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return stream.getvalue()


def workbook():
    """A real workbook."""
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", AttachmentKind.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", AttachmentKind.PNG),
        (b"\xff\xd8\xff\xe0", AttachmentKind.JPEG),
        (package("[Content_Types].xml", "word/document.xml"), AttachmentKind.DOCX),
        (workbook(), AttachmentKind.XLSX),
        (OLE + "WordDocument\0".encode("utf-16-le"), AttachmentKind.DOC),
        (OLE + "Workbook\0".encode("utf-16-le"), AttachmentKind.XLS),
        (OLE + "PowerPoint Document\0".encode("utf-16-le"), None),
        (package("OFD.xml"), None),
        (b"PK\x03\x04 torn", None),
        (b"MZ\x90\x00", None),
        (b"<html><script>alert(1)</script>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_it_holds(content, kind):
    file = BytesIO(content)
    assert (kind_of_attachment(file), file.tell()) == (kind, 0)


def test_an_accepted_file_gets_a_name_of_its_own():
    first, second = (name_attachment(BytesIO(b"%PDF-1.7"), size=8) for _ in range(2))
    assert (len(first), first[-4:], first != second) == (36, ".pdf", True)


@pytest.mark.parametrize(
    ("content", "size", "sentence"),
    [
        (None, None, "请先选择文件。"),
        (b"%PDF-", MOST_BYTES + 1, "佐证材料不能超过10MB，请压缩后重新选择。"),
        (b"MZ", 2, "佐证材料须为PDF、图片、Word或Excel文件，请重新选择。"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, size, sentence):
    with pytest.raises(Invalid) as refusal:
        name_attachment(content and BytesIO(content), size=size)
    assert (str(refusal.value), refusal.value.field) == (sentence, "file")
