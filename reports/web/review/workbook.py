"""The ledger as an .xlsx file."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.web.review.ledger import LedgerRow

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6),
    ("单位", 30),
    ("类别", 12),
    ("状态", 12),
    ("逾期天数", 10),
    ("提交预审", 13),
    ("签发人", 12),
    ("签发日期", 13),
    ("发文字号", 24),
    ("报送日期", 13),
    ("主送机关", 36),
    ("盖章扫描件", 12),
    ("备案日期", 13),
    ("公开日期", 13),
    ("公开网址", 48),
    ("核验日期", 13),
)
_FORMULA_OPENINGS = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | date | None


def ledger_workbook(rows: Sequence[LedgerRow], *, year: int) -> bytes:
    """Write the ledger of one year; whatever people typed stays text, never a formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"{year}年度"
    _head(sheet)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(_values(number, row), start=1):
            _write(sheet.cell(number + 1, column), value)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(sheet: Worksheet) -> None:
    for column, (title, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, column, title)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width


def _values(number: int, row: LedgerRow) -> tuple[Value, ...]:
    signing, filing, publication = row.signing, row.filing, row.publication
    return (
        number,
        row.unit,
        row.kind,
        row.state.label,
        row.days_late or None,
        _day(row.submitted_at),
        signing.signer_name if signing else None,
        signing.signed_on if signing else None,
        filing.document_number if filing else None,
        filing.filed_on if filing else None,
        filing.addressees if filing else None,
        ("有" if filing.scan else "无") if filing else None,
        _day(filing.recorded_at) if filing else None,
        publication.published_on if publication else None,
        publication.address if publication else None,
        _day(publication.verified_at) if publication else None,
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _write(cell: Cell | MergedCell, value: Value) -> None:
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
    if value.startswith(_FORMULA_OPENINGS):
        cell.number_format = "@"
        cell.quotePrefix = True
