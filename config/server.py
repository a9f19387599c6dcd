"""Gunicorn's settings, for the demonstration and for production: gunicorn -c config/server.py config.wsgi."""

import os
from contextlib import suppress
from typing import Any

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"  # notices within a second that its master was killed, and lets the port go
threads = 4
preload_app = True
timeout = 120
graceful_timeout = 5
loglevel = "warning"
limit_request_line = 8190  # the most it takes: a filter in Chinese is nine bytes a character
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Tell the launcher, if it is one that waits, that this worker can answer."""
    if ready := os.environ.get("LAUNCHER_READY"):
        with suppress(BrokenPipeError):  # it has been told enough, or is gone
            os.write(int(ready), b".")
