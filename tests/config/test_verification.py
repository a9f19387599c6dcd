"""What `make test` says about what it cannot run."""

import re
from pathlib import Path

import pytest

from config.bootstrap import FOR_DEVELOPERS
from config.console import SetupError
from config.launcher import ACTIONS
from config.verification import files_left_out, for_production, require_packages
from tests.config.conftest import ROOT
from tests.config.terminal import LAUNCHER, Terminal


def test_with_the_samples_nothing_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARED", str(tmp_path))
    assert files_left_out() == []


def test_without_the_samples_their_tests_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARED", "/nonexistent")
    mark = "mark." + "shared"
    readers = [path for path in (ROOT / "tests").rglob("*.py") if mark in path.read_text(encoding="utf-8")]
    assert files_left_out() == sorted(str(path.relative_to(ROOT)) for path in readers)
    assert "tests/document/test_outline.py" in files_left_out()


def test_missing_programs_are_named_where_there_is_no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SetupError) as refusal:
        require_packages()
    assert str(refusal.value) == (
        "测试需要 chromium fonts-noto-cjk libreoffice-writer-nogui poppler-utils，"
        "请用系统的软件包管理器安装相应软件后重新运行 make test。"
    )


def test_the_check_of_production_never_uses_the_same_key_twice() -> None:
    assert for_production()["SECRET_KEY"] != for_production()["SECRET_KEY"]


def test_a_bench_that_does_not_exist_is_named() -> None:
    terminal = Terminal(ROOT, *LAUNCHER, "bench", "weather")
    assert terminal.read_to_end() == (
        "── 性能测试 bench\n没有名为 weather 的性能测试，可选：word、volume、reading、checking、opening。\n"
        "未通过：性能测试 bench。\n"
    )
    assert terminal.process.returncode == 1


def test_every_target_of_make_is_an_action_that_finds_its_packages() -> None:
    targets = re.findall(r"^(\w+): ##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(targets) == {*ACTIONS, "setup"}
    assert {*ACTIONS} - {"demo", "manage"} == FOR_DEVELOPERS
