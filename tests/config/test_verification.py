"""What `make test` says about what it cannot run."""

from pathlib import Path

import pytest

from config.console import SetupError
from config.verification import files_left_out, for_production, require_packages
from tests.config.conftest import ROOT


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
