"""One paper as a page shows it for looking through: its rows, the places, what is still open.

Not for: reading files or storing reports.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.blueprints.enums import SectionRole
from reports.document.nodes import Heading, Paragraph, Table
from reports.document.roles import STATUTORY_ROLES
from reports.importing.arrangement import takes_along
from reports.importing.places import OWN_PART, Confidence, Place, PlacementSection, Row, Where
from reports.web.importing.marking import mark_up
from reports.web.importing.proofs import Mark

LETTERHEAD_OPTION = "letterhead"
OWN_HEADING = "heading:+0"
"""Stands in the shared options for 以本段为标题，另立一部分 of whatever row shows them."""
FRAME = {
    Where.LETTERHEAD: "发文信息",
    Where.TITLE: "报告标题",
    Where.ADDRESSEE: "主送机关",
    Where.SIGNATORY: "署名",
    Where.DATE: "成文日期",
    Where.REMARK: "附注",
    Where.ATTACHMENT: "附件",
    Where.NOWHERE: "不导入",
}
TONES = 8
"""How many colours the parts take in turn."""


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """One place in a list; `count` rows stand there."""

    code: str
    label: str
    count: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places that belong together; `tone` numbers the colour of a part of the report, 0 for no part."""

    name: str
    tone: int
    options: tuple[PlaceOption, ...]

    @property
    def count(self) -> int:
        """How many rows stand in the group."""
        return sum(option.count for option in self.options)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the page: how it looks, where it goes, and the options of its select.

    `pieces` are the heading that opens the paragraph and the rest; `cells` the rows of a table; both have
    marked what was found in them.
    """

    row: Row
    look: str
    tone: int
    pieces: tuple[SafeString, SafeString]
    cells: tuple[tuple[SafeString, ...], ...]
    options: SafeString
    takes_along: bool
    proposed: str
    is_chosen: bool

    @property
    def state(self) -> str:
        """The word for how sure the place is."""
        return "已选定" if self.is_chosen else self.row.confidence.label


@dataclass(frozen=True, slots=True)
class Statutory:
    """A part that the law demands: its name, the keys of its sections, whether a row stands there."""

    label: str
    keys: tuple[str, ...]
    is_there: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page shows of one paper."""

    rows: tuple[RowView, ...]
    groups: tuple[PlaceGroup, ...]
    statutory: tuple[Statutory, ...]
    notes: int
    faults: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def unsure(self) -> int:
        """How many rows ask to be looked at."""
        return sum(view.row.confidence is Confidence.CHECK for view in self.rows)

    @property
    def left_out(self) -> int:
        """How many rows somebody wants nowhere."""
        return sum(view.row.place.where is Where.NOWHERE for view in self.rows)


def lay_out(
    rows: Sequence[Row],
    proposed: Sequence[Row],
    sections: Sequence[PlacementSection],
    *,
    faults: Sequence[str] = (),
    notices: Sequence[str] = (),
    marks: Mapping[int, Sequence[Mark]] | None = None,
) -> Sheet:
    """Prepare rows for the page, in time that grows with their number alone."""
    groups = tuple(_groups(rows, sections))
    tones = {option.code: group.tone for group in groups for option in group.options}
    own_tone = next((group.tone for group in groups if group.options[-1].code == OWN_HEADING), 0)
    menus: dict[tuple[bool, bool], str] = {}
    found = marks or {}
    views = []
    for row, first in zip(rows, proposed, strict=True):
        kind = (isinstance(row.node, Table), first.place.where is Where.LETTERHEAD)
        if kind not in menus:
            menus[kind] = _menu(groups, is_table=kind[0], is_letterhead=kind[1])
        tone = tones.get(row.place.code, own_tone)
        along = takes_along(rows, row.number)
        own = found.get(row.number, ())
        views.append(_view(row, first, tone=tone, menu=menus[kind], takes_along=along, marks=own))
    return Sheet(
        rows=tuple(views),
        groups=groups,
        statutory=tuple(_statutory(rows, sections)),
        notes=sum(len(row.notes) for row in rows),
        faults=tuple(faults),
        notices=tuple(notices),
    )


# ---------- Places ----------


def _groups(rows: Sequence[Row], sections: Sequence[PlacementSection]) -> Iterator[PlaceGroup]:
    counts = Counter(row.place.code for row in rows)
    has_letterhead = any(row.place.where is Where.LETTERHEAD for row in rows)
    top = (Where.TITLE, Where.ADDRESSEE, *((Where.LETTERHEAD,) if has_letterhead else ()))
    yield PlaceGroup("标题和主送", 0, tuple(_frame(top, counts)))
    tone = 0
    for section in sections:
        if section.takers:
            tone += 1
            options = tuple(_options(section, counts))
            yield PlaceGroup(_name(section, sections), (tone - 1) % TONES + 1, options)
    yield PlaceGroup("另立的部分", TONES + 1, tuple(_own_parts(rows, counts)))
    end = (Where.SIGNATORY, Where.DATE, Where.REMARK, Where.ATTACHMENT)
    yield PlaceGroup("署名、日期和附件", 0, tuple(_frame(end, counts)))
    yield PlaceGroup("不写入报告", TONES + 2, tuple(_frame((Where.NOWHERE,), counts)))


