"""A report as a Word file on the page of GB/T 9704—2012, without red head.

Notes become comments beside the text (comments): an opinion is no part of the paper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from docx.shared import Length

from reports.document.frame import print_date
from reports.document.nodes import Attachment, Block, Document, Heading, Note, Paragraph, Table
from reports.rendering.docx import styles
from reports.rendering.docx.package import pack
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.tables import write_table
from reports.rendering.docx.wordml import Align, Element, Indent, paragraph, run, run_properties
from reports.rendering.titles import break_title
from reports.rendering.widths import ems


def write_docx(document: Document, profile: Profile = PUBLIC, *, at: datetime | None = None) -> bytes:
    """Print a report as a Word file.

    Shape:  the same document gives the same bytes; every node's text stands in it once, in order.
    Errors: raises nothing; signs that XML cannot hold are left out.
    """
    body = list(Printer(profile).document(document))
    return pack(body, profile=profile, title=document.title.replace("\n", ""), at=at)


class Printer:
    """Writes the parts of one report, top to bottom, with the looks of one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.body_look = run_properties(face=profile.body.name)
        self.title_look = run_properties(face=profile.title.name)
        self.level_looks = [run_properties(face=face.name) for face in profile.levels]
        self.lead_looks = {level: self._lead_look(level) for level in range(5)}

    def _lead_look(self, level: int) -> Element:
        face = styles.lead_face(self.profile, level)
        return run_properties(face=face.name, style=styles.lead_style(level))

    def document(self, document: Document) -> Iterator[Element]:
        if document.title:
            yield from self.title(document.title)
            yield from self.blank_lines(self.profile.title_gap)
        for addressee in document.addressees:
            yield self.line(styles.FLUSH, f"{addressee}：")
        yield from self.blocks(document.blocks)
        day = print_date(document.date) if document.date else ""
        yield from self.signature(document.signatories, document.date_as_typed or day)
        for number, attachment in enumerate(document.attachments, 1):
            several = len(document.attachments) > 1
            yield from self.attachment(attachment, label=f"附件{number}" if several else "附件")

    def title(self, title: str) -> Iterator[Element]:
        """Print each line that somebody typed as a paragraph, broken again where it is too long."""
        for typed in title.split("\n"):
            lines = break_title(typed, self.profile.title_columns)
            yield paragraph(styles.TITLE, [run("\n".join(lines), self.title_look)])

    def line(
        self, style: str, text: str, *, indent: Indent | None = None, align: Align | None = None
    ) -> Element:
        return paragraph(style, [run(text, self.body_look)], indent=indent, align=align)

    def blank_lines(self, count: int, *, keep_next: bool = False) -> Iterator[Element]:
        for _ in range(count):
            yield paragraph(styles.BODY, mark=self.body_look, keep_next=keep_next)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Element]:
        for block in blocks:
            match block:
                case Heading():
                    look = self.level_looks[block.level - 1]
                    yield paragraph(styles.heading_style(block.level), [run(block.number + block.text, look)])
                case Paragraph():
                    yield self.body_paragraph(block)
                case Table():
                    yield write_table(block, self.profile)
                    yield paragraph(styles.AFTER_TABLE, mark=self.body_look)
                case Note():
                    yield from self.note(block)

    def note(self, note: Note) -> Iterator[Element | Note]:
        """Leave a remark behind the block that it is about; `pack` makes it a comment."""
        yield note

    def body_paragraph(self, block: Paragraph) -> Element:
        """Set the heading that opens the paragraph in its own typeface, the rest as body."""
        runs = [run("".join(part.text for part in block.runs), self.body_look)] if block.runs else []
        if block.lead:
            lead = run(block.lead.number + block.lead.text, self.lead_looks[block.lead.level])
            runs.insert(0, lead)
        return paragraph(styles.BODY, runs)

    def signature(self, organs: tuple[str, ...], day: str) -> Iterator[Element]:
        """Set organs and date without a seal (7.3.5.2): the organs on one axis, the date below."""
        if not organs and not day:
            return
        yield from self.blank_lines(self.profile.signature_gap, keep_next=True)
        place = place_signature(organs, day, self.profile)
        for organ, inset in zip(organs, place.organs, strict=True):
            indent = Indent(right=self.characters(inset))
            yield self.line(styles.SIGNATURE, organ, indent=indent)
        if day:
            yield self.date_line(day, place.date_start)

    def date_line(self, day: str, start: float | None) -> Element:
        """Set the date so many characters from the right, or to end at the inset.

        It may run into the margin rather than break where a typeface has wide digits.
        """
        if start is None:
            indent = Indent(right=self.characters(self.profile.signature_inset))
            return self.line(styles.DATE, day, indent=indent)
        left = Length(self.profile.text_width - self.characters(start))
        indent = Indent(left=left, right=self.characters(-self.profile.signature_inset))
        return self.line(styles.DATE, day, indent=indent, align=Align.LEFT)

    def characters(self, count: float) -> Length:
        """The width of so many body characters."""
        return Length(round(count * self.profile.character))

    def attachment(self, attachment: Attachment, *, label: str) -> Iterator[Element]:
        look = run_properties(face=self.profile.attachment_label.name)
        yield paragraph(styles.ATTACHMENT_LABEL, [run(label, look)], page_break=True)
        yield from self.blank_lines(1)
        yield from self.title(attachment.title)
        yield from self.blank_lines(self.profile.title_gap)
        yield from self.blocks(attachment.blocks)


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where organs end and the date starts, in characters from the right edge of the text.

    `date_start` is None where the date ends at the inset itself.
    """

    organs: tuple[float, ...]
    date_start: float | None


def place_signature(organs: tuple[str, ...], day: str, profile: Profile) -> SignaturePlace:
    """Place the widest organ `signature_inset` in, the others centred on it, the date `date_offset` after.

    A date longer than the organs takes the inset itself and the organs move left (7.3.5.2).
    """
    inset, offset = float(profile.signature_inset), profile.date_offset
    widest, width = max((ems(organ) for organ in organs), default=0.0), ems(day)
    date_start = None if width > widest else inset + widest - offset
    if width > widest and organs:
        inset += width + offset - widest
    insets = tuple(inset + (widest - ems(organ)) / 2 for organ in organs)
    return SignaturePlace(insets, date_start)
