"""Offsets are characters of the text, whatever the text is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks.catalogue import CHECKS
from reports.checks.checking import run_checks
from reports.checks.paper import Part, read_paper

REPORT = "云岭县公安局2025年法治政府建设年度报告\n县委：\n一、主要成效\n（一）普法。开展活动xx场。\n|甲|乙|\n"


def test_every_line_knows_what_it_is() -> None:
    lines = read_paper(REPORT).lines
    assert [(line.number, line.start, line.part) for line in lines] == [
        (1, 0, Part.TITLE),
        (2, 22, Part.ADDRESS),
        (3, 26, Part.HEADING),
        (4, 33, Part.BODY),
        (5, 48, Part.TABLE),
        (6, 54, Part.BLANK),
    ]
    assert [(line.numeral, line.heading, line.section) for line in lines[2:4]] == [
        ("一、", "主要成效", 1),
        ("（一）", "普法。", 1),
    ]


def test_the_year_is_the_title_s_or_the_given_one() -> None:
    assert read_paper(REPORT).year == 2025
    assert read_paper(REPORT, year=2024).year == 2024
    assert read_paper("正文。").year is None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("\ufeff甲xx件。", "甲xx件。"),
        ("甲。\r\n乙xx件。", "甲。\n乙xx件。"),
        ("甲。\r乙xx件。", "甲。\n乙xx件。"),
        ("　　甲xx件。", "　　甲xx件。"),
        ("\U00020000\U00020001xx件。", "\U00020000\U00020001xx件。"),
        ("e\u0301xx件。", "e\u0301xx件。"),
        ("\n\n　甲xx件。\n", "\n\n　甲xx件。\n"),
    ],
)
def test_offsets_count_characters_after_the_mark_and_line_ends_are_read(typed: str, text: str) -> None:
    paper = read_paper(typed)
    [finding] = [each for each in run_checks(paper, CHECKS) if each.code == "blank" or each.start is None]
    assert paper.text == text
    assert (finding.start, finding.end) == (text.index("xx"), text.index("xx") + 2)
    assert paper.line_at(text.index("xx")).text.strip() == text.strip().split("\n")[-1].strip()


SIGNS = "一二三、（）()“”《》。，；：xX*12年月日%％-—…·率件其中为截止法制加强力度某 \n\r\t〖〗"
WORDS = [
    "一是",
    "二是",
    "2025年",
    "不公开",
    "法治思想",
    "\U00020000",
    "e\u0301",
    "\u200b",
    "以下简称",
    "同比增长",
]
PIECES = st.sampled_from([*SIGNS, *WORDS])


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, 2021, 2025]))
def test_any_text_is_read_and_every_place_lies_in_it(text: str, year: int | None) -> None:
    paper = read_paper(text, year=year)
    for finding in run_checks(paper, CHECKS):
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(paper.text)
            assert finding.quote == paper.text[finding.start : finding.end]
            assert finding.repair is None or 0 <= finding.repair.start <= finding.repair.end <= len(
                paper.text
            )


@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_lines_make_up_the_text(text: str) -> None:
    paper = read_paper(text)
    assert "\n".join(line.text for line in paper.lines) == paper.text
    assert all(paper.text[line.start : line.end] == line.text for line in paper.lines)
