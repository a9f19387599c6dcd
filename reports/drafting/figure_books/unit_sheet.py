"""One unit's figures as a sheet: filled offline by its drafter, and brought back."""

from collections.abc import Iterator

from reports.common.permissions import Denied
from reports.common.workbooks.columns import Table, Value
from reports.common.workbooks.reading import Fault, Row, Workbook, in_order, name_some
from reports.common.workbooks.writing import write_workbook
from reports.drafting.figure_books.asked import Asked, AskedReport, read_asked
from reports.drafting.figure_books.columns import (
    CODE,
    DENOMINATOR,
    NAME,
    NOTE,
    NOTE_COLUMNS,
    NOTES,
    NUMERATOR,
    UNIT,
    UNIT_COLUMNS,
    UNIT_NOTES,
    VALUE,
    sheet_title,
)
from reports.drafting.figure_books.entries import Entry, read_entry
from reports.drafting.figure_books.plan import FigureLine, FigurePlan, line_of
from reports.drafting.figure_books.writers import writing_verdict
from reports.drafting.models import Report
from reports.indicators.inputs import InvalidFigure
from reports.indicators.values import Figure
from reports.organisations.models import User

MOST_ROWS = 2000


def export_unit(report: Report) -> bytes:
    """Write all figures that a report is asked for, with last year's beside them."""
    (owner,) = read_asked([report], year=report.assignment.round.year)
    rows = [_row(owner, asked) for asked in owner.figures.values()]
    title = sheet_title(report.assignment.round.year)
    return write_workbook(
        [
            Table(title, UNIT_COLUMNS, rows, held=2),
            Table(NOTES, NOTE_COLUMNS, UNIT_NOTES, held=0, has_filter=False),
        ]
    )


def _row(owner: AskedReport, asked: Asked) -> tuple[Value, ...]:
    indicator, figure = asked.indicator, asked.this_year
    return (
        indicator.code,
        indicator.name,
        indicator.unit,
        written(figure, asked.shown),
        figure.numerator,
        figure.denominator,
        asked.note,
        written(asked.last_year, asked.shown_last_year),
        asked.why_closed or indicator.note,
        owner.report.assignment.organisation.name,
    )


def written(figure: Figure, shown: str) -> Value:
    """A value as a sheet has it: a plain number as a number, all else in words."""
    return figure.value if figure.is_number and not figure.has_parts and not figure.is_stated else shown


def plan_unit(data: bytes, report: Report, *, actor: User) -> FigurePlan:
    """Say what a filled sheet would change in a report.

    Errors: UnreadableFile for what is no such workbook.
    """
    year = report.assignment.round.year
    sheet = Workbook(data).read(sheet_title(year), columns=UNIT_COLUMNS, most_rows=MOST_ROWS)
    (owner,) = read_asked([report], year=year)
    reader = _Reader(owner)
    lines = tuple(reader.read(sheet.rows))
    faults = [*sheet.faults, *reader.faults]
    verdict = writing_verdict(actor, report)
    if lines and isinstance(verdict, Denied):
        faults.append(Fault(lines[0].at, verdict.reason))
    return FigurePlan(
        lines=lines,
        faults=in_order(faults),
        untouched=reader.untouched,
        notes=(f"{name_some(sheet.unknown)}不在模板里，没有读取。",) if sheet.unknown else (),
    )


class _Reader:
    """Reads row by row and keeps what is wrong."""

    def __init__(self, owner: AskedReport) -> None:
        self.owner = owner
        self.unit = owner.report.assignment.organisation
        self.faults: list[Fault] = []
        self.untouched = 0
        self._first: dict[str, Row] = {}

    def read(self, rows: tuple[Row, ...]) -> Iterator[FigureLine]:
        for row in rows:
            asked = self._asked(row)
            if asked is None:
                continue
            try:
                change = read_entry(asked, Entry(row[VALUE], row[NUMERATOR], row[DENOMINATOR], row[NOTE]))
            except InvalidFigure as error:
                self.faults.append(row.fault(NOTE if error.field == "note" else VALUE, str(error)))
                continue
            if change is None:
                self.untouched += 1
            else:
                yield line_of(row.at(VALUE), self.owner, asked, change)

    def _asked(self, row: Row) -> Asked | None:
        """The figure that a row is about; None where it is about none, or its columns contradict."""
        code = row[CODE]
        asked = self.owner.figures.get(code)
        sentence, title = "", CODE
        if not code:
            sentence = "请填写指标的代码，或者删去这一行。"
        elif asked is None:
            sentence = f"{self.unit}的报告没有要求填报代码为“{code[:20]}”的指标，请核对代码或者删去这一行。"
        elif code in self._first:
            sentence = f"“{code}”与{self._first[code].at(CODE)}重复，请只留一行。"
        elif row[NAME] and row[NAME] != asked.indicator.name:
            sentence = f"代码{code}是“{asked.indicator.name}”，与这一行的指标不同，请核对有没有错行。"
            title = NAME
        elif row[UNIT] and row[UNIT] not in (self.unit.name, self.unit.short_name):
            sentence = f"这是{row[UNIT][:40]}的数据，现在导入的是{self.unit}，请核对文件。"
            title = UNIT
        self._first.setdefault(code, row)
        if not sentence:
            return asked
        self.faults.append(row.fault(title, sentence))
        return None
