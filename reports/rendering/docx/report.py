"""A report as a Word file on the page of GB/T 9704—2012, from 版头 to 版记.

Notes become comments beside the text (comments): an opinion is no part of the paper.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache, partial
from math import ceil

from reports.document.attachments import labels_of
from reports.document.nodes import Attachment, Block, Document, Heading, Note, Paragraph, Spot, Table
from reports.rendering.docx import styles
from reports.rendering.docx.enclosures import write_enclosures
from reports.rendering.docx.head import count_head_lines, write_head
from reports.rendering.docx.holding import estimate_lines, hold_together
from reports.rendering.docx.imprint import write_imprint
from reports.rendering.docx.lines import blank_lines, line
from reports.rendering.docx.package import pack
from reports.rendering.docx.profile import PUBLIC, Profile
from reports.rendering.docx.signature import write_signature
from reports.rendering.docx.tables import write_table
from reports.rendering.docx.wordml import Align, Element, paragraph, run, run_properties
from reports.rendering.titles import break_title
from reports.rendering.widths import ems


def write_docx(document: Document, profile: Profile = PUBLIC, *, at: datetime | None = None) -> bytes:
    """Print a report as a Word file.

    Shape:  the same document gives the same bytes; every node's text stands in it once, in order.
    Errors: raises nothing; signs that XML cannot hold are left out.
    """
    body = list(_printer(profile).document(document))
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

    def document(self, document: Document) -> Iterator[Element | Note]:
        """Print a whole report; what the document has prints, whatever the profile."""
        yield from self.asides(document, Spot.TOP)
        if document.head:
            yield from write_head(document.head, self.profile)
        yield from self.asides(document, Spot.BELOW_HEAD)
        if document.title:
            yield from self.title(document.title)
            yield from self.asides(document, Spot.BELOW_TITLE)
            yield from blank_lines(self.profile.title_gap, self.profile)
        for addressed in document.addressed:
            yield line(styles.FLUSH, addressed, self.profile)
        yield from self.body(document)
        for attachment, label in zip(document.attachments, labels_of(document.attachments), strict=True):
            if attachment.blocks:
                yield from self.attachment(attachment, label=label)
        if document.imprint:
            yield from write_imprint(document.imprint, self.profile)
        yield from self.asides(document, Spot.FOOT)

    def asides(self, document: Document, spot: Spot) -> Iterator[Element]:
        """Print what an old paper carries besides the report: round the title centred, else flush left."""
        align = Align.CENTRE if spot in {Spot.BELOW_HEAD, Spot.BELOW_TITLE} else None
        return (line(styles.FLUSH, text, self.profile, align=align) for text in document.beside(spot))

    def body(self, document: Document) -> Iterator[Element | Note]:
        """Print the text, who signs it and 附注; no page has the signature alone (7.3.5.5)."""
        text = list(self.blocks(document.blocks))
        named = list(write_enclosures(document.attachments, self.profile))
        below = list(write_signature(*document.signed, self.profile))
        if document.remark:
            below.append(line(styles.REMARK, f"（{document.remark}）", self.profile))
        below += self.asides(document, Spot.BELOW_SIGNATURE)
        if named or below:
            used = partial(self.lines_used, document)
            hold_together(text, below, self.profile, named=named, lines_used=used)
        yield from (*text, *named, *below)

    def lines_used(self, document: Document) -> float:
        """About how many lines stand before the end of the text."""
        profile = self.profile
        head = count_head_lines(document.head, profile) if document.head else 0.0
        title = ceil(ems(document.title) / profile.title_columns)
        addressees = (ceil(ems(addressed) / profile.columns) for addressed in document.addressed)
        text = (estimate_lines(block, profile) for block in document.blocks)
        above = (Spot.TOP, Spot.BELOW_HEAD, Spot.BELOW_TITLE)
        asides = sum(len(document.beside(spot)) for spot in above)
        return asides + head + title + bool(title) * profile.title_gap + sum(addressees) + sum(text)

    def title(self, title: str) -> Iterator[Element]:
        """Print each line that somebody typed as a paragraph, broken again where it is too long."""
        for typed in title.split("\n"):
            lines = break_title(typed, self.profile.title_columns)
            yield paragraph(styles.TITLE, [run("\n".join(lines), self.title_look)])

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Element | Note]:
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

    def attachment(self, attachment: Attachment, *, label: str) -> Iterator[Element | Note]:
        look = run_properties(face=self.profile.attachment_label.name)
        yield paragraph(styles.ATTACHMENT_LABEL, [run(label, look)], page_break=True)
        if attachment.title:
            yield from blank_lines(1, self.profile)
            yield from self.title(attachment.title)
        yield from blank_lines(self.profile.title_gap, self.profile)
        yield from self.blocks(attachment.blocks)


@lru_cache(maxsize=16)
def _printer(profile: Profile) -> Printer:
    """Keep a profile's printer: it holds looks and nothing of a report."""
    return Printer(profile)
