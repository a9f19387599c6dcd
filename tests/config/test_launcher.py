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


def ask(address: str) -> int:
    """Ask for the first page and give the status of the answer."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status


def database_of(checkout: Path) -> str:
    return Cluster(checkout / "var" / "pg").address


def started(run: Run, *, port: int | None = None) -> Terminal:
    """The demonstration, started and answering."""
    terminal = run(*LAUNCHER, "demo", PORT=str(port or free_port()))
    terminal.wait_for(STARTED)
    return terminal


def starts_again(run: Run) -> bool:
    """Start once more, stop, and say whether both went as they should."""
    terminal = started(run)
    terminal.press_ctrl_c()
    return terminal.read_to_end().endswith("已停止。\n") and terminal.process.returncode == 0


def test_make_demo_serves_and_stops_and_a_second_start_is_quick_and_keeps_all(
    run: Run, checkout: Path
) -> None:
    port, began = free_port(), time.monotonic()
    terminal = run("make", "demo", f"PORT={port}")
    shown = terminal.wait_for(STARTED)
    first = time.monotonic() - began
    assert "数据库：使用内置的 PostgreSQL（var/pg）" in shown
    assert f"http://127.0.0.1:{port}" in shown
    assert ask(f"http://127.0.0.1:{port}/") == 200
    with psycopg.connect(database_of(checkout)) as db:
        db.execute("CREATE TABLE entered AS SELECT '云岭县公安局' AS name")
    terminal.press_ctrl_c()
    terminal.read_to_end()
    assert terminal.leaves_nothing()

    began = time.monotonic()
    again = started(run)
    assert time.monotonic() - began < first / 2
    with psycopg.connect(database_of(checkout)) as db:
        assert db.execute("SELECT name FROM entered").fetchall() == [("云岭县公安局",)]
        db.execute("DROP TABLE entered")
    again.process.send_signal(signal.SIGTERM)
    assert again.read_to_end().endswith("已停止。\n")
    assert again.process.returncode == 0
    assert again.leaves_nothing()


def test_a_killed_part_stops_the_rest_says_so_and_does_not_spoil_the_next_start(run: Run) -> None:
    for part in (Terminal.gunicorn, Terminal.worker, Terminal.postgres):
        terminal = started(run)
        part(terminal).kill()
        assert terminal.read_to_end().endswith(
            "系统的一个部分意外停止，其余部分已一并停止，数据不受影响，请重新运行 make demo。\n"
        ), part
        assert terminal.process.returncode == 1
        assert terminal.leaves_nothing(), part
    assert starts_again(run)


def test_a_killed_launcher_does_not_spoil_the_next_start(run: Run) -> None:
    terminal = started(run)
    terminal.process.kill()
    terminal = started(run)
    for process in terminal.family():  # everything at once
        with suppress(psutil.NoSuchProcess):  # some go by themselves when their parent is gone
            process.kill()
    terminal = started(run)
    worker = terminal.worker()
    worker.suspend()  # it cannot answer the signal that its parent's death sends
    terminal.process.kill()
    terminal = started(run)
    assert not worker.is_running()
    terminal.gunicorn().suspend()
    terminal.process.kill()
    last = started(run, port=terminal.port())  # which the orphaned web server gives back
    last.press_ctrl_c()
    assert last.read_to_end().endswith("已停止。\n")
    assert last.process.returncode == 0
    assert last.leaves_nothing()


def test_a_killed_make_stops_everything(run: Run) -> None:
    terminal = run("make", "demo", f"PORT={free_port()}")
    terminal.wait_for(STARTED)
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.leaves_nothing()


def test_others_beside_the_demonstration_are_told_of_it_and_find_its_database(
    run: Run, checkout: Path
) -> None:
    demo = started(run)
    second = run(*LAUNCHER, "demo", PORT=str(free_port()))
    address = f"http://127.0.0.1:{demo.port()}"
    assert second.read_to_end() == (
        f"本目录的演示系统已在运行（{address}），请直接打开，或先在那个终端按 Ctrl-C。\n"
    )
    assert second.process.returncode == 1
    assert ask(address) == 200

    beside = run(LAUNCHER[0], "manage.py", "showmigrations", "reports")
    assert "[ ]" not in beside.read_to_end()
    assert beside.process.returncode == 0

    command = run(*LAUNCHER, "manage", "check", "--database", "default", DATABASE_URL=database_of(checkout))
    assert command.read_to_end().startswith("数据库：使用 DATABASE_URL 指定的服务器（")
    assert command.process.returncode == 0


def test_a_command_without_the_demonstration_starts_the_database_itself(run: Run) -> None:
    command = run(*LAUNCHER, "manage", "check", "--database", "default")
    assert command.read_to_end().startswith("数据库：使用内置的 PostgreSQL（var/pg）")
    assert command.process.returncode == 0
    assert command.leaves_nothing()
