"""What every test may ask for."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from tests.world import World, build_world

settings.register_profile("shared cores", deadline=None)
settings.load_profile("shared cores")

NOW = datetime(2026, 1, 12, 10, 32, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def now() -> datetime:
    """The moment at which every test happens."""
    return NOW


@pytest.fixture
def world(db: None) -> World:
    """A small county with one open round, made by the services."""
    return build_world(now=NOW)
