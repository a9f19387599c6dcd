"""归口数据 that nobody holds: figures of one office for the county which no unit would be asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from reports.blueprints.models import BlueprintFigure, BlueprintVersion
from reports.drafting.requests import EVERY_UNIT
from reports.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class UnheldOffice:
    """One office of the dictionary that no active unit of the county is, with its number of figures."""

    name: str
    figures: int


def unheld_offices(
    government: Organisation, versions: Iterable[BlueprintVersion]
) -> tuple[UnheldOffice, ...]:
    """List the offices whose figures these templates ask for and that no unit holds, in two queries."""
    asked = (
        BlueprintFigure.objects.filter(block__section__version__in=list(versions), block__pack="")
        .exclude(indicator__source_unit__in=["", EVERY_UNIT])
        .values_list("indicator__source_unit")
        .annotate(figures=Count("indicator", distinct=True))
        .order_by("indicator__source_unit")
    )
    units = Organisation.objects.under(government.path).filter(is_active=True)
    held = {office for offices in units.values_list("data_offices", flat=True) for office in offices}
    return tuple(UnheldOffice(name, figures) for name, figures in asked if name not in held)
