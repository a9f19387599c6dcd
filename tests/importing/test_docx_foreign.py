"""Word files that LibreOffice has written out of its own format, out of a web page and out of .doc."""

import subprocess
from pathlib import Path

import pytest

from reports.document.nodes import Note
from reports.importing.docx_reader import docx_text, read_docx

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
FLAT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
 <style:style style:name="F1" style:family="graphic"/>
 <text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/>
  <text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）"
   style:num-format="一, 二, 三, ..."/>
 </text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:tracked-changes>
 <text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>王五</dc:creator>
  <dc:date>2026-01-12T10:32:00</dc:date></office:change-info><text:p>旧的</text:p></text:deletion></text:changed-region>
 <text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>王五</dc:creator>
  <dc:date>2026-01-12T10:32:00</dc:date></office:change-info></text:insertion></text:changed-region>
</text:tracked-changes>
<text:p>现将<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>有关<text:change-end
 text:change-id="c2"/>情况报告<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
 <text:note-body><text:p>截至年底。</text:p></text:note-body></text:note>如下。</text:p>
<text:list text:style-name="L1">
 <text:list-item><text:h text:outline-level="1">举措</text:h>
  <text:list><text:list-item><text:p>执法</text:p></text:list-item>
   <text:list-item><text:p>复议</text:p></text:list-item></text:list></text:list-item>
 <text:list-item><text:h text:outline-level="1">不足</text:h></text:list-item>
</text:list>
<text:p>全年<office:annotation office:name="n1"><dc:creator>赵六</dc:creator>
 <dc:date>2026-01-12T10:32:00</dc:date>
 <text:p>请核实。</text:p></office:annotation>办理<office:annotation-end office:name="n1"/>25件。</text:p>
<text:p>框外。<draw:frame draw:style-name="F1" svg:width="5cm" svg:height="1cm"
 text:anchor-type="paragraph"><draw:text-box>
 <text:p>框内。</text:p></draw:text-box></draw:frame></text:p>
<table:table><table:table-column table:number-columns-repeated="3"/>
 <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>案件</text:p></table:table-cell>
  <table:covered-table-cell/><table:table-cell><text:p>25</text:p></table:table-cell></table:table-row>
 <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>其中</text:p></table:table-cell>
  <table:table-cell><text:p>处罚</text:p></table:table-cell><table:table-cell><text:p>20</text:p></table:table-cell>
 </table:table-row>
 <table:table-row><table:covered-table-cell/><table:table-cell><text:p>许可</text:p></table:table-cell>
  <table:table-cell><text:p>5</text:p></table:table-cell></table:table-row>
</table:table>
<text:p>完。</text:p>
</office:text></office:body></office:document>"""
LINES = [
    "现将有关情况报告如下。",
    "注：截至年底。",
    "一、举措",
    "（一）执法",
    "（二）复议",
    "二、不足",
    "全年办理25件。",
    "框外。",
    "框内。",
    "|案件||25|",
    "|其中|处罚|20|",
    "||许可|5|",
    "完。",
]
PAGE = """<html><head><meta charset="utf-8"><title>x</title></head><body>
<h1>2025年度法治政府建设情况的报告</h1><h2>举措</h2><p>办理<b>25</b>件，见<a href="http://192.0.2.1/">链接</a>。</p>
<h2>不足</h2><ol><li>力度不够</li><li>人手不足</li></ol>
<table border="1"><tr><th>项目</th><th>件数</th></tr>
<tr><td>处罚</td><td>20</td></tr></table></body></html>"""


def through(folder: Path, content: str, *kinds: str, name: str) -> bytes:
    """What LibreOffice makes of a file, from kind to kind."""
    source = folder / name
    source.write_text(content, "utf-8")
    for kind in kinds:
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
        subprocess.run(command, check=True, capture_output=True)
        source = (folder / "out" / name).with_suffix("." + kind.partition(":")[0])
    return source.read_bytes()


@pytest.mark.parametrize("kinds", [("docx",), ("doc", "docx"), ("odt", "docx")], ids="-".join)
def test_a_paper_of_libreoffice_is_read_line_by_line(tmp_path, kinds):
    data = through(tmp_path, FLAT, *kinds, name="paper.fodt")
    assert docx_text(data).split("\n") == LINES
    notes = [block for block in read_docx(data).blocks if isinstance(block, Note)]
    assert [(note.text, note.author, note.quote) for note in notes] == [("请核实。", "赵六", "办理")]


def test_a_web_page_that_was_saved_as_word_is_read(tmp_path):
    data = through(tmp_path, PAGE, "docx:MS Word 2007 XML", name="paper.html")
    assert docx_text(data).split("\n") == [
        "2025年度法治政府建设情况的报告",
        "一、举措",
        "办理25件，见链接。",
        "二、不足",
        "1.力度不够",
        "2.人手不足",
        "|项目|件数|",
        "|处罚|20|",
    ]
