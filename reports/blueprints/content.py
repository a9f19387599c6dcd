"""What a blueprint version says, as one frozen value: read, compared, shifted, merged and stored whole.

Pure: no Django models. A stored version, a pack file, an old report taken as a model and a clone for
the next year are all a `Content` first. Not for: rows (storing), files (packs).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reports.blueprints.enums import ItemForm
from reports.document.roles import STATUTORY_ROLES, Role


@dataclass(frozen=True, slots=True)
class FigureAsk:
    """One indicator that a block asks for; no kinds and no duties mean every unit of the blueprint."""

    code: str
    kinds: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockContent:
    """One field of the form.

    `guidance` says what to write, `evaluation` what evaluators look for, `example` how it may read.
    `carries_over` takes last year's text over into a new report, to be confirmed there. A block with
    a `pack` comes into a report only where the round has chosen that pack (专题). `items_kind` is
    empty unless `kind` is items, `fixed_text` unless it is fixed.
    """

    key: str
    kind: str
    label: str
    guidance: str = ""
    evaluation: str = ""
    example: str = ""
    opening: str = ""
    fixed_text: str = ""
    items_kind: str = ""
    matches: tuple[str, ...] = ()
    figures: tuple[FigureAsk, ...] = ()
    carries_over: bool = False
    pack: str = ""


@dataclass(frozen=True, slots=True)
class SectionContent:
    """One level-1 part; an empty heading prints none."""

    key: str
    role: Role
    heading: str
    item_form: str = ItemForm.RUN_IN.value
    blocks: tuple[BlockContent, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that one version of a blueprint says."""

    name: str
    kinds: tuple[str, ...]
    filing_title: str
    public_title: str
    addressees: tuple[str, ...]
    sections: tuple[SectionContent, ...] = ()

    @property
    def blocks(self) -> tuple[BlockContent, ...]:
        """All blocks in order."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def lacking_roles(self) -> tuple[Role, ...]:
        """The statutory parts that are missing; a block named after one is that part, wherever it stands."""
        present = {section.role.value for section in self.sections} | {block.key for block in self.blocks}
        return tuple(role for role in STATUTORY_ROLES if role not in present)

    def codes_for(self, kind: str, *, with_topics: bool = True) -> tuple[str, ...]:
        """List the codes asked of one kind of unit, in order; those of topics come only where chosen."""
        blocks = (block for block in self.blocks if with_topics or not block.pack)
        figures = (figure for block in blocks for figure in block.figures)
        return tuple(figure.code for figure in figures if not figure.kinds or kind in figure.kinds)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a string of a content stands: the keys of section and block, and the field's name.

    The content's own fields have neither key; `index` counts the lines of 主送机关.
    """

    section: str
    block: str
    field: str
    index: int = 0


Rewrite = Callable[[Place, str], str]


def rewritten(content: Content, rewrite: Rewrite) -> Content:
    """Pass every string that people wrote through `rewrite` and keep what it returns."""
    return replace(
        content,
        filing_title=rewrite(Place("", "", "filing_title"), content.filing_title),
        public_title=rewrite(Place("", "", "public_title"), content.public_title),
        addressees=tuple(
            rewrite(Place("", "", "addressees", index), line) for index, line in enumerate(content.addressees)
        ),
        sections=tuple(_rewritten_section(section, rewrite) for section in content.sections),
    )


def _rewritten_section(section: SectionContent, rewrite: Rewrite) -> SectionContent:
    return replace(
        section,
        heading=rewrite(Place(section.key, "", "heading"), section.heading),
        blocks=tuple(_rewritten_block(section.key, block, rewrite) for block in section.blocks),
    )


def _rewritten_block(section: str, block: BlockContent, rewrite: Rewrite) -> BlockContent:
    def of(field: str, text: str) -> str:
        return rewrite(Place(section, block.key, field), text)

    return replace(
        block,
        label=of("label", block.label),
        guidance=of("guidance", block.guidance),
        evaluation=of("evaluation", block.evaluation),
        example=of("example", block.example),
        opening=of("opening", block.opening),
        fixed_text=of("fixed_text", block.fixed_text),
    )


def strings(content: Content) -> Iterator[tuple[Place, str]]:
    """Yield every string that people wrote, with its place, in reading order; empty ones are left out."""
    found: list[tuple[Place, str]] = []

    def note(place: Place, text: str) -> str:
        found.append((place, text))
        return text

    rewritten(content, note)
    yield from ((place, text) for place, text in found if text)
