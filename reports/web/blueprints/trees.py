"""The tree of a draft: its sections and blocks as the left side of the editor shows them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.blueprints.content import Content
from reports.blueprints.enums import BlockKind, SectionRole
from reports.blueprints.faults import ContentFault, Weight
from reports.web.blueprints.part_forms import section_name
from reports.web.blueprints.words import FIELD_WORDS, in_words


@dataclass(frozen=True, slots=True)
class TreeBlock:
    """One block; `faults` counts what keeps it from being published."""

    key: str
    label: str
    kind: str
    figures: int
    faults: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class TreeSection:
    """One section with its blocks; `number` is the one that prints, '' where none does."""

    key: str
    name: str
    role: str
    number: str
    faults: int
    is_current: bool
    blocks: tuple[TreeBlock, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All sections; `faults` counts those of the whole, `is_current` that the whole is on the page."""

    sections: tuple[TreeSection, ...]
    faults: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """One fault as the page says it: where it stands, what to do, and whether it bars publishing."""

    where: str
    sentence: str
    is_warning: bool
    section: str
    block: str


def tree_of(content: Content, faults: Iterable[ContentFault], *, section: str = "", block: str = "") -> Tree:
    """Draw the tree, with the part on the page marked; neither key for what the whole template says."""
    counts = Counter((f.place.section, f.place.block) for f in faults if f.weight > Weight.WARNING)
    numbers = iter("一二三四五六七八九十")
    sections = tuple(
        TreeSection(
            key=each.key,
            name=section_name(each),
            role=SectionRole(each.role.value).label,
            number=next(numbers, "") if each.heading else "",
            faults=counts[each.key, ""],
            is_current=each.key == section and not block,
            blocks=tuple(
                TreeBlock(
                    key=one.key,
                    label=one.label or "（没有名称）",
                    kind=BlockKind(one.kind).label,
                    figures=len(one.figures),
                    faults=counts[each.key, one.key],
                    is_current=one.key == block,
                )
                for one in each.blocks
            ),
        )
        for each in content.sections
    )
    return Tree(sections, counts["", ""], is_current=not section and not block)


def lacks_of(content: Content, faults: Iterable[ContentFault]) -> tuple[Lack, ...]:
    """Say every fault with its place in words, what bars publishing first."""
    ordered = sorted(faults, key=lambda fault: -fault.weight)
    return tuple(
        Lack(
            where=_where(content, fault),
            sentence=fault.sentence,
            is_warning=fault.weight == Weight.WARNING,
            section=fault.place.section,
            block=fault.place.block,
        )
        for fault in ordered
    )


def _where(content: Content, fault: ContentFault) -> str:
    place = fault.place
    section = next((each for each in content.sections if each.key == place.section), None)
    block = next((each for each in content.blocks if each.key == place.block), None)
    parts = (section_name(section) if section else "基本信息", block.label if block else "")
    return " · ".join(part for part in (*parts, in_words(FIELD_WORDS.get(place.field, ""))) if part)
