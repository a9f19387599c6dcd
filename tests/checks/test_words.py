"""A finding as people read it: its words within their line, without marks and tokens, and its place."""

import pytest

from reports.checks.models import Finding
from reports.checks.words import Words, place_of, plain, words_of
from reports.drafting.models import ReportBlock


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("受理{{RV02}}件", "受理〔数〕件"),
        ("V02}}件，办结{{RV", "件，办结"),
        ("公开〗某案〖/〗，又〖不公", "某案，又"),
        ("〖不公开〗某案〖/〗", "某案"),
        ("{一}〔2025〕3号", "{一}〔2025〕3号"),
    ],
)
def test_marks_and_tokens_are_no_words(stored, shown):
    assert plain(stored) == shown


def test_neighbours_end_with_the_line_and_a_long_quote_is_cut():
    finding = Finding(before="上一段。\n办理", shown="XX", after="件。\n下一段", start=0, end=2)
    assert words_of(finding) == Words("办理", "XX", "件。")
    assert words_of(Finding(shown="长" * 300)) == Words("", "长" * 120 + "……", "")


def test_a_place_has_a_name():
    block = ReportBlock(label="行政执法")
    assert [
        place_of(Finding()),
        place_of(Finding(field="title")),
        place_of(Finding(block=block, field="text")),
        place_of(Finding(block=block, field="cause", row=1)),
    ] == ["全文", "标题", "行政执法", "行政执法第2条"]
