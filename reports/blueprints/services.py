"""Loading packs: a file becomes a version of its family."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import (
    Blueprint,
    BlueprintBlock,
    BlueprintFigure,
    BlueprintSection,
    BlueprintVersion,
)
from reports.blueprints.packs import Pack, PackBlock, PackSection, read_pack, shipped_packs
from reports.indicators.models import Indicator
from reports.organisations.models import User


@transaction.atomic
def load_pack(path: Path, *, actor: User | None, now: datetime) -> BlueprintVersion:
    """Make the newest version of a family equal to a file; a file loaded before changes nothing.

    Errors: BrokenPack, before anything is written.
    """
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    pack = read_pack(path, indicators)
    blueprint, _ = Blueprint.objects.select_for_update().get_or_create(
        code=pack.code, defaults={"name": pack.name}
    )
    newest = blueprint.versions.order_by("-number").first()
    if newest is not None and newest.digest == pack.digest:
        return newest
    blueprint.versions.filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    version = BlueprintVersion.objects.create(
        blueprint=blueprint,
        number=newest.number + 1 if newest else 1,
        status=VersionStatus.PUBLISHED,
        kinds=list(pack.kinds),
        filing_title=pack.filing_title,
        public_title=pack.public_title,
        addressees=list(pack.addressees),
        digest=pack.digest,
        published_at=now,
    )
    _store_sections(version, pack, indicators)
    record_act("载入模板", version, actor=actor, now=now)
    return version


def load_shipped_packs(*, actor: User | None, now: datetime) -> list[BlueprintVersion]:
    """Load every pack that comes with the product."""
    return [load_pack(path, actor=actor, now=now) for path in shipped_packs()]


def _store_sections(version: BlueprintVersion, pack: Pack, indicators: Mapping[str, Indicator]) -> None:
    for position, section in enumerate(pack.sections):
        stored = _store_section(version, section, position)
        for block_position, block in enumerate(section.blocks):
            _store_block(stored, block, position=block_position, indicators=indicators)


def _store_section(version: BlueprintVersion, section: PackSection, position: int) -> BlueprintSection:
    return BlueprintSection.objects.create(
        version=version,
        key=section.key,
        role=section.role.value,
        heading=section.heading,
        position=position,
    )


def _store_block(
    section: BlueprintSection, block: PackBlock, *, position: int, indicators: Mapping[str, Indicator]
) -> None:
    stored = BlueprintBlock.objects.create(
        section=section,
        key=block.key,
        kind=block.kind,
        label=block.label,
        guidance=block.guidance,
        opening=block.opening,
        fixed_text=block.text,
        items_kind=block.items,
        matches=list(block.matches),
        position=position,
    )
    BlueprintFigure.objects.bulk_create(
        BlueprintFigure(
            block=stored, indicator=indicators[figure.code], kinds=list(figure.kinds), position=rank
        )
        for rank, figure in enumerate(block.figures)
    )
