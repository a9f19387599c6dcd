"""A report as items for the HTML preview, in the order of the paper.

Not for: marking up or escaping; templates/reports/preview/_paper.html does both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reports.document.frame import print_date
from reports.document.nodes import (
    Attachment,
    Block,
    Document,
    Heading,
    Note,
    Origin,
    Paragraph,
    RunKind,
    Table,
)
from reports.rendering.docx.profile import PUBLIC
from reports.rendering.titles import break_title

NOWHERE = Origin()


class ItemKind(StrEnum):
    """What one item of the preview is."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    SIGNATURE = "signature"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that looks alike; `is_lead` for the heading that opens it."""

    text: str
    kind: RunKind = RunKind.PLAIN
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, as many columns wide as `span` says."""

    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One thing on the page.

    `lines` of a title, of the signing organs, or the one line of anything else that is not a paragraph or
    a table; `date` belongs to a signature, `level` to a heading or to the heading that opens a paragraph.
    """

    kind: ItemKind
    lines: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    header: tuple[tuple[Cell, ...], ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    level: int = 0
    date: str = ""
    origin: Origin = NOWHERE


def paper(document: Document) -> tuple[PaperItem, ...]:
    """Lay a report out for the preview; remarks beside the text are left out."""
    return tuple(_items(document))


def _items(document: Document) -> Iterator[PaperItem]:
    if document.title:
        yield _title(document.title)
    for addressee in document.addressees:
        yield PaperItem(ItemKind.ADDRESSEE, lines=(f"{addressee}：",))
    yield from _blocks(document.blocks)
    day = document.date_as_typed or (print_date(document.date) if document.date else "")
    if document.signatories or day:
        yield PaperItem(ItemKind.SIGNATURE, lines=document.signatories, date=day)
    for number, attachment in enumerate(document.attachments, 1):
        label = f"附件{number}" if len(document.attachments) > 1 else "附件"
        yield from _attachment(attachment, label)


def _title(title: str) -> PaperItem:
    lines = (line for typed in title.split("\n") for line in break_title(typed, PUBLIC.title_columns))
    return PaperItem(ItemKind.TITLE, lines=tuple(lines))


def _attachment(attachment: Attachment, label: str) -> Iterator[PaperItem]:
    yield PaperItem(ItemKind.ATTACHMENT, lines=(label,))
    yield _title(attachment.title)
    yield from _blocks(attachment.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[PaperItem]:
    for block in blocks:
        match block:
            case Heading():
                yield PaperItem(
                    ItemKind.HEADING,
                    lines=(block.number + block.text,),
                    level=block.level,
                    origin=block.origin,
                )
            case Paragraph():
                yield _paragraph(block)
            case Table():
                yield _table(block)
            case Note():
                continue


def _paragraph(block: Paragraph) -> PaperItem:
    pieces = tuple(Piece(run.text, run.kind) for run in block.runs)
    if block.lead:
        pieces = (Piece(block.lead.number + block.lead.text, is_lead=True), *pieces)
    return PaperItem(
        ItemKind.PARAGRAPH,
        pieces=pieces,
        level=block.lead.level if block.lead else 0,
        origin=block.origin,
    )


def _table(block: Table) -> PaperItem:
    """Spread each row over all columns: the last cell of a short row spans the rest, as in Word."""
    count = max((len(row) for row in block.rows), default=0)
    rows = tuple(
        (*(Cell(text) for text in row[:-1]), Cell(row[-1] if row else "", max(1, count - len(row) + 1)))
        for row in block.rows
    )
    head = block.header_rows
    return PaperItem(ItemKind.TABLE, header=rows[:head], rows=rows[head:], origin=block.origin)
