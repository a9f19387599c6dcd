"""The characters of a paragraph as they show on the page."""

import pytest

from reports.importing.docx_reader import docx_text
from tests.importing.word_files import p, r, word_file


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def field(words: str, result: str) -> str:
    return char("begin") + code(words) + char("separate") + result + char("end")


HIDDEN = "<w:r><w:rPr><w:vanish{}/></w:rPr><w:t>{}</w:t></w:r>"
CONTENTS_ENTRY = f"<w:p>{{}}{r('一、举措')}<w:r><w:tab/></w:r>{field('PAGEREF _Toc1', r('1'))}</w:p>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param(r("共") + field("SEQ a", r("3")) + r("件"), "共3件", id="a field's result"),
        pytest.param(
            char("begin") + code("IF ") + field("MERGEFIELD a", r("甲")) + r("乙")
            + char("separate") + r("丙") + char("end") + r("完"),
            "丙完",
            id="a field inside a field's instruction",
        ),
        pytest.param(field("HYPERLINK", field("REF b", r("二"))), "二", id="a field inside a result"),
        pytest.param(char("begin") + code("PAGE") + char("end") + r("完"), "完", id="a field without result"),
        pytest.param(char("end") + char("separate") + r("完"), "完", id="an end without beginning"),
        pytest.param(
            r("见") + HIDDEN.format("", "不见") + HIDDEN.format(' w:val="0"', "又见"), "见又见", id="hidden"
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2713"/><w:sym w:char="x"/></w:r>',
            "☑✓",
            id="symbols",
        ),
        pytest.param(
            "<w:r><w:t>一</w:t><w:softHyphen/><w:t>二</w:t><w:noBreakHyphen/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r>",
            "一二-三\t四",
            id="hyphens and tabs",
        ),
        pytest.param(r("一\n二&#13;三"), "一 二 三", id="line ends of the XML"),
        pytest.param(
            "<w:r><w:rPr><w:ins/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>新</w:t></w:r>",
            "新",
            id="a look that was changed",
        ),
        pytest.param(
            f"<w:ins>{r('增')}<w:del><w:r><w:delText>又删</w:delText></w:r></w:del></w:ins>",
            "增",
            id="both ways",
        ),
        pytest.param(
            '<w:r w:rsidR="00A1"><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312"/></w:rPr>'
            '<w:t>一</w:t></w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0"/>'
            f"<w:smartTag w:element='date'>{r('二')}</w:smartTag>"
            '<w:bookmarkEnd w:id="0"/><w:r><w:lastRenderedPageBreak/><w:t>三</w:t></w:r>',
            "一二三",
            id="as WPS writes",
        ),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_shows(inside, text):
    assert docx_text(word_file(f"<w:p>{inside}</w:p>")) == text


def test_a_broken_field_hides_nothing_beyond_its_paragraph():
    assert docx_text(word_file(f"<w:p>{r('甲')}{char('begin')}{r('乙')}</w:p>{p('丙')}")) == "甲\n丙"


def test_a_table_of_contents_goes_with_its_heading():
    body = (
        p("目　录") + CONTENTS_ENTRY.format(char("begin") + code(" TOC \\o") + char("separate"))
        + CONTENTS_ENTRY.format("") + f"<w:p>{char('end')}</w:p>" + p("一、举措") + p("正文1")
    )  # fmt: skip
    assert docx_text(word_file(body)) == "一、举措\n正文1"


def test_a_table_of_contents_that_never_ends_takes_no_body_with_it():
    body = CONTENTS_ENTRY.format(char("begin") + code("TOC") + char("separate")) + p("正文。") + p("完。")
    assert docx_text(word_file(body)) == "正文。\n完。"


def test_the_control_that_word_makes_for_contents_is_left_out():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}{p('一、举措 1')}</w:sdtContent></w:sdt>{p('正文。')}"
    assert docx_text(word_file(body)) == "正文。"


def test_paragraphs_whose_ends_were_deleted_or_moved_are_one():
    def ended(mark: str, text: str) -> str:
        return f"<w:p><w:pPr><w:rPr><w:{mark}/></w:rPr></w:pPr>{r(text)}</w:p>"

    table = f"<w:tbl><w:tr><w:tc>{p('一')}</w:tc><w:tc>{p('二')}</w:tc></w:tr></w:tbl>"
    body = (
        ended("del", "甲")
        + ended("moveFrom", "乙")
        + p("丙")
        + ended("del", "丁")
        + table
        + ended("del", "戊")
    )
    assert docx_text(word_file(body)) == "甲乙丙\n丁\n|一|二|\n戊"
