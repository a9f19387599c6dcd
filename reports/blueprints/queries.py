"""Reading templates."""

from collections.abc import Iterable

from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import BlueprintVersion


def published_versions() -> list[BlueprintVersion]:
    """The templates that a new year may choose from, the oldest family first."""
    versions = BlueprintVersion.objects.filter(status=VersionStatus.PUBLISHED)
    return list(versions.select_related("blueprint").order_by("pk"))


def version_for(
    kind: str, *, code: str = "", among: Iterable[BlueprintVersion] | None = None
) -> BlueprintVersion | None:
    """The published template for a kind of unit: the family named, else the one made most narrowly for it.

    `among` is what `published_versions` gave, where many kinds are asked about at once.
    """
    versions = published_versions() if among is None else among
    if code:
        return next((version for version in versions if version.blueprint.code == code), None)
    fitting = [version for version in versions if kind in version.kinds]
    return min(fitting, key=lambda version: len(version.kinds), default=None)
