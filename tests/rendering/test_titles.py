import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rendering.titles import break_title
from reports.rendering.widths import ems


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云岭县公安局2025年法治政府建设年度报告", ["云岭县公安局2025年法治政府建设年度报告"]),
        (
            "云岭县公安局关于2025年度法治政府建设情况的报告",
            ["云岭县公安局关于2025年度", "法治政府建设情况的报告"],
        ),
        (
            "云岭县住房和城乡建设局关于2025年度法治政府建设情况的报告",
            ["云岭县住房和城乡建设局", "关于2025年度法治政府建设情况的报告"],
        ),
        (
            "中共云岭县青石镇委员会 云岭县青石镇人民政府关于2025年度法治政府建设情况的报告",
            ["中共云岭县青石镇委员会 ", "云岭县青石镇人民政府关于2025年度", "法治政府建设情况的报告"],
        ),
        ("", [""]),
    ],
)
def test_a_title_breaks_at_words(title, lines):
    assert list(break_title(title, 20.1)) == lines


@given(st.text("云岭县人民政府公安局关于2025年度法治建设的报告《》、，", max_size=70))
def test_a_broken_title_keeps_every_character(title):
    assert "".join(break_title(title, 20.1)) == title


@given(st.text("云岭县人民政府公安局关于年度法治建设报告", min_size=21, max_size=58))
def test_no_line_is_too_long_and_none_is_an_orphan(title):
    lines = break_title(title, 20.1)
    widths = [ems(line) for line in lines]
    assert len(lines) == 1 or (max(widths) <= 20.1 and min(widths) >= 3)
