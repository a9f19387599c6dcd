"""Finding the place of each paragraph of an old report."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.markup import read_document
from reports.document.nodes import Document, Note
from reports.document.roles import Role
from reports.importing.arrangement import PlacedBlock, PlacedNote, PlacedPart, place
from reports.importing.placement import propose
from reports.importing.places import PlacementBlock, PlacementSection
from reports.text.normal import normal, unindented
from tests.document.strategies import PAPERS, TEXTS
from tests.shared import sample_text


def prose(key, label="", *matches):
    return PlacementBlock(key, "prose", label, matches)


ACHIEVEMENTS = PlacementSection(
    "achievements",
    Role.ACHIEVEMENTS,
    "{year}年度推进法治政府建设的主要举措和成效",
    (
        prose("overview", "总述"),
        PlacementBlock("figures", "figures", "主要数据", ("数据",)),
        prose("functions", "履行职能", "职能", "营商环境"),
        prose("decisions", "依法决策", "决策", "依法行政"),
        prose("enforcement", "行政执法"),
        prose("disputes", "矛盾纠纷", "复议", "调解", "矛盾纠纷"),
        prose("publicity", "法治宣传", "普法", "基层依法治理"),
    ),
)
SHORTCOMINGS = PlacementSection(
    "shortcomings",
    Role.SHORTCOMINGS,
    "存在的不足和原因",
    (PlacementBlock("rows", "items", "不足"),),
)
PERSON = PlacementSection(
    "person", Role.FIRST_RESPONSIBLE_PERSON, "第一责任人履职情况", (prose("person", "履职"),)
)
PLAN = PlacementSection(
    "plan", Role.NEXT_YEAR_PLAN, "下一年度主要安排", (prose("plan"), prose("more", "补充"))
)
PREAMBLE = PlacementSection("preamble", Role.PREAMBLE, "", (prose("preamble"),))
END = PlacementSection("closing", Role.CLOSING, "", (prose("closing"),))
FIXED = PlacementSection("other", Role.OTHER_MATTERS, "其他", (PlacementBlock("other", "fixed", "固定"),))
ALL = (PREAMBLE, ACHIEVEMENTS, PERSON, SHORTCOMINGS, PLAN, FIXED, END)


def placed(text, sections=ALL):
    """Section, own heading and blocks of each part, in the order of the paper."""
    parts = place(read_document(text), sections).parts
    return [(part.section, part.heading, {b.key: b.text for b in part.blocks}) for part in parts]


def lines_of(rows):
    return "\n".join(row.text for row in rows)


def judged(text, sections=ALL):
    """Place, confidence and reason of each row."""
    return [(r.text, r.place.code, r.confidence.label) for r in propose(read_document(text), sections)]


@given(TEXTS, st.lists(st.sampled_from(ALL), unique=True))
def test_every_paragraph_is_one_row_in_the_order_of_the_paper(text, sections):
    rows = propose(read_document(text), sections)
    assert lines_of(rows) == normal(unindented(text))
    assert [row.number for row in rows] == [*range(1, len(rows) + 1)]


@given(PAPERS, st.lists(st.sampled_from(ALL), unique=True))
def test_no_word_is_lost_on_the_way_into_the_parts(text, sections):
    rows = propose(read_document(text), sections)
    parts = place(read_document(text), sections).parts
    body = [row.text for row in rows if row.place.where in ("heading", "body")]
    landed = [part.number + part.heading + part.mark + part.text for part in parts]
    assert sorted("".join(body).replace("\n", "")) == sorted("".join(landed).replace("\n", ""))


@given(PAPERS, st.lists(st.sampled_from(ALL), unique=True))
def test_no_section_is_given_twice_and_blocks_follow_the_blueprint(text, sections):
    found = place(read_document(text), sections).sections
    keys = [part.section for part in found]
    assert len(keys) == len(set(keys))
    for part in found:
        takers = next([b.key for b in s.takers] for s in sections if s.key == part.section)
        ranks = [takers.index(block.key) for block in part.blocks]
        assert ranks == sorted(set(ranks))


def test_the_frame_of_the_paper_is_kept_and_its_order_may_differ():
    text = (
        "关于法治建设情况的报告\n县委：\n开头。\n一、下一步打算\n甲\n二、主要成效\n乙\n县司法局\n2026年1月5日"
    )
    placement = place(read_document(text), ALL)
    assert placement.title == "关于法治建设情况的报告"
    assert placement.addressees == ("县委",)
    assert placement.signatories == ("县司法局",)
    assert placement.date == datetime.date(2026, 1, 5)
    assert [part.section for part in placement.parts] == ["preamble", "plan", "achievements"]


def test_a_run_that_matches_a_later_block_goes_there_and_the_rest_stays():
    text = """一、2025年主要举措和成效
