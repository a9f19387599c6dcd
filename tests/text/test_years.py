"""Which years stand in a text, and which of them move on when it is taken over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.years import find_years, moved_on, shift_years


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2024年，全局办案{{LE01}}件。", "2025年，全局办案{{LE01}}件。"),
        ("截至2024年12月31日，2025年计划", "截至2025年12月31日，2026年计划"),
        ("2023年以来，2026年", "2023年以来，2026年"),
        ("《法治政府建设实施纲要（2021—2025年）》", "《法治政府建设实施纲要（2021—2025年）》"),
        ("2024－2025年、2024年至2025年", "2024－2025年、2024年至2025年"),
        ("2024年3月1日至2025年2月", "2024年3月1日至2025年2月"),
        ("到2025年基本建成", "到2025年基本建成"),
        ("〔2024〕15号，12024年，{{2024}}，2024件", "〔2024〕15号，12024年，{{2024}}，2024件"),
        ("2024年1月至12月", "2025年1月至12月"),
        ("", ""),
    ],
)
def test_years_move_on_and_spans_and_numbers_stay(before, after):
    assert shift_years(before, year=2024) == after


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年度，截至2025年12月31日", [("2025", "single"), ("2025", "single")]),
        ("《纲要（2021—2025年）》、2021年至2025年", [("2021—2025", "span"), ("2021年至2025", "span")]),
        ("到2035年基本建成", [("2035", "aim")]),
        ("云政发〔2024〕15号、[2023]第2号", [("2024", "number"), ("2023", "number")]),
        ("二〇二五年工作，二○二六年计划", [("二〇二五", "chinese"), ("二○二六", "chinese")]),
        ("2024件，12025年，{{2025}}年，{year}年", []),
        ("2024年3月至2025年2月", [("2024年3月至2025", "span")]),
    ],
)
def test_years_are_found_with_what_they_belong_to(text, found):
    assert [(text[m.start : m.end], m.form.value) for m in find_years(text)] == found


@pytest.mark.parametrize(
    ("words", "after"), [("2025", "2026"), ("二〇二九", "二〇三〇"), ("二○二五", "二〇二六")]
)
def test_a_year_moves_on_in_its_own_digits(words, after):
    assert moved_on(words, by=1) == after


@given(st.text("二〇一2025年—至到〔〕号 {}度", max_size=60))
def test_mentions_lie_in_order_and_inside_the_text(text):
    found = find_years(text)
    ends = [0, *(mention.end for mention in found)]
    assert all(
        end <= mention.start < mention.end <= len(text) for end, mention in zip(ends, found, strict=False)
    )
    assert all(1000 <= mention.year < 3000 for mention in found)
