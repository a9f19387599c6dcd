"""The report templates as a list, and one version read from end to end."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.blueprints.enums import BlockKind, SectionRole, VersionStatus
from reports.blueprints.models import (
    BlueprintBlock,
    BlueprintFigure,
    BlueprintSection,
    BlueprintVersion,
)
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import User
from reports.rounds.models import Assignment
from reports.web.blueprints.words import in_words

PAGE_LENGTH = 50
MOST_NAMES = 200
"""Units named on the page of one version; beyond that only their number is told."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list."""

    pk: int
    name: str
    number: int
    status: str
    is_current: bool
    kinds: str
    sections: int
    blocks: int
    figures: int
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionList:
    """The rows of one page, and the page for the pager."""

    rows: tuple[VersionRow, ...]
    page: Page


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
    opening: str
    fixed_text: str
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
    filing_title: str
    public_title: str
    addressees: str
    sections: tuple[ShownSection, ...]
    uses: tuple[Use, ...]


def version_list(number: str | None) -> VersionList:
    """All versions, those in force first."""
    page = Paginator(_versions().order_by("status", "blueprint__name", "-number"), PAGE_LENGTH).get_page(
        number
    )
    return VersionList(tuple(_row(version) for version in page), page)


def version_page(pk: int, *, user: User) -> VersionPage | None:
    """One version; the number of queries does not depend on its size or use."""
    version = _versions().filter(pk=pk).first()
    if version is None:
        return None
    assignments = Assignment.objects.visible_to(user).in_force().filter(blueprint_version=version)
    return VersionPage(
        row=_row(version),
        filing_title=in_words(version.filing_title),
        public_title=in_words(version.public_title),
        addressees="；".join(map(in_words, version.addressees)),
        sections=_sections(version),
        uses=_uses(assignments),
    )


def _versions() -> QuerySet[BlueprintVersion]:
    return BlueprintVersion.objects.select_related("blueprint").annotate(
        section_count=_count(BlueprintSection.objects.filter(version=OuterRef("pk")), "version"),
        block_count=_count(
            BlueprintBlock.objects.filter(section__version=OuterRef("pk")), "section__version"
        ),
        figure_count=_count(
            BlueprintFigure.objects.filter(block__section__version=OuterRef("pk")), "block__section__version"
        ),
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _row(version: BlueprintVersion) -> VersionRow:
    return VersionRow(
        pk=version.pk,
        name=version.blueprint.name,
        number=version.number,
        status=VersionStatus(version.status).label,
        is_current=version.status == VersionStatus.PUBLISHED,
        kinds=_kind_words(version.kinds),
        sections=getattr(version, "section_count", 0),
        blocks=getattr(version, "block_count", 0),
        figures=getattr(version, "figure_count", 0),
        published_at=version.published_at,
    )


def _kind_words(kinds: Iterable[str]) -> str:
    return "、".join(str(OrganisationKind(kind).label) for kind in kinds)


def _sections(version: BlueprintVersion) -> tuple[ShownSection, ...]:
    figures: dict[int, list[ShownFigure]] = defaultdict(list)
    asked = BlueprintFigure.objects.filter(block__section__version=version).select_related("indicator")
    for figure in asked.order_by("block", "position"):
        indicator = figure.indicator
        kinds = _kind_words(figure.kinds)
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
        opening=in_words(block.opening.strip()),
        fixed_text=in_words(block.fixed_text.strip()),
        figures=tuple(figures),
    )


def _uses(assignments: QuerySet[Assignment]) -> tuple[Use, ...]:
    units: dict[int, list[str]] = defaultdict(list)
    named = assignments.order_by("-round__year", "organisation__position", "organisation__pk")
    for year, name in named.values_list("round__year", "organisation__name")[:MOST_NAMES]:
        units[year].append(name)
    return tuple(Use(year, tuple(names)) for year, names in units.items())
