"""The lexicon of one unit: what ships, under what its governments say otherwise, the nearest last.

Not for: changing it (lexicon_editing).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reports.blueprints.phrasebook import phrases
from reports.checks.entries import Entry, Key, merged
from reports.checks.lexicon import (
    DatedName,
    Lexicon,
    dated_name,
    lexicon_of,
    shipped_dates,
    shipped_entries,
)
from reports.checks.models import LexiconEntry
from reports.organisations.models import Organisation, paths_over


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds in a county about some words, and why.

    `above`: what would hold without the county's own row; `row`: that row; `keeper`: the government above
    whose entry it is, where it is not the product's.
    """

    entry: Entry
    above: Entry | None = None
    row: LexiconEntry | None = None
    keeper: Organisation | None = None

    @property
    def version(self) -> int:
        """The version of the county's own row; 0 while it has none."""
        return self.row.version if self.row else 0


def lexicon_for(organisation: Organisation) -> Lexicon:
    """Gather the words that the reports of a unit are held against, in two queries.

    The same object as long as nothing changes, so that what a check prepares for it can be kept.
    """
    rows = _rows_over(organisation)
    return _lexicon(tuple(row.entry() for row in rows), _dates())


@lru_cache(maxsize=64)
def stamp_of(lexicon: Lexicon) -> str:
    """Name the state of a lexicon."""
    return hashlib.sha256(repr(lexicon).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=64)
def _lexicon(own: tuple[Entry, ...], dates: tuple[DatedName, ...]) -> Lexicon:
    return lexicon_of(merged(shipped_entries(), own).values(), dates)


def _dates() -> tuple[DatedName, ...]:
    """Since when names can be cited: 年度用语 as it is kept here, as it ships where nobody has loaded it."""
    stored = [dated_name(each.text, each.kind, each.first_year, each.source) for each in phrases()]
    return tuple(date for date in stored if date is not None) or shipped_dates()


def _rows_over(organisation: Organisation) -> list[LexiconEntry]:
    """The rows of every government over a unit, the topmost first."""
    rows = LexiconEntry.objects.filter(owner__path__in=paths_over(organisation.path))
    return sorted(
        rows.select_related("owner", "edited_by").order_by("pk"), key=lambda row: len(row.owner.path)
    )


def standing_entries(government: Organisation) -> dict[Key, Standing]:
    """Gather all entries of a county, also those that are off, in one query."""
    found = {entry.key: Standing(entry) for entry in shipped_entries()}
    for row in _rows_over(government):
        entry = row.entry()
        above = found.get(entry.key)
        if row.owner_id == government.pk:
            found[entry.key] = Standing(entry, above.entry if above else None, row, None)
        else:
            found[entry.key] = Standing(entry, keeper=row.owner)
    return found


def entries_of(standings: Iterable[Standing]) -> dict[Key, Entry]:
    """The entries by their keys."""
    return {each.entry.key: each.entry for each in standings}
