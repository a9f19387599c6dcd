"""The paragraphs of an old report as rows, and the places that a row can go to.

Pure words only. Not for: proposing places (placement), or changing and gathering them (arrangement).
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from reports.document.nodes import Block, Heading, Lead, Note, Paragraph
from reports.document.roles import Role

ITEM_LEVEL = 5
"""Where 一是 stands: below every numbered heading."""
NO_LEVEL = 9
"""The level of a row that is no heading."""
OWN_PART = "+"
"""What the key of a part opens with that the template does not have; the number of a row follows."""


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


class Where(StrEnum):
    """What a row becomes in the report."""

    LETTERHEAD = "letterhead"  # 版头 and 版记, kept as 发文信息
    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    BODY = "body"
    SIGNATORY = "signatory"
    DATE = "date"
    REMARK = "remark"
    ATTACHMENT = "attachment"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row goes; `section` for a heading and body text, `block` for body text alone.

    A part outside the template has a section of its own, `+` and the number of a row, and no block.
    """

    where: Where
    section: str = ""
    block: str = ""

    @property
    def code(self) -> str:
        """The place as one word, for pages and files."""
        return ":".join(filter(None, (self.where.value, self.section, self.block)))


NOWHERE = Place(Where.NOWHERE)


def read_place(code: str) -> Place | None:
    """Read a place that was written as one word; None for any other word."""
    where, _, rest = code.partition(":")
    section, _, block = rest.partition(":")
    if where not in tuple(Where):
        return None
    place = Place(Where(where), section, block)
    return place if place.code == code else None


class Confidence(StrEnum):
    """How sure a proposal is."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"

    @property
    def label(self) -> str:
        """The word that people see."""
        return {"sure": "确定", "likely": "较有把握", "check": "请核对"}[self.value]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place, how sure it is, and why in a few words.

    `follows` says that the row only goes where the paragraph above it goes.
    """

    place: Place
    confidence: Confidence
    reason: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph, heading, table or line of the frame, in the order of the paper.

    `number` counts from 1; `node` is what stood in the body or an attachment, None for a line of the frame;
    `reason` says in a few words why it goes where it goes; `notes` are the remarks beside it; `follows` says
    that it only goes where the paragraph above it goes. `organs` and `day` are what a line of 主送 or of the
    signature says, where it is typed otherwise than the report prints it.
    """

    number: int
    text: str
    place: Place
    confidence: Confidence
    reason: str = ""
    node: Block | None = None
    notes: tuple[Note, ...] = ()
    follows: bool = False
    organs: tuple[str, ...] | None = None
    day: datetime.date | None = None

    @property
    def level(self) -> int:
        """The level of the heading that the row is or opens with; NO_LEVEL for any other."""
        return level_of(self.node)


def level_of(block: Block | None) -> int:
    """The level of a heading, of its own line or run in; NO_LEVEL for any other block."""
    match block:
        case Heading(level=level):
            return level
        case Paragraph(lead=Lead(number, text, level)) if number and text:
            return level or ITEM_LEVEL
    return NO_LEVEL
