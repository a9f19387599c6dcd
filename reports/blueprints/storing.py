"""Between a blueprint version's rows and its `Content`: reading in four queries, writing in as many.

Not for: who may change what, and when a version is published (services).
"""

from collections import defaultdict
from collections.abc import Mapping

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.models import BlueprintBlock, BlueprintFigure, BlueprintSection, BlueprintVersion
from reports.document.roles import Role
from reports.indicators.models import Indicator


def content_of(version: BlueprintVersion) -> Content:
    """Read everything that a version says."""
    asks: dict[int, list[FigureAsk]] = defaultdict(list)
    figures = BlueprintFigure.objects.filter(block__section__version=version).select_related("indicator")
    for figure in figures.order_by("position", "pk"):
        ask = FigureAsk(figure.indicator.code, tuple(figure.kinds), tuple(figure.duties))
        asks[figure.block_id].append(ask)
    blocks: dict[int, list[BlockContent]] = defaultdict(list)
    for block in BlueprintBlock.objects.filter(section__version=version).order_by("position", "pk"):
        blocks[block.section_id].append(_block_content(block, tuple(asks[block.pk])))
    return Content(
        name=version.blueprint.name,
        kinds=tuple(version.kinds),
        filing_title=version.filing_title,
        public_title=version.public_title,
        addressees=tuple(version.addressees),
        sections=tuple(
            SectionContent(
                section.key, Role(section.role), section.heading, section.item_form, tuple(blocks[section.pk])
            )
            for section in version.sections.order_by("position", "pk")
        ),
    )


def _block_content(block: BlueprintBlock, figures: tuple[FigureAsk, ...]) -> BlockContent:
    return BlockContent(
        key=block.key,
        kind=block.kind,
        label=block.label,
        guidance=block.guidance,
        evaluation=block.evaluation,
        example=block.example,
        opening=block.opening,
        fixed_text=block.fixed_text,
        items_kind=block.items_kind,
        matches=tuple(block.matches),
        figures=figures,
        carries_over=block.carries_over,
        pack=block.pack,
    )


def store_content(version: BlueprintVersion, content: Content) -> None:
    """Put a content in the place of whatever a draft version said; its blueprint's name is left alone.

    Errors: the database refuses a version that is no draft any more; KeyError for a code that the
    dictionary lacks, which callers have checked.
    """
    version.kinds = list(content.kinds)
    version.filing_title, version.public_title = content.filing_title, content.public_title
    version.addressees = list(content.addressees)
    version.save(update_fields=["kinds", "filing_title", "public_title", "addressees"])
    version.sections.all().delete()
    sections = BlueprintSection.objects.bulk_create(
        BlueprintSection(
            version=version,
            key=section.key,
            role=section.role.value,
            heading=section.heading,
            item_form=section.item_form,
            position=position,
        )
        for position, section in enumerate(content.sections)
    )
    blocks = BlueprintBlock.objects.bulk_create(
        _block_row(stored, block, position)
        for stored, section in zip(sections, content.sections, strict=True)
        for position, block in enumerate(section.blocks)
    )
    _store_figures(dict(zip(blocks, content.blocks, strict=True)))


def _block_row(section: BlueprintSection, block: BlockContent, position: int) -> BlueprintBlock:
    return BlueprintBlock(
        section=section,
        key=block.key,
        kind=block.kind,
        label=block.label,
        guidance=block.guidance,
        evaluation=block.evaluation,
        example=block.example,
        opening=block.opening,
        fixed_text=block.fixed_text,
        items_kind=block.items_kind,
        matches=list(block.matches),
        carries_over=block.carries_over,
        pack=block.pack,
        position=position,
    )


def _store_figures(blocks: Mapping[BlueprintBlock, BlockContent]) -> None:
    asked = {ask.code for block in blocks.values() for ask in block.figures}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(code__in=asked)}
    BlueprintFigure.objects.bulk_create(
        BlueprintFigure(
            block=stored,
            indicator=indicators[ask.code],
            kinds=list(ask.kinds),
            duties=list(ask.duties),
            position=position,
        )
        for stored, block in blocks.items()
        for position, ask in enumerate(block.figures)
    )
