"""What every test may ask for."""

import pickle
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from tests.rows import Rows
from tests.world import World, build_world

settings.register_profile("shared cores", deadline=None)
settings.load_profile("shared cores")

NOW = datetime(2026, 1, 12, 10, 32, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def now() -> datetime:
    """The moment at which every test happens."""
    return NOW


@pytest.fixture(scope="session")
def built_world() -> dict[str, object]:
    """Where the first test that asks for the world leaves its rows for the others."""
    return {}


@pytest.fixture
def world(db: None, built_world: dict[str, object]) -> World:
    """A small county with one open round, made by the services once and copied in afterwards."""
    if not built_world:
        made = build_world(now=NOW)
        built_world.update(rows=Rows.keep(), world=pickle.dumps(made))
        return made
    built_world["rows"].put_back()
    return pickle.loads(built_world["world"])
