"""What a new year does to a blueprint: which strings will read otherwise, which years stand in digits.

Pure. Expressions move on by themselves and are listed so that somebody sees it; a year written as
digits is reported, and a person decides about each. Not for: clones and their rows (opening).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.blueprints.content import Content, Place, rewritten, strings
from reports.blueprints.expressions import YEARS, expressions, fill_years
from reports.text.years import YearForm, YearMention, find_years, moved_on

NAMES = {offset: name for name, offset in YEARS.items()}
CONTEXT = 16  # characters shown on either side of a year
UNFILLED = ("label",)
"""Fields that print as they stand: an expression there would never be filled."""


class Way(StrEnum):
    """What becomes of a year written as digits."""

    EXPRESSION = "expression"  # 〔本年〕: from now on it moves by itself
    LATER = "later"  # the year after, in digits again
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Reading:
    """One string with expressions, as it reads in both years."""

    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WrittenYear:
    """One year in digits; `ways` are those that make sense, the proposed one first."""

    place: Place
    mention: YearMention
    words: str
    before: str
    after: str
    ways: tuple[Way, ...]

    @property
    def key(self) -> str:
        """Its name in a form; it holds as long as the content does not change."""
        place = self.place
        return f"{place.section}.{place.block}.{place.field}.{place.index}.{self.mention.start}"


def readings(content: Content, *, year: int) -> tuple[Reading, ...]:
    """List the strings that will read otherwise in the year after `year`."""
    return tuple(
        Reading(place, fill_years(text, year), fill_years(text, year + 1))
        for place, text in strings(content)
        if set(expressions(text)) & YEARS.keys()
    )


def written_years(content: Content, *, year: int) -> tuple[WrittenYear, ...]:
    """List the years in digits, with what is proposed for the year after `year`."""
    return tuple(
        WrittenYear(
            place=place,
            mention=mention,
            words=text[mention.start : mention.end],
            before=text[max(0, mention.start - CONTEXT) : mention.start],
            after=text[mention.end : mention.end + CONTEXT],
            ways=_ways(place, mention, year),
        )
        for place, text in strings(content)
        for mention in find_years(text)
    )


def _ways(place: Place, mention: YearMention, year: int) -> tuple[Way, ...]:
    """A year beside the report's own moves; spans, aims and numbers belong to somebody else's paper."""
    if mention.form not in (YearForm.SINGLE, YearForm.CHINESE):
        return (Way.KEEP,)
    if mention.year - year not in NAMES:
        return (Way.KEEP, Way.LATER)
    if mention.form == YearForm.CHINESE or place.field in UNFILLED:
        return (Way.LATER, Way.KEEP)
    return (Way.EXPRESSION, Way.LATER, Way.KEEP)


def shifted(content: Content, decisions: Mapping[str, Way], *, year: int) -> Content:
    """Carry out what was decided about each written year, by its key; without a decision it stays.

    Errors: a way that a year does not offer is not taken.
    """
    wanted: dict[Place, list[tuple[WrittenYear, Way]]] = {}
    for written in written_years(content, year=year):
        way = decisions.get(written.key, Way.KEEP)
        if way in written.ways and way != Way.KEEP:
            wanted.setdefault(written.place, []).append((written, way))

    def rewrite(place: Place, text: str) -> str:
        for written, way in reversed(wanted.get(place, [])):
            mention = written.mention
            text = text[: mention.start] + _rewritten(written, way, year) + text[mention.end :]
        return text

    return rewritten(content, rewrite)


def _rewritten(written: WrittenYear, way: Way, year: int) -> str:
    if way == Way.EXPRESSION:
        return f"{{{NAMES[written.mention.year - year]}}}"
    return moved_on(written.words, by=1)
