"""The table of figures: groups, numbers, what is not there."""

from reports.document.nodes import Attachment, Document, Table
from reports.drafting.annexes import annex_attachment, annex_document, annex_table
from reports.drafting.snapshot import Snapshot, SnapshotFigure
from reports.indicators.values import BLANK, NOT_APPLICABLE, Figure, number, ratio_of

HEAD = ("指标", "单位", "2025年", "2024年", "增减")


def figure(
    name: str, this: Figure, last: Figure = BLANK, *, area: str = "执法", unit: str = "件", note: str = ""
) -> SnapshotFigure:
    """One asked figure."""
    return SnapshotFigure("LE01", name, unit, area, "work", this, last, note)


def snapshot(*figures: SnapshotFigure) -> Snapshot:
    """A report of these figures."""
    return Snapshot(2025, "云岭县公安局", "标题", "公开标题", (), ("云岭县公安局",), None, (), figures)


def test_each_area_stands_once_over_its_figures():
    table = annex_table(
        snapshot(
            figure("处罚", number(1200), number(1000)),
            figure("复议", number(3), number(0), area="复议"),
            figure("检查", number(0), number(2)),
        )
    )
    assert table == Table(
        (
            HEAD,
            ("执法",),
            ("处罚", "件", "1200", "1000", "+20.00%"),
            ("检查", "件", "0", "2", "-100.00%"),
            ("复议",),
            ("复议", "件", "3", "0", "不适用"),
        ),
        numeric=(2, 3, 4),
    )


def test_blank_and_not_applicable_say_so():
    figures = (
        figure("未填的", BLANK, number(2)),
        figure("没有的", NOT_APPLICABLE, NOT_APPLICABLE),
        figure("新的", number(5), BLANK),
        figure("率", ratio_of(2, 3), ratio_of(1, 2), unit="%"),
    )
    assert annex_table(snapshot(*figures)).rows[2:] == (
        ("未填的", "件", "未填", "2", "—"),
        ("没有的", "件", "不适用", "不适用", "不适用"),
        ("新的", "件", "5", "—", "—"),
        ("率", "%", "66.67", "50", "+16.67个百分点"),
    )


def test_columns_that_say_nothing_are_left_out():
    noted = figure("处罚", number(1), note="含〖不公开〗简易〖/〗程序。")
    first_year = annex_table(snapshot(noted, figure("检查", number(2))))
    assert (first_year.rows, first_year.numeric) == (
        (
            ("指标", "单位", "2025年", "说明"),
            ("执法",),
            ("处罚", "件", "1", "含简易程序。"),
            ("检查", "件", "2", ""),
        ),
        (2,),
    )


def test_the_annex_is_a_paper_of_its_own_or_an_attachment_with_the_same_title():
    found = snapshot(figure("处罚", number(1), number(1), note="内部口径。"))
    title, table = "云岭县公安局2025年度法治政府建设数据表", annex_table(found)
    outside = annex_table(found, has_notes=False)
    assert ("说明" in table.rows[0], "说明" in outside.rows[0]) == (True, False)
    organisation = "填报单位：云岭县公安局"
    assert annex_document(found) == Document(title, addressed_as_typed=(organisation,), blocks=(table,))
    assert annex_attachment(found) == Attachment(title, (outside,), is_named=True)
