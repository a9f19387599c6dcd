"""One version of a template read from end to end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from reports.blueprints.enums import BlockKind, SectionRole
from reports.blueprints.models import BlueprintBlock, BlueprintFigure, BlueprintVersion
from reports.blueprints.permissions import can_edit_blueprint
from reports.organisations.models import User
from reports.rounds.models import Assignment
from reports.web.blueprints.families import VersionRow, counted, kind_words, version_row
from reports.web.blueprints.words import in_words

MOST_NAMES = 200
"""Units named on the page of one version; beyond that only their number is told."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One indicator that a block asks for; `kinds` of whom, '' for all."""

    code: str
    name: str
    unit: str
    kinds: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block as the template has it."""

    key: str
    label: str
    kind: str
    guidance: str
    evaluation: str
    example: str
    opening: str
    fixed_text: str
    carries_over: bool
    pack: str
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One part; without a heading it prints none."""

    key: str
    heading: str
    role: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One year in which the version is used, by the units that the viewer may see."""

    year: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version with everything below it; titles and texts with words for what a report fills in."""

    row: VersionRow
    family_pk: int
    owner: str
    may_edit: bool
    filing_title: str
    public_title: str
    addressees: str
    sections: tuple[ShownSection, ...]
    uses: tuple[Use, ...]


def version_page(pk: int, *, user: User) -> VersionPage | None:
    """One version; the number of queries does not depend on its size or use."""
    version = counted(BlueprintVersion.objects.visible_to(user)).filter(pk=pk).first()
    if version is None:
        return None
    assignments = Assignment.objects.visible_to(user).in_force().filter(blueprint_version=version)
    return VersionPage(
        row=version_row(version),
        family_pk=version.blueprint_id,
        owner=version.blueprint.owner.name if version.blueprint.owner else "",
        may_edit=bool(can_edit_blueprint(user, version.blueprint)),
        filing_title=in_words(version.filing_title),
        public_title=in_words(version.public_title),
        addressees="；".join(map(in_words, version.addressees)),
        sections=_sections(version),
        uses=_uses(assignments),
    )


def _sections(version: BlueprintVersion) -> tuple[ShownSection, ...]:
    figures: dict[int, list[ShownFigure]] = defaultdict(list)
    asked = BlueprintFigure.objects.filter(block__section__version=version).select_related("indicator")
    for figure in asked.order_by("block", "position"):
        indicator = figure.indicator
        kinds = kind_words(figure.kinds)
        figures[figure.block_id].append(ShownFigure(indicator.code, indicator.name, indicator.unit, kinds))
    blocks: dict[int, list[ShownBlock]] = defaultdict(list)
    for block in BlueprintBlock.objects.filter(section__version=version).order_by("position", "pk"):
        blocks[block.section_id].append(_block(block, figures[block.pk]))
    return tuple(
        ShownSection(
            section.key, in_words(section.heading), SectionRole(section.role).label, tuple(blocks[section.pk])
        )
        for section in version.sections.order_by("position", "pk")
    )


def _block(block: BlueprintBlock, figures: Sequence[ShownFigure]) -> ShownBlock:
    return ShownBlock(
        key=block.key,
        label=block.label,
        kind=BlockKind(block.kind).label,
        guidance=in_words(block.guidance.strip()),
        evaluation=in_words(block.evaluation.strip()),
        example=in_words(block.example.strip()),
        opening=in_words(block.opening.strip()),
        fixed_text=in_words(block.fixed_text.strip()),
        carries_over=block.carries_over,
        pack=block.pack,
        figures=tuple(figures),
    )


def _uses(assignments: QuerySet[Assignment]) -> tuple[Use, ...]:
    units: dict[int, list[str]] = defaultdict(list)
    named = assignments.order_by("-round__year", "organisation__position", "organisation__pk")
    for year, name in named.values_list("round__year", "organisation__name")[:MOST_NAMES]:
        units[year].append(name)
    return tuple(Use(year, tuple(names)) for year, names in units.items())
