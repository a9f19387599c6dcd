"""Bring the database, the demonstration county and the static files up to date, all in one process.

Prints what `load_demo` prints: the accounts.
"""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import Error

from config.console import SetupError, complain
from config.environment import keep

COLLECTED = "static-digest"


def main() -> int:
    """Prepare everything that the server needs."""
    django.setup()
    try:
        prepare()
    except (CommandError, Error) as error:
        return complain(SetupError(f"准备数据失败：{str(error).splitlines()[0]}"))
    return 0


def prepare() -> None:
    """Migrate, bring the dictionary up to date, load the county once, collect changed static files."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_dictionary", verbosity=0)
    call_command("load_demo")
    collect(settings.VAR_DIR / COLLECTED)


def collect(stamp: Path) -> None:
    """Collect the static files unless they are those of the last time."""
    digest = sha256("\n".join(sorted(describe_sources())).encode()).hexdigest()
    if stamp.exists() and stamp.read_text().strip() == digest and Path(settings.STATIC_ROOT).exists():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    keep(stamp, digest)


def describe_sources() -> Iterator[str]:
    """Describe each static file by what changes when it does."""
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            yield f"{name} {found.st_size} {found.st_mtime_ns}"


if __name__ == "__main__":
    sys.exit(main())