总的情况。
（一）完善机制
甲
（二）依法科学决策
乙
（三）优化营商环境
丙
（四）严格行政执法。丁。
1.普法培训
戊
（五）化解矛盾纠纷
己"""
    assert placed(text) == [
        (
            "achievements",
            "2025年主要举措和成效",
            {
                "overview": "总的情况。\n（一）完善机制\n甲",
                "decisions": "（二）依法科学决策\n乙\n（三）优化营商环境\n丙",
                "enforcement": "（四）严格行政执法。丁。\n1.普法培训\n戊",
                "disputes": "（五）化解矛盾纠纷\n己",
            },
        )
    ]


def test_items_that_open_with_one_are_runs_where_nothing_stands_above_them():
    text = "一、主要成效\n一是依法科学决策。甲。\n二是抓好普法。乙。"
    assert placed(text)[0][2] == {"decisions": "一是依法科学决策。甲。", "publicity": "二是抓好普法。乙。"}


def test_a_section_without_a_match_puts_all_in_its_first_prose_block():
    assert placed("一、下一步打算\n甲\n（一）乙\n丙") == [
        ("plan", "下一步打算", {"plan": "甲\n（一）乙\n丙"})
    ]


def test_rows_take_the_text_where_a_section_has_no_prose():
    assert placed("一、存在的不足\n（一）甲。乙。") == [
        ("shortcomings", "存在的不足", {"rows": "（一）甲。乙。"})
    ]


def test_a_second_part_for_a_section_and_a_strange_one_stay_parts_of_their_own():
    text = "一、主要成效\n甲\n二、2025年主要举措和成效\n乙\n三、附则\n丙\n四、其他需要报告的情况\n丁"
    assert placed(text) == [
        ("", "主要成效", {"": "甲"}),
        ("achievements", "2025年主要举措和成效", {"overview": "乙"}),
        ("", "附则", {"": "丙"}),
        ("", "其他需要报告的情况", {"": "丁"}),
    ]


def test_a_preamble_without_a_place_stays_in_front_without_a_heading():
    text = "2025年，成效明显。\n一、主要成效\n甲"
    placement = place(read_document(text), (ACHIEVEMENTS,))
    assert placement.extra_sections == (
        PlacedPart("", "", role=Role.PREAMBLE, blocks=(PlacedBlock("", "2025年，成效明显。"),), key="+1"),
    )
    assert placement.parts[0] == placement.extra_sections[0]


def test_a_closing_goes_to_its_section_or_stays_with_the_last():
    text = "一、下一步打算\n甲\n特此报告。"
    assert placed(text) == [
        ("plan", "下一步打算", {"plan": "甲"}),
        ("closing", "", {"closing": "特此报告。"}),
    ]
    assert placed(text, (PLAN,)) == [("plan", "下一步打算", {"plan": "甲\n特此报告。"})]


def test_a_run_in_level_one_heading_opens_a_part_and_remembers_its_mark():
    part = place(read_document("一、主要成效。全年平稳。\n（一）普法\n甲"), ALL).parts[0]
    assert (part.section, part.heading, part.mark) == ("achievements", "主要成效", "。")
    assert part.blocks == (PlacedBlock("overview", "全年平稳。"), PlacedBlock("publicity", "（一）普法\n甲"))
    assert part.number == "一、"


def test_a_heading_that_is_like_the_sections_finds_it_without_words_of_a_role():
    custom = PlacementSection("custom", None, "{year}年安全监管专题", (prose("custom"),))
    assert placed("一、2025年度安全监管专题\n甲", (custom,)) == [
        ("custom", "2025年度安全监管专题", {"custom": "甲"})
    ]


def test_remarks_go_where_their_paragraph_goes_and_are_not_printed():
    early, note, beside = Note("全文", "李四"), Note("请核对", "王五"), Note("标题", "")
    heading, text = read_document("一、主要成效\n甲").blocks
    placement = place(Document("", blocks=(early, heading, beside, text, note)), ALL)
    assert placement.notes == (
        PlacedNote(early, "achievements", "overview"),
        PlacedNote(beside, "achievements", "overview"),
        PlacedNote(note, "achievements", "overview"),
    )
    assert placement.parts[0].text == "甲"


def test_remarks_beside_the_title_are_on_the_whole():
    note = Note("题目再短些", "王五")
    paper = read_document("2025年工作报告\n一、主要成效\n甲")
    placement = place(replace(paper, blocks=(note, *paper.blocks)), ALL)
    assert placement.notes == (PlacedNote(note),)


def test_how_sure_a_place_is():
    text = """云岭县公安局2025年法治政府建设工作报告