def _frame(places: Iterable[Where], counts: Counter[str]) -> Iterator[PlaceOption]:
    return (PlaceOption(where.value, FRAME[where], counts[where.value]) for where in places)


def _options(section: PlacementSection, counts: Counter[str]) -> Iterator[PlaceOption]:
    if section.heading:
        code = Place(Where.HEADING, section.key).code
        yield PlaceOption(code, "部分标题", counts[code], is_heading=True)
    for taker in section.takers:
        code = Place(Where.BODY, section.key, taker.key).code
        yield PlaceOption(code, taker.label, counts[code])


def _own_parts(rows: Sequence[Row], counts: Counter[str]) -> Iterator[PlaceOption]:
    """The parts outside the template by their headings, and a new one."""
    keys = dict.fromkeys(row.place.section for row in rows if row.place.section.startswith(OWN_PART))
    heads = {row.place.section: _opening(row) for row in rows if row.place.where is Where.HEADING}
    for key in keys:
        body, heading = Place(Where.BODY, key).code, Place(Where.HEADING, key).code
        name = heads.get(key, "没有标题的部分")
        yield PlaceOption(body, f"{name[:16]}…" if len(name) > 17 else name, counts[body] + counts[heading])
    yield PlaceOption(OWN_HEADING, "以本段为标题，另立一部分", 0, is_heading=True)


def _name(section: PlacementSection, sections: Sequence[PlacementSection]) -> str:
    """A part by its short name, or by its heading where two have the same."""
    is_single = sum(other.role == section.role for other in sections) == 1
    if section.role and is_single:
        return str(SectionRole(section.role.value).label)
    heading = section.heading.replace("{year}年度", "").replace("{year}年", "").replace("{year}", "")
    return heading or (section.blocks[0].label if section.blocks else "其他")


def _menu(groups: Sequence[PlaceGroup], *, is_table: bool, is_letterhead: bool) -> str:
    """The options of a select as HTML, nothing selected; made once for all rows that share them."""
    html = []
    for group in groups:
        options = [
            (option.code, f"{group.name}·标题" if option.label == "部分标题" else option.label)
            for option in group.options
            if (is_letterhead or option.code != LETTERHEAD_OPTION) and (not is_table or _takes_table(option))
        ]
        if options:
            inner = format_html_join("", '<option value="{}">{}</option>', options)
            html.append(format_html('<optgroup label="{}">{}</optgroup>', group.name, inner))
    return "".join(html)


def _takes_table(option: PlaceOption) -> bool:
    return option.code.startswith((Where.BODY, Where.ATTACHMENT, Where.NOWHERE))


def _view(
    row: Row, proposed: Row, *, tone: int, menu: str, takes_along: bool, marks: Sequence[Mark]
) -> RowView:
    own = Place(Where.HEADING, f"{OWN_PART}{row.number}").code
    code = row.place.code
    menu = menu.replace(f'value="{OWN_HEADING}"', f'value="{own}"', 1)
    menu = menu.replace(f'value="{code}"', f'value="{code}" selected', 1)
    return RowView(
        row=row,
        look=_look(row),
        tone=tone,
        pieces=_marked(row, marks),
        cells=tuple(_cells(row, marks)) if isinstance(row.node, Table) else (),
        options=mark_safe(menu),  # built by format_html; the codes are slugs and numbers
        takes_along=takes_along,
        proposed=proposed.place.code,
        is_chosen=row != proposed,
    )


def _look(row: Row) -> str:
    """How the line looks on paper, whatever becomes of it."""
    match row.node:
        case Heading(level=level):
            return f"h{level}"
        case Table():
            return "table"
        case Paragraph():
            return "p"
    is_title = row.place.where is Where.TITLE
    is_signed = row.place.where in (Where.SIGNATORY, Where.DATE)
    return "title" if is_title else "sign" if is_signed else "flush"


def _pieces(row: Row) -> tuple[str, str]:
    lead = row.node.lead if isinstance(row.node, Paragraph) else None
    opening = lead.number + lead.text if lead and lead.level else ""
    return opening, row.text.removeprefix(opening)


def _marked(row: Row, marks: Sequence[Mark]) -> tuple[SafeString, SafeString]:
    lead, rest = _pieces(row)
    offset = len(row.text) - len(rest)
    opening = mark_up(lead, marks if offset else (), row=row.number)
    return opening, mark_up(rest, marks, row=row.number, offset=offset)


def _cells(row: Row, marks: Sequence[Mark]) -> Iterator[tuple[SafeString, ...]]:
    """The cells of a table as it was printed: a line for each row, a bar before and after each cell."""
    at = 0
    for line in row.text.split("\n"):
        cells = []
        at += 1
        for cell in line[1:-1].split("|"):
            cells.append(mark_up(cell, marks, row=row.number, offset=at))
            at += len(cell) + 1
        yield tuple(cells)
        at += 1


def _opening(row: Row) -> str:
    """The words that a row has as a heading."""
    return (_pieces(row)[0] or row.text).rstrip("。")


def _statutory(rows: Sequence[Row], sections: Sequence[PlacementSection]) -> Iterator[Statutory]:
    filled = {row.place.section for row in rows if row.place.where in (Where.BODY, Where.HEADING)}
    for role in STATUTORY_ROLES:
        keys = tuple(section.key for section in sections if section.role is role)
        yield Statutory(str(SectionRole(role.value).label), keys, not filled.isdisjoint(keys))
