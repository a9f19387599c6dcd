"""A report as items for the HTML preview, in the order of the paper.

Not for: marking up or escaping; templates/reports/preview/_paper.html does both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.document.attachments import labels_of, print_named
from reports.document.nodes import (
    Attachment,
    Block,
    Document,
    Head,
    Heading,
    Imprint,
    Note,
    Origin,
    Paragraph,
    RunKind,
    Spot,
    Table,
)
from reports.rendering.docx import styles
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.signature import seals_in_row
from reports.rendering.docx.tables import column_styles, column_widths
from reports.rendering.organ_marks import Mark, place_mark
from reports.rendering.titles import break_title

NOWHERE = Origin()


class ItemKind(StrEnum):
    """What one item of the preview is."""

    HEAD = "head"
    ABOVE_TITLE = "above_title"
    TITLE = "title"
    BELOW_TITLE = "below_title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    NAMED = "named"
    SIGNATURE = "signature"
    REMARK = "remark"
    ATTACHMENT = "attachment"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that looks alike; `is_lead` for the heading that opens it.

    `weight` marks words that somebody should look at, and says how gravely.
    """

    text: str
    kind: RunKind = RunKind.PLAIN
    is_lead: bool = False
    weight: str = ""


class CellSide(StrEnum):
    """Where the text of a cell stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


_SIDES = {styles.TABLE_TEXT: CellSide.LEFT, styles.TABLE_NUMBER: CellSide.RIGHT}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, as many columns wide as `span` says."""

    text: str
    span: int = 1
    side: CellSide = CellSide.CENTRE


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One thing on the page.

    `lines` of a title, of the signing organs, of 附件说明, or the one line of anything else that is not a
    paragraph or a table; `phrases` are a title's lines, each parted where a narrow screen may break it;
    `widths` are those of a table's columns in hundredths; `date` belongs to a signature, whose `rows` are
    organs under seals side by side; `level` to a heading or the heading that opens a paragraph;
    `is_continued` and `goes_on` to what a page's end cuts.
    """

    kind: ItemKind
    lines: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    pieces: tuple[Piece, ...] = ()
    header: tuple[tuple[Cell, ...], ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    widths: tuple[int, ...] = ()
    level: int = 0
    date: str = ""
    origin: Origin = NOWHERE
    head: Head | None = None
    mark: Mark | None = None
    imprint: Imprint | None = None
    is_sealed: bool = False
    is_continued: bool = False
    goes_on: bool = False


def paper(document: Document, profile: Profile = PUBLIC) -> tuple[PaperItem, ...]:
    """Lay a report out for the preview; remarks beside the text are left out."""
    return tuple(_items(document, profile))


def _items(document: Document, profile: Profile) -> Iterator[PaperItem]:
    yield from _asides(document, Spot.TOP)
    if document.head:
        yield PaperItem(ItemKind.HEAD, head=document.head, mark=place_mark(document.head, profile))
    yield from _asides(document, Spot.BELOW_HEAD)
    if document.title:
        yield _title(document.title, profile)
    yield from _asides(document, Spot.BELOW_TITLE)
    for addressed in document.addressed:
        yield PaperItem(ItemKind.ADDRESSEE, lines=(addressed,))
    yield from _blocks(document.blocks, profile)
    yield from _foot(document, profile)
    for attachment, label in zip(document.attachments, labels_of(document.attachments), strict=True):
        if attachment.blocks:
            yield from _attachment(attachment, label, profile)
    if document.imprint:
        yield PaperItem(ItemKind.IMPRINT, imprint=document.imprint)
    yield from _asides(document, Spot.FOOT)


def _asides(document: Document, spot: Spot) -> Iterator[PaperItem]:
    """What an old paper carries besides the report: round the title centred, else flush left as 主送机关."""
    kind = _CENTRED.get(spot, ItemKind.ADDRESSEE)
    return (PaperItem(kind, lines=(text,)) for text in document.beside(spot))


_CENTRED = {Spot.BELOW_HEAD: ItemKind.ABOVE_TITLE, Spot.BELOW_TITLE: ItemKind.BELOW_TITLE}


def _foot(document: Document, profile: Profile) -> Iterator[PaperItem]:
    """What stands below the body: 附件说明, signature and date, 附注."""
    named = print_named(document.attachments)
    if named:
        yield PaperItem(ItemKind.NAMED, lines=tuple(named))
    organs, day = document.signed
    if organs or day:
        yield _signature(organs, day, profile)
    if document.remark:
        yield PaperItem(ItemKind.REMARK, lines=(f"（{document.remark}）",))
    yield from _asides(document, Spot.BELOW_SIGNATURE)


def _signature(organs: tuple[str, ...], day: str, profile: Profile) -> PaperItem:
    """Several organs under seals stand side by side, the last of each row at its right (7.3.5.1)."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    if profile.is_sealed and len(organs) > 1:
        count = seals_in_row(organs, profile)
        signing = [organs[start : start + count] for start in range(0, len(organs), count)]
        rows = tuple((*(Cell(""),) * (count - len(each)), *map(Cell, each)) for each in signing)
    return PaperItem(ItemKind.SIGNATURE, lines=organs, rows=rows, date=day, is_sealed=profile.is_sealed)


def _title(title: str, profile: Profile) -> PaperItem:
    columns = profile.title_columns
    lines = tuple(line for typed in title.split("\n") for line in break_title(typed, columns))
    phrases = tuple(break_title(line, columns / 2) for line in lines)
    return PaperItem(ItemKind.TITLE, lines=lines, phrases=phrases)


def _attachment(attachment: Attachment, label: str, profile: Profile) -> Iterator[PaperItem]:
    yield PaperItem(ItemKind.ATTACHMENT, lines=(label,))
    yield _title(attachment.title, profile)
    yield from _blocks(attachment.blocks, profile)


def _blocks(blocks: Iterable[Block], profile: Profile) -> Iterator[PaperItem]:
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
                yield _table(block, profile)
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


def _table(block: Table, profile: Profile) -> PaperItem:
    """Spread each row over all columns: the last cell of a short row spans the rest, as in Word."""
    sides = [_SIDES.get(style, CellSide.CENTRE) for style in column_styles(block)]
    head = block.header_rows
    widths = column_widths(block.rows, profile)
    return PaperItem(
        ItemKind.TABLE,
        header=tuple(_row(row, [CellSide.CENTRE] * len(sides)) for row in block.rows[:head]),
        rows=tuple(_row(row, sides) for row in block.rows[head:]),
        widths=tuple(round(100 * width / sum(widths)) for width in widths),
        origin=block.origin,
    )


def _row(texts: tuple[str, ...], sides: Sequence[CellSide]) -> tuple[Cell, ...]:
    """The cells of a row; one alone is the name of the rows below it."""
    last, count = max(len(texts), 1) - 1, len(sides)
    is_name = last == 0 < count - 1
    return tuple(
        Cell(
            text,
            span=max(1, count - last) if index == last else 1,
            side=CellSide.LEFT if is_name else sides[index],
        )
        for index, text in enumerate(texts or ("",))
    )
