"""The headings of a report as a list."""

import pytest
from hypothesis import given

from reports.document.markup import parse, read_document
from reports.document.outline import OutlineEntry, outline, outline_document
from reports.document.roles import Role
from tests.document.strategies import TEXTS
from tests.shared import sample_structure, sample_text

ACHIEVEMENTS, PLAN = Role.ACHIEVEMENTS, Role.NEXT_YEAR_PLAN


def test_lists_each_line_that_a_heading_opens():
    text = """云岭县司法局2025年法治政府建设情况报告

前言一段。（一）不是标题。
一、2025年度主要举措和成效
　　（一）加强领导。成立专班。
1. 完善制度
（1）培训。开展两次。
领导干部法治素养提升。段内一是不算，二是也不算。
一是抓好普法。开展活动。
公证：全年办理公证事项若干件。

二、2026年度工作安排"""
    assert outline(text) == [
        OutlineEntry(1, "一、", "2025年度主要举措和成效", ACHIEVEMENTS, 4, run_in=False),
        OutlineEntry(2, "（一）", "加强领导", ACHIEVEMENTS, 5, run_in=True),
        OutlineEntry(3, "1.", "完善制度", ACHIEVEMENTS, 6, run_in=False),
        OutlineEntry(4, "（1）", "培训", ACHIEVEMENTS, 7, run_in=True),
        OutlineEntry(4, "一是", "抓好普法", ACHIEVEMENTS, 9, run_in=True),
        OutlineEntry(4, "", "公证", ACHIEVEMENTS, 10, run_in=True),
        OutlineEntry(1, "二、", "2026年度工作安排", PLAN, 12, run_in=False),
    ]


def test_items_and_labels_stand_below_what_is_above_them():
    text = "一、主要工作\n一是加强领导。成立专班。\n公证：全年办理公证事项若干件。\n二是抓好普法。开展活动。"
    assert [(entry.level, entry.number) for entry in outline(text)] == [
        (1, "一、"),
        (2, "一是"),
        (3, ""),
        (2, "二是"),
    ]


def test_enclosures_are_no_headings():
    text = "一、主要工作\n特此报告。\n附件：1.指标表\n2.名单\n云岭县司法局"
    assert [entry.heading for entry in outline(text)] == ["主要工作"]


def test_a_heading_before_the_first_part_has_no_role():
    assert outline("（一）起因") == [OutlineEntry(2, "（一）", "起因", None, 1, run_in=False)]


@given(TEXTS)
def test_no_line_has_two_entries_and_lines_ascend(text):
    lines = [entry.line for entry in outline(text)]
    assert lines == sorted(set(lines))
    assert len(lines) <= len(parse(text))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports_have_the_outline_that_people_found(name):
    people_found = [
        (s["level"], s["numbering"], s["heading"], s["line"], s["heading_style"] == "run-in")
        for s in sample_structure(name)["sections"]
        if s["heading_style"] in {"standalone", "run-in"}
    ]
    found = outline(sample_text(name))
    assert [(e.level, e.number, e.heading, e.line, e.run_in) for e in found] == people_found


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_real_reports_have_the_roles_that_people_found(name):
    people_found = [s["role"] for s in sample_structure(name)["sections"] if s["level"] == 1]
    assert [e.role for e in outline(sample_text(name)) if e.level == 1] == people_found


@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "004"])
def test_a_paper_has_the_outline_of_its_text(name):
    assert outline_document(read_document(sample_text(name))) == outline(sample_text(name))
