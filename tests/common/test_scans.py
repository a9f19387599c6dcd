"""Scans are known by their bytes, whatever they are called."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.common.errors import Invalid
from reports.common.scans import MOST_BYTES, NOT_A_SCAN, TOO_LARGE, ScanKind, accept_scan, kind_of_scan


def zipped(*names: str) -> bytes:
    """A zip with empty entries of these names."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", ScanKind.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", ScanKind.PNG),
        (b"\xff\xd8\xff\xe0JFIF", ScanKind.JPEG),
        (zipped("OFD.xml", "Doc_0/Document.xml"), ScanKind.OFD),
        (zipped("[Content_Types].xml", "word/document.xml"), None),
        (zipped("Doc_0/OFD.xml"), None),
        (zipped("OFD.xml")[:-8], None),
        (b"PK\x03\x04" + b"\x00" * 400, None),
        (b"", None),
        (b"<html>%PDF-</html>", None),
        (b"MZ\x90\x00", None),
        (b"GIF89a", None),
        ("盖章扫描件".encode(), None),
    ],
)
def test_the_content_says_what_a_file_is(content, kind):
    file = BytesIO(content)
    assert kind_of_scan(file) is kind
    assert file.tell() == 0


def test_an_accepted_scan_has_a_name_that_nobody_can_guess():
    names = set()
    for _ in range(2):
        scan = accept_scan(SimpleUploadedFile("云岭县公安局.exe", b"%PDF-1.7"))
        assert scan is not None
        names.add(scan.name)
    assert len(names) == 2
    assert all(len(name) == 36 and name.endswith(".pdf") for name in names)


def test_no_scan_is_no_fault():
    assert accept_scan(None) is None


@pytest.mark.parametrize(
    ("size", "content", "message"),
    [(None, b"GIF89a", NOT_A_SCAN), (MOST_BYTES + 1, b"%PDF-1.7", TOO_LARGE), (0, b"", NOT_A_SCAN)],
)
def test_what_is_no_scan_is_refused_in_a_sentence(size, content, message):
    upload = SimpleUploadedFile("盖章件.pdf", content)
    upload.size = len(content) if size is None else size
    with pytest.raises(Invalid) as refusal:
        accept_scan(upload, field="screenshot")
    assert (str(refusal.value), refusal.value.field) == (message, "screenshot")


def test_an_ofd_is_downloaded_and_the_rest_is_shown():
    assert {kind: (kind.content_type, kind.opens_in_browser) for kind in ScanKind} == {
        ScanKind.PDF: ("application/pdf", True),
        ScanKind.OFD: ("application/ofd", False),
        ScanKind.PNG: ("image/png", True),
        ScanKind.JPEG: ("image/jpeg", True),
    }
