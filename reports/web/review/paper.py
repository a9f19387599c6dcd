"""The report on paper, cut at its blocks, so that opinions can stand beside the block they mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.blueprints.enums import BlockKind
from reports.drafting.snapshot import Snapshot, SnapshotBlock
from reports.rendering.pages import ItemKind, PaperItem
from reports.review.models import Opinion

FRONT_KINDS = frozenset({ItemKind.HEAD, ItemKind.TITLE, ItemKind.ADDRESSEE})


@dataclass(frozen=True, slots=True)
class Part:
    """What one block prints, with its opinions; a part without key takes none."""

    label: str
    items: tuple[PaperItem, ...]
    key: str = ""
    opinions: tuple[Opinion, ...] = ()
    is_private: bool = False
    says_blank: bool = False


def cut_paper(
    items: Iterable[PaperItem], snapshot: Snapshot, opinions: Mapping[str, Iterable[Opinion]]
) -> tuple[Part, ...]:
    """Cut what a snapshot prints into its parts, in the order of the paper.

    A block of prose without text is a part too, so that its lack shows; rows are optional.
    """
    printed: dict[tuple[str, str], list[PaperItem]] = defaultdict(list)
    front: list[PaperItem] = []
    foot: list[PaperItem] = []
    for item in items:
        if item.origin.section:
            printed[item.origin.section, item.origin.block].append(item)
        else:
            is_front = item.kind in FRONT_KINDS and not printed  # an attachment has a title too
            (front if is_front else foot).append(item)
    parts = [Part("标题和主送", tuple(front))]
    for section in snapshot.sections:
        parts.append(Part(section.heading, tuple(printed[section.key, ""])))
        for block in section.blocks:
            lines = tuple(printed[section.key, block.key])
            parts.append(_part(block, lines, tuple(opinions.get(block.key, ()))))
    parts.append(Part("署名和日期", tuple(foot)))
    return tuple(part for part in parts if part.items or part.opinions or part.says_blank)


def _part(block: SnapshotBlock, items: tuple[PaperItem, ...], opinions: tuple[Opinion, ...]) -> Part:
    return Part(
        label=block.label,
        items=items,
        key="" if block.kind == BlockKind.FIXED else block.key,
        opinions=opinions,
        is_private=block.is_private,
        says_blank=block.kind == BlockKind.PROSE,
    )
