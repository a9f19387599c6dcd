"""Lines in the body's typeface and blank ones, and which lines share a page."""

from collections.abc import Iterator, Sequence
from math import ceil

from reports.document.nodes import Note
from reports.rendering.docx import styles
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import (
    Align,
    Element,
    Indent,
    keep_two_lines,
    keep_with_next,
    last_paragraphs,
    least_height,
    paragraph,
    run,
    run_properties,
)
from reports.rendering.widths import line_starts

HELD_LINES = 2


def line(
    style: str,
    text: str,
    profile: Profile,
    *,
    indent: Indent | None = None,
    align: Align | None = None,
    keep_next: bool = False,
) -> Element:
    """One paragraph of a style in the body's typeface; without text it is as high as with it."""
    look = run_properties(face=profile.body.name)
    runs = [run(text, look)] if text else []
    return paragraph(
        style, runs, mark=None if text else look, indent=indent, align=align, keep_next=keep_next
    )


def blank_lines(count: int, profile: Profile, *, keep_next: bool = False) -> Iterator[Element]:
    """So many empty lines of the body."""
    for _ in range(count):
        yield line(styles.BODY, "", profile, keep_next=keep_next)


def hold_together(text: Sequence[Element | Note], below: Sequence[Element], profile: Profile) -> None:
    """Keep what stands below a text on one page, and with it the text's last lines, two at least.

    A paragraph too long to share a page with all of that is let go: some programs move it as a whole.
    """
    for element in below[:-1]:
        keep_with_next(element)
    room = profile.lines - sum(_count_lines(element, profile) for element in below)
    held = 0
    for element in (found for found in reversed(text) if not isinstance(found, Note)):
        held += _count_lines(element, profile)
        if held > room:
            return
        for last in last_paragraphs(element):
            keep_two_lines(last)
        if held >= HELD_LINES:
            return


def _count_lines(element: Element, profile: Profile) -> int:
    """Estimate how many lines a paragraph takes, or a table's last row and the rows with a least height."""
    lines = [
        len(line_starts("".join(part.itertext()), profile.columns, indent=profile.indent))
        for part in last_paragraphs(element)
    ]
    return max(lines, default=0) + ceil(least_height(element) / profile.pitch)
