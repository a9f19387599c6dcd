"""Finding the place of each paragraph of an old report in a blueprint, without changing their order.

Pure: works on a paper that was read and on a description of the blueprint; storing is `importing.services`.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from reports.document.markup import print_text
from reports.document.nodes import Attachment, Block, Document, Heading, Lead, Note, Paragraph
from reports.document.role_words import role_of
from reports.document.roles import Role

YEARS = re.compile(r"\{\w+\}|20\d{2}|[年度的和，、]")
ALIKE = 0.8
"""A heading so like a section's finds it even when its words tell no role or another one."""
CLOSING = re.compile(r"(?:特此|专此|以上(?:报告|汇报|情况).{0,12}$|妥否)")
ITEM_LEVEL = 5
"""Where 一是 stands: below every numbered heading."""
NO_RUN = 9
MOST_PARTS = 100
"""No paper has more; what a hostile file has beyond them stays outside the sections."""


@dataclass(frozen=True, slots=True)
class PlacementBlock:
    """What placing needs to know of a block: `kind` prose, figures, items or fixed; `matches` words."""

    key: str
    kind: str
    label: str
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacementSection:
    """What placing needs to know of a section; `heading` is empty where none prints."""

    key: str
    role: Role | None
    heading: str
    blocks: tuple[PlacementBlock, ...]

    @property
    def takers(self) -> tuple[PlacementBlock, ...]:
        """The blocks that can take imported prose: those of prose, else the first of items."""
        prose = tuple(block for block in self.blocks if block.kind == "prose")
        return prose or tuple(block for block in self.blocks if block.kind == "items")[:1]


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """The text (公文 markup) that goes into one block; `key` is empty in a part outside the blueprint."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """One level-1 part of the paper.

    `section` is empty for a part that fits no section, or no free one; `mark` is the `。` of a heading that
    ran on into its first paragraph, which now is the first line of the first block; `likeness` of the two
    headings is from 0 to 1.
    """

    section: str
    heading: str
    number: str = ""
    role: Role | None = None
    blocks: tuple[PlacedBlock, ...] = ()
    mark: str = ""
    likeness: float = 0.0

    @property
    def text(self) -> str:
        """All text below the heading, in the order of the paper."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they stood on the paper, heading and all."""
        heading = self.number + self.heading + self.mark
        joint = "" if self.mark or not heading or not self.text else "\n"
        return tuple((heading + joint + self.text).split("\n"))


@dataclass(frozen=True, slots=True)
class Placement:
    """A report sorted into a blueprint; `parts` stand in the order of the paper and hold every paragraph."""

    title: str
    addressees: tuple[str, ...]
    parts: tuple[PlacedPart, ...]
    signatories: tuple[str, ...]
    date: datetime.date | None
    date_as_typed: str = ""
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def sections(self) -> tuple[PlacedPart, ...]:
        """The parts that found their section, in the order of the paper."""
        return tuple(part for part in self.parts if part.section)

    @property
    def extra_sections(self) -> tuple[PlacedPart, ...]:
        """The parts that the blueprint has no place for; they keep their own headings."""
        return tuple(part for part in self.parts if not part.section)


@dataclass(slots=True)
class _Part:
    """One level-1 part while it is read: its heading and the blocks below it."""

    heading: str = ""
    number: str = ""
    role: Role | None = None
    mark: str = ""
    blocks: list[Block] = field(default_factory=list)


def place(document: Document, sections: Sequence[PlacementSection]) -> Placement:
    """Sort a paper into the sections of a blueprint.

    Level-1 headings choose the section by role and likeness. Inside it the order never changes: a level-2 run
    that matches a later block goes there, anything else stays with the block before it. What stands before
    the first heading goes to the section of role preamble, 特此报告 to that of role closing; a part without
    a free section stays a part of its own.
    """
    parts = _parts(document)
    if any(section.role is Role.CLOSING for section in sections):
        parts += _cut_closing(parts)
    chosen = _choose_sections(parts, sections)
    return Placement(
        title=document.title,
        addressees=document.addressees,
        parts=tuple(_placed(part, chosen.get(at)) for at, part in enumerate(parts)),
        signatories=document.signatories,
        date=document.date,
        date_as_typed=document.date_as_typed,
        notes=tuple(block for block in document.blocks if isinstance(block, Note)),
        attachments=document.attachments,
    )


