"""What changed between two texts."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.diff import Change, ParagraphChange, Span, diff_paragraphs, diff_words

TEXTS = st.text("甲乙丙丁戊，。12{}RV\n", max_size=60)


def test_shows_words_that_came_and_went():
    assert diff_words("办理案件116件，同比下降。", "办理案件118件，同比上升。") == (
        Span(Change.EQUAL, "办理案件"),
        Span(Change.DELETE, "116"),
        Span(Change.INSERT, "118"),
        Span(Change.EQUAL, "件，同比"),
        Span(Change.DELETE, "下降"),
        Span(Change.INSERT, "上升"),
        Span(Change.EQUAL, "。"),
    )


def test_pairs_a_changed_paragraph_and_tells_a_new_one():
    old = "（一）加强领导。\n全年培训3次，参加960人次。\n结尾。"
    new = "（一）加强领导。\n新增一段与众不同的话。\n全年培训5次，参加960人次。\n结尾。"
    assert [(c.is_changed, c.old, c.new) for c in diff_paragraphs(old, new)] == [
        (False, "（一）加强领导。", "（一）加强领导。"),
        (True, "", "新增一段与众不同的话。"),
        (True, "全年培训3次，参加960人次。", "全年培训5次，参加960人次。"),
        (False, "结尾。", "结尾。"),
    ]


def test_a_paragraph_that_stayed_is_one_equal_span():
    assert diff_paragraphs("甲", "甲") == (ParagraphChange((Span(Change.EQUAL, "甲"),)),)


def test_a_token_is_one_word():
    assert Span(Change.DELETE, "{{RV02}}") in diff_words("办理{{RV02}}件", "办理{{RV03}}件")


@given(TEXTS, TEXTS)
def test_spans_give_both_texts_back(old, new):
    change = ParagraphChange(diff_words(old, new))
    assert (change.old, change.new) == (old, new)


@given(TEXTS, TEXTS)
def test_paragraphs_give_both_texts_back(old, new):
    changes = diff_paragraphs(old, new)
    kept_old = [c.old for c in changes if any(s.change is not Change.INSERT for s in c.spans)]
    kept_new = [c.new for c in changes if any(s.change is not Change.DELETE for s in c.spans)]
    assert [line for line in kept_new if line] == [line for line in new.split("\n") if line]
    assert [line for line in kept_old if line] == [line for line in old.split("\n") if line]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲" * 10_000_000, "乙" * 10_000_000),
        ("，" * 5_000_000, "。" * 5_000_000),
        ("\n".join(f"旧{i}" for i in range(100_000)), "\n".join(f"新{i}" for i in range(100_000))),
    ],
    ids=["one line", "signs", "lines"],
)
def test_ten_megabytes_are_compared_in_seconds(old, new):
    begun = process_time()
    changes = diff_paragraphs(old, new)
    assert "\n".join(change.old for change in changes if change.old) == old
    assert "\n".join(change.new for change in changes if change.new) == new
    assert process_time() - begun < 10


def test_a_rewritten_report_is_compared_in_seconds():
    old = "".join(chr(0x4E00 + (i * 7919) % 3000) + ("，" if i % 9 == 0 else "") for i in range(6000))
    new = "".join(chr(0x4E00 + (i * 6007) % 3000) + ("，" if i % 11 == 0 else "") for i in range(6000))
    begun = process_time()
    change = ParagraphChange(diff_words(old, new))
    assert (change.old, change.new) == (old, new)
    assert process_time() - begun < 5
