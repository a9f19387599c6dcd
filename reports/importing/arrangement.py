"""The rows of an old report put where somebody wants them, and gathered into a report.

Pure: what people chose comes in as words and is judged here; storing is `services`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import takewhile

from reports.common.errors import Invalid
from reports.document.markup import print_text
from reports.document.nodes import Document, Heading, Note, Paragraph, Table
from reports.document.numbering import read_number
from reports.document.role_words import role_of
from reports.document.roles import Role
from reports.importing.placement import propose
from reports.importing.places import (
    NO_LEVEL,
    OWN_PART,
    Confidence,
    Place,
    PlacementSection,
    Row,
    Where,
    read_place,
)
from reports.text.dates import print_date, read_date

CHOSEN = "由人选定"
LONGEST_TITLE = LONGEST_HEADING = LONGEST_REMARK = 200
TEXT_ONLY = frozenset(Where) - {Where.BODY, Where.ATTACHMENT, Where.NOWHERE}
"""Where a table cannot stand."""
MOVED_ALONG = frozenset({Where.HEADING, Where.BODY, Where.ATTACHMENT, Where.NOWHERE})
"""Where a heading takes along what stands below it."""
COLON = "：:"


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """The text (公文 markup) that goes into one block; `key` is empty in a part outside the blueprint."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """One level-1 part of the paper.

    `section` is empty for a part outside the blueprint, and `key` then is its own; `mark` is the `。` of
    a heading that ran on into its first paragraph, which now is the first line of the first block.
    """

    section: str
    heading: str
    number: str = ""
    role: Role | None = None
    blocks: tuple[PlacedBlock, ...] = ()
    mark: str = ""
    key: str = ""

    @property
    def text(self) -> str:
        """All text below the heading, in the order of the blocks."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A remark of the paper and where its paragraph went; both keys are empty for one on the whole."""

    note: Note
    part: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A report sorted into a blueprint; `parts` stand in the order of the paper.

    `attachments` is their text as it stood, `left_out` counts the rows that somebody wants nowhere.
    """

    title: str
    addressees: tuple[str, ...]
    parts: tuple[PlacedPart, ...]
    signatories: tuple[str, ...]
    date: date | None
    date_as_typed: str = ""
    remark: str = ""
    notes: tuple[PlacedNote, ...] = ()
    attachments: str = ""
    has_letterhead: bool = False
    left_out: int = 0

    @property
    def sections(self) -> tuple[PlacedPart, ...]:
        """The parts that found their section, in the order of the paper."""
        return tuple(part for part in self.parts if part.section)

    @property
    def extra_sections(self) -> tuple[PlacedPart, ...]:
        """The parts that the blueprint has no place for; they keep their own headings."""
        return tuple(part for part in self.parts if not part.section)


def place(document: Document, sections: Sequence[PlacementSection]) -> Placement:
    """Sort a paper into the sections of a blueprint as it is proposed, with nobody's corrections."""
    return gather(propose(document, sections), sections)


# ---------- What people choose ----------


def read_choices(
    codes: Mapping[int, str], *, rows: Sequence[Row], sections: Sequence[PlacementSection]
) -> dict[int, Place]:
    """Read the places that somebody chose, by the number of the row.

    Errors: Invalid for a row or a place that does not exist, or that the row cannot take.
    """
    chosen = {}
    for number, code in codes.items():
        if not 1 <= number <= len(rows):
            raise Invalid("页面与文件对不上，请重新打开这一页后再选。")
        row, place = rows[number - 1], read_place(code)
        if place is None or not _exists(place, row, sections, count=len(rows)):
            raise Invalid(f"第{number}段选的位置不在模板里，请重新选择。")
        if isinstance(row.node, Table) and place.where in TEXT_ONLY:
            raise Invalid(f"第{number}段是表格，只能放进正文或附件，请重新选择。")
        chosen[number] = place
    return chosen


def _exists(place: Place, row: Row, sections: Sequence[PlacementSection], *, count: int) -> bool:
    if place.where not in (Where.HEADING, Where.BODY):
        is_frame = place.where is not Where.LETTERHEAD or row.place.where is Where.LETTERHEAD
        return is_frame and not place.section
    if place.section.startswith(OWN_PART):
        number = place.section.removeprefix(OWN_PART)
        is_row = number.isascii() and number.isdigit() and len(number) < 7 and 1 <= int(number) <= count
        is_own = place.where is Where.BODY or number == str(row.number)
        return is_row and is_own and not place.block
    section = next((section for section in sections if section.key == place.section), None)
    if section is None:
        return False
    if place.where is Where.HEADING:
        return bool(section.heading) and bool(section.takers) and not place.block
    return place.block in {taker.key for taker in section.takers}


