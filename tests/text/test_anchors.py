"""Words that somebody pointed at, found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.anchors import anchor_at, find_anchor

TEXT = "全年办理行政复议案件116件，办结108件。行政应诉案件12件，办结率100%。举办培训班5期，培训960人次。"


def quote_in(text, words):
    start = text.index(words)
    return anchor_at(text, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "edited", "found"),
    [
        ("办结108件", TEXT, "办结108件"),
        ("办结108件", "新增一段话。" + TEXT, "办结108件"),
        ("办结108件", TEXT.replace("108", "110"), "办结110件"),
        ("培训960人次", TEXT.replace("举办培训班5期，", ""), "培训960人次"),
        ("件", TEXT.replace("全年", "一年来"), "件"),
    ],
)
def test_finds_the_words_after_an_edit(words, edited, found):
    anchor = find_anchor(quote_in(TEXT, words), edited)
    assert anchor is not None
    assert edited[anchor.start : anchor.end] == anchor.quote == found


def test_takes_the_occurrence_whose_neighbours_fit():
    text = "甲村调解案件十件。乙村调解案件十件。丙村调解案件十件。"
    anchor = anchor_at(text, 11, 17)
    edited = "本镇三村情况如下：" + text
    assert find_anchor(anchor, edited).start == 20


@pytest.mark.parametrize(
    "edited", ["", "完全不同的一段话，与原文没有任何关系。", TEXT.replace("办结108件。", "")]
)
def test_lost_words_are_lost(edited):
    assert find_anchor(quote_in(TEXT, "办结108件"), edited) is None


def test_an_anchor_needs_words():
    with pytest.raises(ValueError, match="no words"):
        anchor_at(TEXT, 5, 5)


@given(st.text("甲乙丙，。", min_size=1, max_size=60), st.data())
def test_an_unchanged_text_gives_the_same_anchor(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = anchor_at(text, start, end)
    assert find_anchor(anchor, text) == anchor
