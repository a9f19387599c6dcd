"""Passages that stay out of the public edition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.normal import lines_of
from reports.text.publication import (
    MARK,
    Passage,
    find_passages,
    has_unbalanced_marks,
    without_marks,
    without_private,
)

SECRET = "哨兵密语"


def test_the_full_edition_keeps_every_word_and_no_mark():
    assert without_marks("甲〖不公开〗乙〖/〗丙") == "甲乙丙"


@pytest.mark.parametrize(
    ("text", "public"),
    [
        (f"甲〖不公开〗{SECRET}〖/〗乙", "甲乙"),
        (f"甲〖 不公开 〗{SECRET}〖／〗乙", "甲乙"),
        (f"甲〖不公开〗{SECRET}", "甲"),
        (f"甲〖不公开{SECRET}〖/〗乙", "甲乙"),
        (f"甲〖不公开〗{SECRET}〖/乙", "甲"),
        (f"{SECRET}〖/〗乙", "乙"),
        (f"甲〖不公开〗丙〖/〗{SECRET}〖/〗乙", "甲乙"),
        (f"甲〖不公开〗丙〖不公开〗丁〖/〗{SECRET}〖/〗乙", "甲乙"),
        (f"甲〖不公开〗丙〖不公开〗丁〖/〗{SECRET}", "甲"),
        (f"甲\n〖不公开〗（二）丙。\n{SECRET}〖/〗\n乙", "甲\n\n\n乙"),
        (f"甲〖不公开〗丙\n{SECRET}〖/〗乙", "甲\n乙"),
        ("没有标记的文字。", "没有标记的文字。"),
    ],
)
def test_the_public_edition_never_shows_a_private_passage(text, public):
    assert without_private(text) == public


@given(
    st.lists(st.sampled_from(["〖不公开〗", "〖/〗", "〖不", "公开〗", "〖", "甲", "\n"]), max_size=14).map(
        "".join
    )
)
def test_no_mark_is_left_in_any_edition_that_the_public_sees(text):
    assert MARK.search(without_private(text)) is None


@given(st.text("甲乙\n", max_size=9), st.text("丙丁\n", max_size=9), st.text("戊\n", max_size=9))
def test_a_closed_passage_hides_itself_and_nothing_else(before, private, after):
    public = without_private(f"{before}〖不公开〗{private}{SECRET}〖/〗{after}")
    assert public.replace("\n", "") == (before + after).replace("\n", "")


@given(
    st.lists(st.sampled_from(["〖不公开〗", "〖/〗", "〖", "甲", "\n", "\r", "\r\n"]), max_size=14).map(
        "".join
    )
)
def test_every_line_keeps_its_place_in_both_editions(text):
    assert len(lines_of(without_private(text))) == len(lines_of(without_marks(text))) == len(lines_of(text))


def test_tells_unbalanced_marks():
    assert not has_unbalanced_marks("甲〖不公开〗乙〖/〗丙")
    assert has_unbalanced_marks("甲〖不公开〗乙")
    assert has_unbalanced_marks("甲〖/〗乙")


def test_finds_passages_with_their_marks():
    assert find_passages("甲〖不公开〗乙〖/〗丙〖不公开〗丁") == (
        Passage(1, 10, True),
        Passage(11, 17, False),
    )
