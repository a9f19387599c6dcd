"""Proposing a place for each paragraph of an old report in a blueprint, without changing their order.

Pure: works on a paper that was read and on a description of the blueprint; what people choose instead is
`arrangement`, storing is `services`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import takewhile

from reports.document.markup import print_text
from reports.document.nodes import Block, Document, Heading, Lead, Note, Paragraph
from reports.document.role_words import role_of
from reports.document.roles import Role
from reports.importing.framing import doubt_edges, end_rows, front_rows, with_notes
from reports.importing.places import (
    NO_LEVEL,
    OWN_PART,
    Confidence,
    Place,
    PlacementBlock,
    PlacementSection,
    Proposal,
    Row,
    Where,
    level_of,
)

YEARS = re.compile(r"\{\w+\}|20\d{2}|[年度的和，、]")
ALIKE = 0.8
"""A heading so like a section's finds it even when its words tell no role or another one."""
FAIRLY_ALIKE = 0.5
"""Of the same role and so like it, a heading leaves no doubt."""
CLOSING = re.compile(r"(?:特此|专此|以上(?:报告|汇报|情况).{0,12}$|妥否)")
TELLING = 4
"""Characters of matching words that leave no doubt about a block."""
AS_ABOVE = "随上一段"
"""Why a paragraph goes where the one above it goes, and nothing else says so."""
MOST_PARTS = 100
"""No paper has more; what a hostile file has beyond them stays outside the sections."""


def propose(document: Document, sections: Sequence[PlacementSection]) -> tuple[Row, ...]:
    """Give every line of a paper a place, and say how sure that is.

    Level-1 headings choose the section by role and likeness. Inside it the order never changes: a level-2 run
    that matches a later block goes there, anything else stays with the block before it. What stands before
    the first heading goes to the section of role preamble, 特此报告 to that of role closing; a part without
    a free section stays a part of its own.
    """
    front = list(front_rows(document))
    blocks = document.blocks
    if front:  # remarks before the first block stand beside the title
        early = tuple(takewhile(lambda block: isinstance(block, Note), blocks))
        front[-1] = replace(front[-1], notes=tuple(note for note in early if isinstance(note, Note)))
        blocks = blocks[len(early) :]
    body = _body(document, blocks, sections, after=len(front))
    rows = (*front, *body, *end_rows(document))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, start=1))


# ---------- The body: parts, their sections, their blocks ----------


@dataclass(slots=True)
class _Part:
    """One level-1 part while it is read: its heading's row and text, and the rows below it."""

    first: int
    heading: str = ""
    role: Role | None = None
    is_headed: bool = False
    rows: list[tuple[int, Block]] = field(default_factory=list)


def _body(
    document: Document, noted_blocks: Sequence[Block], sections: Sequence[PlacementSection], *, after: int
) -> Iterator[Row]:
    noted = with_notes(noted_blocks)
    blocks = [block for block, _ in noted]
    parts = _parts(blocks, first=after + 1)
    if any(section.role is Role.CLOSING for section in sections):
        parts += _cut_closing(parts)
    chosen = _choose_sections(parts, sections)
    places: dict[int, Proposal] = {}
    for at, part in enumerate(parts):
        places |= _propose_part(part, chosen.get(at), is_alone=len(parts) == 1)
    proposals = doubt_edges(document, [places[number] for number in sorted(places)], blocks)
    for (block, notes), found in zip(noted, proposals, strict=True):
        yield Row(
            0,
            print_text([block]),
            found.place,
            found.confidence,
            found.reason,
            node=block,
            notes=notes,
            follows=found.follows,
        )


def _parts(blocks: Sequence[Block], *, first: int) -> list[_Part]:
    """Cut the body before each level-1 heading; what stands before the first is the preamble."""
    parts = [_Part(first, role=Role.PREAMBLE)]
    for number, block in enumerate(blocks, start=first):
        match block:
            case Heading(level=1):
                role = block.role or role_of(block.text)
                parts.append(_Part(number, block.text, role, is_headed=True))
            case Paragraph(lead=Lead(_, text, 1)) if text:
                parts.append(_Part(number, text[:-1], role_of(text[:-1]), is_headed=True))
            case _:
                parts[-1].rows.append((number, block))
    return parts if parts[0].rows else parts[1:]


def _cut_closing(parts: list[_Part]) -> list[_Part]:
    """Cut 特此报告 and its like off the end of the last part, as a part of its own."""
    rows = parts[-1].rows if parts else []
    first = len(rows)
    while first and _is_closing(rows[first - 1][1]):
        first -= 1
    closing = rows[first:]
    del rows[first:]
    return [_Part(closing[0][0], role=Role.CLOSING, rows=closing)] if closing else []


def _is_closing(block: Block) -> bool:
    return isinstance(block, Paragraph) and CLOSING.match(block.text) is not None


Choice = tuple[PlacementSection, float]


def _choose_sections(parts: Sequence[_Part], sections: Sequence[PlacementSection]) -> dict[int, Choice]:
    """Give each part its section, the surest pair first; no section is given twice."""
    pairs = []
    for at, part in enumerate(parts[:MOST_PARTS]):
        for rank, section in enumerate(sections):
            likeness = _likeness(part.heading, section.heading)
            has_role = part.role is not None and part.role == section.role
            if section.takers and (has_role or (part.heading and likeness >= ALIKE)):
                pairs.append((-has_role - likeness, at, rank, likeness))
    chosen: dict[int, Choice] = {}
    taken: set[int] = set()
    for _, at, rank, likeness in sorted(pairs):
        if at not in chosen and rank not in taken:
            chosen[at] = (sections[rank], likeness)
            taken.add(rank)
    return chosen


