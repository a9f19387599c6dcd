"""Whose report a file is, by the names that stand in it.

Pure: works on names. Not for: which units somebody may import for (importing.permissions).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HAN = r"\u4e00-\u9fff"
PARTS_OF_ANOTHER = re.compile(rf"办公室|办公厅|分局|[{HAN}]{{0,4}}(?:所|站|队|中心)(?![{HAN}]*报告)")
"""What follows a name and makes it the name of another organ: 县政府办公室, 公安局交警大队."""
AFTER_A_PLACE = re.compile(rf"(?![{HAN}])|法治|关于|年度|依法|工作|贯彻|落实|推进")
"""What may follow a place that stands for its government: 青石镇2025年度, never 云岭县水利局."""
PLACE_END = "县区市州旗盟镇乡"
SUFFIXES = ("人民政府", "党工委", "办事处", "委员会")


@dataclass(frozen=True, slots=True)
class UnitNames:
    """A unit and what it is or was called; `place` is the county that the full name may open with."""

    unit: int
    name: str
    short_name: str = ""
    party_name: str = ""
    place: str = ""
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """The unit that was recognised, or None and the units that it might be."""

    unit: int | None
    candidates: tuple[int, ...] = ()


def recognise(
    units: Sequence[UnitNames], *, title: str = "", signatories: Sequence[str] = (), filename: str = ""
) -> Recognition:
    """Tell whose report this is: by its title, else by who signs it, else by the name of the file.

    The longest name wins. Two units named at equal length leave the choice to a person.
    """
    possible: tuple[int, ...] = ()
    for words in (title, "\n".join(signatories), filename):
        found = _named_in(words, units)
        both = tuple(unit for unit in found if unit in possible) or found or possible
        if len(both) == 1:
            return Recognition(both[0], both)
        possible = both
    return Recognition(None, possible)


def _named_in(words: str, units: Iterable[UnitNames]) -> tuple[int, ...]:
    """The units whose names stand in the words, only those with the longest name."""
    lengths = {names.unit: _longest(words, names) for names in units}
    longest = max(lengths.values(), default=0)
    return tuple(unit for unit, length in lengths.items() if length == longest > 0)


def _longest(words: str, names: UnitNames) -> int:
    full, places = _aliases(names)
    lengths = [len(name) for name in full if _stands_in(name, words, names.place)]
    lengths += [len(name) for name in places if _stands_in(name, words, names.place, AFTER_A_PLACE)]
    return max(lengths, default=0)


def _aliases(names: UnitNames) -> tuple[set[str], set[str]]:
    """What a unit may be called, in full, in short or without its county; and the places it governs."""
    full = {names.name, names.party_name, names.short_name, *names.former_names}
    full |= {name.removeprefix("中共") for name in full}
    full |= {name.removeprefix(names.place) for name in full}
    places = {name.removesuffix(end) for name in full for end in SUFFIXES if name.endswith(end)}
    places |= {name for name in full if name.endswith(tuple(PLACE_END))}
    return _usable(full - places), _usable(places)


def _usable(names: Iterable[str]) -> set[str]:
    return {name for name in names if len(name) >= 2}


def _stands_in(name: str, words: str, place: str, after: re.Pattern[str] | None = None) -> bool:
    return any(
        _opens_here(words[: match.start()], name, place)
        and not PARTS_OF_ANOTHER.match(words, match.end())
        and (after is None or after.match(words, match.end()))
        for match in re.finditer(re.escape(name), words)
    )


def _opens_here(before: str, name: str, place: str) -> bool:
    """Whether a name that stands after these words is a name of ours, not of another county's namesake."""
    run = re.split(rf"[^{HAN}]", before)[-1]
    if not run or (place and run.endswith(place)):
        return True
    if name[0] in PLACE_END:
        return bool(place) and (run + name[0]).endswith(place)
    return run[-1] not in PLACE_END
