from reports.document.nodes import Document, Table
from reports.rendering.docx.profile import PUBLIC
from reports.rendering.docx.report import write_docx
from reports.rendering.docx.tables import share
from tests.rendering.docx.parts import W, part


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
