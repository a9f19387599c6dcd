"""数据填报表: the sheet on which a unit gives its figures by hand, empty or as far as they are known.

Not for: the 附表 of a finished report (annexes).
"""

from collections.abc import Iterator
from itertools import groupby

from reports.document.nodes import Document, Paragraph, Run, Table
from reports.drafting.snapshot import Snapshot, SnapshotFigure
from reports.indicators.values import display

BOX, TICKED = "□", "☑"
ROOM_FOR_A_NUMBER, ROOM_FOR_WORDS = "　" * 4, "　" * 4
COMPUTED_MARK = "自动计算"
HOW_TO = "没有发生的填“0”；没有此项职责的，在“不适用”栏打“√”；暂时不掌握的，留空。金额等请按所列单位填写。"
FOOT = "填表人：　　　　　　　审核人：　　　　　　　填报日期：　　　　年　　月　　日"


def paper_title(snapshot: Snapshot) -> str:
    """The title, as it names the file too."""
    return f"{snapshot.organisation}{snapshot.year}年度法治政府建设数据填报表"


def figure_paper(snapshot: Snapshot, *, is_filled: bool) -> Document:
    """Make the sheet with its boxes, and a line for names and date at its foot."""
    return Document(
        title=paper_title(snapshot),
        addressed_as_typed=(f"填报单位（盖章）：{snapshot.organisation}",),
        blocks=(
            Paragraph((Run(HOW_TO),)),
            Table(tuple(_rows(snapshot, is_filled=is_filled)), numeric=(2, 3)),
            Paragraph((Run(FOOT),)),
        ),
    )


def _rows(snapshot: Snapshot, *, is_filled: bool) -> Iterator[tuple[str, ...]]:
    yield ("代码", "指标（单位）", f"{snapshot.year - 1}年", f"{snapshot.year}年", "不适用", "说明")
    areas = list(dict.fromkeys(figure.area_name for figure in snapshot.figures))
    figures = sorted(snapshot.figures, key=lambda figure: areas.index(figure.area_name))
    for area, members in groupby(figures, key=lambda figure: figure.area_name):
        yield (area,)
        for figure in members:
            yield _row(figure, is_filled=is_filled)


def _row(figure: SnapshotFigure, *, is_filled: bool) -> tuple[str, ...]:
    last, this = figure.last_year, figure.this_year
    is_none = is_filled and this.is_not_applicable
    number = display(this, figure.unit) if is_filled and this.is_number else ROOM_FOR_A_NUMBER
    if figure.is_computed and not (is_filled and this.is_number):
        number = COMPUTED_MARK
    return (
        figure.code,
        f"{figure.name}（{figure.unit}）",
        "" if last.is_blank else display(last, figure.unit),
        number,
        TICKED if is_none else BOX,
        (figure.note if is_filled else "") or ROOM_FOR_WORDS,
    )
