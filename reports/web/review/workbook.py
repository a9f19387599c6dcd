"""The ledger as an .xlsx file."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from reports.common.workbooks.columns import Column, Table, Value
from reports.common.workbooks.writing import write_workbook
from reports.web.review.ledger import LedgerRow

COLUMNS = (
    Column("序号", 6),
    Column("单位", 30),
    Column("类别", 12),
    Column("状态", 12),
    Column("逾期天数", 10),
    Column("提交预审", 13),
    Column("签发人", 12),
    Column("签发日期", 13),
    Column("发文字号", 24),
    Column("报送日期", 13),
    Column("主送机关", 36),
    Column("盖章扫描件", 12),
    Column("备案日期", 13),
    Column("公开日期", 13),
    Column("公开网址", 48),
    Column("核验日期", 13),
)


def ledger_workbook(rows: Sequence[LedgerRow], *, year: int) -> bytes:
    """Write the ledger of one year."""
    values = (_values(number, row) for number, row in enumerate(rows, start=1))
    return write_workbook([Table(f"{year}年度", COLUMNS, values, held=2)])


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
