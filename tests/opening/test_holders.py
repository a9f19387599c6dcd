"""Which county-wide figures nobody would be asked for."""

import pytest

from reports.blueprints.queries import version_for
from reports.opening.holders import UnheldOffice, unheld_offices
from reports.organisations.enums import OrganisationKind as Kind
from reports.organisations.models import Organisation
from reports.organisations.services import create_organisation
from tests.world import World

pytestmark = pytest.mark.django_db


def unheld(world: World) -> tuple[UnheldOffice, ...]:
    return unheld_offices(world.county.government, [version_for("judicial_bureau")])


def test_an_office_that_a_unit_holds_is_not_listed(world: World) -> None:
    assert unheld(world) == ()


@pytest.mark.parametrize("change", [{"data_offices": []}, {"is_active": False}])
def test_an_office_that_nobody_active_holds_is_listed_with_its_figures(
    world: World, change: dict[str, object]
) -> None:
    Organisation.objects.filter(pk=world.county.bureau.pk).update(**change)
    (office,) = unheld(world)
    version = version_for("judicial_bureau")
    held = {"司法局"}
    figures = {
        figure.indicator_id
        for section in version.sections.all()
        for block in section.blocks.filter(pack="")
        for figure in block.figures.filter(indicator__source_unit__in=held)
    }
    assert office == UnheldOffice("司法局", len(figures))


def test_a_holder_in_another_county_holds_nothing_here(world: World) -> None:
    Organisation.objects.filter(pk=world.county.bureau.pk).update(data_offices=[])
    assert world.stranger.bureau.data_offices == ["司法局"]
    assert [office.name for office in unheld(world)] == ["司法局"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_units(world: World, count: int, django_assert_num_queries) -> None:
    for at in range(count):
        create_organisation(
            name=f"第{at}局", kind=Kind.DEPARTMENT, parent=world.county.government, actor=None, now=world.now
        )
    version = version_for("judicial_bureau")
    with django_assert_num_queries(2):
        unheld_offices(world.county.government, [version])
