"""Make .venv and install the locked packages, then hand over to the launcher inside it.

Runs on any fresh Python, so it imports the standard library only.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

from config.console import SetupError, complain, say
from config.var import VAR_DIR, make_var

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-locks"
LOG = VAR_DIR / "install.log"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
FOR_DEVELOPERS = {"test", "pytest", "lint", "bench", "lock"}
NO_NETWORK = (
    "NewConnectionError",
    "Failed to establish a new connection",
    "Failed to resolve",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "No matching distribution found",
)


def main(arguments: list[str]) -> int:
    """Set up what the action needs and run it."""
    action = arguments[0]
    locks = [RUNTIME, DEVELOPMENT] if action in FOR_DEVELOPERS else [RUNTIME]
    try:
        set_up(locks)
    except SetupError as error:
        return complain(error)
    if action == "setup":
        say("环境已就绪。")
        return 0
    return hand_over(arguments)


def hand_over(arguments: list[str]) -> NoReturn:
    """Become the launcher, run by the Python of .venv."""
    os.execv(PYTHON, [str(PYTHON), "-m", "config.launcher", *arguments])


def set_up(locks: list[str]) -> None:
    """Bring .venv to the wanted lock, and do nothing when it is there already."""
    wanted = [f"{digest(lock)}  {lock}" for lock in locks]
    if runs_inside() and set(wanted) <= set(installed()):
        return
    with only_one():
        if not is_usable():
            make_environment()
        if not set(wanted) <= set(installed()):
            install(locks[-1])
            STAMP.write_text("".join(f"{line}\n" for line in wanted))


def runs_inside() -> bool:
    """Say whether this Python is the one of .venv, which config/run has then found in order."""
    return VENV.exists() and Path(sys.prefix).samefile(VENV)


def is_usable() -> bool:
    """Say whether .venv holds a Python with pip: a killed set-up or a removed system Python breaks it."""
    if runs_inside():
        return True
    if not PYTHON.exists():
        return False
    version = "{}.{}".format(*sys.version_info)
    probe = f"import pip, sys; sys.exit('{{}}.{{}}'.format(*sys.version_info) != '{version}')"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def digest(lock: str) -> str:
    """Give the mark by which a changed lock file is known."""
    return sha256((ROOT / lock).read_bytes()).hexdigest()


def installed() -> list[str]:
    """Read which lock files .venv was installed from. The development lock contains the other one."""
    return STAMP.read_text().splitlines() if STAMP.exists() else []


@contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up of this checkout run at a time."""
    make_var()
    with (VAR_DIR / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make .venv anew."""
    say("正在建立 Python 环境 .venv……")
    if run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise SetupError(f"建立 .venv 失败，请检查磁盘空间和权限，详见 {LOG}。")


def install(lock: str) -> None:
    """Install exactly what the lock file lists, each file compared with its recorded hash."""
    say("正在安装依赖，首次需要几分钟，请稍候……")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--retries=2"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "-r", lock]
    STAMP.unlink(missing_ok=True)
    if run(command):
        raise SetupError(explain(LOG.read_text(errors="replace")))


def run(command: list[str]) -> int:
    """Run one step of the set-up, its output in the log, its files readable for the database's user."""
    with LOG.open("wb") as log:
        mask = 0o022 if os.geteuid() == 0 else -1
        return subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, umask=mask, check=False).returncode


def explain(output: str) -> str:
    """Say in one sentence why pip failed."""
    if "DO NOT MATCH THE HASHES" in output:
        return f"下载的安装包与锁定的校验值不符，已停止安装，请核对软件源，详见 {LOG}。"
    if any(mark in output for mark in NO_NETWORK):
        return f"首次安装需要联网：连接不上软件源，请检查网络，或为 pip 配置可用的镜像后重试，详见 {LOG}。"
    return f"安装依赖失败，详见 {LOG}。"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
