import time

from reports.rendering.docx.figures import FigureGroup, FigureRow, FiguresAnnex, write_figures_docx
from tests.rendering.docx.office import pdf_pages, to_pdf
from tests.rendering.docx.parts import W, assert_golden, normalised, part


def annex(rows: int) -> FiguresAnnex:
    """A table of one small group and one with so many rows."""
    figures = tuple(FigureRow(f"指标{number}", "件", str(number), "0", "不适用") for number in range(rows))
    first = FigureRow("行政复议案件", "件", "12", "10", "+20%", "××")
    groups = (FigureGroup("一、行政复议", (first,)), FigureGroup("二、行政执法", figures))
    return FiguresAnnex("2025年度法治政府建设数据附表", "云岭县司法局", 2025, groups)


def test_the_table_of_figures():
    assert_golden(normalised(write_figures_docx(annex(2)), "word/document.xml"), "annex/document.xml")


def test_every_row_stands_in_the_table_once():
    table = part(write_figures_docx(annex(3)), "word/document.xml").find(f".//{W}tbl")
    assert table is not None
    texts = [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    assert texts == [
        ["指标", "单位", "2025年", "2024年", "增减", "说明"],
        ["一、行政复议"],
        ["行政复议案件", "件", "12", "10", "+20%", "××"],
        ["二、行政执法"],
        ["指标0", "件", "0", "0", "不适用", ""],
        ["指标1", "件", "1", "0", "不适用", ""],
        ["指标2", "件", "2", "0", "不适用", ""],
    ]


def test_time_grows_with_the_rows_and_not_with_their_square():
    write_figures_docx(annex(10))
    seconds = []
    for rows in (300, 3000):
        started = time.process_time()
        write_figures_docx(annex(rows))
        seconds.append(time.process_time() - started)
    assert seconds[1] < 25 * seconds[0]


def test_the_header_row_stands_on_every_page(tmp_path, office_profile):
    pages = pdf_pages(to_pdf(write_figures_docx(annex(60)), tmp_path, office_profile))
    assert len(pages) > 1
    assert [page.count("指标单位2025年2024年增减说明") for page in pages] == [1] * len(pages)
