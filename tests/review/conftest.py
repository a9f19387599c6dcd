"""What the tests of review may ask for."""

import pytest


@pytest.fixture
def act(world):
    """Who acts and when, by a person's name."""
    return lambda name: {"actor": world.user(name), "now": world.now}
