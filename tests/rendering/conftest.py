"""What the tests of paper may ask for."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice user profile for this process alone."""
    return tmp_path_factory.mktemp("office")
