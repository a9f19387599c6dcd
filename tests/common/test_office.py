"""LibreOffice is the real one; where it must be slow, broken or missing, a shell script stands for it."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from reports.common.office import FAILED, OfficeFailed, convert, convert_many, is_installed
from reports.importing.docx_reader import docx_text
from tests.importing.word_files import linked_picture, p, word_file

UPLOAD = "请在Word或WPS中另存为.docx后再上传。"
DOWNLOAD = "请下载Word文件，在Word或WPS中另存为PDF。"


@pytest.fixture
def folder(tmp_path, settings):
    """A place for the locks that no other test shares."""
    settings.OFFICE_FOLDER = tmp_path / "places"
    return tmp_path


@pytest.fixture
def temporary(folder, monkeypatch):
    """A folder for temporary files that must be empty in the end."""
    place = folder / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


def stand_in(folder: Path, script: str) -> str:
    """A program that is started instead of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def refusal(source: str, target: str) -> str:
    with pytest.raises(OfficeFailed) as caught:
        convert(word_file(p("正文。")), source=source, target=target)
    return str(caught.value)


def test_a_word_file_goes_to_pdf_and_nothing_is_left_behind(temporary):
    assert convert(word_file(p("正文。")), source="docx", target="pdf")[:5] == b"%PDF-"
    assert list(temporary.iterdir()) == []


def test_several_files_keep_their_order(folder):
    texts = [f"第{number}份。" for number in range(4)]
    converted = convert_many([word_file(p(text)) for text in texts], source="docx", target="docx")
    assert [docx_text(data) for data in converted] == texts


def test_one_file_that_fails_keeps_no_other_back(folder):
    good = word_file(p("正文。"))
    first, broken, last = convert_many([good, good[:200], good], source="docx", target="docx")
    assert (docx_text(first or b""), broken, docx_text(last or b"")) == ("正文。", None, "正文。")


def test_no_file_needs_no_program(settings):
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    assert convert_many([], source="docx", target="pdf") == []


def test_more_callers_than_places_take_turns(folder, settings):
    settings.OFFICE_PLACES = 2
    texts = [f"第{number}份。" for number in range(3)]

    def through(text: str) -> str:
        return docx_text(convert(word_file(p(text)), source="docx", target="docx"))

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(through, texts)) == texts


@pytest.mark.parametrize(
    ("source", "target", "way_out"), [("doc", "docx", UPLOAD), ("docx", "pdf", DOWNLOAD)]
)
def test_a_server_without_libreoffice_says_so(folder, settings, source, target, way_out):
    settings.OFFICE_COMMAND = "/nowhere/soffice"
    assert not is_installed()
    assert refusal(source, target) == f"服务器没有安装LibreOffice，不能转换文件，{way_out}"


def test_it_is_looked_for_on_the_path(monkeypatch, tmp_path):
    assert is_installed()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_installed()
    stand_in(tmp_path, "exit 0")
    assert is_installed()


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "kill -9 $$"])
def test_no_output_is_a_failure_whatever_the_program_says_of_itself(folder, settings, script):
    settings.OFFICE_COMMAND = stand_in(folder, script)
    assert refusal("doc", "docx") == FAILED + UPLOAD


def test_one_that_takes_too_long_is_stopped_with_all_it_has_started(folder, temporary, settings):
    settings.OFFICE_SECONDS = 0
    settings.OFFICE_COMMAND = stand_in(folder, f"sleep 600 & echo $! > {folder}/child\nwait")
    assert refusal("docx", "pdf") == f"文件转换用时过长，已经停止，{DOWNLOAD}"
    child = int((folder / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
    assert list(temporary.iterdir()) == []


def test_who_finds_no_place_is_told_to_come_again(folder, settings):
    settings.OFFICE_PLACES = 0
    settings.OFFICE_PATIENCE = 0
    assert refusal("doc", "docx") == f"服务器正在转换别的文件，请稍后再试，或者{UPLOAD}"


def test_the_program_learns_nothing_of_the_server_and_has_limits(folder, settings, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres:///hidden")
    settings.OFFICE_COMMAND = stand_in(
        folder, f"env > {folder}/env; ulimit -v > {folder}/limits; ulimit -t >> {folder}/limits"
    )
    refusal("docx", "pdf")
    known = set(re.findall(r"^(\w+)=", (folder / "env").read_text(), re.MULTILINE))
    assert known - {"_", "OLDPWD", "SHLVL"} == {
        "PATH", "LANG", "SAL_USE_VCLPLUGIN", "HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "PWD"
    }  # fmt: skip
    assert (folder / "limits").read_text().split() == ["4000000", "300"]


@pytest.fixture
def asked():
    """The address of a web server, and what it has been asked for."""
    paths = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_args):
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/picture.png", paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_fetched_that_a_file_links_to(folder, asked):
    address, paths = asked
    assert convert(linked_picture("正文。", address), source="docx", target="pdf")[:5] == b"%PDF-"
    assert paths == []


def test_a_kind_that_nobody_converts_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="xls"):
        convert(b"", source="xls", target="pdf")
