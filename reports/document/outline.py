"""The headings of a report as a list: which line they open, at which level, in which part.

An unnumbered first sentence opens no entry, nor does 一是 inside a paragraph.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.document.frame import split_frame
from reports.document.markup import parse
from reports.document.nodes import Block, Document
from reports.document.role_words import report_year
from reports.document.roles import Role
from reports.text.normal import normal, unindented

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
    """List the headings of a report that was read already; a block without a line has its position as line."""
    return list(_entries(document.blocks, document.title))


def _entries(blocks: Iterable[Block], title: str) -> Iterator[OutlineEntry]:
    opened = [(at, found) for at, block in enumerate(blocks, start=1) if (found := _opening(block, at))]
    year = report_year(title, [opening.heading for _, opening in opened if opening.level == 1])
    role: Role | None = None
    depth, item_depth = 0, 0
    for _, opening in opened:
        level = opening.level
        if level:
            depth, item_depth = level, 0
        else:
            level = min(LOWEST, max(2, depth + item_depth + 1))
            item_depth = 1 if opening.number else item_depth
        yield OutlineEntry(level, opening.number, opening.heading, role, opening.line, run_in=opening.run_in)
