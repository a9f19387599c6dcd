"""What stands round the body of an old report as rows: 版头 and title above, signature and attachments below.

Also the lines at the edges of the body that may be title or signature, unrecognised. Not for: the parts of
the body (placement), or reading a frame from lines (document.frame).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from reports.document.attachments import labels_of, print_named
from reports.document.head import print_head
from reports.document.imprint import print_imprint
from reports.document.markup import print_text
from reports.document.nodes import Block, Document, Note, Paragraph, Spot
from reports.document.role_words import report_year
from reports.importing.places import NO_LEVEL, NOWHERE, Confidence, Place, Proposal, Row, Where, level_of

TITLE_WORDS = re.compile(r"法治.*(?:报告|总结|汇报|年报|情况|要点)|工作(?:报告|总结|汇报)")
MOST_EDGE_LINES = 8
LONGEST_EDGE_LINE = 60
SENTENCE_ENDS = "。！？；"


def front_rows(document: Document) -> Iterator[Row]:
    """Lay out what stands above the body, in the order of the page."""
    yield from _asides(document, Spot.TOP)
    yield from _lines(print_head(document.head) if document.head else (), Where.LETTERHEAD)
    yield from _asides(document, Spot.BELOW_HEAD)
    if document.title:
        is_plain = report_year(document.title, []) is not None or "法治" in document.title
        yield Row(0, document.title, Place(Where.TITLE), Confidence.SURE if is_plain else Confidence.LIKELY)
    yield from _asides(document, Spot.BELOW_TITLE)
    named = document.addressees if document.addressed_as_typed else None
    yield from _naming(document.addressed, named, where=Where.ADDRESSEE)


def end_rows(document: Document) -> Iterator[Row]:
    """Lay out what stands below the body, in the order of the page."""
    yield from _lines(print_named(document.attachments), Where.ATTACHMENT, Confidence.LIKELY)
    yield from _signature(document)
    yield from _lines([f"（{document.remark}）"] if document.remark else [], Where.REMARK)
    yield from _asides(document, Spot.BELOW_SIGNATURE)
    for attachment, label in zip(document.attachments, labels_of(document.attachments), strict=True):
        if attachment.blocks:
            yield from _lines(filter(None, (label, attachment.title)), Where.ATTACHMENT, Confidence.LIKELY)
            yield from _attached(attachment.blocks)
    yield from _lines(print_imprint(document.imprint) if document.imprint else (), Where.LETTERHEAD)
    yield from _asides(document, Spot.FOOT)


def _signature(document: Document) -> Iterator[Row]:
    lines, day = document.signed
    named = document.signatories if document.signed_as_typed else None
    sure = Confidence.SURE if document.date else Confidence.LIKELY
    yield from _naming(lines, named, where=Where.SIGNATORY, confidence=sure)
    if not day:
        return
    if document.date is None:
        yield Row(0, day, NOWHERE, Confidence.CHECK, "没有写明哪一天，不能作成文日期")
        return
    organs = named if not lines else None
    yield Row(0, day, Place(Where.DATE), Confidence.SURE, organs=organs, day=document.date)


def _naming(
    lines: Sequence[str],
    organs: Sequence[str] | None,
    *,
    where: Where,
    confidence: Confidence = Confidence.SURE,
) -> Iterator[Row]:
    """The rows of lines that name organs; where they are typed otherwise, the first names what others do not.

    Shape:  `organs` is None where each line is what it names.
    """
    is_paired = organs is not None and len(organs) == len(lines)
    for at, line in enumerate(lines):
        named = None
        if organs is not None:
            named = (organs[at],) if is_paired else tuple(organs) if at == 0 else ()
        yield Row(0, line, Place(where), confidence, organs=named)


def _asides(document: Document, spot: Spot) -> Iterator[Row]:
    return (Row(0, line, NOWHERE, Confidence.CHECK, "不像报告的内容") for line in document.beside(spot))


def _lines(lines: Iterable[str], where: Where, confidence: Confidence = Confidence.SURE) -> Iterator[Row]:
    return (Row(0, line, Place(where), confidence) for line in lines)


def _attached(blocks: Sequence[Block]) -> Iterator[Row]:
    for block, notes in with_notes(blocks):
        place = Place(Where.ATTACHMENT)
        yield Row(0, print_text([block]), place, Confidence.LIKELY, node=block, notes=notes)


def with_notes(blocks: Sequence[Block]) -> list[tuple[Block, tuple[Note, ...]]]:
    """Put the remarks of a paper beside the blocks that they follow; those before all go to the first."""
    found: list[tuple[Block, tuple[Note, ...]]] = []
    early: tuple[Note, ...] = ()
    for block in blocks:
        if not isinstance(block, Note):
            found.append((block, early))
            early = ()
        elif found:
            found[-1] = (found[-1][0], (*found[-1][1], block))
        else:
            early = (*early, block)
    return found


# ---------- The edges of the body ----------


def doubt_edges(document: Document, proposals: list[Proposal], blocks: Sequence[Block]) -> list[Proposal]:
    """Ask for short lines at the edges to be looked at where no title or no signature was recognised.

    Shape:  one proposal for each block, in order, as given.
    """
    doubted = list(proposals)
    if not document.title:
        for at in range(_count_lines(blocks)):
            doubted[at] = _doubted_top(blocks[at], doubted[:at], doubted[at])
    if lacking := lacking_end(document.signatories, document.date):
        for at in range(1, _count_lines(blocks[::-1]) + 1):
            if doubted[-at].place.where is Where.BODY:
                reason = f"没有认出{lacking}，请核对这一段"
                doubted[-at] = Proposal(doubted[-at].place, Confidence.CHECK, reason)
    return doubted


def title_words(document: Document) -> str:
    """The title of a paper, or the lines above its text that are like one."""
    if document.title:
        return document.title
    blocks = [block for block, _ in with_notes(document.blocks)]
    lines = [print_text([block]) for block in blocks[: _count_lines(blocks)]]
    return "\n".join(line for line in lines if _is_like_title(line))


def _is_like_title(line: str) -> bool:
    return TITLE_WORDS.search(line) is not None and not line.endswith("：")


def _doubted_top(block: Block, above: Sequence[Proposal], proposal: Proposal) -> Proposal:
    """What an unrecognised line above the text may be: title, 主送 below it, or something else."""
    text = print_text([block])
    is_titled = any(found.place.where is Where.TITLE for found in above)
    if not is_titled and _is_like_title(text):
        return Proposal(Place(Where.TITLE), Confidence.CHECK, "没有认出标题，这一段像标题")
    if is_titled and text.endswith("："):
        return Proposal(Place(Where.ADDRESSEE), Confidence.CHECK, "像主送机关")
    reason = "请核对这一段" if is_titled else "没有认出标题，请核对这一段"
    return Proposal(proposal.place, Confidence.CHECK, reason)


def lacking_end(signatories: Sequence[str], day: object) -> str:
    """Name what is lacking of a signature."""
    return "和".join(name for name, found in (("署名", signatories), ("成文日期", day)) if not found)


def _count_lines(blocks: Sequence[Block]) -> int:
    return sum(1 for _ in takewhile(_is_line, blocks[:MOST_EDGE_LINES]))


def _is_line(block: Block) -> bool:
    """Whether a paragraph is one short line, as those of a frame are, and no sentence."""
    if not isinstance(block, Paragraph) or level_of(block) < NO_LEVEL:
        return False
    text = print_text([block])
    return len(text) <= LONGEST_EDGE_LINE and not text.endswith(tuple(SENTENCE_ENDS))
