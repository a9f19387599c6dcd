"""`make demo` with its real processes: start, second start, Ctrl-C, kill -9 of each part."""

import os
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from config.embedded import Cluster
from tests.config.conftest import copy_checkout
from tests.config.terminal import LAUNCHER, Terminal, free_port

STARTED = "法治年报已启动"
Run = Callable[..., Terminal]


@pytest.fixture(scope="module")
def checkout(open_ground: Path) -> Path:
    """A copy of the project that every test of this module starts again, in a folder with an odd name."""
    return copy_checkout(open_ground / "司法局 法治年报", whole=True)


@pytest.fixture
def run(checkout: Path) -> Iterator[Run]:
    """Run commands in that checkout, and end them all."""
    terminals = []

    def start(*command: str, **environment: str) -> Terminal:
        terminals.append(Terminal(checkout, *command, **environment))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def demo(run: Run) -> Iterator[Terminal]:
    """The demonstration, started and answering."""
    terminal = run(*LAUNCHER, "demo", PORT=str(free_port()))
    terminal.wait_for(STARTED)
    return terminal


def ask(address: str) -> int:
    """Ask for the first page and give the status of the answer."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status


def database_of(checkout: Path) -> str:
    return Cluster(checkout / "var" / "pg").address


def starts_again(run: Run) -> bool:
    """Start once more, stop, and say whether both went as they should."""
    terminal = run(*LAUNCHER, "demo", PORT=str(free_port()))
    terminal.wait_for(STARTED)
    terminal.press_ctrl_c()
    return terminal.read_to_end().endswith("已停止。\n") and terminal.process.returncode == 0


def test_make_demo_starts_serves_and_stops_with_ctrl_c(run: Run) -> None:
    port = free_port()
    terminal = run("make", "demo", f"PORT={port}")
    shown = terminal.wait_for(STARTED)
    assert "数据库：使用内置的 PostgreSQL（var/pg）" in shown
    assert f"http://127.0.0.1:{port}" in shown
    assert ask(f"http://127.0.0.1:{port}/") == 200
    terminal.press_ctrl_c()
    terminal.read_to_end()
    assert terminal.leaves_nothing()


def test_a_second_start_is_quick_and_keeps_what_was_entered(run: Run, demo: Terminal, checkout: Path) -> None:
    with psycopg.connect(database_of(checkout)) as db:
        db.execute("CREATE TABLE entered AS SELECT '云岭县公安局' AS name")
    demo.press_ctrl_c()
    demo.read_to_end()
    began = time.monotonic()
    run(*LAUNCHER, "demo", PORT=str(free_port())).wait_for(STARTED)
    assert time.monotonic() - began < 10
    with psycopg.connect(database_of(checkout)) as db:
        assert db.execute("SELECT name FROM entered").fetchall() == [("云岭县公安局",)]
        db.execute("DROP TABLE entered")


def test_sigterm_stops_everything(demo: Terminal) -> None:
    demo.process.send_signal(signal.SIGTERM)
    assert demo.read_to_end().endswith("已停止。\n")
    assert demo.process.returncode == 0
    assert demo.leaves_nothing()


def test_a_killed_launcher_does_not_spoil_the_next_start(run: Run, demo: Terminal) -> None:
    demo.process.kill()
    assert starts_again(run)
    assert demo.leaves_nothing()


@pytest.mark.parametrize("part", [Terminal.gunicorn, Terminal.worker, Terminal.postgres])
def test_a_killed_part_stops_the_rest_and_says_so(
    run: Run, demo: Terminal, part: Callable[[Terminal], psutil.Process]
) -> None:
    part(demo).kill()
    assert demo.read_to_end().endswith(
        "系统的一个部分意外停止，其余部分已一并停止，数据不受影响，请重新运行 make demo。\n"
    )
    assert demo.process.returncode == 1
    assert demo.leaves_nothing()
    assert starts_again(run)


def test_everything_killed_at_once_does_not_spoil_the_next_start(run: Run, demo: Terminal) -> None:
    for process in demo.family():
        with suppress(psutil.NoSuchProcess):  # some go by themselves when their parent is gone
            process.kill()
    assert starts_again(run)


def test_an_orphaned_web_server_gives_the_port_back(run: Run, demo: Terminal) -> None:
    port = demo.shown.rsplit("127.0.0.1:", 1)[1][:5]
    demo.gunicorn().suspend()  # it cannot answer the signal that its parent's death sends
    demo.process.kill()
    terminal = run(*LAUNCHER, "demo", PORT=port.strip("　（"))
    assert STARTED in terminal.wait_for(STARTED)


def test_an_orphaned_worker_is_ended_by_the_next_start(run: Run, demo: Terminal) -> None:
    worker = demo.worker()
    worker.suspend()
    demo.process.kill()
    assert starts_again(run)
    assert not worker.is_running()


def test_a_killed_make_stops_everything(run: Run) -> None:
    terminal = run("make", "demo", f"PORT={free_port()}")
    terminal.wait_for(STARTED)
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.leaves_nothing()


def test_a_second_launcher_is_told_of_the_first(run: Run, demo: Terminal) -> None:
    second = run(*LAUNCHER, "demo", PORT=str(free_port()))
    address = demo.shown.rsplit("法治年报已启动：", 1)[1].split("　")[0]
    assert second.read_to_end() == (
        f"本目录的演示系统已在运行（{address}），请直接打开，或先在那个终端按 Ctrl-C。\n"
    )
    assert second.process.returncode == 1
    assert ask(address) == 200


def test_a_command_beside_the_demonstration_finds_its_database(run: Run, demo: Terminal) -> None:
    beside = run(LAUNCHER[0], "manage.py", "showmigrations", "reports")
    assert "[ ]" not in beside.read_to_end()
    assert beside.process.returncode == 0


def test_a_command_without_the_demonstration_starts_the_database_itself(run: Run) -> None:
    command = run(*LAUNCHER, "manage", "check", "--database", "default")
    assert command.read_to_end().startswith("数据库：使用内置的 PostgreSQL（var/pg）")
    assert command.process.returncode == 0
    assert command.leaves_nothing()


def test_a_given_server_is_used_and_named(run: Run, demo: Terminal, checkout: Path) -> None:
    address = database_of(checkout)
    command = run(*LAUNCHER, "manage", "check", "--database", "default", DATABASE_URL=address)
    assert command.read_to_end().startswith("数据库：使用 DATABASE_URL 指定的服务器（")
    assert command.process.returncode == 0