def _parts(document: Document) -> list[_Part]:
    """Cut the body before each level-1 heading; what stands before the first is the preamble."""
    parts = [_Part(role=Role.PREAMBLE)]
    for block in document.blocks:
        match block:
            case Heading(level=1):
                parts.append(_Part(block.text, block.number, block.role or role_of(block.text)))
            case Paragraph(lead=Lead(number, text, 1)) if text:
                heading, mark = text[:-1], text[-1]
                parts.append(_Part(heading, number, role_of(heading), mark, [replace(block, lead=None)]))
            case Note():
                continue
            case _:
                parts[-1].blocks.append(block)
    return parts if parts[0].blocks else parts[1:]


def _cut_closing(parts: list[_Part]) -> list[_Part]:
    """Cut 特此报告 and its like off the end of the last part, as a part of its own."""
    blocks = parts[-1].blocks if parts else []
    first = len(blocks)
    while first and _is_closing(blocks[first - 1]):
        first -= 1
    closing = blocks[first:]
    del blocks[first:]
    return [_Part(role=Role.CLOSING, blocks=closing)] if closing else []


def _is_closing(block: Block) -> bool:
    return isinstance(block, Paragraph) and CLOSING.match(block.text) is not None


Choice = tuple[PlacementSection, float]


def _choose_sections(parts: Sequence[_Part], sections: Sequence[PlacementSection]) -> dict[int, Choice]:
    """Give each part its section, the surest pair first; no section is given twice."""
    pairs = []
    for at, part in enumerate(parts[:MOST_PARTS]):
        for rank, section in enumerate(sections):
            likeness = _likeness(part.heading, section.heading)
            has_role = part.role is not None and part.role == section.role
            if section.takers and (has_role or (part.heading and likeness >= ALIKE)):
                pairs.append((-has_role - likeness, at, rank, likeness))
    chosen: dict[int, Choice] = {}
    taken: set[int] = set()
    for _, at, rank, likeness in sorted(pairs):
        if at not in chosen and rank not in taken:
            chosen[at] = (sections[rank], likeness)
            taken.add(rank)
    return chosen


def _likeness(heading: str, other: str) -> float:
    """How alike two headings are, whatever years they name."""
    return SequenceMatcher(None, YEARS.sub("", heading), YEARS.sub("", other), autojunk=False).ratio()


def _placed(part: _Part, choice: Choice | None) -> PlacedPart:
    section, likeness = choice or (None, 0.0)
    takers = section.takers if section else (PlacementBlock("", "prose", ""),)
    return PlacedPart(
        section=section.key if section else "",
        heading=part.heading,
        number=part.number,
        role=part.role,
        blocks=tuple(_distribute(part.blocks, takers)),
        mark=part.mark,
        likeness=round(likeness, 3),
    )


def _distribute(blocks: Sequence[Block], takers: Sequence[PlacementBlock]) -> Iterator[PlacedBlock]:
    """Deal paragraphs out to blocks, only ever forwards; each run opens with one of the highest headings."""
    highest = min((_run_level(block) for block in blocks), default=NO_RUN)
    piles: list[list[Block]] = [[] for _ in takers]
    at = 0
    for block in blocks:
        if _run_level(block) == highest < NO_RUN:
            at = _next_taker(_run_heading(block), takers, at)
        piles[at].append(block)
    for taker, pile in zip(takers, piles, strict=True):
        if pile:
            yield PlacedBlock(taker.key, print_text(pile))


def _next_taker(heading: str, takers: Sequence[PlacementBlock], at: int) -> int:
    """The block from `at` on whose words fit the heading best, the nearest of equals; else `at` itself."""
    fits = [
        sum(len(word) for word in {*taker.matches, taker.label} if word in heading) for taker in takers[at:]
    ]
    return at + fits.index(max(fits))


def _run_level(block: Block) -> int:
    match block:
        case Heading(level=level):
            return level
        case Paragraph(lead=Lead(number, text, level)) if number and text:
            return level or ITEM_LEVEL
    return NO_RUN


def _run_heading(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    return block.lead.text if isinstance(block, Paragraph) and block.lead else ""
