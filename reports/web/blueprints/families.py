"""The list of templates: the county's own and those that came with the product, each with its versions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import (
    Blueprint,
    BlueprintBlock,
    BlueprintFigure,
    BlueprintSection,
    BlueprintVersion,
)
from reports.blueprints.permissions import can_edit_blueprint
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import User

PAGE_LENGTH = 30


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version, counted."""

    pk: int
    name: str
    number: int
    status: str
    is_current: bool
    is_draft: bool
    kinds: str
    sections: int
    blocks: int
    figures: int
    published_at: datetime | None
    edited_at: datetime | None
    edited_by: str
    note: str


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family: its newest published version first to be read, its draft to go on with.

    `replaced_by` names the county's own that stands in its place for the viewer.
    """

    pk: int
    name: str
    owner: str
    origin: str
    versions: tuple[VersionRow, ...]
    may_edit: bool
    replaced_by: str

    @property
    def draft(self) -> VersionRow | None:
        """The draft, where there is one."""
        return next((row for row in self.versions if row.is_draft), None)

    @property
    def current(self) -> VersionRow | None:
        """The version in force, where there is one."""
        return next((row for row in self.versions if row.is_current), None)

    @property
    def shown(self) -> VersionRow:
        """The version that the row speaks of: the one in force, else the newest."""
        return self.current or self.versions[0]

    @property
    def earlier(self) -> tuple[VersionRow, ...]:
        """What is neither shown nor the draft."""
        return tuple(row for row in self.versions if row not in (self.shown, self.draft))


@dataclass(frozen=True, slots=True)
class FamilyList:
    """The families of one page, the county's own before the shipped, and the page for the pager."""

    own: tuple[FamilyRow, ...]
    shipped: tuple[FamilyRow, ...]
    page: Page


def family_list(number: str | None, *, user: User) -> FamilyList:
    """List the families that this person may read; the number of queries does not depend on theirs."""
    families = Blueprint.objects.visible_to(user).select_related("owner", "origin")
    ordered = families.filter(versions__isnull=False).distinct()
    page = Paginator(
        ordered.order_by(F("owner__path").asc(nulls_last=True), "name", "pk"), PAGE_LENGTH
    ).get_page(number)
    found = list(page)
    versions = counted(BlueprintVersion.objects.filter(blueprint__in=found)).order_by("-number")
    rows = tuple(_family(family, versions, user=user, among=found) for family in found)
    return FamilyList(
        own=tuple(row for row in rows if row.owner),
        shipped=tuple(row for row in rows if not row.owner),
        page=page,
    )


def _family(
    family: Blueprint,
    versions: Iterable[BlueprintVersion],
    *,
    user: User,
    among: Collection[Blueprint],
) -> FamilyRow:
    return FamilyRow(
        pk=family.pk,
        name=family.name,
        owner=family.owner.name if family.owner else "",
        origin=family.origin.name if family.origin else "",
        versions=tuple(version_row(version) for version in versions if version.blueprint_id == family.pk),
        may_edit=bool(can_edit_blueprint(user, family)),
        replaced_by=_replaced_by(family, versions, among),
    )


def _replaced_by(family: Blueprint, versions: Iterable[BlueprintVersion], among: Iterable[Blueprint]) -> str:
    in_force = {version.blueprint_id for version in versions if version.status == VersionStatus.PUBLISHED}
    own = (each for each in among if each.origin_id == family.pk and each.pk in in_force)
    return next((each.name for each in own), "")


def counted(versions: QuerySet[BlueprintVersion]) -> QuerySet[BlueprintVersion]:
    """Put to versions the numbers of their parts, and whatever else `version_row` reads."""
    return versions.select_related("blueprint__owner", "edited_by").annotate(
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


def version_row(version: BlueprintVersion) -> VersionRow:
    """Say one version that was `counted`."""
    return VersionRow(
        pk=version.pk,
        name=version.blueprint.name,
        number=version.number,
        status=VersionStatus(version.status).label,
        is_current=version.status == VersionStatus.PUBLISHED,
        is_draft=version.status == VersionStatus.DRAFT,
        kinds=kind_words(version.kinds),
        sections=getattr(version, "section_count", 0),
        blocks=getattr(version, "block_count", 0),
        figures=getattr(version, "figure_count", 0),
        published_at=version.published_at,
        edited_at=version.edited_at,
        edited_by=version.edited_by.name if version.edited_by else "",
        note=version.note,
    )


def kind_words(kinds: Iterable[str]) -> str:
    """Say kinds of unit, as in 部门、乡镇."""
    return "、".join(str(OrganisationKind(kind).label) for kind in kinds)