县委：
全年平稳。
一、2025年度推进法治政府建设的主要举措和成效
（一）行政执法
甲
（二）普法
乙
（三）依法行政
丙
（四）队伍建设
丁
二、特色亮点
戊
三、主要负责人履职情况
己
云岭县公安局
2026年1月5日"""
    assert judged(text, (PREAMBLE, ACHIEVEMENTS, PERSON)) == [
        ("云岭县公安局2025年法治政府建设工作报告", "title", "确定"),
        ("县委：", "addressee", "确定"),
        ("全年平稳。", "body:preamble:preamble", "确定"),
        ("一、2025年度推进法治政府建设的主要举措和成效", "heading:achievements", "确定"),
        ("（一）行政执法", "body:achievements:enforcement", "确定"),
        ("甲", "body:achievements:enforcement", "确定"),
        ("（二）普法", "body:achievements:publicity", "较有把握"),
        ("乙", "body:achievements:publicity", "较有把握"),
        ("（三）依法行政", "body:achievements:publicity", "请核对"),
        ("丙", "body:achievements:publicity", "较有把握"),
        ("（四）队伍建设", "body:achievements:publicity", "请核对"),
        ("丁", "body:achievements:publicity", "较有把握"),
        ("二、特色亮点", "heading:+13", "请核对"),
        ("戊", "body:+13", "较有把握"),
        ("三、主要负责人履职情况", "heading:person", "确定"),
        ("己", "body:person:person", "确定"),
        ("云岭县公安局", "signatory", "确定"),
        ("2026年1月5日", "date", "确定"),
    ]


def test_a_paper_without_headings_asks_to_be_looked_at():
    assert judged("甲。\n乙。", (PREAMBLE, ACHIEVEMENTS)) == [
        ("甲。", "body:preamble:preamble", "请核对"),
        ("乙。", "body:preamble:preamble", "较有把握"),
    ]
    assert judged("甲。\n乙。", ()) == [("甲。", "body:+1", "请核对"), ("乙。", "body:+1", "较有把握")]


def test_a_table_is_one_row():
    rows = propose(read_document("一、主要成效\n|指标|件|\n|处罚|3|\n甲"), ALL)
    assert [row.text for row in rows] == ["一、主要成效", "|指标|件|\n|处罚|3|", "甲"]


def test_thousands_of_parts_do_not_take_minutes():
    text = "\n".join(["一、主要成效", "甲"] * 20_000)
    placement = place(read_document(text), ALL)
    assert len(placement.parts) == 20_000
    assert len(placement.sections) == 1


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports_lose_nothing(name):
    text = sample_text(name)
    assert lines_of(propose(read_document(text), ALL)) == normal(unindented(text))
    assert place(read_document(text), ALL).extra_sections == ()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "sections", "blocks"),
    [
        (
            "002",
            ["achievements", "person", "shortcomings", "plan"],
            ["decisions", "enforcement", "disputes", "publicity"],
        ),
        (
            "004",
            ["preamble", "achievements", "shortcomings", "person", "plan"],
            ["overview", "functions", "decisions", "enforcement", "disputes"],
        ),
    ],
)
def test_real_reports_find_their_sections(name, sections, blocks):
    placement = place(read_document(sample_text(name)), ALL)
    assert [part.section for part in placement.parts] == sections
    found = next(part for part in placement.parts if part.section == "achievements")
    assert [block.key for block in found.blocks] == blocks
