"""The headings of a report as a list: which line they open, at which level, in which part.

一是 inside a paragraph opens no entry, an unnumbered first sentence only on request.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reports.document.lead_sentences import lead_sentences
from reports.document.markup import read_document
from reports.document.nodes import Block, Document, Heading, Lead, Paragraph
from reports.document.role_words import roles_of
from reports.document.roles import Role
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
    return outline_document(read_document(text))


def outline_document(document: Document, *, with_unnumbered: bool = False) -> list[OutlineEntry]:
    """List the headings of a report that was read already; a block without a line counts as one line.

    `with_unnumbered`: unnumbered lead sentences too, so that a line may have several entries.
    """
    body = list(takewhile(lambda block: not _is_attachment_list(block), document.blocks))
    return list(_entries(body, document.title, lead_sentences(body) if with_unnumbered else {}))


def _entries(
    body: Sequence[Block], title: str, unnumbered: Mapping[int, Sequence[str]]
) -> Iterator[OutlineEntry]:
    opened = [
        entry for at, block in enumerate(body) for entry in _opened_by(block, at + 1, unnumbered.get(at, ()))
    ]
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


def _opened_by(block: Block, at: int, unnumbered: Sequence[str]) -> Iterator[OutlineEntry]:
    """The entries of one block, their role and the level of an unnumbered one still open."""
    line = block.origin.line or at
    match block:
        case Heading():
            number, text = block.number.strip(), _bare(block.text)
            yield OutlineEntry(block.level, number, text, None, line, run_in=False)
        case Paragraph(lead=Lead(number, text, level)) if text:
            yield OutlineEntry(level, number.strip(), _bare(text), None, line, run_in=True)
    for sentence in unnumbered:
        yield OutlineEntry(0, "", _bare(sentence), None, line, run_in=True)


def _bare(heading: str) -> str:
    return without_marks(heading).strip().rstrip("。：")
