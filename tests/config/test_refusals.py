"""What the launcher refuses, each in one line for the administrator."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.conftest import ROOT, copy_checkout
from tests.config.terminal import LAUNCHER, Terminal, free_port


@pytest.fixture
def checkout(place: Path) -> Path:
    """A checkout of what the launcher needs to refuse."""
    return copy_checkout(place / "checkout", whole=False)


def refusal(checkout: Path, **environment: str) -> str:
    """Start the demonstration, which will not start, and give what it says."""
    terminal = Terminal(checkout, *LAUNCHER, "demo", **{"PORT": str(free_port())} | environment)
    shown = terminal.read_to_end()
    assert terminal.process.returncode == 1
    return shown


def test_a_port_in_use(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal(checkout, PORT=str(port)) == (
            f"端口 {port} 已被其他程序占用，请换一个，例如：make demo PORT=8001。\n"
        )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０００", "8000 "])
def test_a_port_that_is_none(checkout: Path, port: str) -> None:
    assert refusal(checkout, PORT=port) == f"端口 PORT={port} 无效，请用1到65535之间的整数。\n"


@pytest.mark.parametrize("target", ["/proc", "/dev/null"])
def test_var_that_cannot_be_written(checkout: Path, target: str) -> None:
    (checkout / "var").symlink_to(target)
    assert refusal(checkout) == f"文件夹 {checkout / 'var'} 不可写，请检查权限或磁盘空间。\n"


def test_a_database_that_cannot_be_reached(checkout: Path) -> None:
    port = free_port()
    shown = refusal(checkout, DATABASE_URL=f"postgresql://fazhi:secret@127.0.0.1:{port}/nianbao")
    assert shown.startswith(
        f"连接不上 DATABASE_URL 指定的数据库 127.0.0.1:{port}/nianbao，请检查地址和网络："
    )
    assert shown.count("\n") == 1
    assert "secret" not in shown


@pytest.mark.parametrize("address", ["sqlite:///db.sqlite3", "somewhere", "postgresql://host:port/db"])
def test_an_address_that_is_none_of_postgresql(checkout: Path, address: str) -> None:
    assert refusal(checkout, DATABASE_URL=address) == (
        "DATABASE_URL 不是 PostgreSQL 地址，应如 postgresql://用户:密码@主机:5432/库名。\n"
    )


def test_a_checkout_that_the_user_of_the_database_cannot_enter(checkout: Path) -> None:
    checkout.parent.chmod(0o700)
    if os.geteuid() == 0:
        assert refusal(checkout) == (
            "数据库：使用内置的 PostgreSQL（var/pg），正在启动……\n"
            f"数据库用户 nobody 进不了文件夹 {checkout.parent}，"
            "请把项目移到所有用户都能进入的位置（如 /opt），或改用普通用户运行，或设置 DATABASE_URL。\n"
        )
    else:
        assert Terminal(checkout, *LAUNCHER, "manage", "--help").read_to_end().count("进不了") == 0


def test_no_python_that_fits(place: Path) -> None:
    shown = run_without_python(place, "#!/bin/sh\nexit 1\n")
    assert shown == "需要 Python 3.11、3.12 或 3.13，这台机器上没有找到，请安装后重新运行。\n"


def test_a_python_without_venv(place: Path) -> None:
    shown = run_without_python(place, '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n')
    assert shown == "python3 缺少 venv 模块，请先安装（Debian：apt-get install python3-venv），再重新运行。\n"


def run_without_python(place: Path, script: str) -> str:
    """Run config/run where `script` is the only Python, and give what it says."""
    checkout, programs = place / "没有 Python", place / "bin"
    (checkout / "config").mkdir(parents=True)
    programs.mkdir()
    (checkout / "config" / "run").write_bytes((ROOT / "config" / "run").read_bytes())
    (programs / "python3").write_text(script)
    (programs / "python3").chmod(0o755)
    (programs / "dirname").symlink_to("/usr/bin/dirname")
    command = ["/bin/sh", str(checkout / "config" / "run"), "demo"]
    done = subprocess.run(command, env={"PATH": str(programs)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_the_first_install_without_a_network(place: Path) -> None:
    checkout = place / "第一次 安装"
    (checkout / "config").mkdir(parents=True)
    for name in ("bootstrap.py", "console.py", "var.py", "__init__.py"):
        (checkout / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    (checkout / "requirements.lock").write_bytes((ROOT / "requirements.lock").read_bytes())
    nowhere = {"PIP_INDEX_URL": f"http://127.0.0.1:{free_port()}/", "PIP_CONFIG_FILE": "/dev/null"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    done = subprocess.run(
        [base, "-m", "config.bootstrap", "setup"],
        cwd=checkout,
        env=kept | nowhere | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    log = checkout / "var" / "install.log"
    assert done.returncode == 1
    assert done.stderr == (
        f"首次安装需要联网：连接不上软件源，请检查网络，或为 pip 配置可用的镜像后重试，详见 {log}。\n"
    )
