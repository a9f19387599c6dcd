"""The normal form of stored text."""

from hypothesis import given
from hypothesis import strategies as st

from reports.text.normal import lines_of, normal, unindented

TEXTS = st.text("一（）。 \t\r\n\u3000\x0b\u2028e\u0301", max_size=40)


def test_unifies_line_ends_and_drops_blanks_at_the_end():
    assert normal("一、甲  \r\n\r\n　　乙\u3000\r丙\n\n") == "一、甲\n　　乙\n丙"


def test_keeps_characters_that_only_look_like_line_ends_or_could_be_composed():
    assert normal("甲\x0b乙\u2028丙e\u0301") == "甲\x0b乙\u2028丙e\u0301"


def test_an_empty_text_stays_empty():
    assert normal("") == ""
    assert normal(" \r\n\u3000\n") == ""


@given(TEXTS)
def test_the_normal_form_is_normal(text):
    assert normal(normal(text)) == normal(text)


@given(TEXTS)
def test_lines_are_those_an_editor_counts(text):
    assert len(lines_of(text)) == 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def test_unindented_takes_only_blanks_before_a_line():
    assert unindented("　　甲 乙 \n\t丙") == "甲 乙 \n丙"
