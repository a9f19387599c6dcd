"""A real server on a database of its own for every story, and Chromium in front of it.

Each story clones a database in which the demonstration county was loaded once (`CREATE DATABASE …
TEMPLATE`), so that it may sign, file and publish without a trace for the next one.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from psycopg import sql

from reports.demo.loader import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
LISTENING = re.compile(rb"Listening at: (http://[\d.]+:\d+)")
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

expect.set_options(timeout=10_000)


@dataclass(frozen=True)
class Site:
    """One running product."""

    address: str
    database: str

    def sign_in(self, context: BrowserContext, username: str) -> Page:
        """Open a window of that person."""
        page = context.new_page()
        page.goto(f"{self.address}/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page).to_have_url(f"{self.address}/")
        return page


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; nothing of it calls home."""
    return {
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def loaded_database(worker_id: str) -> Iterator[str]:
    """A database with the demonstration county, to be cloned."""
    name = f"fazhi_browser_{worker_id}_{os.getpid()}"
    with _administration() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        _manage(name, "migrate", "--verbosity=0")
        _manage(name, "load_demo")
        yield name
    finally:
        _drop(name)


@pytest.fixture
def site(loaded_database: str, tmp_path: Path) -> Iterator[Site]:
    """The product, served by gunicorn on a clone of its own."""
    name = f"{loaded_database}_story"
    with _administration() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(loaded_database)
            )
        )
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind=127.0.0.1:0", "--threads=4"],
        cwd=ROOT,
        env=_environment(name),
        stderr=subprocess.PIPE,
    )
    try:
        yield Site(_listening_address(server), name)
    finally:
        server.terminate()
        server.communicate(timeout=20)
        _drop(name)


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """An office PC."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN", accept_downloads=True)
    yield context
    context.close()


def _listening_address(server: subprocess.Popen[bytes]) -> str:
    seen = b""
    assert server.stderr is not None
    for line in server.stderr:
        seen += line
        if found := LISTENING.search(line):
            return found[1].decode()
    raise AssertionError(f"the server did not start: {seen.decode()}")


def _administration() -> psycopg.Connection:
    database = settings.DATABASES["default"]
    return psycopg.connect(
        host=database["HOST"],
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )


def _drop(name: str) -> None:
    with _administration() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _environment(database: str) -> dict[str, str]:
    address = os.environ["DATABASE_URL"]
    base, _, query = address.partition("?")
    renamed = base.rpartition("/")[0] + f"/{database}" + (f"?{query}" if query else "")
    return {**os.environ, "DATABASE_URL": renamed, "DJANGO_SETTINGS_MODULE": "config.settings.testing"}


def _manage(database: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=_environment(database),
        check=True,
        capture_output=True,
    )
