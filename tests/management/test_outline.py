"""`manage.py outline`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document as WordFile

from tests.shared import sample_path, sample_structure


def run_outline(path):
    out = StringIO()
    call_command("outline", str(path), stdout=out)
    return out.getvalue()


def test_prints_one_entry_for_each_line_that_a_heading_opens(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes("标题\r\n\r\n一、2025年主要成效\r\n（一）加强领导。成立专班。".encode("gb18030"))
    printed = run_outline(path)
    assert "主要成效" in printed
    assert json.loads(printed) == [
        {
            "level": 1,
            "number": "一、",
            "heading": "2025年主要成效",
            "role": "achievements",
            "line": 3,
            "run_in": False,
        },
        {
            "level": 2,
            "number": "（一）",
            "heading": "加强领导",
            "role": "achievements",
            "line": 4,
            "run_in": True,
        },
    ]


def test_reads_word_files(tmp_path):
    path = tmp_path / "报告.docx"
    word = WordFile()
    word.add_paragraph("一、存在的不足")
    word.save(str(path))
    assert [entry["role"] for entry in json.loads(run_outline(path))] == ["shortcomings"]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.txt", b"", "文件是空的"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "”：这"),
        ("假.docx", b"PK\x03\x04broken", "文件"),
        ("表.xlsx", b"a,b", "”：这"),
        ("没有.txt", None, "找不到文件"),
    ],
)
def test_says_in_chinese_what_is_wrong(tmp_path, name, data, sentence):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        run_outline(path)
    assert sentence in str(caught.value)
    assert name in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="是文件夹"):
        run_outline(tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports(name):
    people_found = [
        (s["level"], s["numbering"], s["heading"], s["line"])
        for s in sample_structure(name)["sections"]
        if s["heading_style"] in {"standalone", "run-in"}
    ]
    entries = json.loads(run_outline(sample_path(name)))
    assert [(e["level"], e["number"], e["heading"], e["line"]) for e in entries] == people_found
