"""The headings of a report as a list: which line they open, at which level, in which part.

An unnumbered first sentence opens no entry, nor does 一是 inside a paragraph.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from reports.document.frame import split_frame
from reports.document.markup import parse
from reports.document.nodes import Block, Document, Heading, Lead, Paragraph
from reports.document.role_words import roles_of
from reports.document.roles import Role
from reports.text.normal import normal, unindented
from reports.text.publication import without_marks

LOWEST = 4
ATTACHMENTS = re.compile(r"附件\s*\d{0,2}\s*[：:]")
"""From 附件： on, numbers count enclosures."""


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
    body = takewhile(lambda block: not _is_attachment_list(block), blocks)
    opened = [entry for at, block in enumerate(body, start=1) if (entry := _entry(block, at))]
    roles = iter(roles_of([entry.heading for entry in opened if entry.level == 1], title=title))
    role: Role | None = None
    above = below_item = 0
    for entry in opened:
        if entry.level == 1:
            role = next(roles)
        if entry.level:
            above, below_item = entry.level, 0
        level = entry.level or min(LOWEST, max(2, above + 1 + (0 if entry.number else below_item)))
        below_item = 1 if entry.number and not entry.level else below_item
        yield replace(entry, level=level, role=role)


def _is_attachment_list(block: Block) -> bool:
    return isinstance(block, Paragraph) and ATTACHMENTS.match(block.text) is not None


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
