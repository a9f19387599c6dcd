"""Putting the values of figures in the place of tokens, when a paper is assembled."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reports.document.nodes import Block, Heading, Note, Paragraph, Run, Table
from reports.text.tokens import replace_tokens, split_tokens

Resolver = Callable[[str], Run | None]
"""The run that stands for a code; None leaves the token as it is."""


def fill(blocks: Iterable[Block], resolve: Resolver) -> tuple[Block, ...]:
    """Replace tokens by runs in paragraphs, and by their plain text in headings and tables."""
    return tuple(_filled(block, resolve) for block in blocks)


def fill_text(text: str, resolve: Resolver) -> tuple[Run, ...]:
    """Cut text into runs, a run of its own for each value; no run is empty."""
    return tuple(run for run in _runs(text, resolve) if run.text)


def _runs(text: str, resolve: Resolver) -> Iterator[Run]:
    for piece in split_tokens(text):
        if isinstance(piece, str):
            yield Run(piece)
        else:
            yield resolve(piece.code) or Run(text[piece.start : piece.end])


def _filled(block: Block, resolve: Resolver) -> Block:
    def plain(text: str) -> str:
        return replace_tokens(text, lambda code: run.text if (run := resolve(code)) else None)

    match block:
        case Heading():
            return replace(block, text=plain(block.text))
        case Paragraph(runs=runs, lead=lead):
            filled = tuple(part for run in runs for part in fill_text(run.text, resolve))
            return replace(block, runs=filled, lead=lead and replace(lead, text=plain(lead.text)))
        case Table():
            return replace(block, rows=tuple(tuple(plain(cell) for cell in row) for row in block.rows))
        case Note():
            return block