def _likeness(heading: str, other: str) -> float:
    """How alike two headings are, whatever years they name."""
    return SequenceMatcher(None, YEARS.sub("", heading), YEARS.sub("", other), autojunk=False).ratio()


def _propose_part(part: _Part, choice: Choice | None, *, is_alone: bool) -> dict[int, Proposal]:
    if choice is None:
        return _propose_own_part(part)
    section, likeness = choice
    confidence, reason = _judge_part(part, section, likeness, is_alone=is_alone)
    found: dict[int, Proposal] = {}
    if part.is_headed:
        found[part.first] = Proposal(Place(Where.HEADING, section.key), confidence, reason)
    if confidence is Confidence.CHECK and not part.is_headed:
        dealt = _deal_together(part.rows, section.takers[0].key, reason)
    else:
        dealt = _distribute(part.rows, section.takers)
    for number, key, sure, why in dealt:
        if confidence is Confidence.CHECK and sure is Confidence.SURE:
            sure = Confidence.LIKELY
        found[number] = Proposal(Place(Where.BODY, section.key, key), sure, why, follows=why == AS_ABOVE)
    return found


def _propose_own_part(part: _Part) -> dict[int, Proposal]:
    """A part that fits no free section stays a part of its own."""
    key = f"{OWN_PART}{part.first}"
    found: dict[int, Proposal] = {}
    if part.is_headed:
        place = Place(Where.HEADING, key)
        found[part.first] = Proposal(place, Confidence.CHECK, "模板里没有相应的部分，原样另立一部分")
    body = Place(Where.BODY, key)
    if part.is_headed:
        follower = Proposal(body, Confidence.LIKELY, "随所在的部分")
        return found | {number: follower for number, _ in part.rows}
    dealt = _deal_together(part.rows, "", "前面没有标题，原样另立一部分")
    return {n: Proposal(body, sure, why, follows=why == AS_ABOVE) for n, _, sure, why in dealt}


def _judge_part(
    part: _Part, section: PlacementSection, likeness: float, *, is_alone: bool
) -> tuple[Confidence, str]:
    """Say how sure it is that a part belongs to its section."""
    if not part.is_headed:
        if is_alone:
            return Confidence.CHECK, "全文没有“一、”这样的部分标题，请逐段选定"
        return Confidence.SURE, "按在文中的位置"
    if part.role != section.role:
        return Confidence.LIKELY, "标题与模板的标题相近"
    if likeness >= FAIRLY_ALIKE:
        return Confidence.SURE, "标题与模板的标题相符"
    if role_of(part.heading) == section.role:
        return Confidence.LIKELY, "标题的用语与这一部分相符"
    return Confidence.CHECK, "标题没有写明内容，按先后次序推定"


Dealt = tuple[int, str, Confidence, str]


def _distribute(rows: Sequence[tuple[int, Block]], takers: Sequence[PlacementBlock]) -> Iterator[Dealt]:
    """Deal paragraphs out to blocks, only ever forwards; each run opens with one of the highest headings."""
    if len(takers) == 1:
        yield from ((number, takers[0].key, Confidence.SURE, "这一部分只有一块") for number, _ in rows)
        return
    highest = min((level_of(block) for _, block in rows), default=NO_LEVEL)
    if highest == NO_LEVEL:
        yield from _deal_together(rows, takers[0].key, "没有小标题，全部归入第一块")
        return
    at = 0
    run, reason = Confidence.LIKELY, "在小标题之前，归入第一块"
    for number, block in rows:
        if level_of(block) == highest:
            at, run, why = _next_taker(_run_heading(block), takers, at)
            yield number, takers[at].key, run, why
            reason = "随上一标题"
            continue
        follows = Confidence.SURE if run is Confidence.SURE else Confidence.LIKELY
        yield number, takers[at].key, follows, reason


def _deal_together(rows: Sequence[tuple[int, Block]], key: str, reason: str) -> Iterator[Dealt]:
    """Deal paragraphs that nothing sorts to one block; the first speaks for all."""
    for at, (number, _) in enumerate(rows):
        if at == 0:
            yield number, key, Confidence.CHECK, reason
        else:
            yield number, key, Confidence.LIKELY, AS_ABOVE


def _next_taker(heading: str, takers: Sequence[PlacementBlock], at: int) -> tuple[int, Confidence, str]:
    """The block from `at` on whose words fit the heading best, the nearest of equals; else `at` itself."""
    fits = [_fit(heading, taker) for taker in takers]
    best = max(fits[at:])
    chosen = at + fits[at:].index(best)
    if max(fits) > best:
        earlier = takers[fits.index(max(fits))].label
        return chosen, Confidence.CHECK, f"像是“{earlier}”，但次序在后，随上一块"
    if not best:
        return chosen, Confidence.CHECK, "没有相符的内容块，随上一块"
    sure = Confidence.SURE if best >= TELLING else Confidence.LIKELY
    return chosen, sure, f"小标题与“{takers[chosen].label}”相符"


def _fit(heading: str, taker: PlacementBlock) -> int:
    """How many characters of the block's words stand in a heading."""
    return sum(len(word) for word in {*taker.matches, taker.label} if word and word in heading)


def _run_heading(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    return block.lead.text if isinstance(block, Paragraph) and block.lead else ""
