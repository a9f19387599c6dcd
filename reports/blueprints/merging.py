"""One template changed on two sides: the original's new version and the county's own, joined by keys.

Pure. What only one side changed is taken. Where both changed one thing, ours stays until somebody chooses
otherwise, and both readings are listed. Not for: what changed between two versions (comparing).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from reports.blueprints.comparing import BLOCK_FIELDS, CONTENT_FIELDS, SECTION_FIELDS
from reports.blueprints.content import BlockContent, Content, FigureAsk, Place, SectionContent
from reports.blueprints.sequences import are_at_odds, merged_order

TEXTS = ("guidance", "evaluation", "example", "opening", "fixed_text")
"""Fields of which both readings may stand, one below the other."""
LISTS = ("kinds", "matches")
"""Fields whose members come and go one by one, and so are never in conflict."""
KIND = "kind"
"""`kind` and `items_kind` go together: neither makes sense without the other."""


class Clash(StrEnum):
    """In which way two sides want different things."""

    BOTH_CHANGED = "both_changed"
    BOTH_ADDED = "both_added"
    BOTH_MOVED = "both_moved"
    THEY_REMOVED = "they_removed"  # what we changed
    WE_REMOVED = "we_removed"  # what they changed


class Choice(StrEnum):
    """What becomes of a conflict."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed; the first of `choices` is done unless somebody chooses.

    `place.field` is empty for a whole part or block, `figures` with a `code` for one indicator, `home` for
    the part that a block stands in, `order` for the order of parts or of a part's blocks. A side that
    lacks the thing says None.
    """

    place: Place
    clash: Clash
    base: Any
    ours: Any
    theirs: Any
    choices: tuple[Choice, ...] = (Choice.OURS, Choice.THEIRS)
    code: str = ""

    @property
    def key(self) -> str:
        """Its name in a form; it holds as long as the three contents do not change."""
        return ".".join((self.place.section, self.place.block, self.place.field, self.code))


@dataclass(frozen=True, slots=True)
class Merged:
    """What both sides give together, and what was in conflict."""

    content: Content
    conflicts: tuple[Conflict, ...]


def merge(
    base: Content, *, ours: Content, theirs: Content, choices: Mapping[str, Choice] | None = None
) -> Merged:
    """Take the changes of both sides over; `choices` settle conflicts by their keys.

    Errors: raises nothing; a choice that a conflict does not offer is not taken.
    """
    return _Merger(base, ours, theirs, choices or {}).merged()


Part = TypeVar("Part", Content, SectionContent, BlockContent)


class _Side:
    """One content by its keys."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.sections = {section.key: section for section in content.sections}
        self.blocks = {block.key: block for block in content.blocks}
        self.homes = {block.key: section.key for section in content.sections for block in section.blocks}

    def keys_in(self, section: str) -> list[str]:
        """The blocks of a part, in order; none where there is no such part."""
        return [key for key, home in self.homes.items() if home == section]

    def has_changed(self, key: str, base: "_Side") -> bool:
        """Whether a part that it has says more than it did: an own field, a block changed or brought in."""
        was, now = base.sections.get(key), self.sections[key]
        if was is None or _own(was) != _own(now):
            return True
        return any(base.homes.get(b.key) != key or base.blocks[b.key] != b for b in now.blocks)


