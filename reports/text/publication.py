"""Passages that stay out of the public edition: `〖不公开〗…〖/〗` in stored text.

Work on the stored text before it is parsed, so that a mark may stand anywhere, even across paragraphs. In
doubt a passage is private: an opening mark without its end hides everything after it, an end without its
opening everything before it back to the last passage, an opening inside a passage asks for its own end.
"""

import re
from dataclasses import dataclass

from reports.text.normal import lines_of

OPENING = "〖不公开〗"
CLOSING = "〖/〗"
MARK = re.compile(r"〖\s*不公开(?:\s*〗)?|〖\s*[/／]\s*〗")


@dataclass(frozen=True, slots=True)
class Passage:
    """One private passage with its marks, `[start, end)`; `is_closed` when both marks are there."""

    start: int
    end: int
    is_closed: bool


def find_passages(text: str) -> tuple[Passage, ...]:
    """Find the private passages, left to right, never overlapping."""
    passages: list[Passage] = []
    depth = start = free_from = 0
    for mark in MARK.finditer(text):
        if "不公开" in mark.group():
            start = start if depth else mark.start()
            depth += 1
        elif depth <= 1:
            passages.append(Passage(start if depth else free_from, mark.end(), is_closed=depth == 1))
            free_from, depth = mark.end(), 0
        else:
            depth -= 1
    if depth:
        passages.append(Passage(start, len(text), is_closed=False))
    return tuple(passages)


def without_marks(text: str) -> str:
    """Give the text of a full edition: every passage stays, every mark goes, every line keeps its place."""
    return MARK.sub(lambda mark: _line_ends(mark.group()), "\n".join(lines_of(text)))


def without_private(text: str) -> str:
    """Give the text of the public edition: passages and marks go, and every line keeps its place."""
    text = "\n".join(lines_of(text))
    while passages := find_passages(text):
        kept, at = [], 0
        for passage in passages:
            kept += [text[at : passage.start], _line_ends(text[passage.start : passage.end])]
            at = passage.end
        text = "".join([*kept, text[at:]])  # what was apart may form a mark now: look again
    return text


def _line_ends(text: str) -> str:
    return "\n" * text.count("\n")


def has_unbalanced_marks(text: str) -> bool:
    """Tell whether some mark has no partner, so that more than was meant may be hidden."""
    return any(not passage.is_closed for passage in find_passages(text))
