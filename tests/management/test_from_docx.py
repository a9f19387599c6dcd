"""`manage.py from_docx`; there and back is in test_to_docx."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document as WordFile


def run(path):
    printed = StringIO()
    call_command("from_docx", str(path), stdout=printed)
    return printed.getvalue()


def test_prints_canonical_text(tmp_path):
    path = tmp_path / "报告.docx"
    word = WordFile()
    for line in ["  云岭县公安局工作报告", "", "县政府：", "一、成效  ", "　　特此报告。", "2026年1月5日"]:
        word.add_paragraph(line)
    word.save(str(path))
    assert run(path) == "云岭县公安局工作报告\n县政府：\n一、成效\n特此报告。\n2026年1月5日\n"


@pytest.mark.parametrize(("name", "data"), [("假.docx", b"PK\x03\x04broken"), ("没有.docx", None)])
def test_says_in_chinese_what_is_wrong(tmp_path, name, data):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=name) as caught:
        run(path)
    assert str(caught.value).endswith("。")
