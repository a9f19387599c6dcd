"""Real workers of the background work on the test's own database: in this process, or one of their own.

Tests that use them need committed rows: `pytest.mark.django_db(transaction=True)`.
"""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from reports.common.jobs import requeue_interrupted

ROOT = Path(__file__).resolve().parents[1]


def work_until_idle() -> None:
    """Do all the work that waits."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def start_worker() -> subprocess.Popen[bytes]:
    """Start a worker in a process of its own, as production does."""
    address = settings.DATABASES["default"]
    url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{address['NAME']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.testing"},
        stderr=subprocess.DEVNULL,
    )


def miss_killed_workers() -> None:
    """Let the sign of life of every worker be old, and do what workers then do for each other."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")

    async def look() -> None:
        async with app.open_async():
            await requeue_interrupted(silent_for=settings.WORKER_SILENT_SECONDS)

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(look())


def forget_queue() -> None:
    """Empty the queue, which the tables of the product are emptied without."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def queued() -> list[tuple[str, str]]:
    """The names and states of what stands in the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
        return [(name, status) for name, status in cursor.fetchall() if not name.startswith("common.")]
