"""Tables as lines between bars, and those that only lay a page out as the lines they lay out."""

from datetime import date

import pytest

from reports.common.errors import UnreadableFile
from reports.document.markup import print_document
from reports.document.nodes import Document, Head, Imprint, Table
from reports.importing.docx_reader import docx_text, read_docx
from reports.rendering.docx.profile import FORMAL
from reports.rendering.docx.report import write_docx
from tests.importing.word_files import p, r, word_file
from tests.rendering.papers import plain


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, paragraphs))}</w:tc>"


def table(*rows: list[str], properties: str = "") -> str:
    written = "".join(f"<w:tr>{properties}{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{written}</w:tbl>"


def text(body: str) -> str:
    return docx_text(word_file(body))


TITLE = p("关于2025年度法治政府建设情况的报告", properties='<w:jc w:val="center"/>') + p("正文一段。")


@pytest.mark.parametrize(
    ("organs", "signers"),
    [
        (("云岭县公安局",), ("张三",)),
        (("云岭县公安局",), ()),
        (("中共云岭县青石镇委员会", "云岭县青石镇人民政府"), ("张三", "李四", "王五")),
    ],
)
def test_a_formal_paper_of_our_own_comes_back_whole(organs, signers):
    document = Document(
        "关于2025年度法治政府建设情况的报告",
        ("县委、县政府",),
        (plain("现将情况报告如下。"), Table((("项目", "件数"), ("处罚", "25")))),
        organs,
        date(2026, 1, 20),
        head=Head(organs, number="云公法〔2026〕3号", signers=signers, urgency="特急"),
        imprint=Imprint(("县人大常委会", "县政协"), "云岭县公安局办公室", date(2026, 1, 21)),
    )
    data = write_docx(document, FORMAL)
    assert docx_text(data) == print_document(document)
    assert read_docx(data) == document


def test_the_red_head_of_another_office_in_a_table_without_borders():
    mark = table(
        [cell("中共云岭县委办公室", properties='<w:vMerge w:val="restart"/>'), cell("文　件")],
        [cell("云岭县人民政府办公室"), cell("")],
    )
    signed = table([cell("云办发〔2025〕3号"), cell("签发人：张三　李四")])
    document = read_docx(word_file(mark + signed + TITLE))
    assert document.head == Head(
        ("中共云岭县委办公室", "云岭县人民政府办公室"), "文件", "云办发〔2025〕3号", ("张三", "李四")
    )
    assert document.title == "关于2025年度法治政府建设情况的报告"


def test_the_red_head_in_a_text_box_stands_above_the_title_it_is_anchored_in():
    box = f"<w:r><w:pict><w:txbxContent>{p('云岭县公安局文件')}</w:txbxContent></w:pict></w:r>"
    anchored = TITLE.replace("</w:pPr>", f"</w:pPr>{box}", 1)
    assert text(anchored).split("\n")[:2] == ["云岭县公安局文件", "关于2025年度法治政府建设情况的报告"]


def test_an_imprint_in_a_table_is_lines():
    foot = table(
        [cell("抄送：县人大常委会，县政协。")], [cell("云岭县公安局办公室"), cell("2026年1月21日印发")]
    )
    document = read_docx(word_file(TITLE + p("2026年1月20日") + foot))
    assert document.imprint == Imprint(("县人大常委会", "县政协"), "云岭县公安局办公室", date(2026, 1, 21))


def test_a_table_of_the_body_with_such_words_stays_a_table():
    assert text(TITLE + table([cell("材料"), cell("文件")])).endswith("|材料|文件|")


def test_rows_and_cells_that_were_deleted_go_and_inserted_ones_stay():
    gone = "<w:trPr><w:del/></w:trPr>"
    came = "<w:trPr><w:ins/></w:trPr>"
    first = [cell("甲"), cell("乙", properties="<w:cellDel/>"), cell("丙", properties="<w:cellIns/>")]
    rows = table(first, [gone, cell("删"), cell("去")], [came, cell("丁"), cell("戊")])
    assert text(rows) == "|甲|丙|\n|丁|戊|"


def test_columns_that_a_row_leaves_free_are_empty_cells():
    row = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("甲")}{cell("乙")}</w:tr>'
    assert text(f"<w:tbl>{row}</w:tbl>") == "|||甲|乙|"


def test_a_table_in_a_cell_stays_in_its_cell():
    inner = table([cell("内一"), cell("内二")])
    assert text(table([cell("外"), f"<w:tc>{inner}<w:p/></w:tc>"])) == "|外|｜内一｜内二｜|"


def test_a_header_of_one_cell_is_a_table():
    headed = table([cell("附表")], properties="<w:trPr><w:tblHeader/></w:trPr>")
    assert text(headed) == "|附表|"
    assert text(headed.replace("<w:tblHeader/>", '<w:tblHeader w:val="0"/>')) == "附表"


def test_a_table_in_a_control_or_an_alternative_is_read_once():
    one = table([cell("甲"), cell("乙")])
    wrapped = f"<w:sdt><w:sdtContent>{one}</w:sdtContent></w:sdt>"
    alternative = (
        f"<mc:AlternateContent><mc:Choice>{p('选')}</mc:Choice><mc:Fallback>{p('退')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert text(wrapped + alternative + f"<w:p>{r('完。')}</w:p>") == "|甲|乙|\n选\n完。"


def test_a_row_never_gets_more_cells_than_a_row_of_text_may_have():
    """Word makes no more, and a longer line of bars would be read as text."""
    wide = [cell("甲", properties='<w:gridSpan w:val="63"/>'), *(cell("乙") for _ in range(61)), cell("丙")]
    free = table(wide, properties='<w:trPr><w:gridBefore w:val="63"/></w:trPr>')
    line = text(p("正文。") + free).split("\n")[1]
    assert line == "|甲|" + "乙|" * 61 + "丙|"
    assert isinstance(read_docx(word_file(p("正文。") + free)).blocks[1], Table)


def test_a_row_that_no_office_makes_is_refused():
    with pytest.raises(UnreadableFile):
        text(p("正文。") + table([cell("甲") for _ in range(64)]))
