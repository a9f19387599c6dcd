"""Lines in the body's typeface, and blank ones, which everything round the body is made of."""

from collections.abc import Iterator, Sequence

from reports.document.nodes import Note
from reports.rendering.docx import styles
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import (
    Align,
    Element,
    Indent,
    keep_with_next,
    last_paragraphs,
    paragraph,
    run,
    run_properties,
)
from reports.rendering.widths import ems

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


def hold_end(text: Sequence[Element | Note], profile: Profile) -> None:
    """Keep the last lines of a text, two at least, on the page of what follows."""
    held = 0
    for element in reversed(text):
        if isinstance(element, Note):
            continue
        for last in last_paragraphs(element):
            keep_with_next(last)
        width = ems("".join(element.itertext())) + profile.indent
        held += 1 if width <= profile.columns else HELD_LINES
        if held >= HELD_LINES:
            return
