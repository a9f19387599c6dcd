"""Lines in the body's typeface, and blank ones."""

from collections.abc import Iterator

from reports.rendering.docx import styles
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import (
    Align,
    Element,
    Indent,
    paragraph,
    run,
    run_properties,
)


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
