"""Whether a paper is this unit's report of this year, and whole: what somebody should look at first.

Not for: where its paragraphs go (importing.placement).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.document.nodes import Document
from reports.document.numbering import CHINESE, read_number
from reports.document.role_words import report_year
from reports.importing.arrangement import Placement
from reports.importing.framing import title_words
from reports.importing.places import Confidence, Row, Where
from reports.importing.recognition import UnitNames, recognise
from reports.organisations.models import Organisation
from reports.organisations.queries import government_over

STANDARD = {
    2: re.compile(rf"（{CHINESE}）"),
    3: re.compile(r"\d+[.．]"),
    4: re.compile(r"（\d+）"),
}
"""GB/T 9704—2012, 7.3.3: how the numbers of each level are written."""
MOST_NAMED = 5
TELLING = (Where.TITLE, Where.SIGNATORY)
"""The rows that say whose paper it is, and of which year."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a paper says of itself.

    `unit` is whose it is, or None and the `candidates` that it may be of; `year` is the one it reports on.
    """

    unit: int | None
    candidates: tuple[int, ...]
    year: int | None


def names_of(unit: Organisation) -> UnitNames:
    """What a unit may be called in a paper, the names that it had before included."""
    place = unit.place or (unit.parent.place if unit.parent else "")
    former = [name for old in unit.former_names.all() for name in (old.name, old.short_name, old.party_name)]
    return UnitNames(unit.pk, unit.name, unit.short_name, unit.party_name, place, tuple(filter(None, former)))


def neighbours_of(unit: Organisation) -> tuple[Organisation, ...]:
    """Every active unit of the same county, itself included."""
    county = Organisation.objects.filter(path__startswith=government_over(unit).path, is_active=True)
    known = county.select_related("parent").prefetch_related("former_names")
    return tuple(known.order_by("position", "pk"))


def read_claim(document: Document, *, names: Sequence[UnitNames], filename: str = "") -> Claim:
    """Read whose report a paper is, and of which year."""
    title = title_words(document)
    found = recognise(names, title=title, signatories=document.signatories, filename=filename)
    headings = [heading.text for heading in document.headings()]
    return Claim(found.unit, found.candidates, report_year(title, headings))


def contradiction(
    claim: Claim, units: Iterable[Organisation], organisation: Organisation | None, *, year: int
) -> str:
    """Say in a sentence what a paper says otherwise than where it goes; empty where nothing does."""
    said = ""
    candidates = (claim.unit,) if claim.unit else claim.candidates
    if organisation and candidates and organisation.pk not in candidates:
        said = "或".join(unit.name for unit in units if unit.pk in candidates)
    if claim.year and claim.year != year:
        said += f"{claim.year}年度"
    goal = f"{organisation.name}的{year}年度报告" if organisation else f"{year}年度的报告"
    return f"文件写的是{said}，现在导入{goal}，请核对。" if said else ""


def what_is_lacking(placement: Placement) -> str:
    """Name in a sentence what no paragraph of a paper was recognised or chosen as; empty for nothing."""
    found = {"标题": placement.title, "署名": placement.signatories, "成文日期": placement.date}
    names = "、".join(name for name, words in found.items() if not words)
    return f"没有认出{names}，请核对有没有应当选作{names}的段落。" if names else ""


def numbering_hints(placement: Placement) -> list[str]:
    """Say which numbers below the parts are typed otherwise than 公文 does, and where their order breaks."""
    odd: list[str] = []
    broken: list[str] = []
    for part in placement.parts:
        last: dict[int, int] = {}
        for number in filter(None, map(read_number, part.text.split("\n"))):
            typed = number.typed.strip()
            if number.level in STANDARD and not STANDARD[number.level].fullmatch(typed):
                odd.append(f"“{typed}”")
            if number.value not in (1, last.get(number.level, 0) + 1):
                broken.append(f"“{typed}”")
            last = {level: value for level, value in last.items() if level < number.level}
            last[number.level] = number.value
    return [
        *_hint("编号的写法与公文格式（“（二）”“2.”“（2）”）不同", odd),
        *_hint("编号的次序不连贯", broken),
    ]


def _hint(fault: str, numbers: Sequence[str]) -> list[str]:
    named = "".join(dict.fromkeys(numbers[:MOST_NAMED]))
    return [f"{fault}：{named}。导入时照原样保留，请导入后修改。"] if numbers else []


def with_doubt(rows: Sequence[Row], doubt: str) -> tuple[Row, ...]:
    """Ask for title and signatories to be looked at where the paper contradicts its goal."""
    return tuple(_doubted(row) if doubt and row.place.where in TELLING else row for row in rows)


def _doubted(row: Row) -> Row:
    return replace(row, confidence=Confidence.CHECK, reason="与要导入的报告不一致")
