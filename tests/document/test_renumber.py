"""Closing up numbers."""

from hypothesis import given

from reports.document.markup import parse, print_text
from reports.document.nodes import Heading
from reports.document.renumber import renumber
from tests.document.strategies import TEXTS


def test_closes_gaps_and_starts_anew_under_each_parent():
    text = "二、甲\n（二）乙。其后一句。\n3.丙\n5.丁\n（四）戊\n2.己\n四、庚\n（三）辛\n正文一段。"
    assert print_text(renumber(parse(text))) == (
        "一、甲\n（一）乙。其后一句。\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚\n（一）辛\n正文一段。"
    )


def test_keeps_the_form_of_each_number():
    text = "(三)甲\n４．乙\n9、丙\n（７）丁\n　　12. 戊"
    assert print_text(renumber(parse(text))) == "(一)甲\n１．乙\n2、丙\n（１）丁\n　　3. 戊"


def test_counts_numbered_paragraphs_among_headings():
    text = "（一）甲\n（三）制定目录；\n（四）乙"
    assert print_text(renumber(parse(text))) == "（一）甲\n（二）制定目录；\n（三）乙"


def test_counts_level_one_by_order_even_without_a_number():
    blocks = (Heading(1, "", "甲"), *parse("（二）乙\n三、丙"))
    assert [(b.number, b.text) for b in renumber(blocks)] == [("", "甲"), ("（一）", "乙"), ("二、", "丙")]


def test_an_attachment_in_the_text_counts_for_itself():
    text = "一、甲\n三、乙\n附件1\n清单\n二、丙\n（二）丁\n附件2\n名单\n（三）戊\n一、己"
    assert print_text(renumber(parse(text))) == (
        "一、甲\n二、乙\n附件1\n清单\n一、丙\n（一）丁\n附件2\n名单\n（一）戊\n一、己"
    )


def test_passes_ten_and_ninety_nine():
    text = "\n".join(["（一）甲"] * 101)
    assert print_text(renumber(parse(text))).split("\n")[9::90] == ["（十）甲", "（一百）甲"]


@given(TEXTS)
def test_a_second_time_changes_nothing(text):
    once = renumber(parse(text))
    assert renumber(once) == once
