"""Putting rows where somebody wants them, and gathering them into a report."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.common.errors import Invalid
from reports.document.markup import read_document
from reports.document.nodes import Document, Note, Paragraph, Run
from reports.importing.arrangement import (
    PlacedNote,
    correct,
    find_faults,
    gather,
    moved_along,
    place,
    read_choices,
)
from reports.importing.placement import propose
from reports.importing.places import NOWHERE, Confidence, Place, Where, read_place
from tests.document.strategies import PAPERS
from tests.importing.test_placement import ALL

TEXT = """云岭县公安局2025年法治政府建设工作报告
一、主要成效
甲。
（一）行政执法
乙。
（二）特色工作
丙。
二、存在的不足
丁。
云岭县公安局
2026年1月5日"""


def rows_of(text=TEXT):
    return propose(read_document(text), ALL)


def arranged(text=TEXT, **codes):
    """The rows of a text with places chosen by number: arranged(r3="nowhere")."""
    rows = rows_of(text)
    chosen = {int(name[1:]): code for name, code in codes.items()}
    return correct(rows, read_choices(chosen, rows=rows, sections=ALL))


def blocks_of(placement):
    return [
        (part.section or part.key, part.heading, {b.key: b.text for b in part.blocks})
        for part in placement.parts
    ]


def test_a_chosen_row_is_sure_and_the_order_inside_a_block_stays_the_papers():
    rows = arranged(r9="body:achievements:enforcement", r3="body:achievements:enforcement")
    assert (rows[2].confidence, rows[2].reason) == (Confidence.SURE, "由人选定")
    assert blocks_of(gather(rows, ALL)) == [
        (
            "achievements",
            "主要成效",
            {"enforcement": "甲。\n（一）行政执法\n乙。\n（二）特色工作\n丙。\n丁。"},
        ),
        ("shortcomings", "存在的不足", {}),
    ]


def test_a_row_can_become_anything_of_the_frame():
    placement = gather(arranged(r3="addressee", r5="remark", r7="signatory", r9="attachment"), ALL)
    assert (placement.addressees, placement.remark, placement.attachments) == (("甲。",), "乙。", "丁。")
    assert placement.signatories == ("丙。", "云岭县公安局")


def test_what_somebody_wants_nowhere_is_counted_and_left_out():
    placement = gather(arranged(r9="nowhere", r10="nowhere"), ALL)
    assert (placement.left_out, placement.signatories) == (2, ())
    assert blocks_of(placement)[-1] == ("shortcomings", "存在的不足", {})


def test_a_row_can_open_a_part_of_its_own():
    placement = gather(arranged(r6="heading:+6", r7="body:+6"), ALL)
    assert blocks_of(placement)[1] == ("+6", "特色工作", {"": "丙。"})
    assert placement.parts[1].number == "（二）"


def test_a_part_may_go_on_after_others():
    placement = gather(arranged(r9="body:achievements:overview"), ALL)
    assert blocks_of(placement)[0][2]["overview"] == "甲。\n丁。"


def test_a_run_in_heading_keeps_its_words_together():
    part = place(read_document("一、主要成效。全年平稳。再接再厉。\n甲"), ALL).parts[0]
    assert (part.heading, part.mark, part.text) == ("主要成效", "。", "全年平稳。再接再厉。\n甲")


def test_a_plain_paragraph_as_heading_loses_its_number_only():
    placement = gather(arranged("3.其他事项。\n甲", r1="heading:plan", r2="body:plan:plan"), ALL)
    assert (placement.parts[0].number, placement.parts[0].heading) == ("3.", "其他事项。")


def test_remarks_follow_their_row_and_those_of_the_frame_are_on_the_whole():
    note = Note("请核对", "王五")
    document = Document("", blocks=(Paragraph((Run("甲"),)), note))
    rows = propose(document, ALL)
    for code, expected in (
        ("body:plan:more", PlacedNote(note, "plan", "more")),
        ("heading:plan", PlacedNote(note, "plan", "plan")),
        ("heading:+1", PlacedNote(note, "+1", "")),
        ("attachment", PlacedNote(note, "attachment", "")),
        ("title", PlacedNote(note)),
        ("nowhere", PlacedNote(note)),
    ):
        chosen = correct(rows, read_choices({1: code}, rows=rows, sections=ALL))
        assert gather(chosen, ALL).notes == (expected,)


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        (0, "title", "页面与文件对不上，请重新打开这一页后再选。"),
        (99, "title", "页面与文件对不上，请重新打开这一页后再选。"),
        *(
            (3, code, "第3段选的位置不在模板里，请重新选择。")
            for code in (
                "",
                "x",
                "title:x",
                "body:x:y",
                "body:plan",
                "body:plan:overview",
                "heading:plan:plan",
                "heading:preamble",
                "heading:other",
                "heading:+4",
                "body:+99",
                "body:+x",
                "body:+3:y",
                "letterhead",
                "body:achievements:figures",
            )
        ),
    ],
)
def test_a_place_that_does_not_exist_is_refused(number, code, sentence):
    with pytest.raises(Invalid) as refusal:
        read_choices({number: code}, rows=rows_of(), sections=ALL)
    assert str(refusal.value) == sentence


def test_a_table_stands_in_the_text_or_beside_it_only():
    rows = rows_of("|甲|乙|")
    assert read_choices({1: "attachment"}, rows=rows, sections=ALL) == {1: Place(Where.ATTACHMENT)}
    with pytest.raises(Invalid) as refusal:
        read_choices({1: "title"}, rows=rows, sections=ALL)
    assert str(refusal.value) == "第1段是表格，只能放进正文或附件，请重新选择。"


NO_DATE = "第3段不是“2026年1月15日”这样的日期，不能作成文日期，请改放别处。"


@pytest.mark.parametrize(
    ("codes", "sentences"),
    [
        ({}, ()),
        (
            {"r6": "heading:achievements"},
            ("第2段和第6段都选作同一部分的标题，请只留一个，另一个放进正文。",),
        ),
        (
            {"r3": "date"},
            (
                "第3段、第11段都选作成文日期，请只留一个。",
                NO_DATE,
            ),
        ),
        ({"r3": "date", "r11": "nowhere"}, (NO_DATE,)),
        (
            {f"r{number}": "nowhere" for number in range(2, 10)},
            ("没有一段放进正文，请至少把一段放进报告的某一部分。",),
        ),
    ],
)
def test_what_cannot_become_a_report_is_said(codes, sentences):
    assert find_faults(arranged(**codes)) == sentences


def test_what_is_too_long_for_its_place_is_said():
    rows = arranged("很长的话" * 60 + "。\n甲。", r1="title", r2="heading:plan")
    assert find_faults(rows) == ("标题超过200字，请把不是标题的段落改放别处。",)
    rows = arranged("很长的话" * 60 + "。\n甲。", r1="heading:plan", r2="remark")
    assert find_faults(rows) == ("第1段超过200字，不能作部分的标题，请放进正文。",)


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (2, "heading:plan", dict.fromkeys(range(3, 8), "body:plan:plan")),
        (2, "heading:+2", dict.fromkeys(range(3, 8), "body:+2")),
        (4, "body:achievements:functions", {5: "body:achievements:functions"}),
        (8, "nowhere", {9: "nowhere"}),
        (4, "title", {}),
        (3, "body:plan:plan", {}),
    ],
)
def test_a_heading_takes_along_what_stands_below_it(number, code, expected):
    place_ = read_place(code)
    moved = moved_along(rows_of(), number, place_, sections=ALL)
    assert {row: to.code for row, to in moved.items()} == expected


@pytest.mark.parametrize("code", ["title", "nowhere", "heading:plan", "body:plan:plan", "body:+12"])
def test_a_place_is_one_word_and_back(code):
    assert read_place(code).code == code


@pytest.mark.parametrize("code", ["", ":", "body::x", "no:x", "title:"])
def test_other_words_are_no_place(code):
    assert read_place(code) is None


@given(PAPERS, st.data())
def test_whatever_is_chosen_every_word_lands_somewhere(text, data):
    rows = propose(read_document(text), ALL)
    codes = [
        "nowhere",
        "title",
        "remark",
        "attachment",
        "body:plan:more",
        "body:shortcomings:rows",
        "body:+1",
    ]
    chosen = data.draw(st.dictionaries(st.integers(1, max(1, len(rows))), st.sampled_from(codes)))
    chosen = {n: c for n, c in chosen.items() if n <= len(rows) and (rows[n - 1].text[:1] != "|")}
    corrected = correct(rows, read_choices(chosen, rows=rows, sections=ALL))
    placement = gather(corrected, ALL)
    body = [row.text for row in corrected if row.place.where in (Where.HEADING, Where.BODY)]
    landed = [part.number + part.heading + part.mark + part.text for part in placement.parts]
    assert sorted("".join(body).replace("\n", "")) == sorted("".join(landed).replace("\n", ""))
    assert placement.left_out == sum(row.place == NOWHERE for row in corrected)
    assert placement.date is None or isinstance(placement.date, datetime.date)
