"""The report on paper, cut at its blocks, so that opinions and findings stand beside the block they mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.blueprints.enums import BlockKind
from reports.checks.enums import Field, Severity
from reports.checks.models import Finding
from reports.drafting.snapshot import Snapshot, SnapshotBlock
from reports.rendering.pages import ItemKind, PaperItem
from reports.review.models import Opinion
from reports.web.checking_county.places import FoundPlace
from reports.web.review.found import FRONT_FIELDS, Found, shown_open
from reports.web.review.marking import mark_words

FRONT_KINDS = frozenset({ItemKind.HEAD, ItemKind.TITLE, ItemKind.ADDRESSEE})


@dataclass(frozen=True, slots=True)
class Part:
    """What one block prints, with its opinions and open findings; a part without key takes no opinion."""

    label: str
    items: tuple[PaperItem, ...]
    key: str = ""
    opinions: tuple[Opinion, ...] = ()
    found: tuple[FoundPlace, ...] = ()
    is_private: bool = False
    says_blank: bool = False

    @property
    def grave(self) -> tuple[FoundPlace, ...]:
        """What is no mere hint."""
        return tuple(place for place in self.found if place.severity != Severity.HINT)

    @property
    def hints(self) -> tuple[FoundPlace, ...]:
        """What may well stay as it is."""
        return tuple(place for place in self.found if place.severity == Severity.HINT)


def cut_paper(
    items: Iterable[PaperItem], snapshot: Snapshot, opinions: Mapping[str, Iterable[Opinion]], found: Found
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
    parts = [Part("标题和主送", tuple(front), found=shown_open(found.of_fields(FRONT_FIELDS)))]
    for section in snapshot.sections:
        beside = shown_open(found.of(section.key))
        parts.append(Part(section.heading, tuple(printed[section.key, ""]), found=beside))
        for block in section.blocks:
            part = _part(block, printed[section.key, block.key], found.of(section.key, block.key))
            parts.append(replace(part, opinions=tuple(opinions.get(block.key, ()))))
    parts.append(Part("署名和日期", tuple(foot), found=shown_open(found.of_fields({Field.SIGNATORIES}))))
    return tuple(part for part in parts if part.items or part.opinions or part.found or part.says_blank)


def _part(block: SnapshotBlock, items: Sequence[PaperItem], findings: Sequence[Finding]) -> Part:
    return Part(
        label=block.label,
        items=mark_words(items, findings),
        key="" if block.kind == BlockKind.FIXED else block.key,
        found=shown_open(findings),
        is_private=block.is_private,
        says_blank=block.kind == BlockKind.PROSE,
    )
