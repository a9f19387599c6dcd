"""Reading templates."""

from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import BlueprintVersion


def version_for(kind: str, *, code: str = "") -> BlueprintVersion | None:
    """The published template for a kind of unit: the family named, else the one made most narrowly for it."""
    versions = BlueprintVersion.objects.filter(status=VersionStatus.PUBLISHED).select_related("blueprint")
    if code:
        return versions.filter(blueprint__code=code).order_by("-number").first()
    fitting = [version for version in versions.order_by("pk") if kind in version.kinds]
    return min(fitting, key=lambda version: len(version.kinds), default=None)
