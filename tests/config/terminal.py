"""A terminal for the tests: starts a launcher, reads its lines in time, sends what keys would send."""

import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from config.launcher import MARK
from config.processes import wait_until, working_in

LAUNCHER = [sys.executable, "-m", "config.launcher"]
PATIENCE = 120  # seconds; the first start migrates and loads the county


class Terminal:
    """One command in a group of processes of its own, as a terminal would run it."""

    def __init__(self, checkout: Path, *command: str, **environment: str) -> None:
        """Start `command` in `checkout`, with nothing of this machine's database or port."""
        self.checkout = checkout
        clean = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT", "CI"}
        }
        clean |= {"PYTHONUTF8": "1", "DJANGO_SETTINGS_MODULE": "config.settings.development"}
        self.process = subprocess.Popen(
            command,
            cwd=checkout,
            env=clean | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.shown = ""

    def wait_for(self, words: str) -> str:
        """Read until `words` have been shown, and give all that has been."""
        deadline = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while words not in self.shown:
                assert selector.select(deadline - time.monotonic()), f"waited for {words}, saw: {self.shown}"
                part = os.read(self.process.stdout.fileno(), 65536)
                assert part, f"ended without {words}: {self.shown}"
                self.shown += part.decode(errors="replace")
        return self.shown

    def read_to_end(self) -> str:
        """Wait for the end and give all that was shown, and close the terminal."""
        rest, _nothing = self.process.communicate(timeout=PATIENCE)
        self.shown += rest.decode()
        return self.shown

    def press_ctrl_c(self) -> None:
        """Interrupt the whole group, as a terminal does."""
        os.killpg(self.process.pid, signal.SIGINT)

    def port(self) -> int:
        """The port that the demonstration has said it answers on."""
        found = re.search(r"法治年报已启动：http://127\.0\.0\.1:(\d+)", self.shown)
        assert found, self.shown
        return int(found[1])

    def launcher(self) -> psutil.Process:
        """Find the launcher itself, which `make` may stand above."""
        return next(one for one in self.family() if "config.launcher" in one.cmdline())

    def gunicorn(self) -> psutil.Process:
        """Find the master of the web server."""
        return self._marked("gunicorn")

    def worker(self) -> psutil.Process:
        """Find the worker of the background work."""
        return self._marked("procrastinate")

    def _marked(self, program: str) -> psutil.Process:
        children = self.launcher().children()
        return next(one for one in children if {MARK, program} <= set(one.cmdline()))

    def postgres(self) -> psutil.Process:
        """Find the database server."""
        return next(one for one in self.launcher().children() if one.name() == "postgres")

    def family(self) -> list[psutil.Process]:
        """Give the command and all that came out of it."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def leaves_nothing(self) -> bool:
        """Say whether nothing works in the checkout or its database any more, given a moment to end."""
        folders = (self.checkout, self.checkout / "var" / "pg")
        return wait_until(
            lambda: not any(working_in(folder, is_ours=lambda _process: True) for folder in folders),
            seconds=15,
        )

    def close(self) -> None:
        """End whatever a failed test has left."""
        if self.process.poll() is None:
            for process in reversed(self.family()):
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        self.process.wait()
        self.process.stdout.close()


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
