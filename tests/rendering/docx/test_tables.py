from reports.document.nodes import Document, Table
from reports.rendering.docx.profile import PUBLIC
from reports.rendering.docx.report import write_docx
from reports.rendering.docx.tables import share
from tests.rendering.docx.office import pdf_pages, to_pdf
from tests.rendering.docx.parts import W, assert_golden, normalised, part


def rows_of(table: Table) -> list:
    """The rows of a printed table as elements."""
    return list(part(write_docx(Document("", blocks=(table,))), "word/document.xml").iter(f"{W}tr"))


def test_columns_share_the_width_of_the_text_to_the_last_twip():
    widths = share(PUBLIC.text_width, [1, 1, 1, 4])
    assert sum(width.twips for width in widths) == PUBLIC.text_width.twips
    assert widths[3] > 3 * widths[0]


def test_header_rows_repeat_and_no_row_breaks_over_pages():
    rows = rows_of(Table((("甲",), ("乙",), ("丙",)), header_rows=2))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False]
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, True]


def test_short_columns_are_centred_and_long_ones_are_not():
    rows = rows_of(Table((("项目", "说明"), ("12", "由县司法局统一提供，口径为全年立案数"))))
    assert [style.get(f"{W}val") for style in rows[1].iter(f"{W}pStyle")] == ["TableCentred", "TableText"]


def test_a_short_row_spans_the_columns_that_it_lacks():
    rows = rows_of(Table((("甲", "乙", "丙"), ("合计", "见上"), ())))
    spans = [[span.get(f"{W}val") for span in row.iter(f"{W}gridSpan")] for row in rows]
    assert spans == [[], ["2"], ["3"]]


FIGURES = Table(
    (
        ("指标", "单位", "2025年", "2024年", "增减", "说明"),
        ("一、行政复议",),
        ("行政复议案件", "件", "12", "10", "+20%", "由县司法局统一提供，口径为全年立案数"),
        ("纠错率", "%", "不适用", "未填", "—", ""),
        ("二、行政执法",),
        ("行政处罚", "件", "1,204", "998", "+20.6%", ""),
    ),
    numeric=(2, 3, 4),
)


def test_a_table_of_figures():
    data = write_docx(Document("数据表", blocks=(FIGURES,)))
    assert_golden(normalised(data, "word/document.xml"), "tables/figures.xml")
    rows = [[style.get(f"{W}val") for style in row.iter(f"{W}pStyle")] for row in rows_of(FIGURES)]
    figures = ["TableText", "TableCentred", "TableNumber", "TableNumber", "TableNumber", "TableText"]
    assert rows == [["TableHead"] * 6, ["TableText"], figures, figures, ["TableText"], figures]


def test_short_columns_keep_their_width_beside_long_ones():
    data = write_docx(Document("", blocks=(FIGURES,)))
    widths = [int(str(column.get(f"{W}w"))) for column in part(data, "word/document.xml").iter(f"{W}gridCol")]
    assert sum(widths) == PUBLIC.text_width.twips
    assert [round(width / PUBLIC.table.size.twips, 1) for width in widths] == [8.0, 4.0, 5.0, 5.0, 5.0, 9.8]


def test_the_name_of_a_group_stays_with_its_rows():
    rows = rows_of(FIGURES)
    assert [row.find(f".//{W}keepNext") is not None for row in rows] == [
        False,
        True,
        False,
        False,
        True,
        False,
    ]
    assert [font.get(f"{W}eastAsia") for font in rows[1].iter(f"{W}rFonts")] == ["黑体"]


def test_a_table_of_one_column_has_no_groups():
    rows = rows_of(Table((("甲",), ("乙",)), header_rows=1))
    assert [row.find(f".//{W}keepNext") is not None for row in rows] == [False, False]


def test_the_header_row_stands_on_every_page(tmp_path, office_profile):
    rows = tuple((f"指标{number}", "件", str(number), "0", "—", "") for number in range(80))
    document = Document(
        "数据表", blocks=(Table((FIGURES.rows[0], ("一、行政复议",), *rows), numeric=(2, 3, 4)),)
    )
    pages = pdf_pages(to_pdf(write_docx(document), tmp_path, office_profile))
    assert len(pages) > 2
    assert [page.count("指标单位2025年2024年增减说明") for page in pages] == [1] * len(pages)
