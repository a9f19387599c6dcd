"""Notes as Word comments: each on the words it is about.

A body that is not packed yet holds its notes as themselves, behind the element they belong to.
"""

from collections.abc import Iterable

from reports.document.nodes import Note
from reports.rendering.docx import styles
from reports.rendering.docx.marks import (
    TABLE,
    P,
    Stamp,
    annotation_sign,
    comment,
    mark_range,
    paragraph_text,
    style_of,
)
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import Element, paragraph, run, run_properties, style

TEXT_STYLE = "CommentText"
REFERENCE_STYLE = "CommentReference"


def build_comment_styles(profile: Profile) -> list[Element]:
    """The two styles that only a file with comments has."""
    face = run_properties(face=profile.table.name)
    return [
        style(TEXT_STYLE, "annotation text", based_on=styles.TABLE_TEXT),
        style(
            REFERENCE_STYLE,
            "annotation reference",
            kind="character",
            based_on="DefaultParagraphFont",
            properties=[face],
        ),
    ]


def anchor_notes(body: Iterable[Element | Note], profile: Profile) -> tuple[list[Element], list[Element]]:
    """Take the notes out of a body: its elements, marked, and the comments.

    A note stands on its quote, else on the whole element before it; one before all text stands on the
    title, and without a title on a place of its own.
    """
    placed: list[Element] = []
    comments: list[Element] = []
    for item in body:
        if not isinstance(item, Note):
            placed.append(item)
            continue
        place = next((made for made in reversed(placed) if _can_carry(made)), None)
        if place is None:
            place = paragraph(styles.BODY)
            placed.append(place)
        _mark(place, item.quote, number=len(comments), look=_reference_look(profile))
        comments.append(_write_comment(item, len(comments), profile))
    return placed, comments


def _can_carry(made: Element) -> bool:
    """Whether a note may stand on an element: a table with cells, or words that are no 主送机关."""
    if made.tag == TABLE:
        return next(made.iter(P), None) is not None
    return style_of(made) != styles.FLUSH and bool(paragraph_text(made))


def _mark(place: Element, quote: str, *, number: int, look: Element) -> None:
    texts = list(place.iter(P)) if place.tag == TABLE else [place]
    quoted = next((made for made in texts if quote and quote in paragraph_text(made)), None)
    made = texts[0] if quoted is None else quoted
    text = paragraph_text(made)
    start = 0 if quoted is None else text.index(quote)
    end = len(text) if quoted is None else start + len(quote)
    mark_range(made, start, end, number=number, look=look)


def _reference_look(profile: Profile) -> Element:
    return run_properties(face=profile.table.name, style=REFERENCE_STYLE)


def _write_comment(note: Note, number: int, profile: Profile) -> Element:
    look = run_properties(face=profile.table.name)
    paragraphs = [
        paragraph(TEXT_STYLE, [run(line, look)], mark=look) for line in note.text.splitlines() or [""]
    ]
    properties = paragraphs[0][0]
    properties.addnext(annotation_sign(_reference_look(profile)))
    return comment(number, Stamp(note.author, note.at), initials(note.author), paragraphs)


def initials(author: str) -> str:
    """What Word shows before a comment's number: the first sign of each word of a name."""
    return "".join(word[0] for word in author.split())[:3]
