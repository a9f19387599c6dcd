"""Any file that somebody may pick: a paper, or a sentence that says what to do."""

from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reports.importing.errors import UnreadableFile
from reports.importing.reading import MOST_BYTES, read_report_file
from tests.importing.word_files import p, word_file, zipped

LINES = ["云岭县公安局2025年法治政府建设工作报告", "一、主要成效", "全年完成各项任务。"]


def paper(document):
    return (document.title, [block.text for block in document.blocks])


PAPER = (LINES[0], ["主要成效", "全年完成各项任务。"])


@pytest.mark.parametrize("ending", ["report.txt", "report.md", "report", "报告.TXT"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_any_usual_coding(ending, coding):
    assert paper(read_report_file(ending, "\r\n".join(LINES).encode(coding))) == PAPER


@pytest.mark.parametrize("name", ["report.docx", "report.txt", "report.doc", "report"])
def test_a_word_file_is_known_by_its_content_whatever_its_name(name):
    assert paper(read_report_file(name, word_file("".join(p(line) for line in LINES)))) == PAPER


def bomb(tmp_path):
    file = tmp_path / "bomb.docx"
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in word_members().items():
            archive.writestr(name, content)
        with archive.open("word/document.xml", "w") as member:
            for _ in range(64):
                member.write(b" " * 1024 * 1024)
    return file.read_bytes()


def word_members():
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
        'Target="word/document.xml"/></Relationships>'
    }


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        pytest.param(
            "报告.txt", b"", "文件是空的，请选择有内容的文本文件（.txt）后再导入。", id="empty text"
        ),
        pytest.param(
            "报告.docx", b"", "文件是空的，请选择有内容的 Word 文件（.docx）后再上传。", id="empty word"
        ),
        pytest.param(
            "报告.txt",
            bytes(range(256)) * 10,
            "这不是文本文件，请在 Word 或 WPS 中打开原文，另存为 .docx 或 .txt 后再导入。",
            id="binary as text",
        ),
        pytest.param(
            "报告.docx",
            "只是文字。".encode(),
            "这不是 Word 文件（.docx），请在 Word 或 WPS 中打开原文，另存为 .docx 后再上传。",
            id="text as word",
        ),
        pytest.param(
            "报告.docx",
            zipped({"a.txt": "x"}),
            "这不是 Word 文件（.docx），请在 Word 或 WPS 中打开原文，另存为 .docx 后再上传。",
            id="another zip",
        ),
        pytest.param(
            "报告.docx",
            b"PK\x03\x04broken",
            "文件不完整或已损坏，请在 Word 或 WPS 中重新打开，另存为 .docx 后再上传。",
            id="broken zip",
        ),
        pytest.param(
            "报告.txt",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old",
            "这是旧版Word或WPS文件，请打开后另存为.docx再导入。",
            id="old word",
        ),
        pytest.param(
            "报告.wps",
            "一些文字".encode(),
            "这是旧版Word或WPS文件，请打开后另存为.docx再导入。",
            id="wps by its name",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_name_of_the_file(name, data, sentence):
    with pytest.raises(UnreadableFile) as refusal:
        read_report_file(name, data)
    assert str(refusal.value) == f"“{name}”：{sentence}"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    data = bomb(tmp_path)
    assert len(data) < 200_000
    with pytest.raises(UnreadableFile) as refusal:
        read_report_file("bomb.docx", data)
    assert str(refusal.value) == (
        "“bomb.docx”：文件过大，无法读取，请删去图片和附件、只保留报告正文，另存为 .docx 后再上传。"
    )


def test_more_than_thirty_megabytes_are_not_read():
    with pytest.raises(UnreadableFile) as refusal:
        read_report_file("大.docx", b"PK" + bytes(MOST_BYTES))
    assert str(refusal.value) == "“大.docx”超过30MB，请删去图片后再导入。"
