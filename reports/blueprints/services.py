"""Loading packs: a file becomes a version of its family."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.packs import read_pack, shipped_packs
from reports.blueprints.storing import store_content
from reports.indicators.models import Indicator
from reports.organisations.models import User


@transaction.atomic
def load_pack(path: Path, *, actor: User | None, now: datetime) -> BlueprintVersion:
    """Make the newest version of a family equal to a file; a file loaded before changes nothing.

    Errors: BrokenPack, before anything is written.
    """
    pack = read_pack(path, set(Indicator.objects.values_list("code", flat=True)))
    blueprint, _ = Blueprint.objects.select_for_update().get_or_create(
        code=pack.code, owner=None, defaults={"name": pack.content.name}
    )
    newest = blueprint.versions.order_by("-number").first()
    if newest is not None and newest.digest == pack.digest:
        return newest
    version = BlueprintVersion.objects.create(
        blueprint=blueprint,
        number=newest.number + 1 if newest else 1,
        status=VersionStatus.DRAFT,
        kinds=list(pack.content.kinds),
        digest=pack.digest,
    )
    store_content(version, pack.content)
    publish(version, now=now)
    record_act("载入模板", version, actor=actor, now=now)
    return version


def load_shipped_packs(*, actor: User | None, now: datetime) -> list[BlueprintVersion]:
    """Load every pack that comes with the product."""
    return [load_pack(path, actor=actor, now=now) for path in shipped_packs()]


def publish(version: BlueprintVersion, *, now: datetime) -> None:
    """Put a draft in force in the place of the family's version before; from now on it never changes."""
    version.blueprint.versions.filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    version.status, version.published_at = VersionStatus.PUBLISHED, now
    version.save(update_fields=["status", "published_at"])
