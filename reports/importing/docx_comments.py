"""Word's comments as notes of a document: who said what, when, on which words.

Replies and settled comments are notes like any other. Not for: keeping them as opinions (review).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from reports.common.errors import UnreadableFile
from reports.document.nodes import Block, Document, Note, Origin, Table
from reports.importing.archives import TOO_COMPLEX
from reports.importing.docx_lines import Line, Remark
from reports.importing.docx_runs import plain_text
from reports.importing.docx_xml import attribute, name_of

MOST_COMMENTS = 5_000
LONGEST_AUTHOR = 100
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as its part has it; `parent` is the comment that it answers."""

    text: str
    author: str
    at: datetime | None
    parent: str = ""


def read_comments(root: Any | None, extended: Any | None) -> dict[str, Comment]:
    """Read comments.xml and who answers whom, in their order; a comment without words is none."""
    if root is None:
        return {}
    if len(root) > MOST_COMMENTS:
        raise UnreadableFile(TOO_COMPLEX)
    parents = _read_parents(root, extended)
    comments = {}
    for found in root:
        key = attribute(found, "id")
        text = "\n".join(plain_text(paragraph) for paragraph in found.iter("{*}p")).strip()
        if name_of(found) == "comment" and text:
            author = attribute(found, "author").strip()[:LONGEST_AUTHOR]
            comments[key] = Comment(text, author, _read_time(attribute(found, "date")), parents.get(key, ""))
    return comments


def _read_parents(root: Any, extended: Any | None) -> dict[str, str]:
    """Which comment answers which: Word names both by their last paragraphs."""
    if extended is None:
        return {}
    ends = {
        attribute(paragraph, "paraId"): attribute(found, "id")
        for found in root
        for paragraph in found.findall("{*}p")[-1:]
    }
    pairs = ((attribute(e, "paraId"), attribute(e, "paraIdParent")) for e in extended)
    return {ends[child]: ends[parent] for child, parent in pairs if child in ends and parent in ends}


def _read_time(typed: str) -> datetime | None:
    """Read the office's clock: Word writes the local time, and a Z behind it that means nothing."""
    try:
        at = datetime.fromisoformat(typed.removesuffix("Z"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=_CHINA)


def with_lost_comments(lines: Sequence[Line], comments: dict[str, Comment]) -> list[Line]:
    """Give comments that stand nowhere in the text a line: that of the comment they answer, else the last."""
    places = {remark.comment: at for at, line in enumerate(lines) for remark in line.remarks}
    placed = list(lines)
    for key, comment in comments.items():
        if key not in places and placed:
            at = places.setdefault(key, places.get(comment.parent, len(placed) - 1))
            placed[at] = replace(placed[at], remarks=(*placed[at].remarks, Remark(key)))
    return placed


def with_notes(document: Document, lines: Sequence[Line], comments: dict[str, Comment]) -> Document:
    """Put each comment behind the block it stands on, one on title or signature behind the nearest.

    Such a one quotes the words of the frame.

    Shape:  the blocks of the document know the line (from 1) they came from.
    """
    parts = [document.blocks, *(attachment.blocks for attachment in document.attachments)]
    blocks = [block for part in parts for block in part]
    behind = _sort_in(blocks, lines, comments)
    if not blocks:
        return replace(document, blocks=behind.get(0, ()))
    places = iter(range(len(blocks)))
    filled = [tuple(x for block in part for x in (block, *behind.get(next(places), ()))) for part in parts]
    attachments = zip(document.attachments, filled[1:], strict=True)
    return replace(
        document, blocks=filled[0], attachments=tuple(replace(one, blocks=part) for one, part in attachments)
    )


def _sort_in(
    blocks: Sequence[Block], lines: Sequence[Line], comments: dict[str, Comment]
) -> dict[int, tuple[Note, ...]]:
    """The notes behind each block by its place: of the last block that begins on their line or above."""
    order = {key: at for at, key in enumerate(comments)}
    behind: dict[int, list[tuple[int, Note]]] = {}
    place = 0
    remarks = [(at, remark) for at, found in enumerate(lines, start=1) for remark in found.remarks]
    for line, remark in remarks:
        while place + 1 < len(blocks) and (blocks[place + 1].origin.line or 0) <= line:
            place += 1
        is_beside = not blocks or not _covers(blocks[place], line)
        quote = remark.quote or (lines[line - 1].text.strip() if is_beside else "")
        note = _note(comments[remark.comment], quote, line)
        behind.setdefault(place, []).append((order[remark.comment], note))
    return {at: tuple(note for _, note in sorted(notes, key=_first)) for at, notes in behind.items()}


def _first(pair: tuple[int, Note]) -> int:
    return pair[0]


def _note(comment: Comment, quote: str, line: int) -> Note:
    return Note(comment.text, comment.author, comment.at, origin=Origin(line=line), quote=quote)


def _covers(block: Block, line: int) -> bool:
    """Whether a line is one of a block's own, not of the title or the signature next to it."""
    first = block.origin.line or 0
    return first <= line < first + (len(block.rows) if isinstance(block, Table) else 1)
