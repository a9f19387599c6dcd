"""The 附表: what a unit reports in figures, as a table of the paper.

Not for: how a table is set on the page (rendering).
"""

from itertools import groupby

from reports.document.nodes import Attachment, Document, Table
from reports.drafting.snapshot import Snapshot, SnapshotFigure
from reports.indicators.values import Figure, change, display, display_change
from reports.text.publication import without_marks

BLANK_WORD, NOTHING = "未填", "—"
_NAME, _UNIT, _THIS_YEAR, _LAST_YEAR, _CHANGE, _NOTE = range(6)
_NUMERIC = (_THIS_YEAR, _LAST_YEAR, _CHANGE)

ATTACHMENTS_KEY = "attachments"
"""The part that holds what an imported paper had enclosed; it prints behind the signature."""


def annex_document(snapshot: Snapshot) -> Document:
    """Make the paper that carries the figures alone."""
    return Document(
        title=annex_title(snapshot),
        addressed_as_typed=(f"填报单位：{snapshot.organisation}",),  # flush left, as 主送机关 stands
        blocks=(annex_table(snapshot),),
    )


def annex_attachment(snapshot: Snapshot) -> Attachment:
    """Make the 附件 that the 附件说明 of the report names; notes on figures stay in the house."""
    return Attachment(annex_title(snapshot), (annex_table(snapshot, has_notes=False),), is_named=True)


def annex_title(snapshot: Snapshot) -> str:
    """The title of the table, above it and in 附件说明 alike."""
    return f"{snapshot.organisation}{snapshot.year}年度法治政府建设数据表"


def annex_table(snapshot: Snapshot, *, has_notes: bool = True) -> Table:
    """Set out the figures, each area once under a row with its name.

    Shape: one header row; a group row has one cell; columns that would say nothing are left out.
    """
    columns = _columns(snapshot, has_notes=has_notes)
    areas = list(dict.fromkeys(figure.area_name for figure in snapshot.figures))
    figures = sorted(snapshot.figures, key=lambda figure: areas.index(figure.area_name))
    head = ("指标", "单位", f"{snapshot.year}年", f"{snapshot.year - 1}年", "增减", "说明")
    rows = [tuple(head[column] for column in columns)]
    for area, members in groupby(figures, key=lambda figure: figure.area_name):
        rows.append((area,))
        rows += [tuple(_row(figure)[column] for column in columns) for figure in members]
    numeric = (place for place, column in enumerate(columns) if column in _NUMERIC)
    return Table(tuple(rows), numeric=tuple(numeric))


def _columns(snapshot: Snapshot, *, has_notes: bool) -> list[int]:
    """The columns in use: a first year has nothing to compare with, and often nobody writes a note."""
    columns = [_NAME, _UNIT, _THIS_YEAR]
    if any(not figure.last_year.is_blank for figure in snapshot.figures):
        columns += [_LAST_YEAR, _CHANGE]
    if has_notes and any(figure.note for figure in snapshot.figures):
        columns.append(_NOTE)
    return columns


def _row(figure: SnapshotFigure) -> tuple[str, ...]:
    compared = change(figure.this_year, figure.last_year, unit=figure.unit)
    return (
        figure.name,
        figure.unit,
        _printed(figure.this_year, figure.unit, blank=BLANK_WORD),
        _printed(figure.last_year, figure.unit, blank=NOTHING),  # nobody may have asked for it then
        NOTHING if compared.figure.is_blank else display_change(compared, in_column=True),
        without_marks(figure.note),
    )


def _printed(figure: Figure, unit: str, *, blank: str) -> str:
    return blank if figure.is_blank else display(figure, unit)
