import pytest

from reports.rendering.widths import ems


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("法治", 2), ("2025年", 3), ("“三项”——", 6), ("ａ１", 2), ("e\u0301", 0.5)]
)
def test_a_half_width_character_counts_half(text, width):
    assert ems(text) == width
