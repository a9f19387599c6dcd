"""How a bureau signs its messages."""

import pytest

from reports.notifications.services import office_name
from reports.organisations.models import Organisation


@pytest.mark.parametrize(
    ("place", "short_name", "signature"),
    [
        ("云岭县", "县司法局", "县委依法治县办（县司法局）"),
        ("海岸区", "海岸区司法局", "区委依法治区办（海岸区司法局）"),
        ("石桥市", "市司法局", "市委依法治市办（市司法局）"),
        ("草原旗", "司法局", "旗委依法治旗办（司法局）"),
    ],
)
def test_the_level_is_that_of_the_government(place, short_name, signature):
    government = Organisation(kind="county_government", name=f"{place}人民政府", place=place)
    bureau = Organisation(kind="judicial_bureau", name="司法局", short_name=short_name, parent=government)
    assert office_name(bureau) == signature
