"""The headings of a report as a list: which line they open, at which level, in which part.

An unnumbered first sentence opens no entry, nor does 一是 inside a paragraph.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.document.frame import split_frame
from reports.document.markup import parse
from reports.document.nodes import Block, Document, Heading, Lead, Paragraph
from reports.document.role_words import report_year, role_of
from reports.document.roles import Role
from reports.text.normal import normal, unindented
from reports.text.publication import without_marks

LOWEST = 4


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line that a heading opens; `role` is that of its level-1 part, `line` 1-based in the text."""

    level: int
    number: str
    heading: str
    role: Role | None
    line: int
    run_in: bool


def outline(text: str) -> list[OutlineEntry]:
    """List the headings of a plain-text report; blank lines count as lines."""
    title = split_frame(normal(unindented(text)).split("\n")).title
    return list(_entries(parse(text), title))


def outline_document(document: Document) -> list[OutlineEntry]:
    """List the headings of a report that was read already; a block without a line counts as one line."""
    return list(_entries(document.blocks, document.title))


def _entries(blocks: Iterable[Block], title: str) -> Iterator[OutlineEntry]:
    opened = [entry for at, block in enumerate(blocks, start=1) if (entry := _entry(block, at))]
    year = report_year(title, [entry.heading for entry in opened if entry.level == 1])
    role: Role | None = None
    above = below_item = 0
    for entry in opened:
        if entry.level == 1:
            role = role_of(entry.heading, year=year)
        if entry.level:
            above, below_item = entry.level, 0
        level = entry.level or min(LOWEST, max(2, above + 1 + (0 if entry.number else below_item)))
        below_item = 1 if entry.number and not entry.level else below_item
        yield replace(entry, level=level, role=role)


def _entry(block: Block, at: int) -> OutlineEntry | None:
    """The entry of one block, its role and the level of an unnumbered one still open."""
    line = block.origin.line or at
    match block:
        case Heading():
            number, text = block.number.strip(), _bare(block.text)
            return OutlineEntry(block.level, number, text, None, line, run_in=False)
        case Paragraph(lead=Lead(number, text, level)) if text:
            return OutlineEntry(level, number.strip(), _bare(text), None, line, run_in=True)
    return None


def _bare(heading: str) -> str:
    return without_marks(heading).strip().rstrip("。：")
