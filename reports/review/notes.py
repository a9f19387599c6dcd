"""Opinions beside the words they mean, for a paper to read on a desk (带意见稿).

Not for: giving or answering opinions (opinions), or drawing them (rendering).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from reports.document.nodes import Block, Document, Heading, Note, Paragraph, Table
from reports.drafting.models import Report
from reports.review.enums import OpinionState
from reports.review.models import Opinion

ON_TITLE = -1
"""The place of a remark on the whole paper: before its first block, so that it stands on the title."""


def noted_opinions(report: Report) -> list[Opinion]:
    """All opinions on a report with their authors' units, in the order in which they were given."""
    opinions = report.opinions.select_related("author", "replied_by").order_by("pk")
    return list(opinions.prefetch_related("author__memberships__organisation"))


def with_notes(document: Document, opinions: Iterable[Opinion]) -> Document:
    """Put opinions into a document as notes.

    A remark stands on the words it quotes, without a quote on the first line of its block; one on the
    whole report, or on a block that prints nothing, on the title. Words that are gone are said to be.
    """
    notes: dict[int, list[Note]] = defaultdict(list)
    for opinion in opinions:
        place, note = _placed(opinion, document.blocks)
        notes[place].append(note)
    blocks: list[Block] = [*notes[ON_TITLE]]
    for index, block in enumerate(document.blocks):
        blocks += [block, *notes[index]]
    return replace(document, blocks=tuple(blocks))


def _placed(opinion: Opinion, blocks: tuple[Block, ...]) -> tuple[int, Note]:
    lines = [index for index, block in enumerate(blocks) if _belongs(block, opinion.block_key)]
    quote = next(filter(None, map(str.strip, opinion.quote.splitlines())), "")
    found = next((index for index in lines if quote and quote in _text(blocks[index])), None)
    note = Note(
        text=_words(opinion, is_lost=bool(quote) and found is None),
        author=_author(opinion),
        at=opinion.made_at,
        quote="" if found is None else quote,
    )
    if found is not None:
        return found, note
    return lines[0] if opinion.block_key and lines else ON_TITLE, note


def _belongs(block: Block, key: str) -> bool:
    """Whether a line may hold the words: those of the block, for the whole report any."""
    return not isinstance(block, Note) and (not key or block.origin.block == key)


def _text(block: Block) -> str:
    match block:
        case Heading():
            return block.number + block.text
        case Paragraph():
            return block.text
        case Table():
            return "\n".join(cell for row in block.rows for cell in row)
        case Note():
            return ""


def _author(opinion: Opinion) -> str:
    """The name with the unit, or the name under which a comment came in with a Word file."""
    if opinion.author is None:
        return opinion.author_name
    unit = next((post.organisation.name for post in opinion.author.memberships.all()), "")
    return f"{opinion.author.name}（{unit}）" if unit else opinion.author.name


def _words(opinion: Opinion, *, is_lost: bool) -> str:
    lines = [f"〔{OpinionState(opinion.state).label}〕{opinion.text}"]
    if is_lost:
        lines.append(f"（所指文字现在找不到：{opinion.quote}）")
    if opinion.reply:
        by = f"（{opinion.replied_by.name}）" if opinion.replied_by else ""
        lines.append(f"答复：{opinion.reply}{by}")
    return "\n".join(lines)
