"""Which figures a unit is asked for: those of its kind, and the county's of the office it holds."""

from reports.blueprints.models import BlueprintFigure
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation

EVERY_UNIT = "各单位"
"""The `source_unit` of an indicator that each unit knows of itself."""


def is_asked(figure: BlueprintFigure, organisation: Organisation) -> bool:
    """Whether this unit is asked for this figure of the blueprint.

    Duties narrow it where both say something: a unit whose duties nobody has entered is asked like
    its kind, so that the product works before anybody keeps them.
    A figure that one office has for the whole county is asked of that office alone; the county's
    own report lists it, since there it is rolled up instead of asked.
    """
    if figure.kinds and organisation.kind not in figure.kinds:
        return False
    if figure.duties and organisation.duties and not set(figure.duties) & set(organisation.duties):
        return False
    office = figure.indicator.source_unit
    if not office or office == EVERY_UNIT or organisation.kind == OrganisationKind.COUNTY_GOVERNMENT:
        return True
    return office in organisation.data_offices
