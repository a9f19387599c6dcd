from datetime import date

import docx
import pytest

from reports.common.errors import UnreadableFile
from reports.document.nodes import Heading, Table
from reports.importing.docx_lines import Line, number_headings
from reports.importing.docx_reader import docx_text, read_docx
from tests.importing.word_files import p, r, saved, word_file

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/>
  </w:lvlOverride></w:num>
"""


def styled(style: str, text: str) -> str:
    """A paragraph of a style."""
    return p(text, properties=f'<w:pStyle w:val="{style}"/>')


def listed(list_id: int, level: int, text: str) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_a_report_of_an_office_is_read_with_all_its_places():
    word = docx.Document()
    word.add_paragraph("云岭县公安局关于2025年度").alignment = 1
    word.add_paragraph("法治政府建设情况的报告").alignment = 1
    word.add_paragraph()
    word.add_paragraph("县委、县人民政府：")
    word.add_paragraph("　　现将有关情况报告如下。")
    word.add_paragraph("　　一、主要举措和成效")
    word.add_paragraph("　　（一）规范执法。办理案件25件。")
    table = word.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "案件", "25"
    word.add_paragraph("                云岭县公安局")
    word.add_paragraph("                2026年1月20日")
    document = read_docx(saved(word))
    assert document.title == "云岭县公安局关于2025年度\n法治政府建设情况的报告"
    assert document.addressees == ("县委、县人民政府",)
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph",
        "Heading",
        "Paragraph",
        "Table",
    ]
    assert document.blocks[3] == Table((("案件", "25"),))
    assert document.signatories == ("云岭县公安局",)
    assert document.date == date(2026, 1, 20)


def test_automatic_numbers_are_written_out():
    body = "".join(
        [
            styled("1", "举措"),
            styled("2", "执法"),
            listed(1, 2, "检查"),
            listed(1, 2, "处罚"),
            listed(1, 3, "一个圆点"),
            styled("2", "复议"),
            listed(2, 2, "重新编号"),
            styled("1", "不足"),
            styled("2", "力度不够"),
        ]
    )
    assert docx_text(word_file(body, styles=STYLES, numbering=NUMBERING)).split("\n") == [
        "一、举措",
        "（一）执法",
        "1.检查",
        "2.处罚",
        "一个圆点",
        "（二）复议",
        "1.重新编号",
        "二、不足",
        "（一）力度不够",
    ]


def test_headings_that_only_have_a_style_get_the_number_of_their_level():
    word = docx.Document()
    word.add_heading("2025年度法治政府建设情况的报告", 0)
    for text, level in [("举措", 1), ("执法", 2), ("一次检查", 3), ("复议", 2), ("不足", 1), ("三、计划", 1)]:
        word.add_heading(text, level)
    document = read_docx(saved(word))
    assert document.title == "2025年度法治政府建设情况的报告"
    assert [(b.level, b.number, b.text) for b in document.blocks if isinstance(b, Heading)] == [
        (1, "一、", "举措"),
        (2, "（一）", "执法"),
        (3, "1.", "一次检查"),
        (2, "（二）", "复议"),
        (1, "二、", "不足"),
        (1, "三、", "计划"),
    ]


def test_a_title_styled_as_the_only_top_heading_gets_no_number():
    lines = [Line("年度报告", 1), Line("举措", 2), Line("正文。"), Line("不足", 2)]
    assert [line.text for line in number_headings(lines)] == ["年度报告", "一、举措", "正文。", "二、不足"]


def test_what_was_inserted_counts_and_what_was_deleted_does_not():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = (
        f"<w:p>{r('办理')}<w:ins>{r('25')}</w:ins><w:del><w:r><w:delText>24</w:delText></w:r></w:del>{r('件。')}</w:p>"
        f"<w:p>{mark}{r('这一段与')}</w:p>{p('下一段相连。')}"
        f"<w:p><w:moveFrom>{r('移走')}</w:moveFrom><w:moveTo>{r('移来')}</w:moveTo></w:p>"
    )
    assert docx_text(word_file(body)).split("\n") == ["办理25件。", "这一段与下一段相连。", "移来"]


def test_text_in_links_fields_controls_boxes_and_notes_is_not_lost():
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        f"<w:p><w:hyperlink>{r('链接')}</w:hyperlink><w:fldSimple>{r('域')}</w:fldSimple>"
        f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt><w:smartTag>{r('标记')}</w:smartTag>"
        f'<w:r><w:instrText>PAGE</w:instrText><w:footnoteReference w:id="3"/></w:r></w:p>'
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('整段控件')}</w:sdtContent></w:sdt>"
        f"<w:p><w:ruby><w:rt>{r('yún')}</w:rt><w:rubyBase>{r('云')}</w:rubyBase></w:ruby></w:p>"
    )
    notes = f'<w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="3">{p("脚注文字")}</w:footnote>'
    assert docx_text(word_file(body, footnotes=notes)).split("\n") == [
        "链接域控件标记",
        "注：脚注文字",
        "框内文字",
        "整段控件",
        "云",
    ]


def test_headers_footers_and_contents_are_left_out():
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "页眉"
    word.sections[0].footer.paragraphs[0].text = "页脚"
    word.add_paragraph("正文。")
    assert docx_text(saved(word)) == "正文。"
    assert docx_text(word_file(styled("toc", "一、举措\t1") + p("正文。"), styles=STYLES)) == "正文。"


def test_a_break_in_a_title_joins_and_one_in_the_body_parts():
    broken = "<w:r><w:t>云岭县公安局</w:t><w:br/><w:t>2025年度报告</w:t></w:r>"
    body = (
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{broken}</w:p>'
        "<w:p><w:r><w:t>第一段。</w:t><w:br/><w:t>第二段</w:t>"
        '<w:br w:type="page"/><w:t>完。</w:t></w:r></w:p>'
    )
    assert docx_text(word_file(body)).split("\n") == ["云岭县公安局2025年度报告", "第一段。", "第二段完。"]


def test_merged_cells_keep_the_columns_apart():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    wide, top = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = [
        cell("案件", wide) + cell("数"),
        cell("执法", top) + cell("检查") + cell("3"),
        cell("", "<w:vMerge/>") + cell("处|罚") + f"<w:tc>{p('4')}{p('件')}</w:tc>",
        cell("合计") + cell("7", wide),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert docx_text(word_file(body)).split("\n") == [
        "|案件||数|",
        "|执法|检查|3|",
        "||处｜罚|4 件|",
        "|合计|7|",
    ]


def test_a_table_of_one_cell_is_a_frame_round_paragraphs():
    body = f"<w:tbl><w:tr><w:tc>{p('第一段。')}{p('第二段。')}</w:tc></w:tr></w:tbl>"
    assert docx_text(word_file(body)) == "第一段。\n第二段。"


def test_the_strict_edition_of_the_format_is_read_too():
    strict = word_file(p("正文。"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert docx_text(strict) == "正文。"


def test_a_file_without_text_says_so():
    with pytest.raises(UnreadableFile, match="文件里没有文字（可能只有图片或扫描件）"):
        docx_text(word_file("<w:p/>"))
