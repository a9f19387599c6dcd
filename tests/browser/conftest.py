"""A real server on a database of its own for every story, and Chromium in front of it.

Each story clones a database in which the demonstration county was loaded once (`CREATE DATABASE …
TEMPLATE`), so that it may sign, file and publish without a trace for the next one.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, expect, sync_playwright
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.county import County
from tests.databases import move_to, move_to_copy

ROOT = Path(__file__).resolve().parents[2]
LISTENING = re.compile(r"Listening at: (http://[\d.]+:\d+)")

expect.set_options(timeout=15_000)


class Server:
    """The product behind gunicorn, on one database; what is uploaded lands in `folder`."""

    def __init__(self, database: str, *, folder: Path) -> None:
        self.lines: list[str] = []
        command = "gunicorn config.wsgi --bind=127.0.0.1:0 --threads=4 --no-control-socket"
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command.split()],
            cwd=ROOT,
            env={**_environment(database), "TMPDIR": str(folder)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        self.said = self.process.stderr
        self.address = self._listening_address()
        self.reader = Thread(target=self.lines.extend, args=(self.said,))
        self.reader.start()

    def _listening_address(self) -> str:
        for line in self.said:
            self.lines.append(line)
            if found := LISTENING.search(line):
                return found[1]
        self.said.close()
        raise AssertionError(f"the server did not start: {''.join(self.lines)}")

    def stop(self) -> str:
        """End it, and return what it complained of."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.reader.join(timeout=20)
        self.said.close()
        return "".join(line for line in self.lines if "[INFO]" not in line and " WARNING " not in line)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; nothing of it calls home.

    One for a file, not for the session: while Playwright's loop runs, Django takes every test in the
    same process for asynchronous code.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def loaded_database(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with the demonstration county, to be cloned."""
    name = f"{empty_database}_demo"
    with django_db_blocker.unblock():
        move_to_copy(name, of=empty_database)
        call_command("load_demo", stdout=StringIO())
        move_to(empty_database)
    yield name
    _drop(name)


@pytest.fixture
def story_database(loaded_database: str) -> Iterator[str]:
    """A clone of the demonstration county for one story."""
    name = f"{loaded_database}_story"
    with administration() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(loaded_database)
            )
        )
    try:
        yield name
    finally:
        _drop(name)


@pytest.fixture
def county(story_database: str, browser: Browser, tmp_path: Path) -> Iterator[County]:
    """The county in front of its people: a server of its own, watched until the story ends."""
    server = Server(story_database, folder=tmp_path)
    county = County(browser, server.address)
    try:
        yield county
    finally:
        county.close()
        complaints = server.stop()
    assert county.troubles == []
    assert complaints == ""


@pytest.fixture
def start_worker(story_database: str) -> Iterator[Callable[[], None]]:
    """Start a worker of the background work when the story asks for one; it ends with the story."""
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        command = [sys.executable, "manage.py", "procrastinate", "worker"]
        workers.append(
            subprocess.Popen(command, cwd=ROOT, env=_environment(story_database), stderr=subprocess.DEVNULL)
        )

    yield start
    for worker in workers:
        worker.terminate()
        worker.wait(timeout=20)


def administration(database: str = "postgres") -> psycopg.Connection:
    """Connect to a database of the tests' server."""
    server = settings.DATABASES["default"]
    return psycopg.connect(
        host=server["HOST"],
        port=server["PORT"] or None,
        user=server["USER"] or None,
        password=server["PASSWORD"] or None,
        dbname=database,
        autocommit=True,
    )


def _drop(name: str) -> None:
    with administration() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _environment(database: str) -> dict[str, str]:
    address = os.environ["DATABASE_URL"]
    base, _, query = address.partition("?")
    renamed = base.rpartition("/")[0] + f"/{database}" + (f"?{query}" if query else "")
    return {**os.environ, "DATABASE_URL": renamed, "DJANGO_SETTINGS_MODULE": "config.settings.testing"}
