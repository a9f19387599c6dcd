"""Reading templates."""

from collections.abc import Iterable

from django.db.models import Q

from reports.blueprints.content import Content
from reports.blueprints.enums import VersionStatus
from reports.blueprints.faults import ContentFault, faults_in
from reports.blueprints.models import BlueprintBlock, BlueprintVersion
from reports.indicators.models import Indicator
from reports.organisations.models import Organisation


def published_versions(*, government: Organisation | None = None) -> list[BlueprintVersion]:
    """The templates that a new year of this government may choose from, the oldest family first.

    Its own ones are among them, and one that it made out of a shipped family hides that family.
    """
    own = Q(blueprint__owner=government) if government else Q(pk__in=[])
    versions = BlueprintVersion.objects.filter(
        Q(blueprint__owner=None) | own, status=VersionStatus.PUBLISHED
    ).select_related("blueprint")
    found = list(versions.order_by("pk"))
    hidden = {version.blueprint.origin_id for version in found if version.blueprint.origin_id}
    return [version for version in found if version.blueprint_id not in hidden]


def version_for(
    kind: str,
    *,
    code: str = "",
    government: Organisation | None = None,
    among: Iterable[BlueprintVersion] | None = None,
) -> BlueprintVersion | None:
    """The published template for a kind of unit: the family named, else the one made most narrowly for it.

    A government's own template goes before every shipped one, and an alternative stands behind all others.
    `among` is what `published_versions` gave, where many kinds are asked about at once.
    """
    versions = published_versions(government=government) if among is None else among
    if code:
        return next((version for version in versions if version.blueprint.code == code), None)
    fitting = [version for version in versions if kind in version.kinds]
    return min(fitting, key=_rank, default=None)


def _rank(version: BlueprintVersion) -> tuple[bool, bool, int, int]:
    family = version.blueprint
    return family.owner_id is None, family.is_alternative, len(version.kinds), family.pk


def topics_of(versions: Iterable[BlueprintVersion]) -> dict[int, tuple[str, ...]]:
    """The topics (专题) that a round may choose of each template, by the version's key, in one query."""
    topics: dict[int, dict[str, None]] = {version.pk: {} for version in versions}
    blocks = BlueprintBlock.objects.filter(section__version__in=topics).exclude(pack="")
    named = blocks.order_by("section__position", "position").values_list("section__version", "pack")
    for version_id, pack in named:
        topics[version_id][pack] = None
    return {pk: tuple(found) for pk, found in topics.items()}


def content_faults(content: Content) -> tuple[ContentFault, ...]:
    """List what is wrong with a content, asking the dictionary for the codes that it knows."""
    names = dict(Indicator.objects.values_list("code", "name"))
    return faults_in(content, codes=names.keys(), names=names)


def newer_origin(version: BlueprintVersion) -> BlueprintVersion | None:
    """The version in force of the template that this one was made from, if it is newer than the one taken."""
    taken = version.origin_version
    if taken is None:
        return None
    newer = BlueprintVersion.objects.filter(
        blueprint=taken.blueprint_id, number__gt=taken.number, status=VersionStatus.PUBLISHED
    )
    return newer.select_related("blueprint").first()
