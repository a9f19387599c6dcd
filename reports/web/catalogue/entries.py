"""The catalogue of checks, made out of their classes; how a county takes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from reports.checks.catalogue import GROUPS
from reports.checks.checking import Check
from reports.checks.enums import Level
from reports.checks.models import CheckSetting
from reports.checks.rulebook import CHANGEABLE
from reports.checks.settings import levels_at
from reports.organisations.models import Organisation
from reports.web.catalogue.examples import ShownExample, show_example, show_good


@dataclass(frozen=True, slots=True)
class Entry:
    """One check with its examples; `words` is everything in which one may search."""

    check: Check
    bad: tuple[ShownExample, ...]
    good: tuple[str, ...]
    words: str

    @property
    def level(self) -> Level:
        """The weight with which it ships."""
        return Level(self.check.severity.value)


@dataclass(frozen=True, slots=True)
class Group:
    """The checks of one subject; `anchor` leads to it on the page."""

    name: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a county has set for one check, at large or in one template."""

    level: Level
    template: str = ""


@cache
def catalogue() -> tuple[Group, ...]:
    """The whole catalogue; it changes with the program alone."""
    return tuple(
        Group(name, f"group-{at}", tuple(_entry(check, name) for check in checks))
        for at, (name, checks) in enumerate(GROUPS.items(), start=1)
    )


def find_entries(text: str) -> tuple[Group, ...]:
    """The entries in which all words of a search stand, by group; an empty search finds all."""
    wanted = text.casefold().split()
    if not wanted:
        return catalogue()
    found = [
        Group(group.name, group.anchor, tuple(entry for entry in group.entries if _has(entry, wanted)))
        for group in catalogue()
    ]
    return tuple(group for group in found if group.entries)


def chosen_by(government: Organisation) -> dict[str, tuple[Chosen, ...]]:
    """What a county takes otherwise than shipped, by code: at large, then by template; two queries."""
    found = {
        code: [Chosen(Level(taken.level))]
        for code, taken in levels_at(government).items()
        if taken.level != _shipped()[code]
    }
    rows = CheckSetting.objects.filter(government=government, blueprint__isnull=False, code__in=CHANGEABLE)
    for code, level, name in rows.order_by("blueprint").values_list("code", "level", "blueprint__name"):
        found.setdefault(code, []).append(Chosen(Level(level), name))
    return {code: tuple(chosen) for code, chosen in found.items()}


@cache
def _shipped() -> dict[str, str]:
    return {entry.check.code: entry.level.value for group in catalogue() for entry in group.entries}


def _entry(check: Check, group: str) -> Entry:
    bad = tuple(show_example(check, example) for example in check.bad)
    good = tuple(map(show_good, check.good))
    words = [group, check.code, check.name, check.sentence, check.source, Level(check.severity.value).label]
    shown = ["".join(piece.words for piece in example.text) for example in bad]
    return Entry(check, bad, good, _joined([*words, *shown, *good]))


def _joined(words: Sequence[str]) -> str:
    return "\n".join(words).casefold()


def _has(entry: Entry, wanted: Iterable[str]) -> bool:
    return all(word in entry.words for word in wanted)
