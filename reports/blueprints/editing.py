"""Changing one part of a content: pure operations that name parts by their keys.

So two people may change different parts of one draft: each change is made to whatever the draft says by
then. Not for: storing (services), what a content must hold to be published (faults).
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.common.errors import Refused

PartT = TypeVar("PartT")
Part = SectionContent | BlockContent | Content
"""What one form of the editor shows: the head of a section, a block, or what the whole template says."""


class PartGone(Refused):
    """Somebody has taken the part out of the draft meanwhile."""

    def __init__(self) -> None:
        super().__init__("这一部分已被删除或移走，请重新打开页面核对。")


class PartChanged(Refused):
    """Somebody has saved the same part meanwhile; nothing was written, both texts are here."""

    def __init__(self, *, mine: Part, theirs: Part) -> None:
        super().__init__("您修改期间，别人也修改了这里。您的内容没有丢失，请对照后决定保留哪一份。")
        self.mine, self.theirs = mine, theirs


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block goes: into this section, before the block with this key, or last ('')."""

    section: str
    before: str = ""


def new_key(what: str) -> str:
    """Make the key of a new section or block.

    By chance rather than by counting: no key that was ever removed comes back, and what two counties
    add never looks like one and the same part when a template travels.
    """
    return f"{what}_{secrets.token_hex(5)}"


def section_of(content: Content, key: str) -> SectionContent:
    """Find a section. Errors: PartGone."""
    found = next((section for section in content.sections if section.key == key), None)
    if found is None:
        raise PartGone
    return found


def block_of(content: Content, key: str) -> BlockContent:
    """Find a block. Errors: PartGone."""
    found = next((block for block in content.blocks if block.key == key), None)
    if found is None:
        raise PartGone
    return found


def section_holding(content: Content, key: str) -> SectionContent:
    """Find the section in which a block stands. Errors: PartGone."""
    for section in content.sections:
        if any(block.key == key for block in section.blocks):
            return section
    raise PartGone


def head_of(section: SectionContent) -> SectionContent:
    """A section without its blocks: what its form shows."""
    return replace(section, blocks=())


def frame_of(content: Content) -> Content:
    """A content without its sections: name, kinds, titles and 主送机关."""
    return replace(content, sections=())


def part_digest(part: Part) -> str:
    """The fingerprint of a part as a form showed it, by which a change made meanwhile is noticed."""
    return hashlib.sha256(repr(part).encode()).hexdigest()[:32]


def with_frame(content: Content, frame: Content, *, shown: str) -> Content:
    """Put name, kinds, titles and 主送机关 in place; figures follow the kinds of unit.

    Errors: PartChanged, where the stored frame is not the one that was `shown` nor the new one.
    """
    _demand_unchanged(frame_of(content), frame_of(frame), shown)
    return _following_kinds(replace(frame, sections=content.sections), before=content.kinds)


def with_head(content: Content, head: SectionContent, *, shown: str) -> Content:
    """Put a section's own fields in place and keep its blocks. Errors: PartGone, PartChanged."""
    stored = section_of(content, head.key)
    _demand_unchanged(head_of(stored), head_of(head), shown)
    return _with_section(content, replace(head, blocks=stored.blocks))


def with_block(content: Content, block: BlockContent, *, shown: str) -> Content:
    """Put a block in place, where it stands by now. Errors: PartGone, PartChanged."""
    section = section_holding(content, block.key)
    _demand_unchanged(block_of(content, block.key), block, shown)
    blocks = tuple(block if each.key == block.key else each for each in section.blocks)
    return _with_section(content, replace(section, blocks=blocks))


def with_new_section(content: Content, section: SectionContent, *, after: str = "") -> Content:
    """Put a new section behind another, or last."""
    sections = content.sections
    return replace(content, sections=_inserted(sections, section, _index(sections, after) + 1))


def with_new_block(content: Content, block: BlockContent, spot: Spot) -> Content:
    """Put a new block into a section. Errors: PartGone."""
    section = section_of(content, spot.section)
    at = _index(section.blocks, spot.before)
    return _with_section(content, replace(section, blocks=_inserted(section.blocks, block, at)))


