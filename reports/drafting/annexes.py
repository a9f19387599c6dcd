"""The 附表: what a unit reports in figures, as a table of the paper.

Not for: how a table is set on the page (rendering).
"""

from collections.abc import Iterator
from itertools import groupby

from reports.document.nodes import Attachment, Document, Paragraph, Run, Table
from reports.drafting.snapshot import Snapshot, SnapshotFigure
from reports.indicators.values import Figure, change, display, display_change
from reports.text.publication import without_marks

BLANK_WORD, NOTHING = "未填", "—"
_NUMERIC_COLUMNS = (2, 3, 4)


def annex_document(snapshot: Snapshot) -> Document:
    """Make the paper that carries the figures alone."""
    organisation = Paragraph((Run(f"填报单位：{snapshot.organisation}"),))
    return Document(title=annex_title(snapshot), blocks=(organisation, annex_table(snapshot)))


def annex_attachment(snapshot: Snapshot) -> Attachment:
    """Make the 附件 that the 附件说明 of the report names."""
    return Attachment(annex_title(snapshot), (annex_table(snapshot),), is_named=True)


def annex_title(snapshot: Snapshot) -> str:
    """The title of the table, above it and in 附件说明 alike."""
    return f"{snapshot.organisation}{snapshot.year}年度法治政府建设数据表"


def annex_table(snapshot: Snapshot) -> Table:
    """Set out the figures, each area once under a row with its name.

    Shape: one header row; a group row has one cell; the column of notes is there when anybody wrote one.
    """
    has_notes = any(figure.note for figure in snapshot.figures)
    head = ("指标", "单位", f"{snapshot.year}年", f"{snapshot.year - 1}年", "增减", "说明")
    areas = list(dict.fromkeys(figure.area_name for figure in snapshot.figures))
    figures = sorted(snapshot.figures, key=lambda figure: areas.index(figure.area_name))
    rows: list[tuple[str, ...]] = [head if has_notes else head[:-1]]
    for area, members in groupby(figures, key=lambda figure: figure.area_name):
        rows.append((area,))
        rows += [tuple(_row(figure, has_notes=has_notes)) for figure in members]
    return Table(tuple(rows), numeric=_NUMERIC_COLUMNS)


def _row(figure: SnapshotFigure, *, has_notes: bool) -> Iterator[str]:
    compared = change(figure.this_year, figure.last_year, unit=figure.unit)
    yield figure.name
    yield figure.unit
    yield _printed(figure.this_year, figure.unit, blank=BLANK_WORD)
    yield _printed(figure.last_year, figure.unit, blank=NOTHING)  # nobody may have asked for it then
    yield NOTHING if compared.figure.is_blank else display_change(compared)
    if has_notes:
        yield without_marks(figure.note)


def _printed(figure: Figure, unit: str, *, blank: str) -> str:
    return blank if figure.is_blank else display(figure, unit)
