"""Which years of last year's text move on when it is taken over."""

import pytest

from reports.text.years import shift_years


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
