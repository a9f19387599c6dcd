"""A template as a report of a sample unit that nobody has written in yet: its form and its paper.

Nothing is stored: the pages of drafting and the writer of Word files take the same values that a living
report would give them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.blueprints.content import BlockContent, Content, SectionContent
from reports.blueprints.enums import BlockKind, ItemsKind
from reports.blueprints.expressions import UnknownExpressionError, fill
from reports.blueprints.models import BlueprintFigure
from reports.drafting.models import Report, ReportBlock, ReportSection
from reports.drafting.requests import is_asked
from reports.drafting.services import text_digest
from reports.drafting.snapshot import (
    Snapshot,
    SnapshotBlock,
    SnapshotFigure,
    SnapshotItem,
    SnapshotSection,
)
from reports.indicators.enums import Kind
from reports.indicators.models import Indicator
from reports.indicators.values import BLANK
from reports.organisations.enums import OrganisationKind
from reports.organisations.models import Organisation
from reports.text.normal import normal
from reports.web.drafting.queries import BlockPage, FigureCell, SectionPage
from reports.web.drafting.section_form import SectionForm

NAMES = {
    OrganisationKind.COUNTY_GOVERNMENT: "{county}人民政府",
    OrganisationKind.JUDICIAL_BUREAU: "{county}司法局",
    OrganisationKind.DEPARTMENT: "{county}某某局",
    OrganisationKind.TOWN: "某某镇人民政府",
    OrganisationKind.STREET: "某某街道办事处",
    OrganisationKind.COMMITTEE: "某某管理委员会",
}
ITEM_WORDS = {ItemsKind.SHORTCOMING.value: "不足", ItemsKind.PLAN.value: "计划"}


@dataclass(frozen=True, slots=True)
class Sample:
    """For whom a template is tried: a kind of unit, a year, a county; all topics are chosen."""

    kind: OrganisationKind
    year: int
    county: str

    @property
    def organisation(self) -> Organisation:
        """The unit, stored nowhere."""
        name = NAMES[self.kind].format(county=self.county)
        party = "中共某某镇委员会" if self.kind == OrganisationKind.TOWN else ""
        return Organisation(kind=self.kind, name=name, party_name=party)

    def fill(self, text: str, name: str = "") -> str:
        """Replace the expressions; a text with an unknown one stays as it is, since it is told elsewhere."""
        organisation = name or self.organisation.name
        try:
            return fill(text, year=self.year, organisation=organisation, county=self.county)
        except UnknownExpressionError:
            return text


@dataclass(frozen=True, slots=True)
class SampleBlock:
    """One block of the form with its guidance beside it."""

    part: object
    guidance: str
    evaluation: str
    example: str
    carries_over: bool
    pack: str


@dataclass(frozen=True, slots=True)
class SampleSection:
    """One section of the form, its fields bound to nothing."""

    heading: str
    blocks: tuple[SampleBlock, ...]


def indicators_of(content: Content) -> Mapping[str, Indicator]:
    """The indicators that a content asks for, by code, in one query."""
    codes = {figure.code for block in content.blocks for figure in block.figures}
    return {indicator.code: indicator for indicator in Indicator.objects.filter(code__in=codes)}


def sample_form(
    section: SectionContent, sample: Sample, indicators: Mapping[str, Indicator]
) -> SampleSection:
    """Build the form of one section, as somebody who drafts for the sample unit sees it."""
    report = Report()
    stored = ReportSection(report=report, key=section.key, heading=sample.fill(section.heading))
    pages = tuple(_block_page(block, stored, sample, indicators) for block in section.blocks)
    cells = tuple(cell for each in pages for cell in each.figures)
    page = SectionPage(stored, "", wants_reason=False, blocks=pages, tokens=cells)
    form = SectionForm(page)
    return SampleSection(
        heading=stored.heading,
        blocks=tuple(
            SampleBlock(
                part=form.part(block.key),
                guidance=sample.fill(block.guidance).strip(),
                evaluation=sample.fill(block.evaluation).strip(),
                example=sample.fill(block.example).strip(),
                carries_over=block.carries_over,
                pack=block.pack,
            )
            for block in section.blocks
        ),
    )


def _block_page(
    block: BlockContent, section: ReportSection, sample: Sample, indicators: Mapping[str, Indicator]
) -> BlockPage:
    text = normal(sample.fill(block.fixed_text or block.opening))
    stored = ReportBlock(
        report=section.report,
        section=section,
        key=block.key,
        kind=block.kind,
        items_kind=block.items_kind,
        label=block.label,
        text=text,
    )
    cells = tuple(
        FigureCell(
            code=each.code,
            name=each.name,
            unit=each.unit,
            meaning=each.note,
            is_ratio=each.kind == Kind.RATIO,
            this_year=BLANK,
            last_year=BLANK,
            note="",
            why_closed="",
        )
        for each in _asked([block], sample, indicators)
    )
    return BlockPage(stored, (), cells, (), "", text_digest(text, ()), text)


def _asked(
    blocks: Iterable[BlockContent], sample: Sample, indicators: Mapping[str, Indicator]
) -> Iterable[Indicator]:
    """What a unit of this kind with every duty is asked for."""
    organisation = sample.organisation
    for block in blocks:
        for figure in block.figures:
            indicator = indicators.get(figure.code)
            ask = BlueprintFigure(indicator=indicator, kinds=list(figure.kinds), duties=list(figure.duties))
            if indicator is not None and is_asked(ask, organisation):
                yield indicator


def sample_snapshot(content: Content, sample: Sample, indicators: Mapping[str, Indicator]) -> Snapshot:
    """Read the template as an empty report: a line says what is to be written where nothing stands."""
    organisation = sample.organisation
    signatories = organisation.signatories
    return Snapshot(
        year=sample.year,
        organisation=organisation.name,
        title=sample.fill(content.filing_title, " ".join(signatories)),
        public_title=sample.fill(content.public_title),
        addressees=tuple(map(sample.fill, content.addressees)),
        signatories=signatories,
        dated_on=None,
        sections=tuple(_section(section, sample) for section in content.sections),
        figures=tuple(
            SnapshotFigure(
                code=indicator.code,
                name=indicator.name,
                unit=indicator.unit,
                area_name=indicator.area_name,
                block_key=block.key,
                this_year=BLANK,
                last_year=BLANK,
            )
            for block in content.blocks
            for indicator in _asked([block], sample, indicators)
        ),
    )


def _section(section: SectionContent, sample: Sample) -> SnapshotSection:
    blocks = tuple(_block(block, sample) for block in section.blocks)
    return SnapshotSection(section.key, section.role.value, sample.fill(section.heading), blocks)


def _block(block: BlockContent, sample: Sample) -> SnapshotBlock:
    text = normal(sample.fill(block.fixed_text or block.opening))
    items: tuple[SnapshotItem, ...] = ()
    if block.kind == BlockKind.PROSE and not text:
        text = f"〔填写：{block.label}〕"
    if block.kind == BlockKind.ITEMS:
        items = tuple(
            SnapshotItem(f"〔填写：{ITEM_WORDS.get(block.items_kind, '条目')}{number}〕") for number in "一二"
        )
    return SnapshotBlock(block.key, block.kind, block.items_kind, block.label, text, items=items)
