"""The figures of a report as the rows of its 附表."""

from itertools import groupby

from reports.drafting.snapshot import Snapshot, SnapshotFigure
from reports.indicators.values import change, display, display_change
from reports.rendering.docx.figures import FigureGroup, FigureRow, FiguresAnnex


def annex_of(snapshot: Snapshot) -> FiguresAnnex:
    """Make the table of figures, grouped by area, each area once."""
    areas = list(dict.fromkeys(figure.area_name for figure in snapshot.figures))
    figures = sorted(snapshot.figures, key=lambda figure: areas.index(figure.area_name))
    groups = groupby(figures, key=lambda figure: figure.area_name)
    return FiguresAnnex(
        title=f"{snapshot.organisation}{snapshot.year}年度法治政府建设数据表",
        organisation=snapshot.organisation,
        year=snapshot.year,
        groups=tuple(FigureGroup(name, tuple(map(_row, members))) for name, members in groups),
    )


def _row(figure: SnapshotFigure) -> FigureRow:
    compared = change(figure.this_year, figure.last_year, unit=figure.unit)
    return FigureRow(
        name=figure.name,
        unit=figure.unit,
        this_year=display(figure.this_year, figure.unit),
        last_year="" if figure.last_year.is_blank else display(figure.last_year, figure.unit),
        change=display_change(compared) if compared.figure.is_number else "",
        note=figure.note,
    )
