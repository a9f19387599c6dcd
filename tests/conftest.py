"""What every test may ask for."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import TestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import current, move_back, move_to, move_to_copy
from tests.world import World, build_world

settings.register_profile("shared cores", deadline=None, max_examples=50)
settings.load_profile("shared cores")

NOW = datetime(2026, 1, 12, 10, 32, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True)
class BuiltWorld:
    """The database in which the world stands, and the world to be unpickled for each test."""

    database: str
    pickled: bytes


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: what is left for the end can be shared out evenly among the workers.

    All stories so stand with one worker, which loads their county once.
    """
    items.sort(key=lambda item: "browser" not in item.keywords and "test_launcher" not in item.nodeid)


@pytest.fixture
def now() -> datetime:
    """The moment at which every test happens."""
    return NOW


@pytest.fixture(scope="session")
def empty_database(django_db_setup: None) -> str:
    """The database of the tests that ask for no world."""
    return current()


@pytest.fixture(scope="session")
def built_world(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[BuiltWorld]:
    """The world in a database of its own, made by the services once and never changed."""
    name = f"{empty_database}_world"
    with django_db_blocker.unblock():
        move_to_copy(name, of=empty_database)
        made = build_world(now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    yield BuiltWorld(name, pickle.dumps(made))
    with django_db_blocker.unblock():
        move_back(empty_database, dropping=name)


@pytest.fixture
def chosen_database(
    request: pytest.FixtureRequest, empty_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Be in the right database before a test begins its transaction; one that commits gets a copy."""
    if "world" not in request.fixturenames:
        move_to(empty_database)
        yield
        return
    built: BuiltWorld = request.getfixturevalue("built_world")
    move_to(built.database)
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        yield
        return
    copy = f"{built.database}_copy"
    with django_db_blocker.unblock():
        move_to_copy(copy, of=built.database)
    yield
    with django_db_blocker.unblock():
        move_back(built.database, dropping=copy)


@pytest.fixture(scope="class", autouse=True)
def database_of_class(request: pytest.FixtureRequest) -> None:
    """Let a class that makes its rows once begin in the empty database: no fixture of a test runs before."""
    if request.cls is not None and issubclass(request.cls, TestCase):
        move_to(request.getfixturevalue("empty_database"))


@pytest.fixture
def _django_db_helper(chosen_database: None, _django_db_helper: None) -> None:
    """What pytest-django begins a test's transaction with, in the right database."""


@pytest.fixture
def world(db: None, built_world: BuiltWorld) -> World:
    """A small county with one open round, found in the database; what a test does to it is taken back."""
    assert built_world.database in current()
    return pickle.loads(built_world.pickled)
