"""The lexicon of a county as rows, and what an entry would find."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, TextChoices

from reports.checks.checking import Context, run_checks
from reports.checks.entries import KIND_WORDS, Entry, Kind
from reports.checks.entry_faults import clashes, faults_of
from reports.checks.findings import Finding, mended
from reports.checks.lexicon import Lexicon, wording_of
from reports.checks.lexicons import Standing, entries_of
from reports.checks.paper import read_paper
from reports.checks.rules.laws import KnownNames, LawName
from reports.checks.rules.wording import SetPhrase
from reports.drafting.models import ReportBlock
from reports.organisations.models import Organisation
from reports.rounds.models import Round

PAGE_LENGTH = 50
_KINDS = list(Kind)


class Origin(TextChoices):
    """Whose an entry is."""

    SHIPPED = "shipped", "随产品"
    ABOVE = "above", "上级"
    OWN = "own", "本县"


class State(TextChoices):
    """Whether it is looked for."""

    ON = "on", "使用"
    OFF = "off", "停用"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the list; `note` says what the county has made of it."""

    standing: Standing

    @property
    def entry(self) -> Entry:
        """What holds."""
        return self.standing.entry

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return KIND_WORDS[self.entry.kind]

    @property
    def severity(self) -> str:
        """Its severity in words; a law has none."""
        return "" if self.entry.is_law else self.entry.severity.label

    @property
    def years(self) -> str:
        """The report years in which it is looked for, as in 2023起."""
        first, last = self.entry.first_year, self.entry.last_year
        if not first and not last:
            return "始终"
        if not last:
            return f"{first}起"
        return f"{first}—{last}" if first else f"至{last}"

    @property
    def exceptions(self) -> str:
        """What may stand round the words without being wrong."""
        said = [
            f"{where}是{'、'.join(f'“{each}”' for each in words)}"
            for where, words in (("前面", self.entry.unless_before), ("后面", self.entry.unless_after))
            if words
        ]
        return "或者".join(said) + "时不算错。" if said else ""

    @property
    def origin(self) -> str:
        """Whose it is, in words."""
        above = self.standing.above
        if self.standing.row:
            is_same = above is not None and replace(self.entry, off="") == above
            return "本县停用" if is_same else "本县修改" if above else "本县"
        return f"上级（{self.standing.keeper}）" if self.standing.keeper else "随产品"


def narrowed(
    standings: Iterable[Standing],
    *,
    text: str = "",
    kind: str = "",
    year: int = 0,
    origin: str = "",
    state: str = "",
) -> list[Standing]:
    """Keep what fits the filters: the county's own first, then by kind."""
    kept = [
        each
        for each in standings
        if (not text or _says(each.entry, text))
        and (not kind or each.entry.kind == kind)
        and (not year or each.entry.is_law or wording_of(each.entry).applies(year))
        and (not origin or _origin(each) == origin)
        and (not state or bool(each.entry.off) == (state == State.OFF))
    ]
    return sorted(kept, key=lambda each: (each.row is None, _KINDS.index(each.entry.kind)))


def _says(entry: Entry, text: str) -> bool:
    return any(text in words for words in (entry.words, entry.right, entry.why, entry.source))


def _origin(standing: Standing) -> Origin:
    if standing.row:
        return Origin.OWN
    return Origin.ABOVE if standing.keeper else Origin.SHIPPED


@dataclass(frozen=True, slots=True)
class LexiconPage:
    """One page of rows, and the page for the pager."""

    rows: tuple[EntryRow, ...]
    page: Page


def lexicon_page(standings: Iterable[Standing], wanted: dict[str, Any], *, number: str | None) -> LexiconPage:
    """The entries that fit, a page of them."""
    page = Paginator(narrowed(standings, **wanted), PAGE_LENGTH).get_page(number)
    return LexiconPage(tuple(EntryRow(each) for each in page.object_list), page)


@dataclass(frozen=True, slots=True)
class Trial:
    """What an entry finds in a sentence: its pieces, each found or not, and the sentence mended.

    `notes` are what speaks against the entry; `reports` counts this year's reports that hold the words.
    """

    pieces: tuple[tuple[str, bool], ...]
    message: str
    mended: str
    notes: tuple[str, ...]
    reports: int | None


def try_entry(
    entry: Entry, sentence: str, *, year: int, standings: dict[Any, Standing], government: Organisation
) -> Trial:
    """Look for an entry in a sentence as the check would."""
    others = {key: each for key, each in standings.items() if key != entry.key}
    notes = [fault.sentence for fault in faults_of(entry)]
    if not notes:
        clash = clashes([entry], entries_of(others.values()) | {entry.key: entry}).get(entry.key)
        notes += [clash.sentence] if clash else _alike(entry, others)
    if not entry.is_law and not wording_of(entry).applies(year):
        notes.append(f"这一条不用于{year}年度的报告，所以没有查找。")
    return _tried(entry, sentence, year=year, notes=notes, reports=_reports_with(entry, government))


def _tried(entry: Entry, sentence: str, *, year: int, notes: list[str], reports: int | None) -> Trial:
    check = LawName() if entry.is_law else SetPhrase()
    lexicon = Lexicon(
        laws=(entry.words,) if entry.is_law else (),
        wordings=() if entry.is_law else (wording_of(entry),),
        dated=(),
    )
    paper = read_paper(sentence, year=year)
    found = run_checks(paper, [check], context=Context(lexicon=lexicon)) if entry.words else ()
    repaired = paper.text
    for finding in reversed(found):
        repaired = mended(repaired, finding.repair) if finding.repair else repaired
    message = found[0].message if found else ""
    return Trial(_pieces(paper.text, found), message, repaired if found else "", tuple(notes), reports)


def _pieces(text: str, found: Iterable[Finding]) -> tuple[tuple[str, bool], ...]:
    pieces, at = [], 0
    for finding in found:
        if finding.start is not None and finding.end is not None:
            pieces += [(text[at : finding.start], False), (finding.quote, True)]
            at = finding.end
    return tuple(piece for piece in [*pieces, (text[at:], False)] if piece[0])


def _alike(entry: Entry, others: dict[Any, Standing]) -> list[str]:
    """A name that is nearly another may be a slip itself."""
    if not entry.is_law:
        return []
    names = KnownNames(tuple(each.entry.words for each in others.values() if each.entry.is_law))
    right = names.nearest(entry.words)
    return [f"与已有的《{right}》只差一两个字，请核对没有写错。"] if right else []


def _reports_with(entry: Entry, government: Organisation) -> int | None:
    """How many reports of the latest year hold the words; None where there is nothing to count."""
    latest = Round.objects.filter(government=government, is_archive=False).order_by("-year").first()
    if entry.is_law or latest is None or len(entry.words) < 2:
        return None
    blocks = ReportBlock.objects.filter(report__assignment__round=latest)
    words = Q(text__contains=entry.words) | Q(items__text__contains=entry.words)
    return blocks.filter(words).values("report").distinct().count()
