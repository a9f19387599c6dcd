"""公文 text to blocks and back."""

import datetime
from time import process_time

import pytest
from hypothesis import given

from reports.document.markup import parse, print_document, print_text, read_attachments, read_document
from reports.document.nodes import Document, Heading, Lead, Note, Paragraph, Run, Table
from reports.document.roles import Role
from reports.text.normal import normal, unindented
from tests.document.strategies import FORMAL_PAPERS, TEXTS, formal_documents
from tests.shared import sample_text


def paragraph(text, lead=None, indent=""):
    return Paragraph((Run(text),), lead=lead, indent=indent)


@given(TEXTS | FORMAL_PAPERS)
def test_law_one_printing_what_was_read_gives_the_normal_text(text):
    assert print_text(parse(text)) == normal(text)


@given(TEXTS | FORMAL_PAPERS)
def test_law_two_reading_what_was_printed_gives_the_same_blocks(text):
    blocks = parse(text)
    assert parse(print_text(blocks)) == blocks


@given(TEXTS | FORMAL_PAPERS)
def test_the_laws_hold_for_whole_papers_whose_indents_are_the_pages(text):
    document = read_document(text)
    assert print_document(document) == normal(unindented(text))
    assert read_document(print_document(document)) == document


@given(formal_documents())
def test_a_formal_document_is_read_as_it_was_made(document):
    assert read_document(print_document(document)) == document


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("一、主要举措和成效", Heading(1, "一、", "主要举措和成效")),
        ("十二、其他事项", Heading(1, "十二、", "其他事项")),
        ("（一）推进依法行政，保障决策合法", Heading(2, "（一）", "推进依法行政，保障决策合法")),
        ("(一)推进依法行政", Heading(2, "(一)", "推进依法行政")),
        ("（一）加强组织领导。", Heading(2, "（一）", "加强组织领导。")),
        ("1.完善制度", Heading(3, "1.", "完善制度")),
        ("1．完善制度", Heading(3, "1．", "完善制度")),
        ("1、完善制度", Heading(3, "1、", "完善制度")),
        ("1. 完善制度", Heading(3, "1. ", "完善制度")),
        ("1.2025年重点工作", Heading(3, "1.", "2025年重点工作")),
        ("（1）开展培训", Heading(4, "（1）", "开展培训")),
        ("　　（二）突出重点", Heading(2, "（二）", "突出重点", indent="　　")),
        (
            "（一）加强组织领导，抓好统筹谋划。紧盯重点领域。",
            paragraph("紧盯重点领域。", Lead("（一）", "加强组织领导，抓好统筹谋划。", 2)),
        ),
        (
            "（二）落实“谁执法谁普法。”责任制。压实责任。",
            paragraph("压实责任。", Lead("（二）", "落实“谁执法谁普法。”责任制。", 2)),
        ),
        ("1.完善制度。制定办法3件。", paragraph("制定办法3件。", Lead("1.", "完善制度。", 3))),
        ("1.法律援助：全年办理案件二十件", paragraph("全年办理案件二十件", Lead("1.", "法律援助：", 3))),
        ("一、总体情况。全年平稳。", paragraph("全年平稳。", Lead("一、", "总体情况。", 1))),
        ("一是加强领导。成立专班。", paragraph("成立专班。", Lead("一是", "加强领导。"))),
        ("一是加强领导，成立专班。", paragraph("加强领导，成立专班。", Lead("一是", ""))),
        (
            "一是加强领导。二是成立专班。",
            paragraph("加强领导。二是成立专班。", Lead("一是", "")),
        ),
        ("（一）压实责任。一是甲。二是乙。", paragraph("一是甲。二是乙。", Lead("（一）", "压实责任。", 2))),
        ("（一）甲村。（二）乙村。", paragraph("甲村。（二）乙村。", Lead("（一）", "", 2))),
        ("公证：全年办理公证事项1200件。", paragraph("全年办理公证事项1200件。", Lead("", "公证："))),
    ],
)
def test_reads_each_form(line, block):
    assert parse(line) == (block,)


@pytest.mark.parametrize(
    "line",
    [
        "2021年，全区共办理案件116件。",
        "1.5亿元资金全部到位。",
        "1．5亿元资金全部到位。",
        "12·4国家宪法日活动",
        "12.4国家宪法日活动",
        "110、119接警量下降。",
        "3+N+X治理体系",
        "二〇二一年，成效明显。",
        "一、二审案件败诉率为零",
        "（一）、（二）项工作由县司法局牵头",
        "（一）至（三）项工作",
        "（2021）第三号",
        "一、",
        "（一）",
        "1.",
        "习近平总书记强调：坚持全面依法治国，推进法治中国建设。",
        "现将有关情况报告如下：",
        "附件：云岭县公安局二〇二五年度指标表",
        "|没有封口的一行",
    ],
)
def test_leaves_alone_what_only_looks_like_a_heading(line):
    assert parse(line) == (paragraph(line),)


@pytest.mark.parametrize(
    ("number", "level"), [("一、", 1), ("（一）", 2), ("1.", 3), ("（1）", 4)], ids=["1", "2", "3", "4"]
)
def test_a_long_numbered_sentence_is_a_paragraph_with_a_number(number, level):
    words = "2021年全区各级各部门认真执行决策部署，" * 6 + "取得良好效果。其后还有一句。"
    assert parse(number + words) == (paragraph(words, Lead(number, "", level)),)


def test_a_numbered_list_item_is_no_heading():
    assert parse("（一）制定目录；\n1.开展法治培训三次。") == (
        paragraph("制定目录；", Lead("（一）", "", 2)),
        paragraph("开展法治培训三次。", Lead("1.", "", 3)),
    )


