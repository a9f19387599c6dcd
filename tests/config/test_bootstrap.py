"""The set-up of .venv: done when the lock has changed, and only then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.bootstrap import explain
from tests.config.conftest import ROOT

BASE = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose lock files ask for nothing, so that a set-up needs no network."""
    folder = tmp_path / "云岭 checkout"
    (folder / "config").mkdir(parents=True)
    for name in ("bootstrap.py", "console.py", "var.py", "__init__.py", "run"):
        (folder / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    (folder / "requirements.lock").write_text("# nothing\n")
    (folder / "requirements-dev.lock").write_text("# nothing more\n")
    return folder


def set_up(checkout: Path, *locks: str) -> str:
    """Set up for these lock files, and give what the administrator sees."""
    inside = checkout / ".venv" / "bin" / "python"
    python = inside if inside.exists() else BASE
    code = f"from config.bootstrap import set_up; set_up({list(locks)})"
    done = subprocess.run(
        [python, "-c", code],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_packages_are_installed_once_for_each_lock(checkout: Path) -> None:
    making, installing = "正在建立 Python 环境 .venv……\n", "正在安装依赖，首次需要几分钟，请稍候……\n"
    runtime, development = ["requirements.lock"], ["requirements.lock", "requirements-dev.lock"]
    assert set_up(checkout, *runtime) == making + installing
    assert set_up(checkout, *runtime) == ""
    assert set_up(checkout, *development) == installing
    assert set_up(checkout, *runtime) == ""  # a demonstration after the tests
    (checkout / "requirements.lock").write_text("# changed\n")
    assert set_up(checkout, *runtime) == installing
    assert set_up(checkout, *development) == installing
    assert set_up(checkout, *development) == ""


def test_a_half_made_environment_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    done = subprocess.run(
        ["/bin/sh", "config/run", "setup"],
        cwd=checkout,
        env={"PATH": f"{BASE.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("环境已就绪。\n")
    assert (checkout / ".venv" / "pyvenv.cfg").exists()


@pytest.mark.parametrize(
    ("output", "beginning"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "下载的安装包与锁定的校验值不符"),
        ("NewConnectionError('<...>: Failed to establish a new connection')", "首次安装需要联网"),
        ("ERROR: No space left on device", "安装依赖失败，详见 "),
    ],
)
def test_a_failed_install_says_why(output: str, beginning: str) -> None:
    assert explain(output).startswith(beginning)
