"""Places for real servers: folders that the database's user can enter, which pytest's own are not."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import FOR_TESTS, Cluster, choose_account, create

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".*", "var", "__pycache__")


@pytest.fixture(scope="session")
def open_ground() -> Iterator[Path]:
    """A folder of this session that every user can enter."""
    with tempfile.TemporaryDirectory(prefix="fazhi-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def place(open_ground: Path) -> Iterator[Path]:
    """A folder of this test that every user can enter."""
    with tempfile.TemporaryDirectory(dir=open_ground) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def fresh_data(open_ground: Path) -> Path:
    """The data folder of a cluster that has never run, to be copied."""
    folder = open_ground / "fresh" / "pg"
    folder.parent.mkdir()
    create(folder, account=choose_account(folder))
    return folder


@pytest.fixture
def cluster(place: Path, fresh_data: Path) -> Cluster:
    """A cluster of this test's own."""
    return copied(fresh_data, place / "var")


@pytest.fixture
def hollow(place: Path) -> Cluster:
    """What looks like a cluster until the server itself reads it."""
    folder = place / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("18\n")
    return Cluster(folder)


def copied(data: Path, var: Path) -> Cluster:
    """Make a cluster in `var` out of a copy; the copy belongs to whoever runs the tests."""
    var.mkdir(parents=True)
    shutil.copytree(data, var / "pg", symlinks=True)
    return Cluster(var / "pg", FOR_TESTS)


def copy_checkout(target: Path, *, whole: bool) -> Path:
    """Copy the project, or only what the launcher itself needs, with the installed packages linked."""
    source, copy = (ROOT, target) if whole else (ROOT / "config", target / "config")
    shutil.copytree(source, copy, ignore=NOT_COPIED)
    (target / ".venv").symlink_to(ROOT / ".venv")
    return target
