"""Which figures a unit is asked for: its kind, its duties, and the office that it holds."""

import pytest

from reports.blueprints.models import BlueprintFigure
from reports.drafting.requests import is_asked
from reports.indicators.models import Indicator
from reports.organisations.models import Organisation


@pytest.mark.parametrize(
    ("kinds", "duties", "unit_duties", "asked"),
    [
        ([], [], [], True),
        (["department"], [], [], True),
        (["town"], [], [], False),
        ([], ["enforcement"], ["enforcement", "licensing"], True),
        ([], ["enforcement"], ["licensing"], False),
        ([], ["enforcement"], [], True),
        ([], [], ["licensing"], True),
        (["town"], ["enforcement"], ["enforcement"], False),
    ],
)
def test_kinds_and_duties_narrow_what_is_asked(
    kinds: list[str], duties: list[str], unit_duties: list[str], *, asked: bool
) -> None:
    figure = BlueprintFigure(indicator=Indicator(code="LE01"), kinds=kinds, duties=duties)
    assert is_asked(figure, Organisation(kind="department", duties=unit_duties)) is asked


@pytest.mark.parametrize(
    ("kind", "offices", "asked"),
    [("department", ["热线办"], True), ("department", [], False), ("county_government", [], True)],
)
def test_the_county_s_figure_is_asked_of_its_office_alone(
    kind: str, offices: list[str], *, asked: bool
) -> None:
    figure = BlueprintFigure(indicator=Indicator(code="LS02", source_unit="热线办"))
    assert is_asked(figure, Organisation(kind=kind, data_offices=offices)) is asked
