"""The report on paper, cut at its blocks, so that opinions can stand beside the block they mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.drafting.snapshot import Snapshot, SnapshotBlock
from reports.rendering.pages import ItemKind, PaperItem
from reports.review.models import Opinion

FRONT_KINDS = frozenset({ItemKind.TITLE, ItemKind.ADDRESSEE})


@dataclass(frozen=True, slots=True)
class Part:
    """What one block prints, with its opinions; a part without key takes none."""

    label: str
    items: tuple[PaperItem, ...]
    key: str = ""
    opinions: tuple[Opinion, ...] = ()
    is_private: bool = False


def cut_paper(
    items: Iterable[PaperItem], snapshot: Snapshot, opinions: Mapping[str, Iterable[Opinion]]
) -> tuple[Part, ...]:
    """Cut what a snapshot prints into its parts, in the order of the paper; a blank block is a part too."""
    printed: dict[tuple[str, str], list[PaperItem]] = defaultdict(list)
    ends: dict[bool, list[PaperItem]] = {True: [], False: []}
    for item in items:
        if item.origin.section:
            printed[item.origin.section, item.origin.block].append(item)
        else:
            ends[item.kind in FRONT_KINDS].append(item)
    parts = [Part("标题和主送", tuple(ends[True]))]
    for section in snapshot.sections:
        parts.append(Part(section.heading, tuple(printed[section.key, ""])))
        for block in section.blocks:
            lines = tuple(printed[section.key, block.key])
            parts.append(_part(block, lines, tuple(opinions.get(block.key, ()))))
    parts.append(Part("署名和日期", tuple(ends[False])))
    return tuple(part for part in parts if part.items or part.key)


def _part(block: SnapshotBlock, items: tuple[PaperItem, ...], opinions: tuple[Opinion, ...]) -> Part:
    key = "" if block.kind == "fixed" else block.key
    return Part(block.label, items, key=key, opinions=opinions, is_private=block.is_private)
