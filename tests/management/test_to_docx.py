"""`manage.py to_docx` and `from_docx`: there and back without a database."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.document.markup import print_document, read_document
from reports.importing.docx_reader import read_docx
from reports.text.normal import normal, unindented
from tests.shared import sample_path, sample_text

ROOT = Path(__file__).resolve().parents[2]
PAPER = """云岭县公安局关于2025年度法治政府建设情况的报告
县人民政府：
现将有关情况报告如下：
一、主要举措和成效
（一）加强领导。成立专班。
特此报告。
云岭县公安局
2026年1月20日"""

JOINT = """特急
中共云岭县青石镇委员会
云岭县青石镇人民政府文件
青委〔2026〕3号　签发人：张三　李四
中共云岭县青石镇委员会　云岭县青石镇人民政府
关于2025年度法治政府建设情况的报告
县委、县人民政府：
现报告如下。
附件：1.指标表
2.名单
中共云岭县青石镇委员会
云岭县青石镇人民政府
2026年1月5日
（此件公开发布）
附件1
指标表
|指标|件数|
|复议|12|
附件2
名单
张三、李四
抄送：县委办公室，县司法局。
青石镇党政办公室　2026年1月6日印发"""


def to_docx(path, out, *arguments):
    printed = StringIO()
    call_command("to_docx", str(path), "--out", str(out), *arguments, stdout=printed)
    return printed.getvalue()


def from_docx(path):
    printed = StringIO()
    call_command("from_docx", str(path), stdout=printed)
    return printed.getvalue()


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(PAPER, "utf-8")
    return path


def there_and_back(path, tmp_path, *arguments):
    tmp_path.mkdir(exist_ok=True)
    out = tmp_path / "成稿.docx"
    assert to_docx(path, out, *arguments) == f"已写入“{out}”。\n"
    return from_docx(out)


def test_a_paper_comes_back_line_by_line(paper, tmp_path):
    assert there_and_back(paper, tmp_path) == PAPER + "\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["成稿.docx", "报告.txt"]


def test_a_formal_paper_gets_its_organ_and_an_open_number(paper, tmp_path):
    head = "云岭县公安局文件\n〔2026〕　号\n"
    assert there_and_back(paper, tmp_path, "--profile", "formal") == head + PAPER + "\n"


def test_a_joint_formal_paper_comes_back_whole(tmp_path):
    path = tmp_path / "联合.txt"
    path.write_text(JOINT, "utf-8")
    assert there_and_back(path, tmp_path, "--profile", "formal") == JOINT + "\n"
    assert there_and_back(tmp_path / "成稿.docx", tmp_path / "二", "--profile", "formal") == JOINT + "\n"


def test_texts_in_gb18030_and_word_files_are_set_alike(paper, tmp_path):
    first = tmp_path / "甲.docx"
    to_docx(paper, first)
    old = tmp_path / "旧.txt"
    old.write_bytes(PAPER.replace("\n", "\r\n").encode("gb18030"))
    for number, source in enumerate([old, first]):
        out = tmp_path / f"{number}.docx"
        to_docx(source, out)
        assert out.read_bytes() == first.read_bytes()


def test_the_year_fills_what_a_template_left_open_and_numbers_the_paper(tmp_path):
    path = tmp_path / "模板.txt"
    path.write_text(
        "司法局{year}年度法治建设报告\n一、{next_year}年安排\n（{organisation}）办理{{RV02}}件。", "utf-8"
    )
    assert there_and_back(path, tmp_path, "--year", "2025", "--profile", "formal").split("\n") == [
        "司法局文件",
        "〔2026〕　号",
        "司法局2025年度法治建设报告",
        "一、2026年安排",
        "（{organisation}）办理{{RV02}}件。",
        "",
    ]


@pytest.mark.parametrize(
    ("out", "arguments", "sentence"),
    [
        ("稿.doc", [], "应以 .docx 结尾"),
        ("没有/稿.docx", [], "不存在，请先建立"),
        ("夹.docx", [], "是文件夹"),
        ("长" * 200 + ".docx", [], "无法写入文件"),
        ("稿.docx", ["--year", "25"], "年度“25”不对"),
    ],
)
def test_says_in_chinese_what_is_wrong_with_the_target(paper, tmp_path, out, arguments, sentence):
    (tmp_path / "夹.docx").mkdir()
    with pytest.raises(CommandError, match=sentence) as caught:
        to_docx(paper, tmp_path / out, *arguments)
    assert str(caught.value).endswith("。")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["夹.docx", "报告.txt"]


def test_never_writes_over_the_paper_itself(tmp_path):
    path = tmp_path / "稿.docx"
    path.write_bytes(b"PK\x03\x04")
    (tmp_path / "同.docx").symlink_to(path)
    for out in (path, tmp_path / "同.docx"):
        with pytest.raises(CommandError, match="同一个文件"):
            to_docx(path, out)
    assert path.read_bytes() == b"PK\x03\x04"


def test_a_broken_source_leaves_the_old_target_alone(tmp_path):
    source, out = tmp_path / "坏.docx", tmp_path / "稿.docx"
    source.write_bytes(b"PK\x03\x04broken")
    out.write_bytes(b"old")
    with pytest.raises(CommandError):
        to_docx(source, out)
    assert out.read_bytes() == b"old"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
@pytest.mark.parametrize("profile", ["public", "formal"])
def test_real_reports_survive(name, profile, tmp_path):
    lines = there_and_back(sample_path(name), tmp_path, "--profile", profile).removesuffix("\n").split("\n")
    head = {("002", "formal"): ["司法局文件", "〔2023〕　号"], ("004", "formal"): ["〔2022〕　号"]}
    assert lines == head.get((name, profile), []) + normal(sample_text(name)).split("\n")


def run(*arguments, **environment):
    """Run a command in a plain shell: no address of a database, a console of another coding."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_runs_in_a_plain_shell_whatever_its_coding(paper, tmp_path):
    out = tmp_path / "成稿.docx"
    console = {
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    assert run("to_docx", paper, "--out", out, **console).stdout.decode("utf-8") == f"已写入“{out}”。\n"
    done = run("from_docx", out, **console)
    assert (done.returncode, done.stderr, done.stdout.decode("utf-8")) == (0, b"", PAPER + "\n")
    assert read_docx(out.read_bytes()) == read_document(PAPER)
    assert print_document(read_document(PAPER)) == normal(unindented(PAPER))


def test_needs_no_address_of_a_database(paper):
    done = run("outline", paper)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "主要举措和成效" in done.stdout.decode("utf-8")