def without_section(content: Content, key: str) -> Content:
    """Take a section out, with all its blocks. Errors: PartGone."""
    gone = section_of(content, key)
    return replace(content, sections=tuple(section for section in content.sections if section is not gone))


def without_block(content: Content, key: str) -> Content:
    """Take a block out. Errors: PartGone."""
    section = section_holding(content, key)
    kept = tuple(block for block in section.blocks if block.key != key)
    return _with_section(content, replace(section, blocks=kept))


def with_section_moved(content: Content, key: str, *, before: str = "") -> Content:
    """Move a section before another, or last. Errors: PartGone."""
    moved = section_of(content, key)
    if before == key:
        return content
    others = tuple(section for section in content.sections if section.key != key)
    return replace(content, sections=_inserted(others, moved, _index(others, before)))


def with_block_moved(content: Content, key: str, spot: Spot) -> Content:
    """Move a block, perhaps into another section. Errors: PartGone."""
    moved = block_of(content, key)
    if spot.before == key:
        return content
    return with_new_block(without_block(content, key), moved, spot)


def with_section_stepped(content: Content, key: str, *, by: int) -> Content:
    """Move a section up (-1) or down (1); at the end of the row it stays. Errors: PartGone."""
    order = [section.key for section in content.sections]
    at = order.index(section_of(content, key).key)
    target = min(max(at + by, 0), len(order) - 1)
    others = [*order[:at], *order[at + 1 :]]
    return with_section_moved(content, key, before=others[target] if target < len(others) else "")


def with_block_stepped(content: Content, key: str, *, by: int) -> Content:
    """Move a block up (-1) or down (1); from the end of its section it goes into the next one.

    Errors: PartGone.
    """
    section = section_holding(content, key)
    others = [block.key for block in section.blocks if block.key != key]
    target = [block.key for block in section.blocks].index(key) + by
    if 0 <= target <= len(others):
        before = others[target] if target < len(others) else ""
        return with_block_moved(content, key, Spot(section.key, before))
    at = content.sections.index(section) + by
    if not 0 <= at < len(content.sections):
        return content
    neighbour = content.sections[at]
    first = neighbour.blocks[0].key if by > 0 and neighbour.blocks else ""
    return with_block_moved(content, key, Spot(neighbour.key, first))


def _following_kinds(content: Content, *, before: Sequence[str]) -> Content:
    """Let figures follow the kinds of unit.

    One asked of all kinds stays asked of all; any other loses the kinds that went, unless none would be
    left: that is for people to decide (faults).
    """

    def following(figure: FigureAsk) -> FigureAsk:
        if set(figure.kinds) >= set(before):
            return replace(figure, kinds=())
        kept = tuple(kind for kind in figure.kinds if kind in content.kinds)
        return replace(figure, kinds=kept or figure.kinds)

    def of_block(block: BlockContent) -> BlockContent:
        return replace(block, figures=tuple(following(figure) for figure in block.figures))

    if set(before) == set(content.kinds):
        return content
    sections = (
        replace(section, blocks=tuple(of_block(block) for block in section.blocks))
        for section in content.sections
    )
    return replace(content, sections=tuple(sections))


def _with_section(content: Content, changed: SectionContent) -> Content:
    return replace(
        content,
        sections=tuple(changed if section.key == changed.key else section for section in content.sections),
    )


def _demand_unchanged(stored: Part, mine: Part, shown: str) -> None:
    if part_digest(stored) != shown and stored != mine:
        raise PartChanged(mine=mine, theirs=stored)


def _index(parts: Sequence[SectionContent | BlockContent], key: str) -> int:
    """Where a part stands; the end for '' and for one that is gone."""
    keys = [part.key for part in parts]
    return keys.index(key) if key in keys else len(keys)


def _inserted(parts: tuple[PartT, ...], part: PartT, at: int) -> tuple[PartT, ...]:
    return (*parts[:at], part, *parts[at:])
