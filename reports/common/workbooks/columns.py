"""What a table in a workbook looks like, for the writer and the reader alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column, found by its title wherever it stands.

    `is_text` keeps Excel from turning what is typed there into a number (codes, telephone numbers);
    `choices` are offered in a list; `must_stand` refuses a sheet without the column.
    """

    title: str
    width: int = 14
    is_text: bool = False
    choices: tuple[str, ...] = ()
    must_stand: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to be written: `held` columns stay in sight when the sheet is moved sideways."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    held: int = 1
    has_filter: bool = True
