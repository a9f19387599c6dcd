"""Any file that somebody may pick: a paper, or a sentence that says what to do."""

from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from reports.common.errors import UnreadableFile
from reports.document.nodes import Heading, Note, Table
from reports.importing.archives import OTHER_KIND
from reports.importing.reading import MOST_BYTES, modernise_all, read_report_file
from tests.importing.word_files import old_word_file, p, saved, spreadsheet, word_file, zipped

LINES = ["云岭县公安局2025年法治政府建设工作报告", "一、主要成效", "全年完成各项任务。"]


def paper(document):
    return (document.title, [block.text for block in document.blocks])


PAPER = (LINES[0], ["主要成效", "全年完成各项任务。"])


@pytest.mark.parametrize("ending", ["report.txt", "report.md", "report", "报告.TXT"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_any_usual_coding(ending, coding):
    assert paper(read_report_file(ending, "\r\n".join(LINES).encode(coding))) == PAPER


def report_of_an_office() -> bytes:
    """A file with a list, a table and a comment."""
    word = docx.Document()
    word.add_paragraph(LINES[0]).alignment = 1
    word.add_heading("主要成效", 1)
    word.add_comment(word.add_paragraph(LINES[2]).runs, text="请核实。", author="王五")
    table = word.add_table(2, 2)
    table.rows[0].cells[0].text, table.rows[1].cells[1].text = "项目", "25"
    return saved(word)


@pytest.fixture(scope="module")
def old_files() -> dict[str, bytes]:
    """The same report as LibreOffice writes it in the old formats."""
    return {kind: old_word_file(report_of_an_office(), kind) for kind in ("doc", "rtf")}


def test_old_files_are_turned_together_and_the_others_stay(old_files):
    broken = old_files["doc"][:3000]
    files = [("甲.doc", old_files["doc"]), ("乙.txt", b"\xe6\x96\x87"), ("丙.doc", broken)]
    files += [("丁.rtf", old_files["rtf"]), ("戊.docx", report_of_an_office())]
    turned = modernise_all(files)
    assert [new is old for (_, old), new in zip(files, turned, strict=True)] == [
        False,
        True,
        True,
        False,
        True,
    ]
    assert [read_report_file(".docx", data).title for data in (turned[0], turned[3])] == [LINES[0]] * 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("报告.doc", "doc"),
        ("报告.wps", "doc"),
        ("报告.docx", "doc"),
        ("报告.rtf", "rtf"),
        ("报告.doc", "rtf"),
    ],
)
def test_old_formats_are_read_by_their_content_whatever_their_names(old_files, name, kind):
    document = read_report_file(name, old_files[kind])
    notes = [(note.text, note.quote) for note in document.blocks if isinstance(note, Note)]
    assert (document.title, notes) == (LINES[0], [("请核实。", "")])
    assert [b.number + b.text for b in document.blocks if isinstance(b, Heading)] == [LINES[1]]
    assert document.blocks[-1] == Table((("项目", ""), ("", "25")))


def test_without_libreoffice_an_old_file_has_a_way_out(settings, old_files):
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    with pytest.raises(UnreadableFile) as refusal:
        read_report_file("报告.doc", old_files["doc"])
    assert str(refusal.value) == (
        "“报告.doc”：服务器没有安装LibreOffice，不能转换文件，请在Word或WPS中另存为.docx后再上传。"
    )


def test_text_that_somebody_has_called_a_word_file_is_read_as_text():
    assert paper(read_report_file("报告.doc", "\n".join(LINES).encode())) == PAPER


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


def ole(stream: str) -> bytes:
    """The beginning of an old file that names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        pytest.param(
            "报告.txt", b"", "文件是空的，请选择有内容的文本文件（.txt）后再导入。", id="empty text"
        ),
        pytest.param(
            "报告.docx", b"", "文件是空的，请选择有内容的Word文件（.docx）后再上传。", id="empty word"
        ),
        pytest.param(
            "报告.txt",
            bytes(range(256)) * 10,
            "这不是文本文件，请在Word或WPS中打开原文，另存为.docx或.txt后再导入。",
            id="binary as text",
        ),
        pytest.param(
            "报告.docx",
            "只是文字。".encode(),
            "这不是Word文件（.docx），请在Word或WPS中打开原文，另存为.docx后再上传。",
            id="text as word",
        ),
        pytest.param(
            "报告.docx",
            zipped({"a.txt": "x"}),
            "这不是Word文件（.docx），请在Word或WPS中打开原文，另存为.docx后再上传。",
            id="another zip",
        ),
        pytest.param(
            "报告.docx",
            b"PK\x03\x04broken",
            "文件不完整或已损坏，请在Word或WPS中重新打开，另存为.docx后再上传。",
            id="broken zip",
        ),
        pytest.param("报告.docx", b"%PDF-1.7\n", OTHER_KIND.format("PDF文件"), id="pdf"),
        pytest.param("报告.doc", b"\xff\xd8\xff\xe0\0", OTHER_KIND.format("图片"), id="picture"),
        pytest.param("报告.docx", spreadsheet(), OTHER_KIND.format("电子表格"), id="spreadsheet"),
        pytest.param(
            "报告.docx", zipped({"ppt/slides/1.xml": "x"}), OTHER_KIND.format("演示文稿"), id="slides"
        ),
        pytest.param("报告.txt", ole("Workbook"), OTHER_KIND.format("电子表格"), id="old spreadsheet"),
        pytest.param("报告.doc", ole("PowerPoint Document"), OTHER_KIND.format("演示文稿"), id="old slides"),
        pytest.param(
            "报告.doc", ole(""), OTHER_KIND.format("无法识别或已损坏的旧格式文件"), id="unknown old file"
        ),
        pytest.param(
            "报告.doc",
            ole("EncryptedPackage"),
            "文件设有打开密码，无法读取，请取消密码、另存为.docx后再上传。",
            id="password",
        ),
        pytest.param("报告.doc", b"<html><body>x", OTHER_KIND.format("网页"), id="web page as word"),
        pytest.param(
            "报告.doc",
            b"MIME-Version: 1.0\nContent-Type: multipart/related",
            OTHER_KIND.format("网页"),
            id="saved web page",
        ),
        pytest.param(
            "报告.doc",
            b"<?xml version='1.0'?><w:wordDocument/>",
            OTHER_KIND.format("XML文件"),
            id="word 2003",
        ),
        pytest.param(
            "报告.doc",
            ole("WordDocument") + b"nothing of it",
            "文件无法转换，可能已损坏或设有密码，请在Word或WPS中另存为.docx后再上传。",
            id="broken old word",
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
        "“bomb.docx”：文件过大，无法读取，请删去图片和附件、只保留报告正文，另存为.docx后再上传。"
    )


def test_more_than_thirty_megabytes_are_not_read():
    with pytest.raises(UnreadableFile) as refusal:
        read_report_file("大.docx", b"PK" + bytes(MOST_BYTES))
    assert str(refusal.value) == "“大.docx”超过30MB，请删去图片后再导入。"