def test_reads_rows_as_one_table_and_prints_cells_safely():
    text = "前文\n|单位|件数|\n| 公安局 |12|\n后文"
    table = Table((("单位", "件数"), (" 公安局 ", "12")))
    assert parse(text) == (paragraph("前文"), table, paragraph("后文"))
    assert print_text([Table((("甲|乙", "丙\n丁"),))]) == "|甲｜乙|丙 丁|"


def test_blocks_know_their_line_with_blank_lines_counted():
    blocks = parse("甲\r\n\r\n一、乙\r|a|\n|b|\n\n丙")
    assert [block.origin.line for block in blocks] == [1, 3, 4, 7]


def test_remarks_are_not_printed():
    assert print_text([paragraph("甲"), Note("改一下", "王五"), paragraph("乙")]) == "甲\n乙"


def test_marks_and_tokens_stay_in_the_text():
    line = "全年办理{{RV02}}件，〖不公开〗其中涉密2件〖/〗。"
    assert parse(line) == (paragraph(line),)


PAPER = """

        云岭县公安局
关于2025年度法治政府建设情况的报告

县委、县人民政府：
　　现将有关情况报告如下：
一、2025年度推进法治政府建设的主要举措和成效
　　（一）加强领导。成立专班。
二、2026年度主要安排
　　特此报告。

                        云岭县公安局
                       2026年2月20日
"""


def test_reads_a_whole_paper():
    assert read_document(PAPER) == Document(
        title="云岭县公安局\n关于2025年度法治政府建设情况的报告",
        addressees=("县委、县人民政府",),
        blocks=(
            paragraph("现将有关情况报告如下："),
            Heading(1, "一、", "2025年度推进法治政府建设的主要举措和成效", Role.ACHIEVEMENTS),
            paragraph("成立专班。", Lead("（一）", "加强领导。", 2)),
            Heading(1, "二、", "2026年度主要安排", Role.NEXT_YEAR_PLAN),
            paragraph("特此报告。"),
        ),
        signatories=("云岭县公安局",),
        date=datetime.date(2026, 2, 20),
    )


@pytest.mark.parametrize("line", ["2026年02月20日", "2026 年 2 月 20 日", "二〇二六年二月二十日"])
def test_reads_dates_that_old_papers_write_and_keeps_them(line):
    document = read_document(f"正文一段。\n云岭县公安局\n{line}")
    assert (document.date, document.date_as_typed) == (datetime.date(2026, 2, 20), line)
    assert document.signatories == ("云岭县公安局",)


def test_an_impossible_date_is_text():
    assert read_document("正文一段。\n2026年2月30日").blocks == (
        paragraph("正文一段。"),
        paragraph("2026年2月30日"),
    )


def test_joint_papers_have_two_signatories():
    paper = "正文一段。\n中共云岭县青石镇委员会\n云岭县青石镇人民政府\n2026年2月20日"
    assert read_document(paper).signatories == ("中共云岭县青石镇委员会", "云岭县青石镇人民政府")


def test_a_paper_without_title_address_or_signature_is_all_body():
    document = read_document("2021年，全区依法行政水平不断提高。\n一、主要成效\n成效明显。")
    assert (document.title, document.addressees, document.signatories, document.date) == ("", (), (), None)
    assert len(document.blocks) == 3


@pytest.mark.parametrize("text", ["", " \n\u3000\r\n"])
def test_an_empty_text_is_an_empty_paper(text):
    assert read_document(text) == Document("")
    assert print_document(Document("")) == ""


@pytest.mark.parametrize(
    "line",
    ["甲" * 10_000_000, "（一）" + "“（" * 3_000_000, "一、" * 2_000_000, "{{" * 2_000_000, "|" * 2_000_000],
    ids=["plain", "quotes", "numbers", "braces", "bars"],
)
def test_reads_ten_megabytes_in_one_line_in_seconds(line):
    begun = process_time()
    assert print_document(read_document(line)) == line
    assert process_time() - begun < 10


@pytest.mark.parametrize(
    "lines",
    ["附件1\n名称\n内容", "附件：1.甲", "云岭县公安局", "签发人：张三", "2026年1月5日", "（联系人：张三）"],
    ids=["attachments", "named", "organs", "signers", "dates", "remarks"],
)
def test_reads_many_lines_that_could_stand_round_a_body_in_seconds(lines):
    text = "\n".join([lines] * 20_000)
    begun = process_time()
    assert print_document(read_document(text)) == text
    assert process_time() - begun < 10


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports_come_back_whole(name):
    text = sample_text(name)
    assert print_text(parse(text)) == normal(text)
    document = read_document(text)
    assert print_document(document) == normal(unindented(text))
    assert document.title == text.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("附件：1.甲清单\n2.乙清单\n附件1\n甲清单\n按时。\n附件2\n乙清单\n普法。", ["甲清单", "乙清单"]),
        ("附件\n任务清单\n按时完成。", ["任务清单"]),
        ("另外说明。\n附件\n任务清单\n按时完成。", []),
        ("按时完成。", []),
        ("", []),
    ],
)  # fmt: skip
def test_attachments_are_read_out_of_a_text_that_holds_nothing_else(text, titles):
    assert [attachment.title for attachment in read_attachments(text)] == titles


@pytest.mark.parametrize(("cells", "kind"), [(63, Table), (64, Paragraph)])
def test_a_row_has_no_more_cells_than_word_allows(cells, kind):
    line = "|" + "a|" * cells
    blocks = parse(line)
    assert ([type(block) for block in blocks], print_text(blocks)) == ([kind], line)
