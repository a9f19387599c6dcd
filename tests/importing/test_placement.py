"""Finding the place of each paragraph of an old report."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.markup import print_document, read_document
from reports.document.nodes import Document, Note
from reports.document.roles import Role
from reports.importing.placement import PlacedBlock, PlacedPart, PlacementBlock, PlacementSection, place
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


def paper_of(placement):
    """The lines of a placement, in the order of the paper."""
    frame = Document(
        placement.title,
        placement.addressees,
        date=placement.date,
        date_as_typed=placement.date_as_typed,
        signatories=placement.signatories,
    )
    whole = print_document(frame).split("\n")
    head = placement.title.count("\n") + 1 if placement.title else 0
    head += len(placement.addressees)
    body = [line for part in placement.parts for line in part.lines]
    return "\n".join([*whole[:head], *body, *whole[head:]]).strip("\n")


@given(TEXTS, st.lists(st.sampled_from(ALL), unique=True))
def test_every_paragraph_lands_once_and_the_order_is_known(text, sections):
    assert paper_of(place(read_document(text), sections)) == normal(unindented(text))


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
        PlacedPart("", "", role=Role.PREAMBLE, blocks=(PlacedBlock("", "2025年，成效明显。"),)),
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
    assert part.lines == ("一、主要成效。全年平稳。", "（一）普法", "甲")


def test_a_heading_that_is_like_the_sections_finds_it_without_words_of_a_role():
    custom = PlacementSection("custom", None, "{year}年安全监管专题", (prose("custom"),))
    assert placed("一、2025年度安全监管专题\n甲", (custom,)) == [
        ("custom", "2025年度安全监管专题", {"custom": "甲"})
    ]


def test_remarks_are_handed_on_and_not_printed():
    note = Note("请核对", "王五")
    document = Document("", blocks=(*read_document("一、主要成效\n甲").blocks, note))
    placement = place(document, ALL)
    assert placement.notes == (note,)
    assert placement.parts[0].text == "甲"


def test_thousands_of_parts_do_not_take_minutes():
    text = "\n".join(["一、主要成效", "甲"] * 20_000)
    placement = place(read_document(text), ALL)
    assert len(placement.parts) == 20_000
    assert len(placement.sections) == 1


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports_lose_nothing(name):
    text = sample_text(name)
    placement = place(read_document(text), ALL)
    assert paper_of(placement) == normal(unindented(text))
    assert placement.extra_sections == ()


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
