"""Which lines share a page with the signature below them: one rule for Word and for the preview (7.3.5.5)."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil

from reports.document.nodes import Block, Heading, Note, Paragraph, Table
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import (
    Element,
    is_heading,
    keep_two_lines,
    keep_with_next,
    last_paragraphs,
    least_height,
)
from reports.rendering.widths import line_starts

HELD_LINES = 2
_WHOLE = 6  # lines; no gap is larger where a program moves a held paragraph as a whole
_NAME_INSET = 7  # characters before the names that 附件说明 lists
_DOUBT = 2  # lines that an estimate may be wrong by


def hold_together(
    text: Sequence[Element | Note],
    below: Sequence[Element],
    profile: Profile,
    *,
    named: Sequence[Element] = (),
    lines_used: Callable[[], float],
) -> None:
    """Keep what stands below a text on one page, and with it the text's last lines, two at least.

    Word parts a held paragraph, LibreOffice moves it as a whole: a long one is held only where what stands
    below, by estimate, would else be alone on a page; one as long as a page never is. What opens the text
    stays on the first page, which must show some (7.3.3). `named` is 附件说明: part of what stands below,
    but where it is so long that no page holds all, part of the text. `lines_used` estimates where the text
    ends.
    """
    blocks = [found for found in text if not isinstance(found, Note)]
    needed = sum(_count_lines(element, profile) for element in below)
    listed = sum(_count_lines(element, profile, inset=_NAME_INSET) for element in named)
    if listed + needed + HELD_LINES > profile.lines:
        blocks += named
    else:
        below, needed, listed = [*named, *below], listed + needed, 0
    for element in below[:-1]:
        keep_with_next(element)
    free = blocks[count_opening(is_heading(element) for element in blocks) :]
    ends = (_count_lines(element, profile) for element in reversed(free))
    held = count_held(ends, needed, profile, lines_used=lambda: lines_used() + listed)
    for element in blocks[len(blocks) - held :]:
        for last in last_paragraphs(element):
            keep_two_lines(last)


def count_held(ends: Iterable[int], needed: int, profile: Profile, *, lines_used: Callable[[], float]) -> int:
    """How many blocks at a text's end are held on the page of so many lines below it.

    `ends` are the lines that each block takes, the last block first and what opens the text left out.
    """
    held = count = 0
    for lines in ends:
        held += lines
        if held > profile.lines - needed:
            break
        if lines > _WHOLE and not _may_part(lines_used(), needed, profile):
            break
        count += 1
        if held >= HELD_LINES:
            break
    return count


def count_opening(headings: Iterable[bool]) -> int:
    """How many blocks open a text: its first, with the headings that bind it to the top of the page."""
    count = 0
    for is_bound in headings:
        count += 1
        if not is_bound:
            break
    return count


def _may_part(used: float, needed: int, profile: Profile) -> bool:
    """Whether a page may end between a text that ends about there and so many lines below it."""
    return not _DOUBT < used % profile.lines <= profile.lines - needed - _DOUBT


def estimate_lines(block: Block, profile: Profile) -> float:
    """About how many lines a block takes, counted in bytes, three to a full-width sign, which is quick."""
    match block:
        case Table():
            return len(block.rows) * profile.table_pitch / profile.pitch
        case Note():
            return 0
        case Heading():
            text = block.number + block.text
        case Paragraph():
            text = block.text
    return estimate_text(text, profile)


def estimate_text(text: str, profile: Profile) -> int:
    """About how many lines a paragraph of this text takes."""
    width = len(text.encode(errors="replace")) / 3
    return max(1, ceil((width + profile.indent) / profile.columns))


def _count_lines(element: Element, profile: Profile, *, inset: int = 0) -> int:
    """Estimate how many lines a paragraph takes, or a table's last row and the rows with a least height."""
    columns = profile.columns - inset
    texts = ["".join(part.itertext()) for part in last_paragraphs(element)]
    lines = [
        1 if len(text) + profile.indent <= columns else len(line_starts(text, columns, indent=profile.indent))
        for text in texts
    ]
    return max(lines, default=0) + ceil(least_height(element) / profile.pitch)
