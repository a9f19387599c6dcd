"""The figures of a whole county as one sheet: units down, indicators across."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reports.common.permissions import Denied
from reports.common.workbooks.columns import Column, Table, Value
from reports.common.workbooks.reading import Fault, Row, Sheet, Workbook, in_order, name_some
from reports.common.workbooks.writing import write_workbook
from reports.drafting.figure_books.asked import Asked, AskedReport, read_asked
from reports.drafting.figure_books.columns import (
    COUNTY_COLUMNS,
    COUNTY_NOTES,
    NOT_ASKED,
    NOTE_COLUMNS,
    NOTES,
    UNIT,
    heading_of,
    sheet_title,
)
from reports.drafting.figure_books.entries import Entry, read_entry
from reports.drafting.figure_books.plan import FigureLine, FigurePlan, line_of
from reports.drafting.figure_books.unit_sheet import written
from reports.drafting.figure_books.writers import writing_verdict
from reports.drafting.models import Report
from reports.indicators.inputs import InvalidFigure
from reports.indicators.models import Indicator
from reports.organisations.models import User
from reports.rounds.models import Round

MOST_UNITS = 1000
A_CODE = re.compile(r"[A-Za-z]+[0-9]+")


def reports_of(round_: Round) -> list[Report]:
    """The reports of a year, in the order of the units; a file about a withdrawn one is told why not."""
    reports = Report.objects.with_assignment().filter(assignment__round=round_)
    return list(reports.order_by("assignment__organisation__position", "assignment__organisation__pk"))


def export_county_figures(round_: Round) -> bytes:
    """Write every figure that any unit in force is asked for; — stands where a unit is not."""
    owners = read_asked(
        [report for report in reports_of(round_) if not report.assignment.is_withdrawn], year=round_.year
    )
    indicators = _indicators(owners)
    columns = [*COUNTY_COLUMNS, *(Column(heading_of(indicator), 14) for indicator in indicators)]
    rows = [_row(owner, indicators) for owner in owners if owner.figures]
    return write_workbook(
        [
            Table(sheet_title(round_.year), columns, rows),
            Table(NOTES, NOTE_COLUMNS, COUNTY_NOTES, held=0, has_filter=False),
        ]
    )


def _indicators(owners: Sequence[AskedReport]) -> list[Indicator]:
    found = {asked.indicator.code: asked.indicator for owner in owners for asked in owner.figures.values()}
    return sorted(found.values(), key=lambda indicator: (indicator.position, indicator.code))


def _row(owner: AskedReport, indicators: Sequence[Indicator]) -> tuple[Value, ...]:
    values = (_value(owner.figures.get(indicator.code)) for indicator in indicators)
    return (owner.report.assignment.organisation.name, *values)


def _value(asked: Asked | None) -> Value:
    return NOT_ASKED if asked is None else written(asked.this_year, asked.shown)


def plan_county(data: bytes, round_: Round, *, actor: User) -> FigurePlan:
    """Say what a filled sheet would change in the reports of a year.

    Errors: UnreadableFile for what is no such workbook.
    """
    title = sheet_title(round_.year)
    sheet = Workbook(data).read(title, columns=COUNTY_COLUMNS, most_rows=MOST_UNITS)
    owners = read_asked(reports_of(round_), year=round_.year)
    codes, unknown, faults = _read_head(sheet, _indicators(owners))
    reader = _Reader(owners, codes, actor)
    lines = tuple(reader.read(sheet.rows))
    return FigurePlan(
        lines=lines,
        faults=in_order([*sheet.faults, *faults, *reader.faults]),
        untouched=reader.untouched,
        notes=(f"{name_some(unknown)}不是本年度的指标，没有读取。",) if unknown else (),
    )


def _read_head(
    sheet: Sheet, indicators: Sequence[Indicator]
) -> tuple[dict[str, str], list[str], list[Fault]]:
    """The codes by the titles of their columns, the titles that are none, and codes that are wrong."""
    codes = {indicator.code: indicator.code for indicator in indicators}
    names = {word: indicator.code for indicator in indicators for word in _words_of(indicator)}
    found: dict[str, str] = {}
    unknown, faults = [], []
    for title in sheet.unknown:
        start = A_CODE.match(title)
        code = codes.get(start[0].upper(), "") if start else names.get(title, "")
        at = f"{sheet.title}!{sheet.letters[title]}{sheet.head}"
        if not code and start:
            faults.append(Fault(at, f"没有要求任何单位填报指标“{start[0]}”，请核对代码或者删去这一列。"))
        elif not code:
            unknown.append(title)
        elif code in found.values():
            faults.append(Fault(at, f"指标{code}出现了两列，请删去一列。"))
        else:
            found[title] = code
    return found, unknown, faults


def _words_of(indicator: Indicator) -> tuple[str, str]:
    """How a column of another system may be headed: the name, with or without the unit."""
    name = "".join(indicator.name.split())
    return name, f"{name}（{indicator.unit}）"


class _Reader:
    """Reads unit by unit and keeps what is wrong."""

    def __init__(self, owners: Sequence[AskedReport], codes: Mapping[str, str], actor: User) -> None:
        self.codes, self.actor = codes, actor
        units = [(owner.report.assignment.organisation, owner) for owner in owners]
        self._by_short = {unit.short_name: owner for unit, owner in units}
        self._by_name = {unit.name: owner for unit, owner in units}
        self._first: dict[int, Row] = {}
        self.faults: list[Fault] = []
        self.untouched = 0

    def read(self, rows: Sequence[Row]) -> Iterator[FigureLine]:
        for row in rows:
            if owner := self._owner(row):
                lines = list(self._read_unit(row, owner))
                verdict = writing_verdict(self.actor, owner.report) if lines else None
                if isinstance(verdict, Denied):
                    self.faults.append(row.fault(UNIT, f"{lines[0].unit}：{verdict.reason}"))
                yield from lines

    def _owner(self, row: Row) -> AskedReport | None:
        name, sentence = row[UNIT], ""
        owner = self._by_name.get(name) or self._by_short.get(name)
        if not name:
            sentence = "请填写单位的名称。"
        elif owner is None:
            sentence = f"本年度任务里没有“{name[:40]}”，请核对单位的名称。"
        elif first := self._first.get(owner.report.pk):
            sentence = f"“{name[:40]}”与{first.at(UNIT)}重复，请只留一行。"
        if sentence or owner is None:
            self.faults.append(row.fault(UNIT, sentence))
            return None
        self._first[owner.report.pk] = row
        return owner

    def _read_unit(self, row: Row, owner: AskedReport) -> Iterator[FigureLine]:
        for title, code in self.codes.items():
            text, asked = row[title], owner.figures.get(code)
            if text in ("", NOT_ASKED):
                continue
            if asked is None:
                unit = owner.report.assignment.organisation
                sentence = f"没有要求{unit}填报指标{code}，请把这一格空着。"
                self.faults.append(row.fault(title, sentence))
                continue
            try:
                change = read_entry(asked, Entry(text))
            except InvalidFigure as error:
                self.faults.append(row.fault(title, str(error)))
                continue
            if change is None:
                self.untouched += 1
            else:
                yield line_of(row.at(title), owner, asked, change)
