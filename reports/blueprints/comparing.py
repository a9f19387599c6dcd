"""What changed from one content to another, by keys: parts, blocks, fields, figures asked and their order.

Pure. Rows stand in the new order, what was removed behind what it stood behind. Not for: two people who
changed one template (merging).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.blueprints.content import BlockContent, Content, FigureAsk, SectionContent
from reports.blueprints.sequences import moved, woven
from reports.text.diff import ParagraphChange, diff_paragraphs

CONTENT_FIELDS = ("name", "kinds", "filing_title", "public_title", "addressees")
SECTION_FIELDS = ("role", "heading", "item_form")
BLOCK_FIELDS = (
    "kind",
    "items_kind",
    "label",
    "guidance",
    "evaluation",
    "example",
    "opening",
    "fixed_text",
    "matches",
    "carries_over",
    "pack",
)

Value = str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that reads otherwise."""

    field: str
    old: Value
    new: Value

    @property
    def paragraphs(self) -> tuple[ParagraphChange, ...]:
        """The words that came and went, where both values are texts."""
        if isinstance(self.old, str) and isinstance(self.new, str):
            return diff_paragraphs(self.old, self.new)
        return ()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One indicator that the old block, the new one or both ask for."""

    code: str
    old: FigureAsk | None
    new: FigureAsk | None
    is_moved: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether it came, went, changed its order or is asked of others."""
        return self.old != self.new or self.is_moved


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block; `moved_from` is the key of the part that it left, `is_moved` tells of its order too."""

    key: str
    old: BlockContent | None
    new: BlockContent | None
    is_moved: bool
    moved_from: str
    fields: tuple[FieldChange, ...]
    figures: tuple[FigureChange, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything about it is otherwise."""
        return self.old != self.new or self.is_moved


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One part, with the blocks that stand there now and those that were removed out of it."""

    key: str
    old: SectionContent | None
    new: SectionContent | None
    is_moved: bool
    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def is_changed_itself(self) -> bool:
        """Whether the part itself, whatever its blocks, came, went, moved or reads otherwise."""
        return self.old is None or self.new is None or self.is_moved or bool(self.fields)

    @property
    def is_changed(self) -> bool:
        """Whether it or a block in it is otherwise."""
        return self.is_changed_itself or any(block.is_changed for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs; what is equal stands there too, so that a page can fold it."""

    fields: tuple[FieldChange, ...]
    sections: tuple[SectionChange, ...]

    @property
    def count(self) -> int:
        """How many parts and blocks are otherwise, and fields of the whole; 0 for equal contents."""
        parts = sum(section.is_changed_itself for section in self.sections)
        return len(self.fields) + parts + sum(b.is_changed for s in self.sections for b in s.blocks)


def compare(old: Content, new: Content) -> Comparison:
    """Find everything in which two contents differ; a block's key is unique in each of them."""
    was = {section.key: section for section in old.sections}
    now = {section.key: section for section in new.sections}
    left = moved(list(was), list(now))
    blocks = _Blocks.of(old, new)
    return Comparison(
        fields=_changes(old, new, CONTENT_FIELDS),
        sections=tuple(
            SectionChange(
                key=key,
                old=was.get(key),
                new=now.get(key),
                is_moved=key in left,
                fields=_changes(was.get(key), now.get(key), SECTION_FIELDS),
                blocks=tuple(blocks.changes(was.get(key), now.get(key))),
            )
            for key in woven(list(now), list(was))
        ),
    )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """All blocks of both contents, since one may leave its part for another."""

    old: Mapping[str, BlockContent]
    new: Mapping[str, BlockContent]
    old_home: Mapping[str, str]

    @classmethod
    def of(cls, old: Content, new: Content) -> "_Blocks":
        return cls(
            old={block.key: block for block in old.blocks},
            new={block.key: block for block in new.blocks},
            old_home={block.key: section.key for section in old.sections for block in section.blocks},
        )

    def changes(self, was: SectionContent | None, now: SectionContent | None) -> Iterable[BlockChange]:
        """Compare what stands in a part now, and what was removed out of it."""
        here = [block.key for block in now.blocks] if now else []
        before = [block.key for block in was.blocks] if was else []
        left = moved(before, here)
        for key in woven(here, [key for key in before if key in here or key not in self.new]):
            came = key in self.old and key not in before
            yield self._change(
                key, is_moved=came or key in left, moved_from=self.old_home[key] if came else ""
            )

    def _change(self, key: str, *, is_moved: bool, moved_from: str) -> BlockChange:
        old, new = self.old.get(key), self.new.get(key)
        return BlockChange(
            key=key,
            old=old,
            new=new,
            is_moved=is_moved,
            moved_from=moved_from,
            fields=_changes(old, new, BLOCK_FIELDS),
            figures=_figure_changes(old.figures if old else (), new.figures if new else ()),
        )


def _changes(old: object | None, new: object | None, names: Iterable[str]) -> tuple[FieldChange, ...]:
    """Compare the fields of what both have; of what came or went, the whole is the change."""
    if old is None or new is None:
        return ()
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(FieldChange(name, before, after) for name, before, after in pairs if before != after)


def _figure_changes(old: tuple[FigureAsk, ...], new: tuple[FigureAsk, ...]) -> tuple[FigureChange, ...]:
    was, now = {ask.code: ask for ask in old}, {ask.code: ask for ask in new}
    left = moved(list(was), list(now))
    return tuple(
        FigureChange(code, was.get(code), now.get(code), code in left) for code in woven(list(now), list(was))
    )