class _Merger:
    """Three contents on their way to one."""

    def __init__(self, base: Content, ours: Content, theirs: Content, choices: Mapping[str, Choice]) -> None:
        self.base, self.ours, self.theirs = _Side(base), _Side(ours), _Side(theirs)
        self.choices = choices
        self.conflicts: list[Conflict] = []
        self.sections: dict[str, SectionContent] = {}
        self.blocks: dict[str, BlockContent] = {}
        self.homes: dict[str, str] = {}
        self.copies: dict[str, BlockContent] = {}

    def merged(self) -> Merged:
        """Settle parts first, then where each block lives, then what it says, then the order."""
        sides = (self.base.content, self.ours.content, self.theirs.content)
        whole = self._fields(Place("", "", ""), sides, CONTENT_FIELDS)
        for key in _keys(self.ours.sections, self.theirs.sections):
            self._settle_section(key)
        for key in _keys(self.ours.homes, self.theirs.homes):
            self._settle_home(key)
        for key in self.homes:
            self._settle_block(key)
        sections = (side.sections for side in (self.base, self.ours, self.theirs))
        order = self._order("", [list(keys) for keys in sections], self.sections)
        content = replace(whole, sections=tuple(self._with_blocks(key) for key in order))
        return Merged(content, tuple(self.conflicts))

    def _choose(self, conflict: Conflict) -> Choice:
        self.conflicts.append(conflict)
        choice = self.choices.get(conflict.key, conflict.choices[0])
        return choice if choice in conflict.choices else conflict.choices[0]

    def _settle(self, place: Place, base: Any, ours: Any, theirs: Any, *, code: str = "") -> Any:
        """Take what one side changed; where both did, ask."""
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        clash = _clash_of(base, ours, theirs)
        is_text = place.field in TEXTS and bool(ours) and bool(theirs)
        choices = (Choice.OURS, Choice.THEIRS, *([Choice.BOTH] if is_text else []))
        match self._choose(Conflict(place, clash, base, ours, theirs, choices, code)):
            case Choice.BOTH:
                return "\n".join((ours.rstrip("\n"), theirs))
            case Choice.THEIRS:
                return theirs
            case _:
                return ours

    def _fields(self, place: Place, sides: tuple[Part | None, Part, Part], names: Iterable[str]) -> Part:
        """Merge the fields of what both sides have."""
        base, ours, theirs = sides
        values: dict[str, Any] = {}
        for name in names:
            three: list[Any] = [
                getattr(side, name) if side is not None else None for side in (base, ours, theirs)
            ]
            if name in LISTS:
                values[name] = _merged_list(three[0] or (), three[1], three[2])
            else:
                values[name] = self._settle(replace(place, field=name), *three)
        return replace(ours, **values)

    def _settle_section(self, key: str) -> None:
        base, ours, theirs = (side.sections.get(key) for side in (self.base, self.ours, self.theirs))
        place = Place(key, "", "")
        if ours is not None and theirs is not None:
            self.sections[key] = self._fields(place, (base, ours, theirs), SECTION_FIELDS)
            return
        has, lacks = (self.ours, theirs) if theirs is None else (self.theirs, ours)
        assert lacks is None
        mine = has.sections[key]
        if base is None:
            self.sections[key] = mine
        elif has.has_changed(key, self.base):
            kept = self._settle(place, base, ours, theirs)
            if kept is not None:
                self.sections[key] = kept

    def _settle_home(self, key: str) -> None:
        """Find the part in which a block stands; one that has none goes."""
        base, ours, theirs = (side.homes.get(key) for side in (self.base, self.ours, self.theirs))
        if ours is not None and theirs is not None:
            wanted = self._settle(Place(ours, key, "home"), base, ours, theirs)
            home = next((home for home in (wanted, ours, theirs) if home in self.sections), ours)
            self.sections.setdefault(home, self.ours.sections.get(home) or self.theirs.sections[home])
            self.homes[key] = home
            return
        lone = ours if ours is not None else theirs
        assert lone is not None
        if lone in self.sections and (base is None or self._stays(key, lone)):
            self.homes[key] = lone

    def _stays(self, key: str, home: str) -> bool:
        """Whether a block that one side removed stays: with its part, or because it was changed."""
        other = self.theirs if key in self.ours.homes else self.ours
        if home not in other.sections and self.base.homes[key] == home:
            return True
        base, ours, theirs = (side.blocks.get(key) for side in (self.base, self.ours, self.theirs))
        has_left = ours is not None and self.base.homes[key] != home
        if (ours or theirs) == base and not has_left:
            return False
        clash = Clash.THEY_REMOVED if theirs is None else Clash.WE_REMOVED
        choice = self._choose(Conflict(Place(home, key, ""), clash, base, ours, theirs))
        return (choice is Choice.OURS) == (ours is not None)

    def _settle_block(self, key: str) -> None:
        base, ours, theirs = (side.blocks.get(key) for side in (self.base, self.ours, self.theirs))
        if ours is None or theirs is None or ours == theirs:
            block = ours or theirs
            assert block is not None
            self.blocks[key] = block
        elif base is None:
            self.blocks[key] = self._both_added(key, ours, theirs)
        else:
            self.blocks[key] = self._merged_block(Place(self.homes[key], key, ""), base, ours, theirs)

    def _both_added(self, key: str, ours: BlockContent, theirs: BlockContent) -> BlockContent:
        """Two new blocks that happen to have one key need not mean one thing."""
        choices = (Choice.OURS, Choice.THEIRS, Choice.BOTH)
        conflict = Conflict(Place(self.homes[key], key, ""), Clash.BOTH_ADDED, None, ours, theirs, choices)
        choice = self._choose(conflict)
        if choice is Choice.BOTH:
            taken = {*self.base.homes, *self.ours.homes, *self.theirs.homes}
            self.copies[key] = replace(theirs, key=free_key(key, taken))
        return theirs if choice is Choice.THEIRS else ours

    def _merged_block(
        self, place: Place, base: BlockContent, ours: BlockContent, theirs: BlockContent
    ) -> BlockContent:
        names = (name for name in BLOCK_FIELDS if name not in (KIND, "items_kind"))
        fields = self._fields(place, (base, ours, theirs), names)
        kinds = [(block.kind, block.items_kind) for block in (base, ours, theirs)]
        kind, items_kind = self._settle(replace(place, field=KIND), *kinds)
        figures = self._figures(replace(place, field="figures"), base, ours, theirs)
        return replace(fields, kind=kind, items_kind=items_kind, figures=figures)

    def _figures(
        self, place: Place, base: BlockContent, ours: BlockContent, theirs: BlockContent
    ) -> tuple[FigureAsk, ...]:
        asks = [{ask.code: ask for ask in block.figures} for block in (base, ours, theirs)]
        kept = {}
        for code in _keys(*asks):
            ask = self._settle(place, *(side.get(code) for side in asks), code=code)
            if ask is not None:
                kept[code] = ask
        order = merged_order(*(list(side) for side in asks), kept=kept, prefers_ours=True)
        return tuple(kept[code] for code in order)

    def _with_blocks(self, key: str) -> SectionContent:
        kept = {name for name, home in self.homes.items() if home == key}
        sides = [side.keys_in(key) for side in (self.base, self.ours, self.theirs)]
        blocks: list[BlockContent] = []
        for name in self._order(key, sides, kept):
            blocks += [self.blocks[name], *([self.copies[name]] if name in self.copies else [])]
        return replace(self.sections[key], blocks=tuple(blocks))

    def _order(self, section: str, sides: Sequence[list[str]], kept: Iterable[str]) -> list[str]:
        members = set(kept)
        base, ours, theirs = ([key for key in keys if key in members] for keys in sides)
        prefers_ours = True
        if are_at_odds(base, ours, theirs):
            place = Place(section, "", "order")
            conflict = Conflict(place, Clash.BOTH_MOVED, tuple(base), tuple(ours), tuple(theirs))
            prefers_ours = self._choose(conflict) is Choice.OURS
        return merged_order(base, ours, theirs, kept=members, prefers_ours=prefers_ours)


def free_key(key: str, taken: Iterable[str]) -> str:
    """Find a key like this one that nothing has yet."""
    used = set(taken)
    return next(name for at in range(2, len(used) + 3) if (name := f"{key[:36]}_{at}") not in used)


def _own(section: SectionContent) -> SectionContent:
    return replace(section, blocks=())


def _keys(*sides: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for side in sides for key in side))


def _clash_of(base: Any, ours: Any, theirs: Any) -> Clash:
    if theirs is None:
        return Clash.THEY_REMOVED
    if ours is None:
        return Clash.WE_REMOVED
    return Clash.BOTH_ADDED if base is None else Clash.BOTH_CHANGED


def _merged_list(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Take what either side added, and nothing that either side took away."""
    kept = {
        member
        for member in _keys(ours, theirs)
        if (member in ours and member in theirs) or member not in base
    }
    unique = [list(dict.fromkeys(side)) for side in (base, ours, theirs)]
    return tuple(merged_order(*unique, kept=kept, prefers_ours=True))
