"""Closing up the numbers of headings after something was cut out or moved.

Only on request: by a button, and for the public edition. 一是 is a word and stays.
"""

from collections.abc import Iterable
from dataclasses import replace

from reports.document.attachments import is_label
from reports.document.nodes import Block, Heading, Paragraph
from reports.document.numbering import read_number, with_value

LOWEST = 4


def renumber(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Number headings anew: level 1 through the paper, each lower level from 1 under its parent.

    An attachment that stands in the text, below its label, counts for itself.
    The form of each number stays as typed; the blocks given should begin where a level-1 part begins.
    """
    counts = [0] * (LOWEST + 1)
    return tuple(_renumbered(block, counts) for block in blocks)


def _renumbered(block: Block, counts: list[int]) -> Block:
    match block:
        case Heading(level=level, number=number) if number:
            return replace(block, number=_next(number, level, counts))
        case Heading(level=level):
            _count(level, counts)
        case Paragraph(text=text) if is_label(text):
            counts[:] = [0] * (LOWEST + 1)
        case Paragraph(lead=lead) if lead is not None and lead.level:
            return replace(block, lead=replace(lead, number=_next(lead.number, lead.level, counts)))
    return block


def _count(level: int, counts: list[int]) -> int:
    counts[level] += 1
    counts[level + 1 :] = [0] * (LOWEST - level)
    return counts[level]


def _next(typed: str, level: int, counts: list[int]) -> str:
    value = _count(level, counts)
    number = read_number(typed + "字")
    return with_value(number, value) if number else typed
