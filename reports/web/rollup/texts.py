"""Stored text as lines to look at: headings apart, what is not for publication marked.

Not for: the printed page (rendering.pages).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.drafting.snapshot import Snapshot, SnapshotBlock
from reports.rollup.passages import shown_passages
from reports.text.publication import find_passages, without_marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that is for publication or not."""

    text: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one heading on a line of its own."""

    pieces: tuple[Piece, ...]
    is_heading: bool = False


def lines_of(snapshot: Snapshot, block: SnapshotBlock) -> tuple[Line, ...]:
    """The block as it prints."""
    return tuple(
        Line(pieces_of(passage.text), passage.is_heading) for passage in shown_passages(snapshot, block)
    )


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Cut one text at its 不公开 marks."""
    return tuple(piece for piece in _pieces(text) if piece.text)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for passage in find_passages(text):
        yield Piece(text[at : passage.start], False)
        yield Piece(without_marks(text[passage.start : passage.end]), True)
        at = passage.end
    yield Piece(text[at:], False)