def correct(rows: Sequence[Row], chosen: Mapping[int, Place]) -> tuple[Row, ...]:
    """Put rows where somebody chose; what was chosen is sure."""
    return tuple(_corrected(row, chosen.get(row.number)) for row in rows)


def _corrected(row: Row, place: Place | None) -> Row:
    if place is None:
        return row
    reason = row.reason if place == row.place else CHOSEN
    return replace(row, place=place, confidence=Confidence.SURE, reason=reason)


def moved_along(
    rows: Sequence[Row], number: int, place: Place, *, sections: Sequence[PlacementSection]
) -> dict[int, Place]:
    """Where the rows below a row go when it goes to a place.

    Below a heading all goes along up to the next heading of its level; below any other paragraph those that
    only follow it. Below the heading of a part they go to the part's first block.
    """
    if place.where not in MOVED_ALONG:
        return {}
    target = place
    if place.where is Where.HEADING:
        target = Place(Where.BODY, place.section, _first_block(place.section, sections))
    head = rows[number - 1]
    goes = partial(_follows if head.level == NO_LEVEL else _stands_below, head)
    return {row.number: target for row in takewhile(goes, rows[number:])}


def takes_along(rows: Sequence[Row], number: int) -> bool:
    """Whether a row can take others along: a heading, or the first of paragraphs that nothing sorts."""
    head = rows[number - 1]
    return head.level < NO_LEVEL or any(_follows(head, row) for row in rows[number : number + 1])


def _stands_below(heading: Row, row: Row) -> bool:
    return row.level > heading.level and row.place.where in (Where.BODY, Where.NOWHERE)


def _follows(first: Row, row: Row) -> bool:
    return not first.follows and row.follows and row.place == first.place


def _first_block(section: str, sections: Sequence[PlacementSection]) -> str:
    return next((s.takers[0].key for s in sections if s.key == section and s.takers), "")


def find_faults(rows: Sequence[Row]) -> tuple[str, ...]:
    """Say in sentences why rows cannot become a report as they are placed now; nothing where they can."""
    return (*_part_faults(rows), *_frame_faults(rows))


def _part_faults(rows: Sequence[Row]) -> Iterator[str]:
    if not any(row.place.where in (Where.BODY, Where.HEADING) for row in rows):
        yield "没有一段放进正文，请至少把一段放进报告的某一部分。"
    headed: dict[str, int] = {}
    for row in _at(rows, Where.HEADING):
        first = headed.setdefault(row.place.section, row.number)
        if first != row.number:
            yield f"第{first}段和第{row.number}段都选作同一部分的标题，请只留一个，另一个放进正文。"
        _, heading, mark, _ = _split_heading(row)
        if len(heading + mark) > LONGEST_HEADING:
            yield f"第{row.number}段超过{LONGEST_HEADING}字，不能作部分的标题，请放进正文。"


def _frame_faults(rows: Sequence[Row]) -> Iterator[str]:
    if len(_title(rows)) > LONGEST_TITLE:
        yield f"标题超过{LONGEST_TITLE}字，请把不是标题的段落改放别处。"
    dates = list(_at(rows, Where.DATE))
    if len(dates) > 1:
        numbers = "、".join(f"第{row.number}段" for row in dates)
        yield f"{numbers}都选作成文日期，请只留一个。"
    for row in dates:
        if _day(row) is None:
            yield f"第{row.number}段不是“2026年1月15日”这样的日期，不能作成文日期，请改放别处。"
    if len(_remark(rows)) > LONGEST_REMARK:
        yield f"附注超过{LONGEST_REMARK}字，请改放正文。"


# ---------- Gathering ----------


