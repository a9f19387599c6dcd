import resource
import struct
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reports.common.errors import UnreadableFile
from reports.document.nodes import Document
from reports.importing import archives
from reports.importing.docx_reader import docx_text
from reports.rendering.docx.report import write_docx
from tests.importing.word_files import p, r, spreadsheet, word_file, zipped
from tests.rendering.papers import EVERYTHING

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS = 5
MEGABYTES = 300


def refusal(data: bytes) -> str:
    """The sentence with which a file is refused, within the time and memory that it may cost."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        docx_text(data)
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024
    return str(caught.value)


def bomb(size: int, inside: bytes) -> bytes:
    """A Word file whose text is one short thing many times over."""
    body = "<w:p>%s</w:p>"
    head, tail = word_file(body), BytesIO()
    with ZipFile(BytesIO(head)) as source, ZipFile(tail, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"%s", inside * (size // len(inside))))
    return tail.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", archives.EMPTY),
        (b"\x00\x01\x02 not a file", archives.NOT_WORD),
        (b"%PDF-1.7\n", archives.OTHER_KIND.format("PDF文件")),
        (b"{\\rtf1 text}", archives.OTHER_KIND.format("RTF文件")),
        ("一、举措".encode(), archives.NOT_WORD),
        (b"PK", archives.DAMAGED),
        (b"PK\x03\x04" + bytes(200), archives.DAMAGED),
        (OLE + bytes(600), archives.OTHER_KIND.format("无法识别或已损坏的旧格式文件")),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), archives.LOCKED),
        (zipped({"readme.txt": "text"}), archives.NOT_WORD),
        (zipped({"OFD.xml": "<OFD/>"}), archives.OTHER_KIND.format("OFD文件")),
    ],
)
def test_what_is_no_word_file_is_told_so(data, sentence):
    assert refusal(data) == sentence


def test_every_sentence_says_what_to_do():
    constants = {name: value for name, value in vars(archives).items() if name[0] != "_" and name.isupper()}
    sentences = [value for value in constants.values() if isinstance(value, str)]
    assert len(sentences) == 7
    assert [sentence for sentence in sentences if not sentence.endswith("后再上传。")] == []


def test_a_spreadsheet_has_no_text_that_a_report_could_be():
    assert refusal(spreadsheet()) == archives.OTHER_KIND.format("电子表格")


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95, 0.999])
def test_a_truncated_file_is_damaged(kept):
    data = write_docx(EVERYTHING)
    assert refusal(data[: int(len(data) * kept)]) == archives.DAMAGED


def test_a_member_that_is_encrypted_is_locked():
    data = bytearray(word_file(p("正文。")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        data[place + offset] |= 1
    assert refusal(bytes(data)) == archives.LOCKED


def test_a_bomb_that_says_how_large_it_is():
    assert refusal(bomb(60 * 1024**2, b"<w:r><w:t>0</w:t></w:r>")) == archives.TOO_LARGE


def test_a_bomb_that_lies_about_its_size():
    data = bytearray(bomb(60 * 1024**2, b"<w:r><w:t>0</w:t></w:r>"))
    with ZipFile(BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
    declared, small = struct.pack("<L", entry.file_size), struct.pack("<L", 1000)
    assert refusal(bytes(data.replace(declared, small))) in (archives.DAMAGED, archives.TOO_LARGE)


@pytest.mark.parametrize("inside", [b"<w:r/>", b'<w:r a="" b="" c=""/>', b"<w:r><w:t>0</w:t></w:r>"])
def test_a_part_of_a_million_elements_is_refused_before_it_fills_the_memory(inside):
    assert refusal(bomb(40 * 1024**2, inside)) == archives.TOO_COMPLEX


def test_thirty_thousand_paragraphs_are_read_in_time():
    started = time.process_time()
    lines = docx_text(word_file(p("一段文字。") * 30_000)).split("\n")
    assert time.process_time() - started < SECONDS
    assert lines == ["一段文字。"] * 30_000


def test_tables_inside_each_other_have_an_end():
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + p("底") + "</w:tc></w:tr></w:tbl>" * depth
    assert refusal(word_file(body)) == archives.TOO_COMPLEX


def test_elements_inside_each_other_have_an_end():
    assert (
        refusal(word_file("<w:p>" + "<w:ins>" * 5000 + r("底") + "</w:ins>" * 5000 + "</w:p>"))
        == archives.DAMAGED
    )


def test_many_members_are_refused_before_they_are_listed():
    members = {f"media/{number}.png": "" for number in range(6000)}
    assert refusal(zipped(members)) == archives.TOO_LARGE


@pytest.mark.parametrize("secret", ["file:///etc/passwd", "http://192.0.2.1/x"])
def test_entities_are_refused_and_never_fetched(secret):
    prolog = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret}">]>'
    assert refusal(word_file(p("&e;"), prolog=prolog)) == archives.DAMAGED


def test_entities_in_another_encoding_are_refused_too():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'
    with ZipFile(BytesIO(word_file(p("正文。")))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    assert refusal(zipped(members | {"word/document.xml": text.encode("utf-16")})) == archives.DAMAGED


def test_a_main_part_outside_the_file_is_not_followed():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/officeDocument" Target="{}" {}/></Relationships>'
    )
    for target, mode in [("http://192.0.2.1/a.xml", 'TargetMode="External"'), ("../../../etc/passwd", "")]:
        assert refusal(zipped({"_rels/.rels": relations.format(target, mode)})) == archives.NOT_WORD


def test_pictures_are_never_unpacked():
    with ZipFile(BytesIO(word_file(p("正文。")))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    assert docx_text(zipped(members | {"word/media/a.png": bytes(200 * 1024**2)})) == "正文。"


def test_an_empty_report_of_ours_says_that_it_has_no_text():
    assert refusal(write_docx(Document(""))).startswith("文件里没有文字")
