"""From an uploaded workbook to the plan of what it would do."""

from collections.abc import Sequence
from typing import NamedTuple

from reports.common.errors import UnreadableFile
from reports.common.permissions import Verdict
from reports.common.workbooks.columns import Column
from reports.common.workbooks.reading import Sheet, Workbook, in_order, name_some
from reports.organisations.bulk.columns import (
    NAME,
    PARENT,
    PEOPLE,
    PEOPLE_COLUMNS,
    UNIT_COLUMNS,
    UNITS,
    USERNAME,
)
from reports.organisations.bulk.known import read_known
from reports.organisations.bulk.people import PeoplePlan, places_after, plan_people
from reports.organisations.bulk.plan import Plan
from reports.organisations.bulk.units import UnitsPlan, plan_units
from reports.organisations.models import User
from reports.organisations.permissions import can_administer_holder

MOST_ROWS = 10_000


class _Sheets(NamedTuple):
    units: Sheet | None
    people: Sheet | None


def read_plan(data: bytes, *, actor: User) -> Plan:
    """Read a workbook with the sheet 单位, the sheet 人员 or both, and say what it would do.

    Errors: UnreadableFile for what is no such workbook.
    """
    units, people = _read_sheets(data)
    unit_rows, person_rows = units.rows if units else (), people.rows if people else ()
    known = read_known(
        actor,
        unit_names={word for row in unit_rows for word in (row[NAME], row[PARENT])},
        usernames={row[USERNAME] for row in person_rows},
    )

    def may_change(person: User) -> Verdict:
        paths = [membership.organisation.path for membership in person.memberships.all()]
        return can_administer_holder(actor, person, paths)

    planned = plan_units(unit_rows, known) if units else UnitsPlan((), ())
    places = places_after(known, planned.lines)
    staffed = plan_people(person_rows, known, places, may_change=may_change) if people else PeoplePlan((), ())
    sheets = [sheet for sheet in (units, people) if sheet]
    faults = [fault for sheet in sheets for fault in sheet.faults]
    return Plan(
        units=planned.lines,
        people=staffed.lines,
        faults=(
            *in_order(fault for fault in (*faults, *planned.faults) if fault.at.startswith(UNITS)),
            *in_order(fault for fault in (*faults, *staffed.faults) if fault.at.startswith(PEOPLE)),
        ),
        notes=tuple(_note(sheet) for sheet in sheets if sheet.unknown),
    )


def _read_sheets(data: bytes) -> _Sheets:
    book = Workbook(data)
    sheets = _Sheets(_read(book, UNITS, UNIT_COLUMNS), _read(book, PEOPLE, PEOPLE_COLUMNS))
    if not any(sheets):
        raise UnreadableFile(
            f"文件里没有名为“{UNITS}”或者“{PEOPLE}”的工作表，请下载模板，填好后保存为.xlsx再上传。"
        )
    if not any(sheet.rows for sheet in sheets if sheet):
        raise UnreadableFile("表里还没有填写内容，请从表头下面一行填起，保存后再上传。")
    return sheets


def _read(book: Workbook, title: str, columns: Sequence[Column]) -> Sheet | None:
    if title not in book.titles:
        return None
    return book.read(title, columns=columns, most_rows=MOST_ROWS)


def _note(sheet: Sheet) -> str:
    return f"工作表“{sheet.title}”的{name_some(sheet.unknown)}不在模板里，没有读取。"