def gather(rows: Sequence[Row], sections: Sequence[PlacementSection]) -> Placement:
    """Join rows into a report; the order inside a block, and of the parts, is the paper's."""
    dated = next(_at(rows, Where.DATE), None)
    typed = dated.text.strip() if dated else ""
    day = _day(dated) if dated else None
    return Placement(
        title=_title(rows),
        addressees=tuple(_addressees(rows)),
        parts=tuple(_parts(rows, sections)),
        signatories=tuple(_signatories(rows)),
        date=day,
        date_as_typed=typed if day and typed != print_date(day) else "",
        remark=_remark(rows),
        notes=tuple(_notes(rows, sections)),
        attachments="\n".join(row.text for row in _at(rows, Where.ATTACHMENT)),
        has_letterhead=any(_at(rows, Where.LETTERHEAD)),
        left_out=sum(1 for _ in _at(rows, Where.NOWHERE)),
    )


def _at(rows: Iterable[Row], where: Where) -> Iterator[Row]:
    return (row for row in rows if row.place.where is where)


def _addressees(rows: Sequence[Row]) -> Iterator[str]:
    for row in _at(rows, Where.ADDRESSEE):
        yield from (row.text.rstrip(COLON),) if row.organs is None else row.organs


def _signatories(rows: Sequence[Row]) -> Iterator[str]:
    """The organs that sign; the line of the date may name one too."""
    for row in rows:
        if row.place.where is Where.SIGNATORY:
            yield from (row.text,) if row.organs is None else row.organs
        elif row.place.where is Where.DATE:
            yield from row.organs or ()


def _day(row: Row) -> date | None:
    return row.day or read_date(row.text.strip())


def _title(rows: Sequence[Row]) -> str:
    return "\n".join(row.text for row in _at(rows, Where.TITLE))


def _remark(rows: Sequence[Row]) -> str:
    return "；".join(row.text.removeprefix("（").removesuffix("）") for row in _at(rows, Where.REMARK))


def _parts(rows: Sequence[Row], sections: Sequence[PlacementSection]) -> Iterator[PlacedPart]:
    known = {section.key: section for section in sections}
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if row.place.where in (Where.HEADING, Where.BODY):
            grouped.setdefault(row.place.section, []).append(row)
    for at, (key, members) in enumerate(grouped.items()):
        yield _part(key, members, known.get(key), is_first=at == 0)


def _part(key: str, rows: Sequence[Row], section: PlacementSection | None, *, is_first: bool) -> PlacedPart:
    headed = next(_at(rows, Where.HEADING), None)
    number, heading, mark, tail = _split_heading(headed) if headed else ("", "", "", "")
    own = headed.node.role if headed and isinstance(headed.node, Heading) else role_of(heading)
    if not heading:
        own = Role.PREAMBLE if is_first else None
    return PlacedPart(
        section=section.key if section else "",
        heading=heading,
        number=number,
        role=(section.role if section else None) or own,
        blocks=tuple(_blocks(rows, tail, section)),
        mark=mark,
        key=key,
    )


def _blocks(rows: Sequence[Row], tail: str, section: PlacementSection | None) -> Iterator[PlacedBlock]:
    """The texts of a part in the order of its blocks; what a heading runs on into opens the first."""
    keys = [taker.key for taker in section.takers] if section else [""]
    piles: dict[str, list[str]] = {key: [] for key in keys}
    if tail:
        piles[keys[0]].append(tail)
    for row in _at(rows, Where.BODY):
        piles[row.place.block].append(row.text)
    return (PlacedBlock(key, "\n".join(pile)) for key, pile in piles.items() if pile)


def _split_heading(row: Row) -> tuple[str, str, str, str]:
    """The number, words and end mark of a heading, and the text that runs on behind it."""
    match row.node:
        case Heading(number=number, text=text):
            return number, text, "", ""
        case Paragraph(lead=lead) if lead and lead.text and lead.text[-1] == "。":
            tail = print_text([replace(row.node, lead=None, indent="")])
            return lead.number, lead.text[:-1], lead.text[-1], tail
    words = " ".join(row.text.split("\n"))
    found = read_number(words)
    typed = found.typed if found and len(words) > len(found.typed) else ""
    return typed, words[len(typed) :], "", ""


def _notes(rows: Sequence[Row], sections: Sequence[PlacementSection]) -> Iterator[PlacedNote]:
    for row in rows:
        part, block = row.place.section, row.place.block
        if row.place.where is Where.ATTACHMENT:
            part = Where.ATTACHMENT.value
        elif row.place.where is Where.HEADING:
            block = _first_block(part, sections)
        yield from (PlacedNote(note, part, block) for note in row.notes)
