"""What may be enclosed as proof, told by its content."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from reports.common.attachments import (
    MOST_BYTES,
    AttachmentKind,
    accept_attachment,
    kind_of_attachment,
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


def test_an_accepted_file_loses_its_name():
    upload, kind = accept_attachment(SimpleUploadedFile("../台账.exe", b"%PDF-1.7"))
    assert (kind, len(upload.name), upload.name[-4:]) == (AttachmentKind.PDF, 36, ".pdf")


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "请先选择文件。"),
        (
            SimpleUploadedFile("大.pdf", b"%PDF-" + bytes(MOST_BYTES)),
            "佐证材料不能超过10MB，请压缩后重新选择。",
        ),
        (SimpleUploadedFile("a.pdf", b"MZ"), "佐证材料须为PDF、图片、Word或Excel文件，请重新选择。"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(upload, sentence):
    with pytest.raises(Invalid) as refusal:
        accept_attachment(upload)
    assert (str(refusal.value), refusal.value.field) == (sentence, "file")
