"""`manage.py check_text`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document as WordFile

from tests.shared import sample_path

TEXT = "一、2025年主要成效\n全年办理案件xx件,办结率98。"
KEYS = ["code", "severity", "message", "line", "start", "end", "quote", "suggestion"]


def run_check(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("check_text", str(path), *options, stdout=out)
    return out.getvalue()


def placed(printed: str) -> list[tuple[str, int, int, int, str, str]]:
    """The findings that have a place."""
    rows = [row for row in json.loads(printed) if row["start"] is not None]
    return [
        tuple(row[key] for key in ("code", "line", "start", "end", "quote", "suggestion")) for row in rows
    ]


FOUND = [
    ("blank", 2, 18, 20, "xx", ""),
    ("half_width", 2, 21, 22, ",", "，"),
    ("bare_rate", 2, 25, 27, "98", "98%"),
]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("gb18030"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
    ],
    ids=["UTF-8", "BOM", "CRLF", "BOM and CRLF", "CR", "GB18030", "UTF-16"],
)
def test_places_are_those_of_the_decoded_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    assert placed(run_check(path)) == FOUND


def test_every_entry_has_the_same_keys_and_the_whole_has_no_place(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    rows = json.loads(run_check(path))
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    assert {row["severity"] for row in rows} <= {"error", "warning", "hint"}
    wholes = [row for row in rows if row["start"] is None]
    assert [(row["line"], row["end"], row["quote"]) for row in wholes] == [(None, None, "")] * len(wholes)
    assert "missing_part" in {row["code"] for row in wholes}


def test_rare_characters_count_as_one(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("\U00020000\U00020001村xx件。", "utf-8")
    assert placed(run_check(path)) == [("blank", 1, 3, 5, "xx", "")]


def test_reads_word_files(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    word = WordFile()
    for line in TEXT.split("\n"):
        word.add_paragraph(line)
    word.save(str(path))
    assert placed(run_check(path)) == FOUND


def test_the_year_may_be_said(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("一、2025年主要成效\n文。", "utf-8")
    assert placed(run_check(path)) == []
    assert placed(run_check(path, "--year", "2026")) == [("heading_year", 1, 2, 6, "2025", "2026")]


def test_a_text_without_faults_is_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("全年办理案件三十余件。", "utf-8")
    assert json.loads(run_check(path)) == []
    assert run_check(path, "--format", "text") == "共0处：错误0处，提醒0处，提示0处。\n"


def test_people_see_line_words_and_carets(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("办理案件12件,审结。", "utf-8")
    assert run_check(path, "--format", "text").split("\n") == [
        "错误　半角的“,”应为全角的“，”。",
        "第1行　办理案件12件,审结。",
        " " * 19 + "^　→　，",
        "",
        "共1处：错误1处，提醒0处，提示0处。",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.txt", b"", "文件是空的"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "”：这"),
        ("假.docx", b"PK\x03\x04broken", "文件"),
        ("没有.txt", None, "找不到文件"),
    ],
)
def test_says_in_chinese_what_is_wrong(tmp_path: Path, name: str, data: bytes | None, sentence: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        run_check(path)
    assert sentence in str(caught.value)
    assert name in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="是文件夹"):
        run_check(tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "year"), [("002", "2022"), ("004", "2021")])
def test_places_in_real_reports_quote_the_file(name: str, year: str) -> None:
    text = sample_path(name).read_text("utf-8-sig")
    rows = json.loads(run_check(sample_path(name), "--year", year))
    for row in rows:
        if row["start"] is not None:
            assert text[row["start"] : row["end"]] == row["quote"]
            assert text.count("\n", 0, row["start"]) + 1 == row["line"]
